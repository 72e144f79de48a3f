"""A plan from draft to sent round: the parts of the covenant, input of the parties, adopted by the right body, and then it stays."""

import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from pypdf import PdfReader

from governance.models import Chapter, Decision, Paper, PaperInput
from governance.models.paper import PaperState
from governance.policy import NotAllowed
from governance.workflow import adopting, decisions, papers, voting, withdrawing
from governance.workflow.papermail import mail_paper_input
from parties.models import Body, House, Membership
from parties.roles import Purpose
from privacy.models import AccessLogLine
from tests.cast import Cast, Person, delegate
from tests.governance import story
from tests.governance.planning import budgeted, decided, drafted, put_forward, rule_of, stored, written
from tests.governance.test_compliance import stand
from zvh.actor import acting_as
from zvh.today import today

LIST = "/bestuur/stukken/"


@pytest.fixture
def board(cast: Cast) -> Body:
    """The Stuurgroep of the house: the manager is secretary, a contact has a vote."""
    body = story.board(cast)
    story.secretary(cast, body)
    story.contact(body, cast.abel, votes=1)
    return body


@pytest.fixture
def pia(cast: Cast) -> Person:
    """Speaks for the politie in the partneroverleg, without a seat of her own."""
    return delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)


# --- the journey ----------------------------------------------------------------------------------------------------------


def test_from_draft_to_sent_round_without_javascript(cast: Cast, board: Body, pia: Person) -> None:
    mara, year = cast.mara.client(), today().year + 1
    page = mara.post(f"{LIST}nieuw/", {"soort": f"{cast.house.pk}.{rule_of(cast.house).pk}", "jaar": year}).url
    paper = Paper.objects.get()
    assert page == f"{LIST}{paper.pk}/" and paper.title == f"Tweejarig plan {year} en {year + 1}"
    assert paper.chapters.count() == 5
    shown = mara.get(page).content.decode()
    assert "is nog leeg" in shown and "nog niet om inbreng gevraagd" in shown
    assert mara.post(page, {"stap": "vaststellen"}).status_code == 404
    for one in paper.chapters.all():
        sent = {"tekst": f"Kanarietekst {one.order}", "versie": 0}
        assert mara.post(f"/bestuur/hoofdstukken/{one.pk}/", sent).url == page
    mara.post(f"{page}inbreng/", {"uiterlijk": f"{today() + timedelta(days=28)}"})
    assert PaperInput.objects.count() == Membership.objects.in_force(today()).filter(houses=cast.house).count()
    own = PaperInput.objects.get(party=pia.party)
    assert own.source == "keuze van het huis" and own.due_on == today() + timedelta(days=28)
    _the_party_answers(pia, own, page)
    assert "Nog niet elke partij gaf inbreng" in mara.get(page).content.decode()
    PaperInput.objects.filter(given_on=None).update(text="Brief", given_on=today())
    assert mara.post(page, {"stap": "vaststellen", "vergadering": ""}).url == page
    decided(cast, Decision.objects.get(), "voor")
    paper = stored(paper)
    assert (paper.state, paper.adopted_on, paper.sent_due_on) == ("vastgesteld", today(), today() + timedelta(weeks=4))
    assert "convenant art. 4.6" in paper.sent_source
    assert f"Rondsturen: {paper.title}" in mara.get("/mijn-werk/").content.decode()
    assert (
        mara.post(
            page, {"stap": "rondgestuurd", "rondgestuurd": f"{today() - timedelta(days=1)}", "aan": "Allen"}
        ).status_code
        == 422
    )
    mara.post(page, {"stap": "rondgestuurd", "rondgestuurd": f"{today()}", "aan": "gemeenten en Partneroverleg"})
    assert "Rondgestuurd op" in pia.client().get(page).content.decode()
    assert "Rondsturen" not in mara.get("/mijn-werk/").content.decode()
    text = PdfReader(io.BytesIO(pia.client().get(f"{page}pdf/").content)).pages[0].extract_text()
    assert "Kanarietekst 1" in text and "Vastgesteld door" in text


