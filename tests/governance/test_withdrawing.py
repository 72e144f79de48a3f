"""A proposal is withdrawn while nothing was decided, and what goes up takes along whom it touches and what was heard (conv. 5 and 7)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils import timezone

from governance.models import Accession, Affected, Decision, Holder, Vote
from governance.policy import NotAllowed
from governance.workflow import accession as accessions
from governance.workflow import decisions, voting, withdrawing
from governance.workflow.adopting import comes_to
from parties.models import Body, Membership, Party
from parties.roles import Purpose
from tests.cast import Cast, Person, delegate
from tests.governance import planning, story
from tests.jobs import do_jobs
from zvh.actor import acting_as
from zvh.today import today


@pytest.fixture
def pia(cast: Cast) -> Person:
    """Delegate of the politie in the partneroverleg; the manager is secretary, a contact has a seat."""
    body = story.table(cast)
    made = delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)
    story.secretary(cast, body)
    story.seated(body, made, cast.abel, every_party=True)
    story.contact(body, cast.abel, every_party=True)
    return made


@pytest.fixture
def board(cast: Cast) -> Body:
    """With Rosa as its secretary."""
    found = story.board(cast)
    story.seated(found, cast.rosa, cast.abel, is_secretary=True)
    return found


def proposed(cast: Cast, body: Body, by: Person) -> Decision:
    with acting_as(by.pk) as actor:
        return decisions.propose_decision(body, kind="werkproces", subject="Kanarie", text="Kanarietekst", by=actor)


def stuck(cast: Cast, pia: Person) -> Decision:
    """Pia's party was heard, and the votes are a tie."""
    made = proposed(cast, story.table(cast), cast.mara)
    with acting_as(cast.mara.pk) as mara:
        named = decisions.name_affected(made, cast.piet.party, by=mara)
        decisions.hear_party(named, on=mara.today, text="Kanarieinbreng", is_written=True, by=mara)
        voting.open_vote(made, by=mara)
        for holder, choice in ((Holder.objects.get(user=pia.user), "voor"), (Holder.objects.get(user=None), "tegen")):
            voting.cast_vote(made, holder, choice, by=mara)
        return voting.close_vote(made, by=mara)


def test_the_secretary_withdraws_a_proposal_with_the_reason(cast: Cast, pia: Person) -> None:
    made = proposed(cast, story.table(cast), cast.mara)
    page, mara = f"/bestuur/besluiten/{made.pk}/", cast.mara.client()
    with acting_as(cast.mara.pk) as by:
        voting.open_vote(decisions.say_none_affected(made, by=by), by=by)
        voting.cast_vote(made, Holder.objects.get(user=pia.user), "voor", by=by)
    assert f"{page}intrekken/" in mara.get(page).content.decode()
    assert f"{page}intrekken/" not in pia.client().get(page).content.decode()
    assert pia.client().post(f"{page}intrekken/", {"reden": "Nee"}).status_code == 404
    assert mara.post(f"{page}intrekken/", {"reden": ""}).status_code == 422
    assert mara.post(f"{page}intrekken/", {"reden": "Kanariereden"}).url == page
    do_jobs("send_letter")
    assert [(one.to, one.subject) for one in mail.outbox] == [([pia.user.email], "Een voorstel is ingetrokken")]
    shown = pia.client().get(page).content.decode()
    assert "Kanariereden" in shown and "Er is niets besloten" in shown and Vote.objects.count() == 1
    assert mara.get(f"{page}intrekken/").status_code == 404  # once
    with acting_as(cast.mara.pk) as by:
        with pytest.raises(NotAllowed):
            voting.close_vote(made, by=by)
        with pytest.raises(NotAllowed):
            voting.cast_vote(made, Holder.objects.get(user=pia.user), "tegen", by=by)
    with pytest.raises(DatabaseError), transaction.atomic():  # whoever writes it
        Decision.objects.filter(pk=made.pk).update(state="stemming", remark="")
    register = pia.client().get(f"/bestuur/organen/{story.table(cast).pk}/besluiten/").content.decode()
    assert "ingetrokken" in register


