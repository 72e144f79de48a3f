from django.urls import path

from parties.views import setup, setuphouse, setuprows

AT = "beheer/convenanten/"
ROWS = f"{AT}<slug:code>/<slug:part>/"

urlpatterns = [
    path(AT, setup.covenants, name="inrichtingen"),
    path(f"{AT}nieuw/", setup.begin, name="inrichting-nieuw"),
    path(f"{AT}<slug:code>/", setup.covenant, name="inrichting"),
    path(f"{AT}<slug:code>/in-gebruik/", setup.take_into_use, name="inrichting-in-gebruik"),
    path(f"{AT}<slug:code>/weggooien/", setup.throw_away, name="inrichting-weggooien"),
    path(f"{AT}<slug:code>/beheerder/<slug:house>/", setuphouse.invite, name="inrichting-beheerder"),
    path(ROWS, setuprows.rows, name="inrichting-rijen"),
    path(f"{ROWS}nieuw/", setuprows.add, name="inrichting-rij-nieuw"),
    path(f"{ROWS}<int:row_id>/", setuprows.row, name="inrichting-rij"),
    path(f"{ROWS}<int:row_id>/weghalen/", setuprows.remove, name="inrichting-rij-weghalen"),
    path(f"{ROWS}<int:row_id>/<slug:below>/nieuw/", setuprows.add_under, name="inrichting-onder-nieuw"),
]
