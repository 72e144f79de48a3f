"""Addresses of what was noted in a case: timeline with logbook, and notes of the house."""

from django.urls import path

from cases.views import note, timeline

OF_CASE = "casussen/<casus:number>/"

urlpatterns = [
    path(f"{OF_CASE}tijdlijn/", timeline.timeline, name="casus-tijdlijn"),
    path(f"{OF_CASE}tijdlijn/schrijven/", timeline.write, name="logboek-schrijven"),
    path(f"{OF_CASE}tijdlijn/<uuid:pk>/verbeteren/", timeline.correct, name="logboek-verbeteren"),
    path(f"{OF_CASE}notities/", note.of_case, name="casus-notities"),
    path(f"{OF_CASE}notities/<uuid:pk>/", note.change, name="notitie"),
]
