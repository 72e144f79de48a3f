"""Addresses of disputes, and of questions to a body or a mayor."""

from django.urls import path

from cases.views import dispute, escalation

urlpatterns = [
    path("casussen/<casus:number>/geschillen/", dispute.of_case, name="casus-geschillen"),
    path("casussen/<casus:number>/geschillen/nieuw/", dispute.new, name="geschil-nieuw"),
    path("geschillen/<uuid:pk>/", dispute.show, name="geschil"),
    path("casussen/<casus:number>/opschaling/", escalation.of_case, name="casus-opschaling"),
    path("casussen/<casus:number>/opschaling/<uuid:pk>/", escalation.answer, name="opschaling-antwoord"),
]
