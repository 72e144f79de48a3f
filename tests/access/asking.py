"""Asks everything of everybody: pages through HTTP, tables through SQL as the role of the web. What it finds is compared with matrix.py."""

import json
import re
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from cases.models import (
    Action,
    AgendaItem,
    Attachment,
    BreakGlass,
    BreakGlassNotice,
    CandidateList,
    Case,
    CaseGrant,
    CaseLink,
    Contribution,
    ContributionRequest,
    Detention,
    Dispute,
    Enquiry,
    Escalation,
    Feedback,
    FurtherUse,
    HouseEnquiry,
    Intervention,
    KeptDraft,
    Letter,
    LogEntry,
    Note,
    NotedTrend,
    Postponement,
    Reassessment,
    ReleaseRequest,
    SavedView,
    State,
    Transfer,
)  # fmt: skip
from governance.models import (
    Accession,
    AccessionConsent,
    Affected,
    AgendaPoint,
    AgreedVersion,
    Attendee,
    BodyMeeting,
    BudgetLine,
    Chapter,
    Decision,
    Departure,
    Enclosure,
    Export,
    Fulfilment,
    Holder,
    Paper,
    PaperInput,
    Referral,
    Share,
    SignedCopy,
    Statement,
    Visitor,
)
from parties.models import Mandate, Membership, Trend
from parties.workflow.mandate import give_mandate
from privacy.models import (
    AccessReview,
    ArchiveTransfer,
    Breach,
    ContactPoint,
    DestructionListing,
    DestructionRecord,
    Instruction,
    ReadingAlert,
    RenewalQuestion,
    RequestMeasure,
    RequestQuestion,
    ReviewItem,
    SubjectRequest,
)  # fmt: skip
from privacy.reviewing import suspended
from tests.access.world import everybody
from tests.cases import meetings, story
from tests.cast import Cast, Person
from tests.governance import story as governing
from tests.governance.fifth import entered, new_house
from tests.parties.mandates import mandate_given
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

NAMES = {
    "rosa": "rosa", "otto": "otto", "mara": "mara", "zoe": "zoe", "abel": "abel", "rik": "rik", "fatima": "fatima", "petra": "petra",
    "piet": "piet", "olga": "olga", "gea": "gea", "rens": "rens", "gijs": "gijs", "wil": "wil", "pam": "colleague of piet",
    "piet-other": "piet for another party", "piet-table": "piet in the partneroverleg", "rosa-admin": "rosa as administrator",
    "mona": "manager for another approach",
}  # fmt: skip


def people(cast: Cast) -> dict[str, Person]:
    found = everybody(cast)
    return {short: found[long] for short, long in NAMES.items()}


