"""Addresses of lists of candidates."""

from django.urls import URLPattern, path

from cases.views import candidates

urlpatterns: list[URLPattern] = [
    path("kandidaten/", candidates.lists, name="kandidatenlijsten"),
    path("kandidaten/aanleveren/", candidates.send, name="kandidaten-aanleveren"),
    path("kandidaten/voorbeeld/<slug:form>/", candidates.example, name="kandidaten-voorbeeld"),
    path("kandidaten/<uuid:pk>/", candidates.one, name="kandidaten"),
    path("kandidaten/<uuid:pk>/intrekken/", candidates.withdraw, name="kandidaten-intrekken"),
]
