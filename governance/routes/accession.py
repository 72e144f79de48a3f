from django.urls import path

from governance.views import accession

urlpatterns = [
    path("partijen/toetreding/", accession.accessions, name="toetredingen"),
    path("partijen/toetreding/nieuw/", accession.start, name="toetreding-nieuw"),
    path("partijen/toetreding/<uuid:pk>/", accession.accession, name="toetreding"),
    path("partijen/toetreding/antwoord/<uuid:pk>/", accession.answer, name="toetreding-antwoord"),
]
