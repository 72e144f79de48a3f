"""Demo mode: a casusoverleg that was held, with its plan, and one of today for who wants to try (`cases/demo.py`)."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from itertools import cycle

from cases.demo_notes import noted
from cases.models import AgendaItem, Case, CaseGrant, Meeting
from cases.workflow.action import add_action
from cases.workflow.agenda import plan_meeting, put_on_agenda
from cases.workflow.intervention import add_intervention, note_progress
from cases.workflow.invitation import invite
from cases.workflow.meeting import finish_item, record_attendance, save_minutes, start_item
from cases.workflow.plan import adopt_plan, name_casusregisseur, save_plan, score_domain
from cases.workflow.planroles import Part, parties_in
from parties.models import Delegation, House, LifeDomain
from zvh.actor import Actor

LEVELS = ("rood", "oranje", "oranje", "groen")
MINUTES = {
    "picture": "De zorgen zijn gedeeld. De schulden lopen op en er dreigt een uitzetting.",
    "judgement": "Wonen gaat voor: zonder huis lukt behandeling niet.",
    "decision": "Het plan is vastgesteld. Over zes weken bespreken we opnieuw.",
}
PLAN = {
    "goal": "Een veilig huis, geen overlast en een behandeling die doorgaat.",
    "criteria": "Drie maanden geen meldingen.\nDe huur is betaald.\nDe behandeling loopt.",
    "zsm_advice": "",
}
ZSM_ADVICE = "Bij een nieuwe verdenking eerst overleggen met het huis: een straf nu stopt de behandeling."
ROLES = (
    Part("Meldt nieuwe incidenten aan het huis.", "De adressen waar de persoon verblijft."),
    Part("Regelt wonen en inkomen.", "De hoogte van de schulden en de afspraken met de verhuurder."),
    Part("Start de behandeling en houdt die vol.", "Nieuwe zorgen over de veiligheid."),
)


def agenda_item(case: Case, meeting: Meeting, people: Sequence[Delegation], *, by: Actor) -> AgendaItem:
    """The case is on the agenda and these delegates are invited."""
    item = put_on_agenda(
        case,
        meeting,
        purpose="Samen een plan maken.",
        asked="Het plan vaststellen.",
        themes="Wonen en veiligheid.",
        by=by,
    )
    invite(item, people, by=by)
    return item


def held(case: Case, house: House, people: Sequence[Delegation], day: date, *, by: Actor) -> None:
    """A meeting on that day, from attendance to adopted plan."""
    meeting = plan_meeting(house, on=day, starts_at=time(13, 30), place="Vergaderzaal 2", by=by)
    item = agenda_item(case, meeting, people, by=by)
    for seat in item.invitations.all():
        record_attendance(item, seat, is_present=True, declared=True, by=by)
    start_item(item, by=by)
    for domain, level in zip(LifeDomain.objects.all(), LEVELS, strict=False):
        score_domain(item, domain, level=level, explanation="Zie het verslag.", by=by)
    _agree(case, item, people, day, by)
    save_minutes(item, texts=MINUTES, version=0, by=by)
    finish_item(item, by=by)
    adopt_plan(case, version=1, by=by)
    noted(case, day, by=by)


def _agree(case: Case, item: AgendaItem, people: Sequence[Delegation], day: date, by: Actor) -> None:
    """Actions of the parties, the casusregie with the second of them, and the text of the plan."""
    deeds = ("Stuurt nieuwe meldingen aan het huis.", "Houdt een gesprek over de huur.", "Start de intake opnieuw.")
    for place, (delegation, what) in enumerate(zip(people, deeds, strict=False)):
        due_on = day + timedelta(weeks=5 + 3 * place)
        add_action(
            case, what=what, due_on=due_on, party=delegation.membership.party, user=delegation.user, item=item, by=by
        )
    _help(case, people, day, by)
    grant = CaseGrant.objects.filter(content_object=case, user=people[1].user, party=people[1].membership.party)
    name_casusregisseur(case, grant[0], by=by)
    _write(case, people, by)


def _write(case: Case, people: Sequence[Delegation], by: Actor) -> None:
    """The text of the plan, with what each party does."""
    texts = PLAN | ({"zsm_advice": ZSM_ADVICE} if case.house.gives_zsm_advice else {})
    parties = [delegation.membership.party_id for delegation in people]
    others = [party.pk for party in parties_in(case) if party.pk not in parties]
    roles = dict.fromkeys(others, ROLES[1]) | dict(zip(parties, cycle(ROLES), strict=False))
    save_plan(case, texts=texts, roles=roles, version=0, by=by)


def _help(case: Case, people: Sequence[Delegation], day: date, by: Actor) -> None:
    """What the parties do for a longer time, and how the first of it goes."""
    domains = list(LifeDomain.objects.all()[:2])
    deeds = ("Wekelijks een gesprek over de huur en de post.", "Begeleiding bij werk en inkomen.")
    for delegation, domain, what in zip(people[1:], domains, deeds, strict=False):
        agreed = {
            "domain": domain, "problem": "", "goal": "Een vast ritme", "what": what, "party": delegation.membership.party,
            "user": delegation.user, "from_date": day, "until_date": day + timedelta(weeks=12),
        }  # fmt: skip
        made = add_intervention(case, agreed=agreed, by=by)
        note_progress(made, text="De eerste afspraak is gemaakt.", by=by)
