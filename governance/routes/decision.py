from django.urls import path

from governance.views import decision, register
from zvh.documents import Format

REGISTER = "bestuur/organen/<int:pk>/besluiten/"

urlpatterns = [
    path(REGISTER, register.register, name="besluiten"),
    path(f"{REGISTER}nieuw/", register.propose, name="besluit-voorstellen"),
    path(f"{REGISTER}pdf/", register.listed, {"form": Format.PDF}, name="besluitenlijst-pdf"),
    path(f"{REGISTER}odt/", register.listed, {"form": Format.ODT}, name="besluitenlijst-odt"),
    path("bestuur/besluiten/<uuid:pk>/", decision.decision, name="besluit"),
    path("bestuur/besluiten/<uuid:pk>/wijzigen/", register.change, name="besluit-wijzigen"),
    path("bestuur/besluiten/<uuid:pk>/intrekken/", register.withdraw, name="besluit-intrekken"),
    path("bestuur/besluiten/<uuid:pk>/stem/<uuid:holder>/", decision.vote, name="stemmen"),
    path("bestuur/gehoord/<uuid:pk>/", decision.hear, name="partij-horen"),
]
