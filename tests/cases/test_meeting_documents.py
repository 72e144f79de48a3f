"""Minutes and plan as a file: for who reads them on the page, with what that person reads, and it is logged."""

import io

import pytest
from docx import Document as WordFile
from pypdf import PdfReader

from cases.models import AgendaItem
from cases.workflow.plan import adopt_plan
from parties.models import House
from privacy.models import AccessLogLine
from tests.cases import meetings
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    """Gea was there, Olga only reads the case; the plan is adopted. Gea and Olga each have an action."""
    case = meetings.informed(cast, cast.gea, cast.olga)
    found = meetings.on_agenda(cast, case)
    meetings.invited(cast, found, cast.gea)
    meetings.started(cast, found, cast.gea)
    meetings.scored(cast, found)
    meetings.agreed(cast, case, cast.gea, item=found, what="Actie van Gea")
    meetings.agreed(cast, case, cast.olga, item=found, what="Actie van Olga")
    meetings.treated(cast, case, cast.gea)
    meetings.discussed(cast, found)
    plan = meetings.drafted(cast, case)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        adopt_plan(case, version=plan.version, by=rosa)
    return found


def address(item: AgendaItem, what: str) -> str:
    part = f"overleg/{item.pk}/verslag" if what.startswith("verslag") else "plan"
    return f"/casussen/{item.case.number}/{part}/{what.split('-')[1]}/"


def pdf(person: Person, item: AgendaItem, what: str) -> str:
    answer = person.client().get(address(item, what))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    file = PdfReader(io.BytesIO(answer.content))
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return " ".join(" ".join(page.extract_text() for page in file.pages).split())


def test_the_minutes_in_three_kinds_of_file(cast: Cast, item: AgendaItem) -> None:
    text = pdf(cast.rosa, item, "verslag-pdf")
    for words in (
        item.case.number,
        "Kanariedoel",
        "Kanariebeeld",
        "Kanariebesluit",
        "Gea",
        "rood. Kanarietoelichting",
        "Actie van Olga",
    ):
        assert words in text, words
    word = cast.rosa.client().get(address(item, "verslag-word"))
    assert "Kanariebesluit" in "\n".join(one.text for one in WordFile(io.BytesIO(word.content)).paragraphs)
    odt = cast.rosa.client().get(address(item, "verslag-odt"))
    assert odt["Content-Disposition"] == f'attachment; filename="verslag-{item.case.number}-{item.meeting.on}.odt"'
    assert odt.content.startswith(b"PK")
    logged = AccessLogLine.objects.filter(rule__in=["verslag-pdf", "verslag-word", "verslag-odt"], action="R")
    assert {one.dossier_id for one in logged} == {item.case_id}
    assert logged.count() == 3


def test_the_plan_in_three_kinds_of_file(cast: Cast, item: AgendaItem) -> None:
    text = pdf(cast.rosa, item, "plan-pdf")
    for words in (
        "Kanariedoel van het plan",
        "De huur is betaald",
        "Kanarierol",
        "Kanariehulp",
        "rood",
        "Actie van Gea",
        "versie 1, vastgesteld op",
    ):
        assert words in text, words
    for kind in ("word", "odt"):
        assert cast.rosa.client().get(address(item, f"plan-{kind}")).content.startswith(b"PK")
    assert AccessLogLine.objects.filter(rule__startswith="plan-", action="R").count() == 3


def test_who_was_not_there_has_no_minutes(cast: Cast, item: AgendaItem) -> None:
    assert "Kanariebesluit" in pdf(cast.gea, item, "verslag-pdf")
    for person in (cast.olga, cast.wil, cast.zoe, cast.abel):
        assert person.client().get(address(item, "verslag-pdf")).status_code == 404, person
    AgendaItem.objects.filter(pk=item.pk).update(finished_at=None)
    assert cast.gea.client().get(address(item, "verslag-pdf")).status_code == 404


def test_the_file_holds_what_its_reader_may_see(cast: Cast, item: AgendaItem) -> None:
    assert "Kanarierol" in pdf(cast.olga, item, "plan-pdf")
    House.objects.filter(pk=cast.house.pk).update(delegates_read_case=False)
    for what in ("verslag-pdf", "plan-pdf"):
        assert cast.gea.client().get(address(item, what)).status_code == 404, what
    assert "Kanarierol" in pdf(cast.otto, item, "plan-pdf")


def test_a_draft_of_the_plan_is_for_the_house(cast: Cast) -> None:
    case = meetings.informed(cast, cast.gea)
    meetings.drafted(cast, case)
    page = f"/casussen/{case.number}/plan/pdf/"
    assert cast.gea.client().get(page).status_code == 404
    assert cast.rosa.client().get(page).content.startswith(b"%PDF-")