def ids(cast: Cast, case: Case) -> dict[str, Any]:
    """What stands between braces in the addresses of the matrix."""
    own_draft = story.draft(cast, cast.piet)
    piet = Contribution.objects.filter(case=case, supplier=cast.piet.party)
    given = piet.filter(state=State.DELIVERED)
    there = Membership.objects.filter(covenant=cast.house.covenant).exclude(houses=cast.house).select_related("party")
    elsewhere = there.first() or cast.piet.capacity.membership  # a covenant with one house has no neighbours
    return {
        "number": case.number,
        "supported": Case.objects.get(follow_up_on__isnull=False).number,
        "subject": case.subjects.get().pk,
        "link": CaseLink.objects.get(case=case).pk,
        "detention": Detention.objects.get(case=case, supplier=cast.piet.party, correction=None).pk,
        "entry": LogEntry.objects.filter(case=case, corrects=None).get().pk,
        "note": Note.objects.placed().get(case=case).pk,
        "noted": NotedTrend.objects.standing().get(case=case).pk,
        "housetrend": Trend.objects.get(house=cast.house).pk,
        "letter": Letter.objects.get(case=case).pk,
        "contactpoint": ContactPoint.objects.get().pk,
        "renewal": RenewalQuestion.objects.get(case=case).pk,
        "archive": ArchiveTransfer.objects.get(case=case).pk,
        "listing": DestructionListing.objects.get(case=case).pk,
        "record": DestructionRecord.objects.get(dossier_id=cast.rosa.pk).pk,
        "grant": CaseGrant.objects.get(content_object=case, user=cast.olga.user).pk,
        "delegation": cast.olga.pk,
        "view": SavedView.objects.get(user=cast.rosa.user).pk,
        "asked": ContributionRequest.objects.get(case=case, party=cast.piet.party).pk,
        "draft": piet.get(state=State.DRAFT).pk,
        "paper": Attachment.objects.clean().get(case=case).pk,
        "kept": given.get(release_level="huis").pk,
        "shared": given.filter(releases__isnull=False).first().pk,
        "question": ReleaseRequest.objects.get(case=case).pk,
        "further": FurtherUse.objects.get(case=case, party=cast.olga.party).pk,
        "agreed": FurtherUse.objects.get(case=case, party=None).pk,
        "dispute": Dispute.objects.get(case=case, about="besluit").pk,
        "managed": Dispute.objects.get(case=case, about="manager").pk,
        "referral": Referral.objects.get(case=case).pk,
        "postponement": Postponement.objects.get(case=case).pk,
        "escalation": Escalation.objects.get(case=case).pk,
        "waiting": Reassessment.objects.filter(case=case)
        .order_by("contribution__release_level")
        .first()
        .contribution_id,
        "text": KeptDraft.objects.get().pk,
        "concept": own_draft.pk,
        "person": own_draft.subjects.get().pk,
        "feedback": Feedback.objects.get(filed_by=cast.piet.user).pk,
        "enquiry": Enquiry.objects.get(case=case, party=cast.gea.party).pk,
        "offer": Transfer.objects.open().get().pk,
        "offered": Transfer.objects.open().get().case.number,
        "houseasked": HouseEnquiry.objects.get(case=case, asked=cast.other_house).pk,
        "denied": Enquiry.objects.get(case=case, party=cast.gijs.party).pk,
        "glass": BreakGlass.objects.to_judge().get().pk,
        "told": BreakGlassNotice.objects.filter(user=cast.piet.user)[0].pk,
        "alert": ReadingAlert.objects.get().pk,
        "request": SubjectRequest.objects.get(identity_on=None).pk,
        "supplied": RequestQuestion.objects.filter(case=case, party=cast.gea.party)[0].pk,
        "decided": SubjectRequest.objects.running().get(kind="correctie").pk,
        "removal": SubjectRequest.objects.running().get(kind="verwijdering").pk,
        "objection": SubjectRequest.objects.running().get(kind="bezwaar").pk,
        "restriction": RequestMeasure.objects.get(kind="beperking").pk,
        "removing": RequestMeasure.objects.get(kind="verwijdering").pk,
        "review": AccessReview.objects.get().pk,
        "breach": Breach.objects.get().pk,
        "day": today(),
        "instruction": Instruction.objects.get().pk,
        "right": suspended(ReviewItem.objects.all(), today()).get().pk,
        "candidates": CandidateList.objects.get(choice=None).pk,
        "meeting": AgendaItem.objects.get(case=case).meeting_id,
        "planned": meetings.meeting(cast).pk,
        "item": AgendaItem.objects.get(case=case).pk,
        "action": Action.objects.get(case=case, party=cast.gea.party).pk,
        "intervention": Intervention.objects.get(case=case, party=cast.gea.party).pk,
        "someone": cast.piet.user.pk,
        "colleague": cast.olga.user.pk,
        "capacity": cast.piet.pk,
        "party": cast.piet.party.slug,
        "membership": cast.piet.capacity.membership_id,
        "neighbour": elsewhere.party.slug,
        "membership_there": elsewhere.pk,
        "mandate": _mandate(cast).pk,
        "protocol": cast.piet.capacity.membership.protocols.all()[0].pk,
        "house": cast.house.slug,
        "body": governing.table(cast).pk,
        "seat": governing.seat_of(governing.table(cast), every_party=True).pk,
        "prepared": Decision.objects.get(keeper=governing.table(cast), state="voorbereiding").pk,
        "voted": Decision.objects.get(keeper=governing.table(cast), state="stemming").pk,
        "ballot": Holder.objects.get(seat__body=governing.table(cast), user=cast.piet.user).pk,
        "affected": Affected.objects.get(decision__keeper=governing.table(cast)).pk,
        "leaving": Departure.objects.get(house=cast.house, stage="vast").pk,
        "excluded": Departure.objects.get(house=cast.house, stage="besluit").pk,
        "staying": cast.olga.party.slug,
        "joining": Accession.objects.get(house=cast.house, stage="instemming").pk,
        "adopted": Accession.objects.get(house=cast.house, stage="besluit").pk,
        "signed": SignedCopy.objects.clean().get(accession__house=cast.house).pk,
        "placed": AgendaPoint.objects.get(subject="Kanarieagenda", meeting__body=governing.table(cast)).pk,
        "enclosure": Enclosure.objects.clean().get(point__body=governing.table(cast)).pk,
        "consent": AccessionConsent.objects.get(accession__house=cast.house, answer="").pk,
        "stuk": Paper.objects.get(house=cast.house, state="concept", rule__kind="plan").pk,
        "adopted_plan": Paper.objects.get(house=cast.house, state="vastgesteld", rule__kind="plan").pk,
        "budget": Paper.objects.get(house=cast.house, state="concept", rule__kind="begroting").pk,
        "spent": Paper.objects.get(house=cast.house, state="vastgesteld", rule__kind="begroting").pk,
        "report": Paper.objects.get(house=cast.house, state="vastgesteld", rule__kind="rekening").pk,
        "export": Export.objects.get(by=cast.mara.user).pk,
        "post": BudgetLine.objects.get(paper__house=cast.house, paper__state="concept").pk,
        "share": Share.objects.get(paper__house=cast.house, payer="Rijk").pk,
        "chapter": Chapter.objects.filter(paper__house=cast.house, paper__state="concept")[0].pk,
        "spare": Chapter.objects.get(paper__house=cast.house, paper__state="concept", is_needed=False).pk,
        "planinput": PaperInput.objects.get(paper__house=cast.house, party=cast.piet.party, given_on=None).pk,
        "guest": Visitor.objects.get(meeting__on__gt=today()).pk,
        "vergadering": BodyMeeting.objects.get(body=governing.table(cast), on=today()).pk,
        "komend": BodyMeeting.objects.get(body=governing.table(cast), on__gt=today()).pk,
        "absent": Attendee.objects.get(meeting__body=governing.table(cast), holder__user=cast.piet.user).pk,
        "holder": Holder.objects.get(contact_name__gt="", seat__body=governing.table(cast)).pk,
        "covenant": cast.house.covenant.code,
        "code": cast.house.code,
        "duty": Fulfilment.objects.get().duty_id,
        "agreement": AgreedVersion.objects.get().pk,
        "statement": Statement.objects.get().pk,
        "fulfilled": Fulfilment.objects.get().pk,
        **_setup(cast),
    }


