"""A decision from proposal to register: parties heard first, votes per seat, the outcome, and what is stuck goes up."""

import io
from datetime import timedelta
from html import unescape

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from pypdf import PdfReader

from governance.models import Affected, Decision, Holder, Informing, Vote
from governance.policy import NotAllowed
from governance.seating import Sitter
from governance.workflow import decisions, voting
from governance.workflow.holders import fill_seat
from parties.models import Body, Mandate, Membership
from parties.roles import Purpose
from tests.cast import Cast, Person, delegate
from tests.governance import story
from tests.parties.mandates import mandate_given
from zvh.actor import acting_as
from zvh.today import today


@pytest.fixture
def pia(cast: Cast) -> Person:
    """Delegate of the politie with a seat in the partneroverleg; the manager is secretary, a contact of a gemeente has a seat."""
    body = story.table(cast)
    made = delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)
    story.secretary(cast, body)
    story.seated(body, made, cast.abel, every_party=True)
    story.contact(body, cast.abel, every_party=True)
    return made


def holder_of(person: Person) -> Holder:
    return Holder.objects.get(user=person.user)


def contact() -> Holder:
    return Holder.objects.get(user=None)


def proposed(cast: Cast, kind: str = "werkproces") -> Decision:
    with acting_as(cast.mara.pk) as by:
        return decisions.propose_decision(
            story.table(cast), kind=kind, subject="Kanarievoorstel", text="Kanarietekst", by=by
        )


def opened(cast: Cast) -> Decision:
    made = proposed(cast)
    with acting_as(cast.mara.pk) as by:
        decisions.say_none_affected(made, by=by)
        return voting.open_vote(made, by=by)


def voted(cast: Cast, decision: Decision, *votes: tuple[Holder, str]) -> Decision:
    """As the secretary notes them; then it is closed."""
    with acting_as(cast.mara.pk) as by:
        for holder, choice in votes:
            voting.cast_vote(decision, holder, choice, by=by)
        return voting.close_vote(decision, by=by)


def test_from_proposal_to_register_without_javascript(cast: Cast, pia: Person) -> None:
    body, mara, member = story.table(cast), cast.mara.client(), pia.client()
    register = f"/bestuur/organen/{body.pk}/besluiten/"
    given = {"soort": "werkproces", "onderwerp": "Kanarievoorstel", "voorstel": "Kanarietekst", "vergadering": ""}
    page = mara.post(f"{register}nieuw/", given).url
    found = Decision.objects.get()
    assert page == f"/bestuur/besluiten/{found.pk}/" and found.number == f"{today().year}-1"
    assert "Leg vast welke partijen dit besluit sterk raakt" in mara.get(page).content.decode()
    assert mara.post(page, {"stap": "openen"}).status_code == 404
    mara.post(page, {"stap": "raakt", "partij": cast.piet.party.pk})
    affected = Affected.objects.get()
    assert affected.due_on == today() + timedelta(days=14) and affected.source == "keuze van het huis"
    assert "nog niet gehoord" in mara.get(page).content.decode()
    assert mara.post(page, {"stap": "openen"}).status_code == 404
    heard = {"dag": f"{today()}", "hoe": "schriftelijk", "inbreng": "Kanarieinbreng"}
    assert member.post(f"/bestuur/gehoord/{affected.pk}/", heard).url == page
    assert member.post(f"/bestuur/gehoord/{affected.pk}/", heard).status_code == 404  # once
    assert mara.post(page, {"stap": "openen"}).url == page
    ballot = f"{page}stem/{holder_of(pia).pk}/"
    assert member.post(ballot, {"stem": "tegen"}).url == page
    assert member.post(ballot, {"stem": "voor"}).url == page  # it may change
    assert member.post(f"{page}stem/{contact().pk}/", {"stem": "tegen"}).status_code == 404
    mara.post(f"{page}stem/{contact().pk}/", {"stem": "voor", "volmacht": str(holder_of(pia).pk)})
    assert "bij volmacht door Pia" in member.get(page).content.decode()
    mara.post(page, {"stap": "sluiten", "toelichting": "Kanarietoelichting"})
    found.refresh_from_db()
    assert (found.outcome, found.votes_for, found.votes_against, found.is_consensus) == ("aangenomen", 2, 0, True)
    assert member.post(ballot, {"stem": "tegen"}).status_code == 404
    told = Informing.objects.get()
    assert (
        told.tells == "Stuurgroep"
        and "convenant art. 7.4" in told.source
        and told.due_on == today() + timedelta(days=14)
    )
    mara.post(page, {"stap": "verteld", "wie": str(told.pk)})
    assert "Meegedeeld op" in member.get(page).content.decode()
    assert "Kanarievoorstel" in member.get(register).content.decode()
    for nobody in (cast.abel, cast.rosa, cast.piet, cast.fatima):
        assert nobody.client().get(page).status_code == nobody.client().get(register).status_code == 404


