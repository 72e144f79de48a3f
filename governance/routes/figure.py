from django.urls import path

from governance.views import figure

urlpatterns = [
    path("rapportage/", figure.start, name="rapportage"),
    path("rapportage/<slug:code>/", figure.overview, name="rapportage-huis"),
    path("rapportage/<slug:code>/downloaden/", figure.download, name="rapportage-downloaden"),
]
