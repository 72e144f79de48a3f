"""Telling that somebody broke the glass: who took part in the case, its house, and who judges it (03, R13)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from cases.models import BreakGlass, BreakGlassNotice, Case, GrantHistory
from cases.visibility import CASEWORK
from cases.workflow.letters import write_to
from parties.inforce import appointments_in_force, casework_delegations
from parties.roles import Role
from zvh.jobs import work
from zvh.today import today


@work("tell_of_break_glass")
def tell_of_break_glass(break_glass_id: str) -> None:
    """A line in "Mijn werk" and a mail without case or person, once each."""
    row = BreakGlass.objects.filter(pk=UUID(break_glass_id)).first()
    case = Case.objects.filter(pk=row.case_id).first() if row and row.case_id else None
    if row is None or case is None:
        return
    told = [one for one in _concerned(case, today()) if one[0] != row.user_id]
    write_to([user_id for user_id, party_id in told if _tell(row, user_id, party_id)], "noodtoegang")
    write_to(_judges(row, today()), "noodtoegang-beoordelen")


def remind_of_verdict(row: BreakGlass, *, today: date) -> None:
    """The term is past: who may judge gets one more mail, once (09, 2.4)."""
    row.reminded_on = today
    row.save(update_fields=["reminded_on"])
    write_to(_judges(row, today), "noodtoegang-te-laat")


def _tell(row: BreakGlass, user_id: int, party_id: int | None) -> bool:
    """Whether this one was not told before."""
    who = {"break_glass": row, "user_id": user_id, "party_id": party_id}
    when = {"house_id": row.house_id, "opened_at": row.opened_at, "until_at": row.until_at}
    return BreakGlassNotice.objects.get_or_create(**who, defaults=when)[1]


def _concerned(case: Case, day: date) -> "set[tuple[int, int | None]]":
    """(person, party): delegates who ever were assigned or filed it and still speak for that party; the staff who work on it."""
    taken = GrantHistory.objects.filter(kind="casegrant", given=True, case_id=case.pk)
    took_part = {*taken.values_list("user_id", "party_id"), (case.filed_by_id, case.filed_by_party_id)}
    speaking = casework_delegations(day).filter(user__in={user for user, _ in took_part})
    delegates = set(speaking.values_list("user_id", "membership__party_id"))
    own = Q(user=case.procesregisseur_id) | Q(role=Role.PROCESONDERSTEUNER)
    staff = appointments_in_force(day).filter(own, house=case.house_id, role__in=CASEWORK)
    return {one for one in delegates if one in took_part} | {(one.user_id, None) for one in staff}


def _judges(row: BreakGlass, day: date) -> Iterable[int]:
    found = appointments_in_force(day).filter(house=row.house_id, role__in=(Role.FG, Role.MANAGER))
    return found.exclude(user=row.user_id).values_list("user_id", flat=True)
