"""Letters on paper: a document of plain text, as PDF and as a Word file.

    letter = Document("Informatie over uw gegevens", blocks=(heading("Waarom?"), paragraph("Omdat."), items(["een", "twee"])))
    render(letter, Format.PDF)

What stands in a document is text, whatever it looks like: it reaches the program that draws it as data, never as source.
"""

from zvh.documents.characters import drawable, undrawable
from zvh.documents.document import Block, Document, heading, items, paragraph, table
from zvh.documents.rendering import Format, RenderFailed, render

__all__ = [
    "Block",
    "Document",
    "Format",
    "RenderFailed",
    "drawable",
    "heading",
    "items",
    "paragraph",
    "render",
    "table",
    "undrawable",
]
