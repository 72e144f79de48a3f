"""Who opens which page: taken from the matrix, so that a page that is added there is looked at here."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.access.matrix import PEOPLE, PHASES
from tests.access.test_matrix import ADDRESSES, GET, lines

# Of the house and of a party; the first who is shown a page stands for the others.
HOUSE = ("rosa", "otto", "mara", "abel", "rik", "fatima", "zoe")
PARTIES = ("piet", "olga", "gea")
SEEN_BY = (HOUSE, PARTIES)


@dataclass(frozen=True)
class Visit:
    who: str
    page: str

    @property
    def address(self) -> str:
        return ADDRESSES[self.page]


def visits() -> list[Visit]:
    """Every page in a case of which the casusoverleg runs, as the house and as a party sees it."""
    return [Visit(who, page) for page, row in GET.items() if page not in FILES for who in _viewers(row)]


def visits_in(phase: str) -> list[Visit]:
    """The pages of the case that look different in this phase."""
    rows = {name: "".join(row) for name, row in lines(PHASES[phase], 1).items()}
    return [Visit(who, page) for page, row in rows.items() if page not in FILES for who in _viewers(row)]


def _viewers(row: str) -> Iterator[str]:
    for group in SEEN_BY:
        first = next((who for who in group if row[PEOPLE.index(who)] == "y"), None)
        if first:
            yield first


NOT_OPENED = {"gezond", "klaar", "sessie-stand"}  # no pages
# Downloaded, not shown: tests/cases (test_letter_pages.py, test_candidates.py, test_meeting_documents.py, test_attachments.py),
# tests/governance (test_decisions.py, test_accession.py, test_papers.py, test_budget.py), tests/parties/test_registerfile.py,
# tests/privacy/test_request_answers.py, tests/privacy/test_archive.py, tests/privacy/test_destruction_pages.py
FILES = {
    "brief-pdf", "brief-word", "brief-odt", "kandidaten-voorbeeld", "document",
    "partijen-uitvoer", "mensen-uitvoer",
    "verslag-pdf", "verslag-word", "verslag-odt", "plan-pdf", "plan-word", "plan-odt", "besluitenlijst-pdf", "besluitenlijst-odt",
    "toetreding-bijlage", "toetreding-bijlage-protocol", "toetreding-getekend", "bijlage", "uittreding-blijft",
    "stuk-pdf", "stuk-odt", "begroting-uitvoer", "verzoek-antwoord", "archiefpakket-deel",
    "verklaring-pdf",
}  # fmt: skip
