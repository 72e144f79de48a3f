"""Preparing a body, voting and deciding take no more clicks or screens than their budget (10, section 9: manager, secretary)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.models import Accession, AgendaPoint, Attendee, Decision, Vote
from governance.workflow import agenda, decisions, voting
from parties.models import Membership, Party
from parties.roles import Purpose
from tests.cast import Cast, Person, delegate
from tests.governance import planning, story
from tests.pages.clicks import Clicks
from tests.pages.window import Window
from zvh.actor import acting_as
from zvh.today import today

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def pia(cast: Cast) -> Person:
    """Delegate of the politie in the partneroverleg; the manager is its secretary."""
    made = delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)
    story.secretary(cast, story.table(cast))
    story.seated(story.table(cast), made, cast.abel, every_party=True)
    return made


def proposed(cast: Cast) -> Decision:
    with acting_as(cast.mara.pk) as by:
        made = decisions.propose_decision(story.table(cast), kind="werkproces", subject="Kanarie", text="Tekst", by=by)
        return decisions.say_none_affected(made, by=by)


def begins(window: Window, person: Person, start: str = "/mijn-werk/") -> Clicks:
    window.client = person.client()
    return Clicks(window, start)


def test_prepare_the_agenda_of_a_body(cast: Cast, pia: Person, window: Window) -> None:
    meeting = story.meeting(cast, story.table(cast))
    with acting_as(pia.pk) as by:
        for subject in ("Werkproces", "Scholing"):
            agenda.hand_in_point(story.table(cast), subject=subject, text="", asks_decision=False, by=by)
    first = AgendaPoint.objects.get(subject="Werkproces")
    with acting_as(cast.mara.pk) as by:
        agenda.place_point(first, meeting, by=by)
    task = begins(window, cast.mara).press("Voorbereiden", within="Vergadering voorbereiden")
    task.press("Op de agenda", within="Scholing").press("Omhoog").press("Leden uitnodigen")
    task.sees("uitnodigingen zijn verstuurd").took(clicks=4, screens=3)
    assert [one.subject for one in meeting.points.all()] == ["Scholing", "Werkproces"]
    assert Attendee.objects.filter(meeting=meeting).count() == 2


def test_open_and_close_a_vote(cast: Cast, pia: Person, window: Window) -> None:
    """The result is computed: recording it is no click of its own."""
    made = proposed(cast)
    task = begins(window, cast.mara, f"/bestuur/besluiten/{made.pk}/").press("Stemming openen")
    with acting_as(pia.pk) as by:
        voting.cast_vote(made, voting.voters(made, by)[0], "voor", by=by)
    task.press("Stemming sluiten").sees("De stemming is gesloten: aangenomen").took(clicks=3, screens=1)


def test_cast_a_vote(cast: Cast, pia: Person, window: Window) -> None:
    made = proposed(cast)
    with acting_as(cast.mara.pk) as by:
        voting.open_vote(made, by=by)
    task = begins(window, pia).press("Stemmen").fill_in(("voor",)).press("Stem vastleggen")
    task.sees("De stem is vastgelegd").took(clicks=2, screens=2)
    assert Vote.objects.get().choice == "voor"


def test_put_an_accession_on_the_agenda_of_the_body(cast: Cast, window: Window) -> None:
    secretary = story.secretary(cast, story.board(cast))
    Membership.objects.filter(covenant=cast.house.covenant).update(until_date=today() - timedelta(days=1))
    newcomer = Party.objects.create(slug="nieuwe-zorg", name="Nieuwe Zorg", source="aanvraag")
    found = Accession.objects.create(
        house=cast.house, party=newcomer, door=cast.house.accession_rule.doors.all()[0], received_on=today(),
        public_task="Zorg", stage="instemming", checked_on=today(), told_on=today(), by=cast.abel.user, at=timezone.now(),
    )  # fmt: skip
    task = begins(window, secretary).press("Bekijken", within="Toetreding: Nieuwe Zorg").press("Voorleggen")
    task.sees("Nieuwe Zorg").took(clicks=2, screens=2)
    found.refresh_from_db()
    assert found.stage == "besluit" and Decision.objects.get() == found.decision


def test_prepare_a_decision_of_the_board_from_a_plan(cast: Cast, window: Window) -> None:
    story.secretary(cast, story.board(cast))
    paper = planning.written(cast, planning.drafted(cast))
    task = begins(window, cast.mara).press("Bekijken", within="Ter vaststelling voorleggen")
    task.press("Ter vaststelling voorleggen").took(clicks=3, screens=3)
    assert Decision.objects.get().paper == paper and planning.stored(paper).state == "voorgelegd"


def test_withdraw_a_proposal(cast: Cast, pia: Person, window: Window) -> None:
    """Not in the table; no more than a step further."""
    made = proposed(cast)
    task = begins(window, cast.mara, f"/bestuur/besluiten/{made.pk}/").press("Voorstel intrekken")
    task.fill_in(reden="Anders opgelost").press("Voorstel intrekken").sees("Er is niets besloten")
    task.took(clicks=2, screens=2)
