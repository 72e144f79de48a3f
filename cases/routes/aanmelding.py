"""Addresses of phase 1."""

from django.urls import URLPattern, path

from cases.views import aanmelding, intake, subject

DRAFT = "casussen/aanmelden/<uuid:case_id>/"
PERSON = f"{DRAFT}betrokkenen/<uuid:subject_id>/"
FILED = "casussen/<casus:number>/aanmelding/"

urlpatterns: list[URLPattern] = [
    path("casussen/aanmelden/", aanmelding.start, name="aanmelden"),
    path(DRAFT, aanmelding.situation, name="aanmelding-concept"),
    path(f"{DRAFT}betrokkenen/", subject.subjects, name="aanmelding-betrokkenen"),
    path(f"{DRAFT}betrokkenen/nieuw/", subject.add, name="aanmelding-betrokkene-nieuw"),
    path(PERSON, subject.change, name="aanmelding-betrokkene"),
    path(f"{PERSON}weghalen/", subject.remove, name="aanmelding-betrokkene-weghalen"),
    path(f"{DRAFT}criteria/", aanmelding.criteria, name="aanmelding-criteria"),
    path(f"{DRAFT}controle/", aanmelding.check, name="aanmelding-controle"),
    path(f"{DRAFT}weggooien/", aanmelding.discard, name="aanmelding-weggooien"),
    path(FILED, intake.aanmelding, name="casus-aanmelding"),
    path(f"{FILED}verstuurd/", intake.filed, name="casus-aanmelding-verstuurd"),
    path(f"{FILED}in-behandeling/", intake.accept, name="casus-in-behandeling"),
    path(f"{FILED}niet-in-behandeling/", intake.refuse, name="casus-niet-in-behandeling"),
    path("terugkoppelingen/<uuid:feedback_id>/", intake.feedback, name="terugkoppeling"),
]
