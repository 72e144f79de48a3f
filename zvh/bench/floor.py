"""The floor under every measurement: hand-written SQL for the same rows, with the owner's login and a bare cursor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from cases.phases import OPEN_PHASES
from cases.worklist import PER_PAGE
from zvh.actor import Actor

STAFF = """cases_case c where c.house_id = %(house)s and c.phase <> 'concept' and c.blocked_at is null
  and (c.archive_on is null or c.archive_on > %(today)s or %(role)s = any(c.archive_readers))
  and (c.destroy_on is null or c.destroy_on >= %(today)s)"""
# Who filed nothing himself, as the measured delegates: the assignments are all there is.
DELEGATE = """cases_casegrant g join cases_case c on c.id = g.content_object_id
where g.user_id = %(user)s and g.party_id = %(party)s and g.permission_id = %(read_case)s and g.from_date <= %(today)s
  and (g.until_date is null or g.until_date >= %(today)s) and c.blocked_at is null
  and (c.phase = any(%(open)s) or (c.phase = 'afschaling' and g.after_closing and c.destroy_on >= %(today)s))"""
MINE = "(c.procesregisseur_id = %(user)s or c.procesregisseur_id is null)"

COUNTS = "select c.phase, count(*) from (select c.* from {known}) c where {mine} group by c.phase"
PAGE = f"""select c.id, c.*, h.*, v.*, u.* from (select c.* from {{known}}) c join parties_house h on h.id = c.house_id
  join parties_covenant v on v.id = h.covenant_id left join parties_user u on u.id = c.procesregisseur_id
where c.phase = any(%(open)s) and {{mine}} order by c.due_on nulls last, c.opened_at, c.id limit {PER_PAGE}"""
SUBJECTS = "select * from cases_subject where case_id = any(%(ids)s)"
ASKED = """select q.case_id, count(*), count(*) filter (where exists (
    select 1 from cases_contribution a where a.request_id = q.id and a.state <> 'concept'))
from cases_contributionrequest q where q.case_id = any(%(ids)s) and (%(party)s = 0 or q.party_id = %(party)s)
group by 1"""

CASE = "select c.id, c.* from (select c.* from {known}) c where c.number = %(number)s"
STEPS = """select s.*, u.name from cases_phasetransition s join parties_user u on u.id = s.by_id
where s.case_id = any(%(ids)s) order by s.at"""
REQUESTS = """select q.*, p.name from cases_contributionrequest q join parties_party p on p.id = q.party_id
where q.case_id = any(%(ids)s) and (%(party)s = 0 or q.party_id = %(party)s)"""
READERS = """select g.*, u.name, p.name from cases_casegrant g join parties_user u on u.id = g.user_id
  join parties_party p on p.id = g.party_id where g.content_object_id = any(%(ids)s)"""
CONTRIBUTIONS = """select a.id, a.*, p.* from cases_contribution a join parties_party p on p.id = a.supplier_id
where a.case_id = any(%(ids)s) and (a.supplier_id = %(party)s or (a.state <> 'concept' and (%(party)s = 0 or exists (
    select 1 from cases_contributionrelease r where r.content_object_id = a.id and r.group_id = %(group)s))))"""
RELEASES = """select r.content_object_id, p.name
from cases_contributionrelease r join parties_party p on p.group_id = r.group_id
where r.content_object_id = any(%(contributions)s)"""

MEETING = "select m.*, h.* from cases_meeting m join parties_house h on h.id = m.house_id where m.id = %(meeting)s"
AGENDA = """select i.case_id, i.* from cases_agendaitem i join (select c.* from {known}) c on c.id = i.case_id
where i.meeting_id = %(meeting)s order by i."order\""""
SEATS = """select s.*, p.name, u.name from cases_invitation s join cases_agendaitem i on i.id = s.item_id
  join parties_party p on p.id = s.party_id join parties_user u on u.id = s.user_id where i.meeting_id = %(meeting)s"""
PRESENT = """select s.*, p.name, u.name from cases_attendance s join parties_party p on p.id = s.party_id
  join parties_user u on u.id = s.user_id where s.item_id = %(item)s"""
MINUTES = "select * from cases_minutes where item_id = %(item)s"
SCORES = "select s.id, s.*, d.* from cases_domainscore s join parties_lifedomain d on d.id = s.domain_id where s.item_id = %(item)s"
ACTIONS = """select a.id, a.*, p.name from cases_action a left join parties_party p on p.id = a.party_id
where a.case_id = any(%(ids)s) and a.state = 'open'"""
INTERVENTIONS = "select * from cases_intervention where case_id = any(%(ids)s)"

SEES = "select 1 from (select c.* from {known}) c where c.id = %(case)s"