def test_the_guard_holds_in_the_database_too(cast: Cast, pia: Person) -> None:
    """Without hearing or written input no decision, whatever way the row is written (conv. 5.5, 7.2)."""
    made = proposed(cast)
    with pytest.raises(IntegrityError, match="not heard"), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(state="stemming")
    with acting_as(cast.mara.pk) as by:
        affected = decisions.name_affected(made, cast.piet.party, by=by)
        with pytest.raises(NotAllowed):
            voting.open_vote(made, by=by)
        with pytest.raises(NotAllowed):
            decisions.say_none_affected(made, by=by)
    with pytest.raises(IntegrityError, match="not heard"), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(state="stemming")
    with acting_as(cast.mara.pk) as by:
        decisions.hear_party(affected, on=by.today, text="Kanarie", is_written=False, by=by)
        assert voting.open_vote(made, by=by).state == "stemming"


def test_another_party_is_not_heard_for_the_affected_one(cast: Cast, pia: Person) -> None:
    made = proposed(cast)
    with acting_as(cast.mara.pk) as by:
        affected = decisions.name_affected(made, cast.gea.party, by=by)
    with acting_as(pia.pk) as by:
        with pytest.raises(NotAllowed):
            decisions.hear_party(affected, on=by.today, text="Namens een ander", is_written=True, by=by)
        assert Affected.objects.filter(pk=affected.pk).update(heard_on=by.today, text="x") == 0  # the second line


def given_mandate(cast: Cast) -> Mandate:
    """The party of Gea has the politie speak for it."""
    given = mandate_given(cast.piet.party, giver=cast.gea.party, covenant=cast.house.covenant)
    return Mandate.objects.create(**given)


def test_a_member_votes_for_a_party_that_gave_a_mandate_as_long_as_it_runs(cast: Cast, pia: Person) -> None:
    body, own = story.table(cast), holder_of(pia)
    contact().delete()  # of the same party: its place is free
    mandate, abel = given_mandate(cast), cast.abel.client()
    address = f"/bestuur/organen/{body.pk}/zetels/{own.seat_id}/"
    words, key = f"Pia, {cast.piet.party}, namens {cast.gea.party}", f"{mandate.pk}.{own.pk}"
    assert words in unescape(abel.get(address).content.decode())
    assert abel.post(address, {"wie": key, "vanaf": f"{today()}"}).status_code == 302
    held = Holder.objects.get(mandate=mandate)
    assert (held.user, held.party) == (pia.user, cast.gea.party)
    assert "bij mandaat" in abel.get(f"/bestuur/organen/{body.pk}/").content.decode()
    made = opened(cast)
    ballot = f"/bestuur/besluiten/{made.pk}/stem/{held.pk}/"
    assert ballot in (
        work := pia.client().get("/mijn-werk/").content.decode()
    ) and f"namens {cast.gea.party}" in unescape(work)
    assert pia.client().post(ballot, {"stem": "voor"}).status_code == 302
    assert ballot not in pia.client().get("/mijn-werk/").content.decode()
    Mandate.objects.filter(pk=mandate.pk).update(until_date=today() - timedelta(days=1))
    assert pia.client().post(ballot, {"stem": "tegen"}).status_code == 404
    with acting_as(cast.mara.pk) as by, pytest.raises(NotAllowed):
        voting.cast_vote(made, held, "tegen", by=by)
    with pytest.raises(IntegrityError, match="mandate that ended"), transaction.atomic():  # the second line
        Vote.objects.filter(holder=held).update(choice="tegen")
    assert "bij mandaat" not in abel.get(f"/bestuur/organen/{body.pk}/").content.decode()


