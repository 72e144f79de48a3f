from django.urls import path

from governance.views import departure

urlpatterns = [
    path("partijen/uittreding/<uuid:pk>/", departure.departure, name="uittreding"),
    path("partijen/uittreding/<uuid:pk>/uitsluiten/", departure.exclude, name="uittreding-uitsluiten"),
    path("partijen/uittreding/<uuid:pk>/intrekken/", departure.withdraw, name="uittreding-intrekken"),
    path("partijen/uittreding/<uuid:pk>/blijft/", departure.lasting, name="uittreding-blijft"),
    path("partijen/<slug:slug>/uittreden/", departure.give_notice, name="partij-uittreden"),
    path("partijen/<slug:slug>/in-gebreke/", departure.give_default, name="partij-in-gebreke"),
]
