from django.urls import path

from governance.views import export, figure, trend

urlpatterns = [
    path("rapportage/", figure.start, name="rapportage"),
    path("rapportage/bestanden/<uuid:pk>/", export.file, name="rapportage-bestand"),
    path("rapportage/bestanden/<uuid:pk>/downloaden/", export.take, name="rapportage-bestand-downloaden"),
    path("rapportage/<slug:code>/bestanden/", export.files, name="rapportage-bestanden"),
    path("rapportage/<slug:code>/", figure.overview, name="rapportage-huis"),
    path("rapportage/<slug:code>/downloaden/", figure.download, name="rapportage-downloaden"),
    path("rapportage/<slug:code>/landelijk/", figure.national, name="landelijk"),
    path("rapportage/<slug:code>/landelijk/downloaden/", figure.download_national, name="landelijk-downloaden"),
    path("rapportage/<slug:code>/trends/", trend.overview, name="trends"),
    path("rapportage/<slug:code>/trends/<int:pk>/", trend.change, name="trend"),
    path("rapportage/<slug:code>/trends/<int:pk>/advies/", trend.advise, name="trend-advies"),
]
