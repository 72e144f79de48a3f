from django.urls import path

from privacy.views import alerts, destruction, logbook, requestanswer, requests, review

urlpatterns = [
    path("privacy/logboek/", logbook.logbook, name="logboek"),
    path("privacy/logboek/casussen/<casus:number>/", logbook.of_case, name="logboek-casus"),
    path("privacy/signalen/", alerts.overview, name="signalen"),
    path("privacy/signalen/<uuid:pk>/", alerts.alert, name="signaal"),
    path("privacy/verzoeken/", requests.overview, name="verzoeken"),
    path("privacy/verzoeken/nieuw/", requests.new, name="verzoek-nieuw"),
    path("privacy/verzoeken/<uuid:pk>/", requests.show, name="verzoek"),
    path("privacy/verzoeken/<uuid:pk>/casussen/", requests.cases, name="verzoek-casussen"),
    path("privacy/verzoeken/<uuid:pk>/identiteit/", requests.identity, name="verzoek-identiteit"),
    path("privacy/verzoeken/<uuid:pk>/besluit/", requests.decision, name="verzoek-besluit"),
    path("privacy/verzoeken/<uuid:pk>/leveranciers/", requestanswer.ask, name="verzoek-leveranciers"),
    path("privacy/verzoeken/<uuid:pk>/antwoord/", requestanswer.answer, name="verzoek-antwoord"),
    path("privacy/verzoeken/<uuid:pk>/gezien/", requestanswer.who_saw, name="verzoek-gezien"),
    path("privacy/verzoeken/vragen/<uuid:pk>/", requestanswer.question, name="verzoek-vraag"),
    path("beheer/toegang/", review.overview, name="toegangscontroles"),
    path("beheer/toegang/<uuid:pk>/", review.review, name="toegangscontrole"),
    path("beheer/toegang/<uuid:pk>/beslissen/", review.decide, name="toegangscontrole-beslissen"),
    path("beheer/toegang/<uuid:pk>/downloaden/", review.download, name="toegangscontrole-downloaden"),
    path("beheer/toegang/rechten/<uuid:pk>/hervatten/", review.resume, name="toegang-hervatten"),
    path("vernietiging/", destruction.overview, name="vernietiging"),
    path("vernietiging/<int:pk>/vrijgeven/", destruction.release, name="vernietiging-vrijgeven"),
]
