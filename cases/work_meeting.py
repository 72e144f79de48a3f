"""What casusoverleg and plan put in "Mijn werk": invitations to answer, actions to do or that are late."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from cases.interventionpage import own_interventions
from cases.models import Action, AgendaItem, Case, Intervention, Invitation
from cases.planpage import own_actions
from cases.work import CASEWORK, MOST, Item, Work
from cases.workflow.action import REPORT
from cases.workflow.rescheduling import waiting_for_agenda
from parties.choices import Word
from zvh.components import Link, Press
from zvh.versions import version_of


def actions(work: Work) -> Iterable[Item]:
    """Open actions: a delegate the own party's; who runs a case, for the house or as casusregisseur, what is late in it."""
    if work.actor.is_delegate:
        own = Q(party=work.actor.party_id) | Q(due_on__lt=work.actor.today)
        found = own_actions(work.seer).open().filter(own)
    elif work.actor.role in CASEWORK:
        found = own_actions(work.seer).open().filter(due_on__lt=work.actor.today)
    else:
        return ()
    return [_of_action(work, one) for one in found.select_related("case__house", "party")[:MOST]]


def _of_action(work: Work, action: Action) -> Item:
    is_own = _is_own(work, action)
    title = f"Actie {'uitvoeren' if is_own else 'te laat'}: {action.case.number}"
    due = work.deadline(action.due_on, f"afspraak bij het {action.case.house.word(Word.PLAN)}")
    note = "" if is_own else str(action.party or action.case.house)
    plan = Link("Naar het plan", reverse("casus-plan", args=[action.case.number]))
    if work.actor.is_delegate and not is_own:
        return Item(title, plan, note, due, action)
    report = reverse("actie-melden", args=[action.pk])
    sent: dict[str, str | int] = {
        "lijst": "mijn-werk",
        "versie": version_of([action], *REPORT),
        "resultaat": "",
        "stand": Action.State.DONE.value,
    }
    done = Press(action.what, "Gedaan", report, sent)
    return Item(title, Link("Melden", report), note, due, action, plan, done)


def _is_own(work: Work, row: Action | Intervention) -> bool:
    """With the own party; the house sees to all of it."""
    return work.actor.is_delegate and row.party_id == work.actor.party_id


def interventions(work: Work) -> Iterable[Item]:
    """What should have ended by now: who carries it out, and the house, say how it went."""
    if not (work.actor.is_delegate or work.actor.role in CASEWORK):
        return ()
    found = own_interventions(work.seer).running().filter(until_date__lt=work.actor.today)
    return [_of_intervention(work, one) for one in found.select_related("case__house", "party")[:MOST]]


def _of_intervention(work: Work, row: Intervention) -> Item:
    is_own = _is_own(work, row)
    words = "Bekijken" if work.actor.is_delegate and not is_own else "Melden"
    link, note = Link(words, reverse("interventie", args=[row.pk])), "" if is_own else str(row.party or row.case.house)
    due = work.deadline(row.until_date or work.actor.today, f"afspraak bij het {row.case.house.word(Word.PLAN)}")
    return Item(f"Interventie loopt langer dan verwacht: {row.case.number}", link, note, due, row)


def to_put_on_agenda(work: Work) -> Iterable[Item]:
    """Cases whose meeting was cancelled, until they are on another agenda."""
    if work.actor.role not in CASEWORK:
        return ()
    cases = Case.objects.filter(work.mine)
    found = waiting_for_agenda(AgendaItem.objects.visible_to(work.seer).filter(case__in=cases))
    return [_to_put(work, one) for one in found.select_related("case__house", "meeting")[:MOST]]


def _to_put(work: Work, item: AgendaItem) -> Item:
    link = Link("Op de agenda zetten", reverse("agenderen", args=[item.case.number]))
    note = f"Het overleg van {date_format(item.meeting.on)} is afgelast"
    return Item(f"Opnieuw agenderen: {item.case.number}", link, note, None, item)


def invitations(work: Work) -> Iterable[Item]:
    """Invitations that this delegate did not answer yet."""
    if not work.actor.is_delegate:
        return ()
    mine = Invitation.objects.visible_to(work.seer).filter(user=work.actor.user_id, party=work.actor.party_id)
    waiting = mine.filter(
        answer=Invitation.Answer.OPEN,
        item__meeting__on__gte=work.actor.today,
        item__started_at=None,
        item__meeting__cancelled_at=None,
    )
    return [_of_invitation(work, one) for one in waiting.select_related("item__meeting__house", "case")[:MOST]]


def _of_invitation(work: Work, seat: Invitation) -> Item:
    meeting = seat.item.meeting
    link = Link("Antwoorden", reverse("overleg", args=[meeting.pk]))
    title = f"Uitnodiging voor het {meeting.house.word(Word.CASUSOVERLEG)}: {seat.case.number}"
    return Item(
        title,
        link,
        f"{meeting.starts_at:%H:%M} uur, {meeting.place}",
        work.deadline(meeting.on, "dag van het overleg"),
        seat,
    )
