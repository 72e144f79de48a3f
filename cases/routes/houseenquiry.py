"""Addresses of questions to another house."""

from django.urls import path

from cases.views import houseenquiry

urlpatterns = [
    path("casussen/<casus:number>/bekendheid/huizen/", houseenquiry.of_case, name="casus-huizen"),
    path("casussen/<casus:number>/bekendheid/huizen/<uuid:pk>/", houseenquiry.data, name="casus-huis"),
    path("huisvragen/<uuid:pk>/", houseenquiry.question, name="huisvraag"),
    path("huisvragen/<uuid:pk>/gegevens/", houseenquiry.supply, name="huisvraag-gegevens"),
]
