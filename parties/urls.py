from django.urls import URLPattern

from parties.routes import catalogue

urlpatterns: list[URLPattern] = [*catalogue.urlpatterns]