def _setup(cast: Cast) -> dict[str, Any]:
    """A covenant that Abel enters, and one that he entered, of which the house has nobody yet."""
    entering, taken = entered(cast), new_house(cast)
    board = entering.bodies.get()
    return {
        "entering": entering.code,
        "board": board.pk,
        "chair": board.seats.get(is_chair=True).pk,
        "taken": taken.covenant.code,
        "newhouse": taken.slug,
    }


def _mandate(cast: Cast) -> Mandate:
    """The OM speaks for the politie."""
    with acting_as(cast.abel.pk) as abel:
        return give_mandate(cast.piet.party, mandate_given(cast.olga.party), by=abel)


def answer(client: Any, method: str, address: str) -> str:
    """y: shown or taken up; n: does not exist; >: led elsewhere; x: not a thing to do here. Leaves no trace."""
    point = transaction.savepoint()
    status = getattr(client, method)(address).status_code
    transaction.savepoint_rollback(point)
    letters = {404: "n", 302: ">", 405: "x"}
    assert status < 500, (method, address, status)
    return letters.get(status, "y")


def answers(
    cast: Cast, addresses: dict[str, str], given: dict[str, Any], method: str, opened: dict[str, str] | None = None
) -> dict[str, str]:
    """Per name of a route the letters of all people, in their order; where it is said who opened it before, of those only."""
    clients = [person.client() for person in people(cast).values()]
    return {
        name: "".join(
            answer(client, method, address.format(**given))
            for place, client in enumerate(clients)
            if opened is None or opened[name][place] in "y>"
        )
        for name, address in addresses.items()
    }


# --- SQL ---------------------------------------------------------------------------------------------------------------

AUTHOR = ("by_id", "reported_by_id", "granted_by_id", "asked_by_id", "started_by", "actor_id")


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity order by 1"
        )
        return [name for (name,) in cursor.fetchall()]


def rows_of(table: str) -> list[dict[str, Any]]:
    """Sixty rows, and one of each kind besides: of a hundred rows with a key by chance, the one that is like no other must be tried too."""
    with connection.cursor() as cursor:
        cursor.execute(f"select to_jsonb(t) as row from {table} t order by row")  # `id` is compared first
        rows = [json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()]
    kinds = {tuple(_kind(value) for value in row.values()): row for row in rows[60:]}
    return rows[:60] + list(kinds.values())[:60]


def _kind(value: Any) -> Any:
    """A choice as it stands; of names, numbers, moments and keys only what they are."""
    return value if isinstance(value, str) and re.fullmatch("[a-z_-]{0,20}", value) else type(value)


def verbs(person: Person, rows: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """Per table which of r(ead) c(reate) u(pdate) d(elete) succeed on a row that is there, without `visible_to`."""
    with open_keyring(), acting_as(person.pk) as actor:
        return {table: _verbs(table, found, actor.user_id) for table, found in rows.items()}


def _verbs(table: str, rows: list[dict[str, Any]], user: int) -> str:
    # No column is named behind `update` and `delete`: the right to write is judged by itself, not through the right to read.
    key = "day" if table == "privacy_nightlyrun" else "id"
    found = ""
    found += "r" if _touches(f"select 1 from {table} limit 1") else ""
    found += "c" if any(_may_insert(table, row, user) for row in rows) else ""
    found += "u" if _touches(f"update {table} set {key} = {key}") else ""
    found += "d" if _touches(f"delete from {table}") else ""
    return found or "-"


def _touches(statement: str) -> bool:
    point = transaction.savepoint()
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.rowcount > 0
    except ProgrammingError:  # no right at all
        return False
    except DatabaseError as refused:  # a row that other rows need was reached
        return isinstance(refused, IntegrityError)
    finally:
        transaction.savepoint_rollback(point)


def _may_insert(table: str, row: dict[str, Any], user: int) -> bool:
    """A copy of the row in the own name: refused by a policy, or let through until its key clashes."""
    mine = {name: user if name in AUTHOR else value for name, value in row.items()}
    point = transaction.savepoint()
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                f"insert into {table} select * from jsonb_populate_record(null::{table}, %s)", [json.dumps(mine)]
            )
        return True
    except IntegrityError:
        return True
    except DatabaseError:
        return False
    finally:
        transaction.savepoint_rollback(point)