def test_what_was_decided_is_not_withdrawn(cast: Cast, pia: Person) -> None:
    made = stuck(cast, pia)
    with acting_as(cast.mara.pk) as mara, pytest.raises(NotAllowed):
        withdrawing.withdraw_proposal(made, because="Te laat", by=mara)
    assert cast.mara.client().get(f"/bestuur/besluiten/{made.pk}/intrekken/").status_code == 404


def test_who_sent_it_up_withdraws_it_there_and_changes_nothing_else(cast: Cast, pia: Person, board: Body) -> None:
    with acting_as(cast.mara.pk) as mara:
        above = voting.send_up(stuck(cast, pia), board, by=mara)
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.filter(pk=above.pk).update(state="stemming")
        withdrawing.withdraw_proposal(above, because="Anders opgelost", by=mara)
    above.refresh_from_db()
    assert (above.state, above.remark) == ("ingetrokken", "Anders opgelost")


def test_what_goes_up_takes_along_whom_it_touches_and_what_was_heard(cast: Cast, pia: Person, board: Body) -> None:
    with acting_as(cast.mara.pk) as mara:
        above = voting.send_up(stuck(cast, pia), board, by=mara)
    found = Affected.objects.get(decision=above)
    assert (found.party, found.heard_on, found.text, found.is_written) == (
        cast.piet.party, today(), "Kanarieinbreng", True
    )  # fmt: skip
    page = cast.rosa.client().get(f"/bestuur/besluiten/{above.pk}/").content.decode()
    assert "Kanarieinbreng" in page and "Stemming openen" in page
    with acting_as(cast.rosa.pk) as rosa:
        with pytest.raises(NotAllowed):  # its text is what the party spoke of
            decisions.change_proposal(
                above, kind="werkproces", subject="Anders", text="Anders", meeting=None, version=None, by=rosa
            )
        voting.open_vote(above, by=rosa)


def test_what_was_heard_does_not_change_on_the_way_up(cast: Cast, pia: Person, board: Body) -> None:
    """Whoever writes it: a party that was not heard is not made so by sending it up."""
    with acting_as(cast.mara.pk) as mara:
        above = voting.send_up(stuck(cast, pia), board, by=mara)
        about = {"decision": above, "due_on": today(), "source": "x", "by_id": mara.user_id, "at": timezone.now()}
        with pytest.raises(DatabaseError), transaction.atomic():
            Affected.objects.create(party=cast.olga.party, heard_on=today(), text="Verzonnen", **about)


def test_an_accession_waits_again_when_its_proposal_is_withdrawn(cast: Cast) -> None:
    secretary = story.secretary(cast, story.board(cast))
    Membership.objects.filter(covenant=cast.house.covenant).update(until_date=today() - timedelta(days=1))
    newcomer = Party.objects.create(slug="nieuwe-zorg", name="Nieuwe Zorg", source="aanvraag")
    found = Accession.objects.create(
        house=cast.house, party=newcomer, door=cast.house.accession_rule.doors.all()[0], received_on=today(),
        public_task="Zorg", stage="instemming", checked_on=today(), told_on=today(), by=cast.abel.user, at=timezone.now(),
    )  # fmt: skip
    with acting_as(secretary.pk) as by:
        first = accessions.put_to_body(found, by=by)
        withdrawing.withdraw_proposal(first, because="Stukken niet volledig", by=by)
        found.refresh_from_db()
        assert (found.stage, found.decision) == ("instemming", None)
        second = accessions.put_to_body(found, by=by)
    found.refresh_from_db()
    assert (found.stage, found.decision) == ("besluit", second)


def test_a_plan_is_a_draft_again_when_its_proposal_is_withdrawn(cast: Cast) -> None:
    story.secretary(cast, story.board(cast))
    paper = planning.written(cast, planning.drafted(cast))
    (made,) = planning.put_forward(cast, paper)
    with acting_as(cast.mara.pk) as by:
        withdrawing.withdraw_proposal(made, because="Nog niet rijp", by=by)
        assert comes_to(paper) == "concept"
    assert planning.stored(paper).state == "concept"
    assert len(planning.put_forward(cast, planning.stored(paper))) == 1
