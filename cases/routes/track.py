"""Addresses of tracks."""

from django.urls import path

from cases.views import track, withdrawtrack

OF_CASE = "casussen/<casus:number>/trajecten/"

urlpatterns = [
    path(OF_CASE, track.of_case, name="casus-trajecten"),
    path(f"{OF_CASE}<slug:kind>/nieuw/", track.new, name="traject-nieuw"),
    path(f"{OF_CASE}<slug:kind>/<uuid:pk>/", track.track, name="traject"),
    path(f"{OF_CASE}<slug:kind>/<uuid:pk>/verbeteren/", track.correct, name="traject-verbeteren"),
    path(f"{OF_CASE}<slug:kind>/<uuid:pk>/intrekken/", withdrawtrack.withdraw, name="traject-intrekken"),
]
