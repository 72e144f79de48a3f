"""What is measured: scenes that can be played for real, without checks, and as bare SQL, about the same rows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from cases.models import Case, CaseGrant
from cases.phases import OPEN_PHASES
from cases.retention import last_dates
from cases.workflow.access import assign_delegate, delegates_to_assign
from cases.workflow.closing import close_case
from cases.workflow.lawful import parties_to_assign
from cases.worklist import chosen, known_cases, page_of
from parties.models import Delegation
from privacy import accesslog
from privacy.models import AccessLogLine
from zvh.actor import Actor, acting_as
from zvh.bench import floor
from zvh.bench.build import World
from zvh.bench.floor import Floor
from zvh.bench.people import Person
from zvh.sealing import open_keyring

Play = Callable[[], Any]
ASSIGNED = 4


@dataclass(frozen=True)
class Scene:
    """`real` and `bare` answer the same when the benchmark is right; `real` is played without checks as well."""

    name: str
    who: Person
    real: Play
    bare: Play
    shown: Play | None = None  # of a page: the ids that it noted in the access log
    most_queries: int | None = None

    @property
    def is_page(self) -> bool:
        return self.shown is not None


class Undo(Exception):
    """Ends a scene that changed something, so that it can be played again."""


def scenes(who: Person, actor: Actor, world: World) -> list[Scene]:
    """Everything that is measured for this person."""
    read_case = Permission.objects.get(content_type__app_label="cases", codename="read_case").pk
    bare = Floor(actor, read_case)
    client, number = browser(who), world.full[0]
    case = Case.objects.get(number=number)
    found = [
        _page("casussen", who, client, "/casussen/", bare.worklist, 15),
        _page("casus", who, client, f"/casussen/{number}/", lambda: bare.case_page(number), 30),
        _page("casus-bijdragen", who, client, f"/casussen/{number}/bijdragen/", lambda: bare.contributions(number), 30),
        _page("mijn-werk", who, client, "/mijn-werk/", bare.my_work, None),
        _search(who, client, bare, number),
        Scene("lijst", who, lambda: listing(who), lambda: _in_transaction(bare.listing)),
        Scene("één casus zien", who, lambda: sees(who, case.pk), lambda: _in_transaction(lambda: bare.sees(case.pk))),
    ]
    if actor.role != "procesregisseur":
        return found
    return [*found, *_meeting(who, client, bare, world), *_changes(who, bare, world)]


def _meeting(who: Person, client: Client, bare: Floor, world: World) -> list[Scene]:
    """What the chair sees of the case that is discussed, and what the room does."""
    url, here = f"/overleggen/{world.meeting}/", (world.meeting, world.item)
    return [
        _page("vergaderen", who, client, f"{url}vergaderen/{world.item}/", lambda: bare.meeting_table(*here), 30),
        _page("zaal", who, client, f"{url}zaal/", lambda: bare.room(*here), 30),
    ]


def _page(name: str, who: Person, client: Client, url: str, bare: Play, most: int | None) -> Scene:
    """A page by the name under which the access log knows it."""
    shown = partial(ids_shown, who, name)
    return Scene(name, who, lambda: visit(client, url), lambda: _in_transaction(bare), shown, most)


def _search(who: Person, client: Client, bare: Floor, number: str) -> Scene:
    """The whole number, typed: straight to the case."""
    shown = partial(ids_shown, who, "zoeken")
    return Scene(
        "zoeken", who, lambda: find(client, number), lambda: _in_transaction(lambda: bare.found(number)), shown
    )


def _in_transaction(bare: Play) -> Any:
    with transaction.atomic():
        return bare()


def browser(who: Person) -> Client:
    """One in which this person signed in with the second factor and chose this capacity."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(who.user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=who.user).persistent_id
    session["capacity"], session["acts_as"] = str(who.capacity), "as measured"
    session["factor_at"] = timezone.now().isoformat()
    session.save()
    return client


def visit(client: Client, url: str) -> None:
    answer = client.get(url)
    if answer.status_code != 200:
        raise AssertionError(f"{url} answers {answer.status_code}")


