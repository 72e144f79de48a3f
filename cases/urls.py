from django.urls import include, path

urlpatterns = [
    path("", include("cases.routes.aanmelding")),  # before <number>: /casussen/aanmelden/ is no case
]
