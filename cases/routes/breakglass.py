from django.urls import path

from cases.views import breakglass

urlpatterns = [
    path("noodtoegang/", breakglass.open_case, name="noodtoegang"),
    path("noodtoegang/<uuid:pk>/sluiten/", breakglass.close, name="noodtoegang-sluiten"),
    path("noodtoegang/register/", breakglass.register, name="noodtoegang-register"),
    path("noodtoegang/register/<uuid:pk>/", breakglass.judge, name="noodtoegang-beoordelen"),
    path("noodtoegang/meldingen/<uuid:pk>/", breakglass.notice, name="noodtoegang-melding"),
]
