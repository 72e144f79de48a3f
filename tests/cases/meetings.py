"""Cases as far as a meeting, made with the verbs of the workflow."""

from datetime import date, time
from typing import Any

from cases.models import Action, AgendaItem, Case, Intervention, Invitation, Meeting, Notice, Progress
from cases.workflow.action import add_action
from cases.workflow.agenda import plan_meeting, put_on_agenda
from cases.workflow.intervention import add_intervention, note_progress
from cases.workflow.invitation import invite
from cases.workflow.meeting import finish_item, record_attendance, save_minutes, start_item
from cases.workflow.notice import record_notice
from cases.workflow.plan import save_plan, score_domain
from cases.workflow.planroles import Part, parties_in
from parties.models import LifeDomain
from tests.cases import story
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today


def informed(cast: Cast, *delegates: Person, **about: Any) -> Case:
    """A case for the casusoverleg of which the subject was informed, with these delegates assigned."""
    case = story.at_table(cast, *delegates, **about)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        record_notice(case, case.subjects.get(), way=Notice.Way.LETTER, on=today(), by=rosa)
    return case


def meeting(cast: Cast, on: date | None = None) -> Meeting:
    with acting_as(cast.rosa.pk) as rosa:
        return plan_meeting(cast.house, on=on or today(), starts_at=time(13, 30), place="Vergaderzaal 2", by=rosa)


def on_agenda(cast: Cast, case: Case, held: Meeting | None = None) -> AgendaItem:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return put_on_agenda(
            case, held or meeting(cast), purpose="Kanariedoel", asked="Een plan", themes="Wonen", by=rosa
        )


def invited(cast: Cast, item: AgendaItem, *people: Person) -> list[Invitation]:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return invite(item, [person.capacity for person in people], by=rosa)


def started(cast: Cast, item: AgendaItem, *present: Person) -> AgendaItem:
    """The discussion begins with these delegates at the table."""
    users = {person.user.pk for person in present}
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        for seat in Invitation.objects.filter(item=item):
            here = seat.user_id in users
            record_attendance(item, seat, is_present=here, declared=here, by=rosa)
        return start_item(item, by=rosa)


def discussed(cast: Cast, item: AgendaItem, decision: str = "Kanariebesluit") -> AgendaItem:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        save_minutes(item, texts={"picture": "Kanariebeeld", "judgement": "", "decision": decision}, version=0, by=rosa)
        return finish_item(item, by=rosa)


def scored(cast: Cast, item: AgendaItem, level: str = "rood") -> LifeDomain:
    domain = LifeDomain.objects.order_by("order").first()
    assert domain is not None
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        score_domain(item, domain, level=level, explanation="Kanarietoelichting", by=rosa)
    return domain


def drafted(cast: Cast, case: Case, version: int = 0, **texts: str) -> Any:
    """The text of a plan, with a role for every party in the case."""
    roles = {party.pk: Part("Kanarierol", "Kanariebehoefte") for party in parties_in(case)}
    texts = {
        "goal": "Kanariedoel van het plan",
        "criteria": "Drie maanden rust\nDe huur is betaald",
        "zsm_advice": "",
        **texts,
    }
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return save_plan(case, texts=texts, roles=roles, version=version, by=rosa)


def agreed(cast: Cast, case: Case, person: Person | None = None, **about: Any) -> Action:
    given = {"what": "Kanarieactie", "due_on": today(), **about}
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        who = {"party": person.party, "user": person.user} if person else {}
        return add_action(case, **given, **who, by=rosa)


def treated(cast: Cast, case: Case, person: Person | None = None, **about: Any) -> Intervention:
    """An intervention of this delegate, or of the house."""
    agreed = {
        "domain": LifeDomain.objects.order_by("order")[0], "problem": "Kanarieprobleem", "goal": "Kanariedoel", "what": "Kanariehulp",
        "party": person.party if person else None, "user": person.user if person else None,
        "from_date": today(), "until_date": None, **about,
    }  # fmt: skip
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return add_intervention(case, agreed=agreed, by=rosa)


def reported(cast: Cast, intervention: Intervention, person: Person, text: str = "Kanarievoortgang") -> Progress:
    with open_keyring(), acting_as(person.pk) as actor:
        return note_progress(intervention, text=text, by=actor)
