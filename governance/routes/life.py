from django.urls import path

from governance.views import agreed, enclosure, statement

HOUSE = "naleving/<slug:code>/"

urlpatterns = [
    path("naleving/afspraken/<uuid:pk>/", agreed.version, name="afspraak"),
    path("naleving/afspraken/<uuid:pk>/tekst/", enclosure.to_version, name="afspraak-tekst"),
    path("naleving/berichten/<uuid:pk>/", statement.statement, name="bericht"),
    path(f"{HOUSE}afspraken/", agreed.versions, name="afspraken"),
    path(f"{HOUSE}afspraken/nieuw/", agreed.new, name="afspraak-nieuw"),
    path(f"{HOUSE}berichten/", statement.statements, name="berichten"),
    path(f"{HOUSE}berichten/nieuw/", statement.new, name="bericht-nieuw"),
]
