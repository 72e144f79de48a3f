"""Addresses of linked cases."""

from django.urls import path

from cases.views import link

urlpatterns = [
    path("casussen/<casus:number>/koppelen/", link.link, name="casus-koppelen"),
    path("casussen/<casus:number>/koppelen/aanmelden/", link.beside, name="gekoppeld-aanmelden"),
    path("casussen/<casus:number>/koppelen/<uuid:pk>/losmaken/", link.unlink, name="koppeling-losmaken"),
]
