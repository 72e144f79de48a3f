from django.urls import path

from cases.views import batch, handover, news, savedview

urlpatterns = [
    path("meldingen/", news.news, name="meldingen"),
    path("casussen/herinneren/", batch.remind, name="casussen-herinneren"),
    path("casussen/overdragen/", handover.hand_over, name="casussen-overdragen"),
    path("casussen/weergaven/", savedview.views, name="weergaven"),
    path("casussen/weergaven/bewaren/", savedview.keep, name="weergave-bewaren"),
    path("casussen/weergaven/<uuid:pk>/", savedview.change, name="weergave"),
    path("casussen/weergaven/<uuid:pk>/verwijderen/", savedview.delete, name="weergave-verwijderen"),
]