def test_nobody_sits_for_another_party_without_its_mandate(cast: Cast, pia: Person) -> None:
    contact().delete()
    seat, mandate = holder_of(pia).seat, given_mandate(cast)
    Mandate.objects.filter(pk=mandate.pk).update(until_date=today() - timedelta(days=1))
    with acting_as(cast.abel.pk) as by:
        for wrong in (
            Sitter(user=pia.user, party=cast.gea.party),
            Sitter(user=pia.user, party=cast.gea.party, mandate=mandate),
        ):
            with pytest.raises(NotAllowed):
                fill_seat(seat, wrong, since=by.today, by=by)
        with pytest.raises(DatabaseError), transaction.atomic():  # the second line: a mandate of another party
            Holder.objects.create(
                seat=seat, user=pia.user, party=cast.olga.party, mandate=mandate, from_date=by.today, by=cast.abel.user
            )


def test_the_vote_of_a_party_goes_with_its_membership(cast: Cast, pia: Person) -> None:
    made, held = opened(cast), holder_of(pia)
    Membership.objects.filter(party=cast.piet.party).update(until_date=today() - timedelta(days=1))
    with acting_as(cast.mara.pk) as by:
        assert held not in voting.voters(made, by)
        with pytest.raises(NotAllowed):
            voting.cast_vote(made, held, "voor", by=by)
        with pytest.raises(IntegrityError), transaction.atomic():  # the second line
            Vote.objects.create(
                decision=made, holder=held, choice="voor", weight=held.seat.votes, by=cast.mara.user, at=timezone.now()
            )
    assert "Pia, " not in cast.mara.client().get(f"/bestuur/organen/{held.seat.body_id}/").content.decode()


def test_a_proposal_changes_until_a_party_was_heard_about_it(cast: Cast, pia: Person) -> None:
    made, mara = proposed(cast), cast.mara.client()
    page, given = (
        f"/bestuur/besluiten/{made.pk}/",
        {"soort": "plan", "onderwerp": "Beter", "voorstel": "Nieuwe tekst"},
    )
    assert "Voorstel wijzigen" in mara.get(page).content.decode()
    assert "Voorstel wijzigen" not in pia.client().get(page).content.decode()
    assert pia.client().get(f"{page}wijzigen/").status_code == 404
    wrong = mara.post(f"{page}wijzigen/", {**given, "onderwerp": "", "versie": decisions.proposal_version(made)})
    assert wrong.status_code == 422 and "Nieuwe tekst" in wrong.content.decode()
    assert mara.post(f"{page}wijzigen/", {**given, "versie": decisions.proposal_version(made)}).url == page
    made.refresh_from_db()
    assert (made.kind, made.subject, made.text, made.saved_by) == ("plan", "Beter", "Nieuwe tekst", cast.mara.user)
    with acting_as(cast.mara.pk) as by:
        affected = decisions.name_affected(made, cast.piet.party, by=by)
        decisions.hear_party(affected, on=by.today, text="Kanarie", is_written=False, by=by)
    assert mara.get(f"{page}wijzigen/").status_code == 404
    assert "Voorstel wijzigen" not in mara.get(page).content.decode()
    with pytest.raises(IntegrityError, match="heard about"), transaction.atomic():  # the second line
        Decision.objects.filter(pk=made.pk).update(text="Achteraf")


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [("voor", "tegen", "staken"), ("onthouding", "onthouding", "te-weinig"), ("tegen", "tegen", "verworpen"),
     ("voor", "onthouding", "aangenomen")],
)  # fmt: skip
def test_the_outcome_is_computed(cast: Cast, pia: Person, first: str, second: str, outcome: str) -> None:
    closed = voted(cast, opened(cast), (holder_of(pia), first), (contact(), second))
    assert closed.outcome == outcome
    assert Informing.objects.exists() == (outcome in ("aangenomen", "verworpen"))