def _the_party_answers(pia: Person, own: PaperInput, page: str) -> None:
    member, address = pia.client(), f"/bestuur/planinbreng/{own.pk}/"
    assert f'href="{address}"' in member.get("/mijn-werk/").content.decode()
    assert "Kanarietekst 1" in member.get(address).content.decode()  # what it is asked about
    assert member.post(address, {"inbreng": ""}).status_code == 422
    assert member.post(address, {"inbreng": "Kanarieinbreng"}).url == page
    assert member.post(address, {"inbreng": "Anders"}).status_code == 404  # once
    assert "Kanarieinbreng" in member.get(page).content.decode()
    assert "Inbreng geven" not in member.get("/mijn-werk/").content.decode()


def test_who_reads_a_draft_and_what_is_adopted(cast: Cast, board: Body, pia: Person) -> None:
    paper = drafted(cast)
    page = f"{LIST}{paper.pk}/"

    def readers() -> list[str]:
        known = {
            "mara": cast.mara,
            "rosa": cast.rosa,
            "abel": cast.abel,
            "pia": pia,
            "piet": cast.piet,
            "fatima": cast.fatima,
            "zoe": cast.zoe,
        }
        return [name for name, person in known.items() if person.client().get(page).status_code == 200]

    assert readers() == ["mara"]
    paper = written(cast, paper)
    assert readers() == ["mara", "pia"]  # her party is asked
    decided(cast, put_forward(cast, paper)[0], "voor")
    assert readers() == ["mara", "rosa", "abel", "pia"]
    others = PaperInput.objects.exclude(party=pia.party).select_related("party")
    shown = pia.client().get(page).content.decode()
    assert [
        one for one in others if str(one.party) in shown.split("Inbreng van partijen")[-1].split("Afspraken")[0]
    ] == []


def test_a_party_is_mailed_without_a_word_of_the_plan(cast: Cast, board: Body, pia: Person) -> None:
    paper = written(cast, drafted(cast))
    own = PaperInput.objects.get(party=pia.party, paper=paper)
    mail_paper_input(str(own.pk))
    assert mail.outbox == []  # it answered
    PaperInput.objects.filter(pk=own.pk).update(given_on=None, text="")
    mail_paper_input(str(own.pk))
    [sent] = mail.outbox
    assert sent.to == [pia.user.email] and f"/bestuur/planinbreng/{own.pk}/" in sent.body and "Kanarie" not in sent.body


def test_naleving_knows_that_it_was_adopted_and_sent(cast: Cast, board: Body) -> None:
    """What is noted with the plan is not asked again (002 4.4, 4.6)."""
    plan, sent = "Tweejarig plan vaststellen", "Tweejarig plan naar gemeenten en Partneroverleg"
    paper = written(cast, drafted(cast))
    decided(cast, put_forward(cast, paper)[0], "voor")
    assert (stand(cast.mara, plan), stand(cast.mara, sent)) == ("op-tijd", "op-tijd")
    with acting_as(cast.mara.pk) as by:
        adopting.note_sent(paper, on=by.today, to="gemeenten", by=by)
    assert stand(cast.mara, sent) == "gedaan"


# --- who adopts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("house", "kind", "years", "chapters", "adopters"),
    [
        ("KL", "plan", 1, 4, ["bestuurscommissie-ov", "bestuurscommissie-pgmz"]),
        ("HG", "plan", 1, 4, ["stuurgroep"]),
        ("RU", "plan", 2, 5, ["stuurgroep-ru"]),
        ("FL", "plan", 2, 5, ["stuurgroep-fl"]),
        ("BN", "plan", 1, 4, ["dagelijks-bestuur"]),
        ("HG", "rekening", 1, 5, ["partneroverleg"]),
        ("BN", "rekening", 1, 5, ["dagelijks-bestuur"]),
        ("RU", "rekening", 1, 5, ["stuurgroep-ru"]),
        ("BN", "begroting", 1, 0, ["dagelijks-bestuur"]),
        ("KL", "begroting", 1, 0, ["bestuurscommissie-ov", "bestuurscommissie-pgmz"]),
    ],
)
@pytest.mark.django_db
def test_what_each_covenant_says(house: str, kind: str, years: int, chapters: int, adopters: list[str]) -> None:
    found = House.objects.get(code=house)
    rule = rule_of(found, kind)
    assert (rule.years, rule.chapters.count()) == (years, chapters)
    assert [one.code for one in rule.adopters(found)] == adopters
    assert rule.source and rule.sent_source


