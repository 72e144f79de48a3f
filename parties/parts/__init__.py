"""The parts of a covenant, in the order in which one fills them: the table from which the pages and the copy are made.

What a part asks, its labels and its limits stand in the model; here stands what the model cannot say.
"""

from collections.abc import Iterator

from parties.parts.agreed import AGREED
from parties.parts.governing import GENERAL, GOVERNING
from parties.parts.section import Section
from parties.parts.work import WORK

__all__ = ["BY_SLUG", "CHAPTERS", "GENERAL", "SECTIONS", "Section", "under"]

SECTIONS: tuple[Section, ...] = (*GOVERNING, *WORK, *AGREED)

# As a person reads them: which parts stand together.
CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Het convenant en de huizen", ("algemeen", "protocollen", "huizen")),
    ("Wie meedoet en wie bestuurt", ("partijen", "organen")),
    ("Het werk aan casussen", ("aanpakken", "criteria", "uitkomsten", "termijnen", "bewaartermijnen")),
    ("Afspraken", ("verplichtingen", "spelregels", "geschillen", "toetreding", "vertrek", "blijvende-plichten")),
    ("Stukken en brieven", ("stukken", "brieven")),
)
BY_SLUG = {section.slug: section for section in (GENERAL, *SECTIONS)}


def under(section: Section) -> Iterator[Section]:
    """The parts that hang under a row of this one."""
    for part in SECTIONS:
        if part.under and part.model._meta.get_field(part.under).related_model is section.model:
            yield part
