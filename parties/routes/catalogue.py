from django.urls import path

from parties.views import catalogue, partypage

urlpatterns = [
    path("partijen/", catalogue.parties, name="partijen"),
    path("partijen/soorten/", catalogue.kinds, name="partijen-soorten"),
    path("partijen/<slug:slug>/", partypage.party, name="partij"),
    path("huizen/", catalogue.houses, name="huizen"),
    path("huizen/<slug:slug>/", catalogue.house, name="huis"),
    path("convenanten/<slug:code>/", catalogue.covenant, name="convenant"),
]
