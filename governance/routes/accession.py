from django.urls import path

from governance.views import accession, joining, signedcopy

urlpatterns = [
    path("partijen/toetreding/", accession.accessions, name="toetredingen"),
    path("partijen/toetreding/nieuw/", accession.start, name="toetreding-nieuw"),
    path("partijen/toetreding/<uuid:pk>/", accession.accession, name="toetreding"),
    path("partijen/toetreding/<uuid:pk>/deelname/", joining.begin, name="toetreding-deelname"),
    path("partijen/toetreding/<uuid:pk>/bijlage/", joining.annex, name="toetreding-bijlage"),
    path("partijen/toetreding/<uuid:pk>/bijlage/<int:protocol>/", joining.annex, name="toetreding-bijlage-protocol"),
    path("partijen/toetreding/<uuid:pk>/getekend/", signedcopy.add, name="toetreding-getekend-toevoegen"),
    path("partijen/toetreding/getekend/<uuid:pk>/", signedcopy.download, name="toetreding-getekend"),
    path(
        "partijen/toetreding/getekend/<uuid:pk>/verwijderen/", signedcopy.remove, name="toetreding-getekend-verwijderen"
    ),
    path("partijen/toetreding/antwoord/<uuid:pk>/", accession.answer, name="toetreding-antwoord"),
]