@pytest.fixture
def kennemerland() -> Cast:
    """The Regiegroep advises there, and two commissions outside the house adopt the plan, after the AJB saw it (000 4.6, 4.7)."""
    cast = Cast("KL", "HG")
    body = Body.objects.get(covenant=cast.house.covenant, code="regiegroep")
    story.seated(body, cast.mara, cast.abel, is_secretary=True)
    return cast


def outcome(cast: Cast, decision: Decision, word: str) -> None:
    with acting_as(cast.mara.pk) as by:
        voting.register_outcome(decision, word, on=by.today, remark="", by=by)


@pytest.mark.django_db
def test_two_bodies_adopt_it_together(kennemerland: Cast) -> None:
    cast = kennemerland
    paper = written(cast, drafted(cast))
    with acting_as(cast.mara.pk) as by:
        assert adopting.missing_to_put_forward(paper, by) == [
            "Leg het eerst voor aan: Arrondissementaal Justitieel Beraad"
        ]
        with pytest.raises(NotAllowed):
            adopting.put_forward(paper, by=by)
    cast.mara.client().post(f"{LIST}{paper.pk}/", {"stap": "voorgelegd", "dag": f"{today()}"})
    first, second = put_forward(cast, paper)
    assert {first.body.code, second.body.code} == {"bestuurscommissie-ov", "bestuurscommissie-pgmz"}
    outcome(cast, first, "aangenomen")
    assert stored(paper).state == PaperState.PUT_FORWARD
    outcome(cast, second, "verworpen")
    assert stored(paper).state == PaperState.DRAFT  # one of them did not want it
    again = put_forward(cast, stored(paper))
    outcome(cast, again[0], "aangenomen")
    with pytest.raises(IntegrityError, match="not adopted"), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(state="vastgesteld", adopted_on=today())
    outcome(cast, again[1], "aangenomen")
    assert stored(paper).is_adopted


@pytest.mark.django_db
def test_the_manager_who_is_no_secretary_does_not_put_it_forward() -> None:
    cast = Cast()
    paper = written(cast, drafted(cast))
    page = cast.mara.client().get(f"{LIST}{paper.pk}/").content.decode()
    assert "De secretaris van Stuurgroep Regio Utrecht legt dit voor" in page
    with acting_as(cast.mara.pk) as by, pytest.raises(NotAllowed):
        adopting.put_forward(paper, by=by)


def test_a_stuck_vote_goes_up_with_the_plan_or_it_is_a_draft_again(cast: Cast, board: Body) -> None:
    paper = written(cast, drafted(cast))
    decided(cast, put_forward(cast, paper)[0], "onthouding")
    page = f"{LIST}{paper.pk}/"
    assert (
        stored(paper).state == PaperState.PUT_FORWARD
        and "Terug naar concept" in cast.mara.client().get(page).content.decode()
    )
    assert cast.mara.client().post(page, {"stap": "terug"}).url == page and stored(paper).is_draft
    decided(cast, put_forward(cast, stored(paper))[0], "onthouding")
    with acting_as(cast.mara.pk) as by:
        stuck = Decision.objects.visible_to(by).filter(paper=paper, outcome="te-weinig").order_by("-place")[0]
        up = voting.send_up(stuck, board.stuck_goes_to.get(), by=by)
    assert up.paper_id == paper.pk
    assert cast.mara.client().post(page, {"stap": "terug"}).status_code == 404
    outcome(cast, up, "aangenomen")
    assert stored(paper).is_adopted


