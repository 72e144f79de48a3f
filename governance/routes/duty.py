from django.urls import path

from governance.views import duty

HOUSE = "naleving/<str:code>/"

urlpatterns = [
    path("naleving/", duty.start, name="naleving"),
    path("naleving/vastgelegd/<uuid:pk>/intrekken/", duty.withdraw, name="vastgelegd-intrekken"),
    path(HOUSE, duty.overview, name="naleving-huis"),
    path(f"{HOUSE}downloaden/", duty.download, name="naleving-downloaden"),
    path(f"{HOUSE}<int:pk>/", duty.duty, name="plicht"),
]
