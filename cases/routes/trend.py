"""Addresses of what stands out in a case."""

from django.urls import path

from cases.views import trend

urlpatterns = [
    path("casussen/<casus:number>/trends/", trend.of_case, name="casus-trends"),
    path("casussen/<casus:number>/trends/<uuid:pk>/terugnemen/", trend.undo, name="trend-terugnemen"),
]