def test_what_lies_before_a_body_and_what_is_adopted_stays(cast: Cast, board: Body) -> None:
    paper = written(cast, drafted(cast))
    [decision] = put_forward(cast, paper)
    chapter = paper.chapters.all()[0]

    def refused(change: Any) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    for _ in range(2):
        with acting_as(cast.mara.pk) as by, pytest.raises(NotAllowed):
            papers.write_chapter(chapter, "Anders", version=1, by=by)
        refused(lambda: Chapter.objects.filter(pk=chapter.pk).update(text="Anders"))
        refused(lambda: PaperInput.objects.filter(paper=paper).update(text="Anders"))
        refused(lambda: Paper.objects.filter(pk=paper.pk).update(first_year=2020))
        refused(lambda: Paper.objects.filter(pk=paper.pk).update(state="concept", adopted_on=None))
        refused(lambda: Decision.objects.filter(pk=decision.pk).update(text="Anders"))
        refused(lambda: Decision.objects.filter(pk=decision.pk).update(paper=None))
        assert cast.mara.client().get(f"/bestuur/hoofdstukken/{chapter.pk}/").status_code == 404
        if not stored(paper).is_adopted:
            decided(cast, decision, "voor")
    refused(lambda: Paper.objects.filter(pk=paper.pk).update(adopted_on=today() - timedelta(days=1)))


def test_no_other_body_adopts_it(cast: Cast, board: Body) -> None:
    """A secretary of another body of the house proposes nothing about it, whatever he sends."""
    story.secretary(cast, story.table(cast))
    paper = written(cast, drafted(cast))
    put_forward(cast, paper)
    with acting_as(cast.mara.pk) as by, pytest.raises(DatabaseError), transaction.atomic():
        made = Decision(
            body=story.table(cast), keeper=story.table(cast), kind="plan", subject="X", text="X", paper=paper
        )
        decisions.numbered(made, by)


# --- the text ----------------------------------------------------------------------------------------------------------------


def test_a_next_edition_starts_from_what_was_adopted(cast: Cast, board: Body) -> None:
    paper = written(cast, drafted(cast))
    with acting_as(cast.mara.pk) as by, pytest.raises(papers.AlreadyThere):
        papers.draft_paper(paper.rule, paper.house, paper.first_year, by=by)
    sent = {"soort": f"{cast.house.pk}.{paper.rule_id}", "jaar": paper.first_year}
    assert "wordt al gewerkt" in cast.mara.client().post(f"{LIST}nieuw/", sent).content.decode()
    decided(cast, put_forward(cast, paper)[0], "voor")
    again = drafted(cast, year=paper.first_year)
    assert again.edition == 2 and again.title.endswith(", uitgave 2") and again.chapters.all()[0].text == "Kanarie 1"


def test_a_part_of_once_in_four_years_may_be_left_out_until_then(cast: Cast, board: Body) -> None:
    year = today().year
    first = written(cast, drafted(cast, year=year - 2))
    assert all(one.is_needed for one in first.chapters.all())
    decided(cast, put_forward(cast, first)[0], "voor")
    second, third = drafted(cast, year=year), drafted(cast, year=year + 2)
    assert [one.title for one in second.chapters.all() if not one.is_needed] == [
        "Afstemming op de regionale veiligheidsstrategie"
    ]
    assert all(one.is_needed for one in third.chapters.all())


def test_a_chapter_of_the_house_itself(cast: Cast) -> None:
    paper = drafted(cast)
    page = cast.mara.client().post(f"{LIST}{paper.pk}/hoofdstuk/", {"titel": "Kanariehoofdstuk"}).url
    made = Chapter.objects.get(title="Kanariehoofdstuk")
    assert page == f"/bestuur/hoofdstukken/{made.pk}/" and not made.is_needed and made.order == 6


def test_a_year_far_away_and_a_day_that_passed_are_refused_with_words(cast: Cast) -> None:
    mara, paper = cast.mara.client(), drafted(cast)
    sent = {"soort": f"{cast.house.pk}.{paper.rule_id}", "jaar": "9999999999"}
    assert "Kies bij eerste jaar iets uit de lijst" in mara.post(f"{LIST}nieuw/", sent).content.decode()
    answer = mara.post(f"{LIST}{paper.pk}/inbreng/", {"uiterlijk": f"{today()}"})
    assert answer.status_code == 422 and "Kies een dag na vandaag" in answer.content.decode()


