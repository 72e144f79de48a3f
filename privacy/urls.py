from django.urls import path

from privacy.views import destruction, logbook

urlpatterns = [
    path("privacy/logboek/", logbook.logbook, name="logboek"),
    path("privacy/logboek/casussen/<casus:number>/", logbook.of_case, name="logboek-casus"),
    path("vernietiging/", destruction.overview, name="vernietiging"),
    path("vernietiging/<int:pk>/vrijgeven/", destruction.release, name="vernietiging-vrijgeven"),
]
