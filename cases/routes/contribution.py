from django.urls import path

from cases.views import contribution, contributions, release

urlpatterns = [
    path("bijdragen/", contributions.of_party, name="bijdragen"),
    path("bijdragen/gevraagd/<uuid:pk>/", contribution.asked, name="bijdrage-gevraagd"),
    path("bijdragen/gevraagd/<uuid:pk>/geen/", contribution.without, name="bijdrage-geen"),
    path("bijdragen/vrijgave-gevraagd/<uuid:pk>/", release.answer_question, name="vrijgave-gevraagd"),
    path("bijdragen/<uuid:pk>/", contribution.contribution, name="bijdrage"),
    path("bijdragen/<uuid:pk>/controle/", contribution.check, name="bijdrage-controle"),
    path("bijdragen/<uuid:pk>/weggooien/", contribution.discard, name="bijdrage-weggooien"),
    path("bijdragen/<uuid:pk>/vrijgave/", release.change, name="bijdrage-vrijgave"),
    path("bijdragen/<uuid:pk>/vooraf/", release.before_meeting, name="bijdrage-vooraf"),
    path("bijdragen/<uuid:pk>/verbeteren/", release.correct, name="bijdrage-verbeteren"),
    path("bijdragen/<uuid:pk>/intrekken/", release.withdraw, name="bijdrage-intrekken"),
    path("bijdragen/<uuid:pk>/herbeoordeling/", release.reassess, name="bijdrage-herbeoordeling"),
    path("casussen/<casus:number>/bijdragen/", contributions.of_case, name="casus-bijdragen"),
    path("casussen/<casus:number>/bijdragen/opvragen/", contributions.ask, name="bijdragen-opvragen"),
    path("casussen/<casus:number>/bijdragen/beginnen/", contribution.begin, name="bijdrage-beginnen"),
    path("casussen/<casus:number>/toestemming/", release.consent, name="casus-toestemming"),
]