def test_a_chapter_that_nobody_asks_for_is_removed_after_a_question(cast: Cast) -> None:
    paper, mara = drafted(cast), cast.mara.client()
    with acting_as(cast.mara.pk) as by:
        own = papers.add_chapter(paper, "Eigen hoofdstuk", by=by)
        with pytest.raises(NotAllowed):
            papers.remove_chapter(paper.chapters.filter(is_needed=True)[0], by=by)
    needed = paper.chapters.filter(is_needed=True)[0]
    assert mara.get(f"/bestuur/hoofdstukken/{needed.pk}/verwijderen/").status_code == 404
    away = f"/bestuur/hoofdstukken/{own.pk}/verwijderen/"
    assert "Dat kan niet terug" in mara.get(away).content.decode() and paper.chapters.filter(pk=own.pk).exists()
    assert cast.abel.client().post(away).status_code == 404
    assert mara.post(away).url == f"{LIST}{paper.pk}/" and not paper.chapters.filter(pk=own.pk).exists()


@pytest.mark.parametrize("kind", ["plan", "begroting"])
def test_a_draft_is_thrown_away_after_a_question_with_everything_in_it(cast: Cast, kind: str) -> None:
    paper = drafted(cast, kind)
    if kind == "plan":
        written(cast, paper)
    mara, away = cast.mara.client(), f"{LIST}{paper.pk}/weggooien/"
    shown = mara.get(away).content.decode()
    assert "Dat kan niet terug" in shown and ("partijen al inbrachten" in shown) == (kind == "plan")
    assert cast.abel.client().post(away).status_code == 404 and cast.rosa.client().post(away).status_code == 404
    assert mara.post(away).url == LIST
    assert not Paper.objects.exists() and not Chapter.objects.exists() and not PaperInput.objects.exists()
    assert AccessLogLine.objects.filter(rule="throw_away_paper", action="D").exists()
    assert drafted(cast, kind).edition == 1  # it may be begun anew


def test_what_a_body_had_before_it_is_not_thrown_away(cast: Cast, board: Body) -> None:
    """Nor when the proposal was withdrawn and it is a draft again: the proposal is about it."""
    paper = written(cast, drafted(cast))
    (proposal,) = put_forward(cast, paper)
    for state in ("voorgelegd", "concept"):
        assert stored(paper).state == state
        assert cast.mara.client().post(f"{LIST}{paper.pk}/weggooien/").status_code == 404
        with acting_as(cast.mara.pk) as by:
            with pytest.raises(NotAllowed):
                papers.throw_away_paper(paper, by=by)
            assert Paper.objects.filter(pk=paper.pk)._raw_delete("default") == 0  # whoever writes it
            if state == "voorgelegd":
                withdrawing.withdraw_proposal(proposal, because="Terug", by=by)


def test_naleving_knows_that_a_budget_was_sent(cast: Cast) -> None:
    """Budget and accounts, each for itself, to whom the covenant names."""
    story.secretary(cast, story.board(cast))
    story.contact(story.board(cast), cast.abel, votes=1)
    rule = rule_of(cast.house, "begroting")
    name = f"{rule.name} naar {rule.sent_to}"
    assert stand(cast.mara, name) == "op-tijd"
    paper = budgeted(cast)
    assert stand(cast.mara, name) == "op-tijd"
    late = paper.sent_due_on and paper.sent_due_on + timedelta(days=1)
    with time_machine.travel(f"{late} 12:00", tick=False):
        assert stand(cast.mara, name) == "te-laat" and stand(cast.fatima, name) == "te-laat"
    with acting_as(cast.mara.pk) as by:
        adopting.note_sent(paper, on=by.today, to="gemeenten", by=by)
    assert stand(cast.mara, name) == "gedaan"
    accounts = rule_of(cast.house, "rekening")
    assert stand(cast.mara, f"{accounts.name} naar {accounts.sent_to}") == "op-tijd"
