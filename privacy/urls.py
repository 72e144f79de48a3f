from django.urls import path

from privacy.views import alerts, destruction, logbook

urlpatterns = [
    path("privacy/logboek/", logbook.logbook, name="logboek"),
    path("privacy/logboek/casussen/<casus:number>/", logbook.of_case, name="logboek-casus"),
    path("privacy/signalen/", alerts.overview, name="signalen"),
    path("privacy/signalen/<uuid:pk>/", alerts.alert, name="signaal"),
    path("vernietiging/", destruction.overview, name="vernietiging"),
    path("vernietiging/<int:pk>/vrijgeven/", destruction.release, name="vernietiging-vrijgeven"),
]
