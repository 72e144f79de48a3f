from django.urls import path

from parties.views import mandate, register, registerfile

urlpatterns = [
    path("partijen/nieuw/", register.add, name="partij-nieuw"),
    path("partijen/invoer/", registerfile.parties_in, name="partijen-invoer"),
    path("partijen/uitvoer/<slug:form>/", registerfile.parties_out, name="partijen-uitvoer"),
    path("beheer/mensen/invoer/", registerfile.delegates_in, name="mensen-invoer"),
    path("beheer/mensen/uitvoer/<slug:form>/", registerfile.delegates_out, name="mensen-uitvoer"),
    path("partijen/<slug:slug>/wijzigen/", register.change, name="partij-wijzigen"),
    path("partijen/<slug:slug>/loketten/<slug:kind>/", register.desk, name="partij-loket"),
    path("partijen/<slug:slug>/deelname/", register.join, name="partij-deelname"),
    path("partijen/<slug:slug>/deelname/<int:membership_id>/", register.membership, name="partij-deelname-wijzigen"),
    path(
        "partijen/<slug:slug>/deelname/<int:membership_id>/protocollen/<int:protocol_id>/",
        register.participation, name="partij-protocol",
    ),
    path("partijen/<slug:slug>/deelname/<int:membership_id>/huis/", register.join_house, name="partij-huis"),
    path("partijen/<slug:slug>/mandaten/nieuw/", mandate.give, name="partij-mandaat"),
    path("partijen/<slug:slug>/mandaten/<uuid:mandate_id>/", mandate.end, name="partij-mandaat-wijzigen"),
    path("partijen/<slug:slug>/gedelegeerden/", mandate.delegates, name="partij-gedelegeerden"),
    path("partijen/<slug:slug>/geschiedenis/", register.history, name="partij-geschiedenis"),
]  # fmt: skip
