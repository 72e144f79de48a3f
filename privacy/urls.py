from django.urls import path

from privacy.views import alerts, breach, destruction, logbook, overviews, register, review, statement

BREACH, REGISTER = "privacy/datalekken/", "privacy/registers/<slug:name>/"

urlpatterns = [
    path("privacyverklaring/", statement.general, name="privacyverklaring"),
    path("privacyverklaring/<slug:slug>/", statement.statement, name="privacyverklaring-huis"),
    path("privacy/logboek/", logbook.logbook, name="logboek"),
    path("privacy/logboek/casussen/<casus:number>/", logbook.of_case, name="logboek-casus"),
    path("privacy/signalen/", alerts.overview, name="signalen"),
    path("privacy/signalen/<uuid:pk>/", alerts.alert, name="signaal"),
    path(BREACH, breach.overview, name="datalekken"),
    path(f"{BREACH}melden/", breach.report, name="datalek-melden"),
    path(f"{BREACH}downloaden/", breach.take_out, name="datalekken-downloaden"),
    path(f"{BREACH}<uuid:pk>/", breach.breach, name="datalek"),
    path(f"{BREACH}<uuid:pk>/autoriteit/", breach.authority, name="datalek-autoriteit"),
    path(f"{BREACH}<uuid:pk>/betrokkenen/", breach.subjects, name="datalek-betrokkenen"),
    path(f"{BREACH}<uuid:pk>/maatregelen/", breach.outcome, name="datalek-maatregelen"),
    path(f"{BREACH}<uuid:pk>/casussen/", breach.cases, name="datalek-casussen"),
    path(f"{BREACH}<uuid:pk>/afsluiten/", breach.close, name="datalek-afsluiten"),
    path("privacy/overzichten/<slug:name>/", overviews.overview, name="overzicht"),
    path("privacy/overzichten/<slug:name>/downloaden/", overviews.take_out, name="overzicht-downloaden"),
    path("privacy/registers/", register.overview, name="registers"),
    path(REGISTER, register.register, name="register"),
    path(f"{REGISTER}toevoegen/", register.add, name="register-toevoegen"),
    path(f"{REGISTER}downloaden/", register.take_out, name="register-downloaden"),
    path(f"{REGISTER}<uuid:pk>/", register.row, name="register-rij"),
    path(f"{REGISTER}<uuid:pk>/wijzigen/", register.change, name="register-wijzigen"),
    path("beheer/toegang/", review.overview, name="toegangscontroles"),
    path("beheer/toegang/<uuid:pk>/", review.review, name="toegangscontrole"),
    path("beheer/toegang/<uuid:pk>/beslissen/", review.decide, name="toegangscontrole-beslissen"),
    path("beheer/toegang/<uuid:pk>/downloaden/", review.download, name="toegangscontrole-downloaden"),
    path("beheer/toegang/rechten/<uuid:pk>/hervatten/", review.resume, name="toegang-hervatten"),
    path("vernietiging/", destruction.overview, name="vernietiging"),
    path("vernietiging/verklaringen/<uuid:pk>/", destruction.certificate, name="verklaring"),
    path("vernietiging/<int:pk>/vrijgeven/", destruction.release, name="vernietiging-vrijgeven"),
]
