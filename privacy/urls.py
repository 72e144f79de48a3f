from django.urls import path

from privacy.views import alerts, destruction, logbook, review

urlpatterns = [
    path("privacy/logboek/", logbook.logbook, name="logboek"),
    path("privacy/logboek/casussen/<casus:number>/", logbook.of_case, name="logboek-casus"),
    path("privacy/signalen/", alerts.overview, name="signalen"),
    path("privacy/signalen/<uuid:pk>/", alerts.alert, name="signaal"),
    path("beheer/toegang/", review.overview, name="toegangscontroles"),
    path("beheer/toegang/<uuid:pk>/", review.review, name="toegangscontrole"),
    path("beheer/toegang/<uuid:pk>/beslissen/", review.decide, name="toegangscontrole-beslissen"),
    path("beheer/toegang/<uuid:pk>/downloaden/", review.download, name="toegangscontrole-downloaden"),
    path("beheer/toegang/rechten/<uuid:pk>/hervatten/", review.resume, name="toegang-hervatten"),
    path("vernietiging/", destruction.overview, name="vernietiging"),
    path("vernietiging/verklaringen/<uuid:pk>/", destruction.certificate, name="verklaring"),
    path("vernietiging/<int:pk>/vrijgeven/", destruction.release, name="vernietiging-vrijgeven"),
]
