"""Addresses of transfers to another house."""

from django.urls import path

from cases.views import transfer

urlpatterns = [
    path("casussen/<casus:number>/afschalen/overdragen/", transfer.offer, name="overdragen"),
    path("casussen/<casus:number>/afschalen/overdragen/vragen/", transfer.suppliers, name="overdragen-vragen"),
    path("casussen/<casus:number>/afschalen/overdragen/intrekken/", transfer.withdraw, name="overdragen-intrekken"),
    path("casussen/<casus:number>/ontvangen/", transfer.received, name="casus-ontvangen"),
    path("overdrachten/<uuid:pk>/", transfer.answer, name="overdracht"),
]
