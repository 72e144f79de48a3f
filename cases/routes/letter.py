from django.urls import path

from cases.views import letter, letterbook
from parties.choices import LetterKind
from zvh.documents import Format

OF_CASE = "casussen/<casus:number>/brieven/"
TO = f"{OF_CASE}aan/<uuid:subject>/"
LETTER = f"{OF_CASE}<uuid:pk>/"

urlpatterns = [
    path("brievenboek/", letterbook.of_house, name="brievenboek"),
    path(OF_CASE, letterbook.of_case, name="casus-brieven"),
    path(f"{TO}kennisgeving/", letter.write, {"kind": LetterKind.NOTICE}, name="brief-kennisgeving"),
    path(f"{TO}afsluitbrief/", letter.write, {"kind": LetterKind.CLOSING}, name="brief-afsluiting"),
    path(LETTER, letter.letter, name="brief"),
    path(f"{LETTER}wijzigen/", letter.rewrite, name="brief-wijzigen"),
    path(f"{LETTER}weggooien/", letter.discard, name="brief-weggooien"),
    path(f"{LETTER}pdf/", letter.download, {"form": Format.PDF}, name="brief-pdf"),
    path(f"{LETTER}word/", letter.download, {"form": Format.DOCX}, name="brief-word"),
    path(f"{LETTER}odt/", letter.download, {"form": Format.ODT}, name="brief-odt"),
]
