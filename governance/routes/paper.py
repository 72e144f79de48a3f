from django.urls import path

from governance.views import paper, paperparts, report
from zvh.documents import Format

PAPER = "bestuur/stukken/<uuid:pk>/"

urlpatterns = [
    path("bestuur/stukken/", paper.papers, name="stukken"),
    path("bestuur/stukken/nieuw/", paper.new, name="stuk-nieuw"),
    path(PAPER, paper.paper, name="stuk"),
    path(f"{PAPER}pdf/", paperparts.document, {"form": Format.PDF}, name="stuk-pdf"),
    path(f"{PAPER}odt/", paperparts.document, {"form": Format.ODT}, name="stuk-odt"),
    path(f"{PAPER}cijfers/", report.figures, name="stuk-cijfers"),
    path(f"{PAPER}publicatie/", report.open_data, name="stuk-publicatie"),
    path(f"{PAPER}inbreng/", paperparts.ask, name="stuk-inbreng-vragen"),
    path(f"{PAPER}hoofdstuk/", paperparts.add, name="stuk-hoofdstuk-nieuw"),
    path(f"{PAPER}weggooien/", paperparts.throw_away, name="stuk-weggooien"),
    path("bestuur/hoofdstukken/<uuid:pk>/verwijderen/", paperparts.remove, name="stuk-hoofdstuk-verwijderen"),
    path("bestuur/hoofdstukken/<uuid:pk>/", paperparts.write, name="stuk-hoofdstuk"),
    path("bestuur/planinbreng/<uuid:pk>/", paperparts.give, name="stuk-inbreng"),
]
