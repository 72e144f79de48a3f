from django.urls import path

from cases.views import closing, guesthouse, postponement

urlpatterns = [
    path("casussen/<casus:number>/afschalen/", closing.overview, name="casus-afschalen"),
    path("casussen/<casus:number>/afschalen/besluit/", closing.decision, name="afschalen-besluit"),
    path("casussen/<casus:number>/afschalen/bevestigen/", closing.confirm, name="afschalen-bevestigen"),
    path("casussen/<casus:number>/afschalen/ander-huis/", guesthouse.guests, name="afschalen-ander-huis"),
    path("casussen/<casus:number>/uitstel/", postponement.of_case, name="uitstel"),
    path("casussen/<casus:number>/uitstel/<uuid:pk>/", postponement.judge, name="uitstel-beoordelen"),
    path("casussen/<casus:number>/heropenen/", closing.reopen, name="heropenen"),
]
