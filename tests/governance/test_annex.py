"""Annex 1 on paper can be read by who listens to it: tagged, with its language and title (PDF/UA-1; EN 301 549)."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from governance.annex import annex_1
from governance.models import Accession
from parties.models import Party
from tests.cast import Cast
from tests.documents.test_rendering import tags
from zvh.documents import Format, render


@pytest.mark.parametrize("of_protocol", [False, True])
def test_annex_1_is_tagged_and_says_its_language_and_title(cast: Cast, of_protocol: bool) -> None:
    party = Party(name="Nieuwe Zorg", seat="Utrecht", address="Kade 1", office="bestuurder")
    found = Accession(house=cast.house, party=party, public_task="Zorg", decided_words="besluit 2026-1 van Stuurgroep")
    protocol = cast.house.covenant.protocols.all()[0] if of_protocol else None
    pdf = PdfReader(io.BytesIO(render(annex_1(found, protocol), Format.PDF)))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"] and root["/Lang"] == "nl-NL"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    about = protocol.name if protocol else cast.house.covenant.name
    assert pdf.metadata is not None and pdf.metadata.title == f"Bijlage 1: toetreding tot {about}"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    kinds = {str(one) for one in tags(root["/StructTreeRoot"])}
    assert {"/H1", "/H2", "/P", "/L", "/LI"} <= kinds
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "Handtekening" in text and "Nieuwe Zorg" in text
