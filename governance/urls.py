from django.urls import include, path

urlpatterns = [
    path("", include("governance.routes.body")),
]