def test_no_vote_at_all_is_no_decision(cast: Cast, pia: Person) -> None:
    assert voted(cast, opened(cast)).outcome == "te-weinig"


def test_after_closing_nothing_changes_it(cast: Cast, pia: Person) -> None:
    closed = voted(cast, opened(cast), (holder_of(pia), "voor"))
    with acting_as(cast.mara.pk) as by:
        for step in (
            lambda: voting.close_vote(closed, by=by),
            lambda: voting.cast_vote(closed, contact(), "tegen", by=by),
            lambda: decisions.name_affected(closed, cast.gea.party, by=by),
            lambda: voting.open_vote(closed, by=by),
        ):
            with pytest.raises(NotAllowed):
                step()
        assert Vote.objects.update(choice="tegen") == 0
        assert Decision.objects.update(outcome="verworpen") == 0
    for change, words in (  # the owner neither
        (lambda: Decision.objects.update(outcome="verworpen"), "closed"),
        (lambda: Vote.objects.update(choice="tegen"), "not open"),
        (lambda: Vote.objects.all().delete(), "not open"),
    ):
        with pytest.raises(IntegrityError, match=words), transaction.atomic():
            change()


def test_a_vote_has_the_weight_of_its_seat(cast: Cast, pia: Person) -> None:
    """Nor does who keeps the register write another one in SQL, or let somebody vote who sits elsewhere."""
    made = opened(cast)
    elsewhere = story.seated(story.board(cast), cast.olga, cast.abel, votes__gt=0)
    with acting_as(cast.mara.pk):
        for holder, weight in ((holder_of(pia), 5), (holder_of(cast.mara), 0), (elsewhere, elsewhere.seat.votes)):
            with pytest.raises(IntegrityError, match="weight"), transaction.atomic():
                Vote.objects.create(
                    decision=made,
                    holder=holder,
                    choice="voor",
                    weight=weight,
                    by=cast.mara.user,
                    at="2026-01-01T00:00Z",
                )


def test_who_votes_and_for_which_seat(cast: Cast, pia: Person) -> None:
    made = opened(cast)
    with acting_as(pia.pk) as by:
        for holder, mandate in ((contact(), None), (holder_of(cast.mara), None), (holder_of(pia), contact())):
            with pytest.raises(NotAllowed):
                voting.cast_vote(made, holder, "voor", by_mandate=mandate, by=by)
        with pytest.raises(DatabaseError), transaction.atomic():  # the second line
            Vote.objects.create(
                decision=made, holder=contact(), choice="voor", weight=1, by=pia.user, at="2026-01-01T00:00Z"
            )
        voting.cast_vote(made, holder_of(pia), "voor", by=by)
    with acting_as(cast.mara.pk) as by:
        with pytest.raises(NotAllowed):  # a seat without a vote
            voting.cast_vote(made, holder_of(cast.mara), "tegen", by=by)
        with pytest.raises(NotAllowed):
            voting.cast_vote(made, contact(), "voor", by_mandate=contact(), by=by)
    assert Vote.objects.get().weight == 1