TO_MOVE = """select c.id from (select c.* from {known}) c where c.phase = any(%(open)s) and {mine}
order by c.due_on nulls last, c.id limit 50"""
LATE = """select c.id from (select c.* from {known}) c where c.phase = any(%(open)s) and c.due_on < %(today)s
order by c.due_on, c.id limit 50"""
ENDING = """select c.id from (select c.* from {known}) c
  join parties_retentionpolicy p on p.house_id = c.house_id and p.approach_id = c.approach_id
where c.phase = 'afschaling' and c.destroy_on <= (%(today)s + make_interval(months => p.warning_months))::date
order by c.destroy_on, c.id limit 50"""
UNANSWERED = """select q.id from (select c.* from {known}) c join cases_contributionrequest q on q.case_id = c.id
where c.phase = any(%(open)s) and (%(party)s = 0 or q.party_id = %(party)s) and {late} and not exists (
  select 1 from cases_contribution a where a.request_id = q.id and a.state <> 'concept') and {mine}
order by q.due_on, q.id limit 50"""

GRANT = """insert into cases_casegrant (user_id, permission_id, content_object_id, party_id, reason, granted_by_id,
  granted_at, decision, from_date, after_closing)
values (%(grantee)s, %(read_case)s, %(case)s, %(of_party)s, 'toegewezen', %(user)s,
  now(), '', %(today)s, false)"""
CLOSE = (
    "update cases_closing set by_id = %(user)s, at = now() where case_id = %(case)s and at is null",
    """insert into cases_phasetransition (case_id, verb, source, target, by_id, at)
       values (%(case)s, 'close_case', 'casusoverleg', 'afschaling', %(user)s, now())""",
    """delete from cases_contributionrelease where content_object_id in (
         select id from cases_contribution where case_id = %(case)s)""",
    """update cases_case set phase = 'afschaling', phase_since = %(today)s, closed_on = %(today)s,
         archive_on = %(archive_on)s, destroy_on = %(destroy_on)s, destroy_source = %(source)s,
         version = version + 1 where id = %(case)s""",
)


@dataclass(frozen=True)
class Floor:
    """Hand-written SQL for one actor."""

    actor: Actor
    read_case: int

    def ask(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        known = DELEGATE if self.actor.is_delegate else STAFF
        mine = MINE if self.actor.role == "procesregisseur" else "true"
        text = statement.format(
            known=known, mine=mine, late="true" if self.actor.is_delegate else "q.due_on < %(today)s"
        )
        with connection.cursor() as cursor:
            cursor.execute(text, {**self._values(), **values})
            return cursor.fetchall() if cursor.description else []

    def _values(self) -> dict[str, Any]:
        actor = self.actor
        return {
            "house": next(iter(actor.house_ids), 0), "today": actor.today, "role": actor.role, "user": actor.user_id,
            "party": actor.party_id, "group": actor.group_id, "open": list(OPEN_PHASES), "read_case": self.read_case,
        }  # fmt: skip

    def listing(self) -> tuple[list[UUID], dict[str, int]]:
        counts = dict(self.ask(COUNTS))
        return [row[0] for row in self.ask(PAGE)], counts

    def worklist(self) -> list[UUID]:
        ids, _ = self.listing()
        self.ask(SUBJECTS, ids=ids)
        self.ask(ASKED, ids=ids)
        return ids

    def case_page(self, number: str) -> list[UUID]:
        ids = [row[0] for row in self.ask(CASE, number=number)]
        for statement in (SUBJECTS, STEPS, REQUESTS, READERS):
            self.ask(statement, ids=ids)
        return ids

    def found(self, number: str) -> list[UUID]:
        return [row[0] for row in self.ask(CASE, number=number)]

    def contributions(self, number: str) -> list[UUID]:
        ids = [row[0] for row in self.ask(CASE, number=number)]
        self.ask(REQUESTS, ids=ids)
        found = [row[0] for row in self.ask(CONTRIBUTIONS, ids=ids)]
        self.ask(RELEASES, contributions=found)
        return found

    def meeting_table(self, meeting: str, item: str) -> list[UUID]:
        """The screen of the chair: the agenda, and all of the case that is discussed."""
        self.ask(MEETING, meeting=meeting)
        ids = [row[0] for row in self.ask(AGENDA, meeting=meeting)]
        self.ask(SUBJECTS, ids=ids)
        for statement in (SEATS, PRESENT, MINUTES, SCORES, ACTIONS, INTERVENTIONS):
            self.ask(statement, meeting=meeting, item=item, ids=ids[:1])
        return [UUID(item)]

    def room(self, meeting: str, item: str) -> list[UUID]:
        """The screen in the room, where everybody who is there may see all of the case."""
        self.ask(MEETING, meeting=meeting)
        ids = [row[0] for row in self.ask(AGENDA, meeting=meeting)][:1]
        self.ask(SUBJECTS, ids=ids)
        self.ask(PRESENT, item=item)
        shown = [
            row[0] for statement in (SCORES, CONTRIBUTIONS, ACTIONS) for row in self.ask(statement, item=item, ids=ids)
        ]
        self.ask(RELEASES, contributions=shown)
        return shown

    def sees(self, case: UUID) -> bool:
        return bool(self.ask(SEES, case=case))

    def my_work(self) -> list[UUID]:
        wanted: dict[str, Sequence[str]] = {
            "delegate": [UNANSWERED],
            "procesregisseur": [TO_MOVE, UNANSWERED, ENDING],
            "manager": [LATE, ENDING],
        }
        if self.actor.role == "manager":
            self.ask(COUNTS)
        return [row[0] for statement in wanted[self.actor.role] for row in self.ask(statement)]
