from django.urls import URLPattern

from parties.routes import catalogue, people

urlpatterns: list[URLPattern] = [*people.urlpatterns, *catalogue.urlpatterns]
