from django.urls import URLPattern

from parties.routes import catalogue, people, register, setup

# The register first: its addresses stand where otherwise the name of a party is read.
urlpatterns: list[URLPattern] = [*people.urlpatterns, *setup.urlpatterns, *register.urlpatterns, *catalogue.urlpatterns]
