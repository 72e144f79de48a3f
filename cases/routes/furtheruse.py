"""Addresses of further use of contributions."""

from django.urls import path

from cases.views import furtheruse

urlpatterns = [
    path("casussen/<casus:number>/verder-gebruik/", furtheruse.of_case, name="casus-verder-gebruik"),
    path("casussen/<casus:number>/verder-gebruik/vragen/", furtheruse.ask, name="verder-gebruik-vragen"),
    path("casussen/<casus:number>/verder-gebruik/<uuid:pk>/", furtheruse.show, name="verder-gebruik"),
    path("casussen/<casus:number>/verder-gebruik/<uuid:pk>/geven/", furtheruse.give, name="verder-gebruik-geven"),
    path("casussen/<casus:number>/verder-gebruik/<uuid:pk>/stoppen/", furtheruse.stop, name="verder-gebruik-stoppen"),
]
