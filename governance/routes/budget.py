from django.urls import path

from governance.views import budget

PAPER = "bestuur/stukken/<uuid:pk>/"

urlpatterns = [
    path(f"{PAPER}posten/", budget.add_line, name="begroting-post-nieuw"),
    path("bestuur/posten/<uuid:pk>/", budget.line, name="begroting-post"),
    path(f"{PAPER}sleutel/", budget.key, name="begroting-sleutel"),
    path(f"{PAPER}bijdragen/", budget.shares, name="begroting-bijdragen"),
    path(f"{PAPER}betaaldatum/", budget.prepaid, name="begroting-betaaldatum"),
    path("bestuur/bijdragen/<uuid:pk>/", budget.paid, name="begroting-betaald"),
    path(f"{PAPER}uitgaven/", budget.spend, name="begroting-uitgave"),
    path(f"{PAPER}uitvoer/<slug:form>/", budget.table, name="begroting-uitvoer"),
]