def test_what_is_stuck_goes_to_the_next_body_and_then_outside(cast: Cast, pia: Person) -> None:
    """Partneroverleg -> Stuurgroep -> Regionaal Veiligheidscollege, of which the outcome is registered (002 5.6, 7.3)."""
    board = story.board(cast)
    story.seated(board, cast.rosa, cast.abel, is_secretary=True)
    stuck = voted(cast, opened(cast), (holder_of(pia), "voor"), (contact(), "tegen"))
    with acting_as(cast.mara.pk) as by:
        with pytest.raises(NotAllowed):
            voting.send_up(stuck, Body.objects.get(code="rvc"), by=by)  # not the next one
        above = voting.send_up(stuck, board, by=by)
        with pytest.raises(NotAllowed):
            voting.send_up(stuck, board, by=by)
        assert Decision.objects.visible_to(by).filter(pk=above.pk).exists()  # they read what becomes of it
        with pytest.raises(NotAllowed):
            voting.open_vote(above, by=by)
    assert (above.body, above.keeper, above.number) == (board, board, f"{today().year}-1")
    with acting_as(cast.rosa.pk) as by:
        decisions.say_none_affected(above, by=by)
        voting.open_vote(above, by=by)
        none = voting.close_vote(above, by=by)
        outside = voting.send_up(none, Body.objects.get(code="rvc"), by=by)
        assert outside.is_outside and outside.keeper == board and outside.number == f"{today().year}-2"
        with pytest.raises(NotAllowed):
            voting.open_vote(outside, by=by)
        closed = voting.register_outcome(outside, "aangenomen", on=by.today, remark="Kanarie", by=by)
    assert closed.outcome == "aangenomen"
    page = cast.rosa.client().get(f"/bestuur/besluiten/{none.pk}/").content.decode()
    assert "Regionaal Veiligheidscollege" in page


def test_an_exception_in_the_covenant_is_data(cast: Cast) -> None:
    """Kennemerland: the Regiegroep seeks one advice, and votes by majority on exclusion (22.2)."""
    body = Body.objects.get(code="regiegroep")
    assert body.rule_for("kader") == ("eensluidend", body.source)
    assert body.rule_for("uitsluiting") == ("meerderheid", "convenant art. 22.2")
    board = story.board(cast)
    assert board.rule_for("uitsluiting")[0] == "meerderheid"


def test_the_rule_of_the_covenant_decides_the_outcome(cast: Cast, pia: Person) -> None:
    """The same votes, under one joint advice and under a majority."""
    body = story.table(cast)
    third = Holder.objects.create(
        seat=story.seat_of(body, every_party=True), contact_name="Cor", contact_mail="cor@voorbeeld.invalid",
        party=cast.olga.party, from_date=today(), by=cast.abel.user,
    )  # fmt: skip
    votes = ((holder_of(pia), "voor"), (Holder.objects.get(contact_name="Bo Bestuurder"), "voor"), (third, "tegen"))
    assert voted(cast, opened(cast), *votes).outcome == "aangenomen"
    Body.objects.filter(pk=body.pk).update(voting="eensluidend")
    assert voted(cast, opened(cast), *votes).outcome == "geen-overeenstemming"


def test_both_lines_agree(cast: Cast, pia: Person) -> None:
    closed = voted(cast, opened(cast), (holder_of(pia), "voor"))
    made = proposed(cast)
    with acting_as(cast.mara.pk) as by:
        decisions.name_affected(made, cast.piet.party, by=by)
    assert closed.number != made.number
    counts = {}
    for name, person in {"mara": cast.mara, "pia": pia, "abel": cast.abel, "rosa": cast.rosa, "zoe": cast.zoe}.items():
        models = (Decision, Affected, Vote, Informing)
        with acting_as(person.pk) as actor:
            in_sql = [set(model.objects.values_list("pk", flat=True)) for model in models]
        assert in_sql == [set(model.objects.visible_to(actor).values_list("pk", flat=True)) for model in models], name
        counts[name] = [len(rows) for rows in in_sql]
    assert counts == {"mara": [2, 1, 1, 1], "pia": [2, 1, 1, 1], "abel": [0] * 4, "rosa": [0] * 4, "zoe": [0] * 4}


def test_the_list_of_decisions_on_paper(cast: Cast, pia: Person) -> None:
    voted(cast, opened(cast), (holder_of(pia), "voor"))
    proposed(cast)
    answer = pia.client().get(f"/bestuur/organen/{story.table(cast).pk}/besluiten/pdf/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())
    assert "Besluitenlijst" in text and f"{today().year}-1 Kanarievoorstel" in text
    assert "Aangenomen op" in text and f"{today().year}-2" not in text