def find(client: Client, number: str) -> None:
    answer = client.post("/zoeken/", {"nummer": number})
    if answer.status_code != 302:
        raise AssertionError(f"/zoeken/ answers {answer.status_code}")


def ids_shown(who: Person, rule: str) -> set[UUID]:
    """What the last page of this kind noted for this person: its rows, in a line per house, or its object."""
    noted = AccessLogLine.objects.filter(actor_id=who.user.pk, rule=rule).exclude(object_type="contributionrequest")
    last = noted.order_by("event_time").last()
    if last is None:
        return set()
    lines = noted.filter(request_id=last.request_id)
    return {pk for line in lines for pk in line.shown_ids or ([UUID(line.object_id)] if line.object_id else [])}


def listing(who: Person) -> tuple[list[UUID], dict[str, int]]:
    """From queryset to rows, as the worklist does it: the counts, and the cases of a page."""
    with acting_as(who.capacity) as actor:
        cases = chosen(known_cases(actor), actor, {})
        counts, page = page_of(cases, actor, OPEN_PHASES)
        return [case.pk for case in page.object_list], counts


def sees(who: Person, case: UUID) -> bool:
    with acting_as(who.capacity) as actor:
        return Case.objects.visible_to(actor).filter(pk=case).exists()


# --- changes, undone after each time ---------------------------------------------------------------------------------


def _changes(who: Person, bare: Floor, world: World) -> list[Scene]:
    to_assign, to_close = Case.objects.get(number=world.to_assign), Case.objects.get(number=world.to_close)
    chosen_people = _free_delegates(who, to_assign)
    return [
        Scene(
            "vier mensen toewijzen",
            who,
            lambda: _undone(lambda: _acting(who, lambda by: assign(to_assign, chosen_people, by))),
            lambda: _undone(lambda: assign_bare(bare, to_assign, chosen_people)),
        ),
        Scene(
            "casus sluiten",
            who,
            lambda: _undone(lambda: _acting(who, lambda by: close(to_close, by))),
            lambda: _undone(lambda: close_bare(bare, to_close)),
        ),
    ]


def _free_delegates(who: Person, case: Case) -> list[Delegation]:
    """Four people who may be assigned and are not yet."""
    with open_keyring(), acting_as(who.capacity) as actor:
        taken = set(case.grants.values_list("user", flat=True))
        parties = parties_to_assign(case, today=actor.today)
        people = (one for party in parties for one in delegates_to_assign(case, party, by=actor))
        return list(islice((one for one in people if one.user_id not in taken), ASSIGNED))


def _undone(change: Play) -> Any:
    answer = None
    try:
        with transaction.atomic():
            answer = change()
            raise Undo
    except Undo:
        return answer


def _acting(who: Person, change: Callable[[Actor], Any]) -> Any:
    """As a request does it, with the access log as the last statement."""
    book = accesslog.Book()
    with open_keyring(), accesslog.collecting(book), acting_as(who.capacity) as actor:
        answer = change(actor)
        accesslog.flush(book)
        return answer


def assign(case: Case, people: list[Delegation], by: Actor) -> set[int]:
    for one in people:
        assign_delegate(case, one, decision="besluit in de triage", by=by)
    return _assigned(case)


def assign_bare(bare: Floor, case: Case, people: list[Delegation]) -> set[int]:
    for one in people:
        bare.ask(floor.GRANT, grantee=one.user_id, of_party=one.membership.party_id, case=case.pk)
    return _assigned(case)


def _assigned(case: Case) -> set[int]:
    return set(CaseGrant.objects.filter(content_object=case.pk).values_list("user", flat=True))


def close(case: Case, by: Actor) -> Any:
    close_case(case, version=1, by=by)
    return _closed(case)


def close_bare(bare: Floor, case: Case) -> Any:
    dates = last_dates(case, bare.actor.today)
    given = {"archive_on": dates.archive_on, "destroy_on": dates.destroy.date, "source": dates.destroy.source}
    for statement in floor.CLOSE:
        bare.ask(statement, case=case.pk, **given)
    return _closed(case)


def _closed(case: Case) -> Any:
    found = Case.objects.values_list("phase", "closed_on", "archive_on", "destroy_on").get(pk=case.pk)
    return (*found, _assigned(case))
