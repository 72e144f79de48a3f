from django.urls import URLPattern

from parties.routes import people

urlpatterns: list[URLPattern] = [*people.urlpatterns]
