"""Inzage: what suppliers clear comes along, what politie and OM gave never does (protocol 17.2, 17.5, 17.6, 18; 09, S63)."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from cases.models import Case
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.completeness import grounds_of, ways_out
from privacy.models import AccessLogLine, RequestQuestion, SubjectRequest
from privacy.requestquestions import answer_question, ask_suppliers
from tests.cases import story
from tests.cases.contribution.story import deliver
from tests.cast import Cast, Person, delegate, party_of
from tests.privacy.stories import closed
from tests.privacy.test_requests import BORN, REGISTER, decided, letters, linked, registered, seen, sent
from zvh.actor import acting_as
from zvh.sealing import open_keyring

SOURCES = ("piet", "olga", "gea", "raf", "gijs")  # politie, OM, gemeente, RvdK, GGZ
ASKED = {"gea", "raf", "gijs"}


def raf(cast: Cast) -> Person:
    return cast._once("Raf", lambda: delegate("Raf", party_of(cast.house, "rvdk"), cast.house))


def who(cast: Cast, name: str) -> Person:
    return raf(cast) if name == "raf" else getattr(cast, name)


@pytest.fixture
def case(cast: Cast) -> Case:
    """Five parties supplied; a gemeente filed it."""
    people = [who(cast, name) for name in SOURCES]
    case = story.at_table(cast, *people, born=BORN, by=cast.gea)
    for name, person in zip(SOURCES, people, strict=True):
        _supply(case, person, name)
    return case


def _supply(case: Case, person: Person, name: str) -> None:
    grounds = grounds_of(person.party.pk)
    deliver(
        case, person, facts=f"kanarie-{name}-feiten", opinion=f"kanarie-{name}-oordeel", release_level="huis",
        ground=grounds[0] if grounds else None, way_out="goede-zorg" if ways_out(person.party) else "", unnamed_ground="wet",
        way_out_reason="hulp",
    )  # fmt: skip


@pytest.fixture
def request_(cast: Cast, case: Case) -> SubjectRequest:
    made = linked(cast, registered(cast), case)
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        ask_suppliers(made, by=mara)
    return made


def answered(cast: Cast, person: Person, answer: str = "ja", text: str = "", reason: str = "") -> None:
    with open_keyring(), acting_as(person.pk) as actor:
        for one in RequestQuestion.objects.visible_to(actor).open():
            answer_question(one, answer=answer, text=text, reason=reason, by=actor)


def paper(cast: Cast, request: SubjectRequest) -> Any:
    answer = cast.mara.client().get(f"{REGISTER}{request.pk}/antwoord/")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def words(reader: Any) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_of_five_sources_politie_and_om_are_left_out_and_the_others_are_all_there(
    cast: Cast, case: Case, request_: SubjectRequest
) -> None:
    assert {one.party for one in RequestQuestion.objects.all()} == {who(cast, name).party for name in ASKED}
    for name in ASKED:
        answered(cast, who(cast, name))
    decided(cast, request_, "toegewezen")
    address = f"{REGISTER}{request_.pk}/antwoord/"
    assert cast.mara.client().get(address).status_code == 404, "nobody was seen yet (18.4)"
    seen(cast, request_)
    reader = paper(cast, request_)
    text = words(reader)
    for name in SOURCES:
        for what in ("feiten", "oordeel"):
            assert (f"kanarie-{name}-{what}" in text) is (name in ASKED), (name, what)
    assert "Zorgen" in text, "the registration of the gemeente"
    assert "Kanarie" in text and "6 mei 1994" in text
    for asked_by_18_1 in (
        "Waarvoor:", "Welke gegevens:", "Wie gegevens kan krijgen", "Hoe lang:", "Uw rechten", "Autoriteit Persoonsgegevens",
        f"Van {cast.gea.party.name}", "Niemand neemt besluiten over u", "artikel 17.5 en 17.6", "Wpg-loket", "Privacyfunctionaris",
    ):  # fmt: skip
        assert asked_by_18_1 in text, asked_by_18_1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.trailer["/Root"]["/Lang"] == "nl-NL"
    line = AccessLogLine.objects.get(rule="verzoek-antwoord", event_kind="export")
    assert line.dossier_id == case.pk
    sent(cast, request_)
    assert cast.mara.client().get(address).status_code == 404, "no second place where the data stay"


def test_what_politie_filed_is_left_out_too(cast: Cast) -> None:
    case = story.at_table(cast, cast.piet, cast.gea, born=BORN)
    _supply(case, cast.gea, "gea")
    request = linked(cast, registered(cast), case)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert ask_suppliers(request, by=rosa) == 1
    answered(cast, cast.gea)
    decided(cast, request, "toegewezen")
    seen(cast, request)
    text = words(paper(cast, request))
    assert "Zorgen" not in text and "kanarie-gea-feiten" in text


def test_until_everybody_answered_nothing_is_given(cast: Cast, request_: SubjectRequest) -> None:
    for name in ("gea", "raf"):
        answered(cast, who(cast, name))
        with pytest.raises(StepNotAllowed):
            decided(cast, request_, "toegewezen")
    page = cast.mara.client().post(f"{REGISTER}{request_.pk}/besluit/", {"versie": "1", "besluit": "toegewezen"})
    assert page.status_code == 422 and "nog niet gezegd" in page.content.decode()
    answered(cast, cast.gijs)
    assert decided(cast, request_, "toegewezen").outcome == "toegewezen"


def test_a_part_is_what_the_supplier_wrote_and_a_refusal_its_reason(cast: Cast, request_: SubjectRequest) -> None:
    answered(cast, cast.gea)
    answered(cast, raf(cast), "deels", text="alleen-dit-deel", reason="gaat over een ander")
    answered(cast, cast.gijs, "nee", reason="behandelrelatie")
    with pytest.raises(StepNotAllowed):
        decided(cast, request_, "toegewezen")
    decided(cast, request_, "deels", reason="Twee partijen geven niet alles")
    seen(cast, request_)
    text = words(paper(cast, request_))
    for there in (
        "alleen-dit-deel",
        "gaat over een ander",
        "behandelrelatie",
        "Twee partijen geven niet alles",
        "kanarie-gea-feiten",
    ):
        assert there in text, there
    assert "kanarie-raf" not in text and "kanarie-gijs" not in text


def test_the_supplier_answers_in_the_browser(cast: Cast, case: Case, request_: SubjectRequest) -> None:
    assert letters("verzoek-leverancier") == {who(cast, name).user.pk for name in ASKED}
    asked, question = raf(cast).client(), RequestQuestion.objects.get(party=raf(cast).party)
    address = f"{REGISTER}vragen/{question.pk}/"
    assert address in asked.get("/mijn-werk/").content.decode()
    page = asked.get(address).content.decode()
    assert "kanarie-raf-feiten" in page and "Kanarieadres" not in page and "Kanarieverzoek" not in page
    for other in (cast.gea, cast.piet, cast.rosa, cast.mara, cast.fatima):
        assert other.client().get(address).status_code == 404, other.user
    assert asked.post(address, {"antwoord": "nee"}).status_code == 422
    assert asked.post(address, {"antwoord": "deels", "reden": "Omdat"}).status_code == 422
    assert asked.post(address, {"antwoord": "nee", "reden": "Omdat"}).status_code == 302
    assert asked.post(address, {"antwoord": "ja"}).status_code == 404
    assert "Omdat" in cast.mara.client().get(f"{REGISTER}{request_.pk}/").content.decode()
    assert "Omdat" not in cast.fatima.client().get(f"{REGISTER}{request_.pk}/").content.decode(), "content of a case"


def test_after_closing_the_house_writes_down_what_a_party_said(
    cast: Cast, case: Case, request_: SubjectRequest
) -> None:
    question = RequestQuestion.objects.get(party=raf(cast).party)
    with open_keyring(), acting_as(cast.mara.pk) as mara, pytest.raises(NotAllowed):
        answer_question(question, answer="ja", text="", reason="", by=mara)
    closed(cast, case)
    address = f"{REGISTER}vragen/{question.pk}/"
    assert raf(cast).client().get(address).status_code == 404
    assert cast.mara.client().post(address, {"antwoord": "ja"}).status_code == 302
    question.refresh_from_db()
    assert question.is_by_house and question.by == cast.mara.user


def test_asked_again_only_what_came_later_is_asked(cast: Cast, case: Case, request_: SubjectRequest) -> None:
    before = RequestQuestion.objects.count()
    _supply(case, cast.gea, "later")
    assert cast.rosa.client().post(f"{REGISTER}{request_.pk}/leveranciers/").status_code == 302
    assert RequestQuestion.objects.count() == before + 1
