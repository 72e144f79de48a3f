""" "Wie heeft mijn dossier gezien?": from the access log, for the person whom it is about (09, 2.5; NEN 7513, ch. 9; AVG 15).

Organisation and role by default. A name only with a reason, which stands in the log: it is weighed against the rights of who looked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from parties.models import House, Party, User
from privacy.logbook import MOST_TAKEN, PURPOSES, ROLES, dossiers_of_case, lines_about, shown_of, supervises
from privacy.models import AccessLogLine, EventKind, Outcome, SubjectRequest
from privacy.requestanswer import referral
from privacy.rules import in_dutch
from zvh.actor import Actor
from zvh.documents import Document, heading, items, paragraph

NAMED = [
    ("recht-gebruiken", "De betrokkene heeft de naam nodig om een recht te gebruiken"),
    ("vermoeden-onbevoegd", "Er is een vermoeden dat iemand keek die dat niet mocht"),
    ("vraag-van-gezag", "Een rechter of toezichthouder vraagt om de naam"),
]
LOOKED = (
    EventKind.DOSSIER_VIEW, EventKind.LIST, EventKind.SEARCH, EventKind.PRINT, EventKind.EXPORT, EventKind.BREAK_GLASS,
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What one kind of reader did on one day, in one way; equal lines of a day are one."""

    day: date
    times: tuple[datetime, ...]
    organisation: str
    role: str
    what: str
    purpose: str
    is_break_glass: bool
    name: str = ""

    @property
    def count(self) -> int:
        return len(self.times)

    @property
    def when(self) -> str:
        first, last = (timezone.localtime(one).strftime("%H:%M") for one in (self.times[0], self.times[-1]))
        return first if first == last else f"{first} tot {last}, {self.count} keer"


def may_report(actor: Actor, request: SubjectRequest) -> bool:
    """Who reads the log of the house (03, R9), for a request that runs and somebody who was seen (protocol 18.4)."""
    is_here = supervises(actor) and request.house_id in actor.house_ids
    return is_here and request.is_running and request.identity_on is not None


def seen(request: SubjectRequest, actor: Actor, *, within: Q, with_names: bool) -> list[Seen]:
    """Everybody who was shown something of these cases, oldest first; rows of politie and OM are theirs to tell (17.5, 17.6)."""
    dossiers = [one for number in request.cases.values_list("number", flat=True) for one in dossiers_of_case(number)]
    found = lines_about(dossiers, actor).filter(
        within, event_kind__in=LOOKED, action="R", outcome=Outcome.OK, is_person=True
    )
    rows = list(found.order_by("event_time")[:MOST_TAKEN])
    parties = {
        one.pk: one
        for one in Party.objects.filter(pk__in={row.actor_party_id for row in rows}).prefetch_related("kinds")
    }
    ours = [row for row in rows if not (row.actor_party_id in parties and parties[row.actor_party_id].mark)]
    names = (
        dict(User.objects.filter(pk__in={row.actor_id for row in ours}).values_list("pk", "name")) if with_names else {}
    )
    return _merged(ours, parties, names, House.objects.get(pk=request.house_id))


def _merged(
    rows: Iterable[AccessLogLine], parties: dict[int, Party], names: dict[int, str], house: House
) -> list[Seen]:
    """Without names who did it is no difference; what, how and for whom are."""
    found: dict[tuple[object, ...], list[datetime]] = {}
    for row in rows:
        party = parties.get(row.actor_party_id)
        key = (
            timezone.localdate(row.event_time), str(party or house), ROLES.get(row.actor_role, row.actor_role), shown_of(row),
            _purpose(row), row.event_kind == EventKind.BREAK_GLASS, names.get(row.actor_id, ""),
        )  # fmt: skip
        found.setdefault(key, []).append(row.event_time)
    return [Seen(day, tuple(times), *rest) for (day, *rest), times in found.items()]  # type: ignore[arg-type]  # in the order of the key


def _purpose(row: AccessLogLine) -> str:
    words = PURPOSES.get(row.purpose, in_dutch(row.purpose)) if row.purpose else ""
    return ": ".join(word for word in (in_dutch(row.rule), words) if word)


def report(request: SubjectRequest, lines: Sequence[Seen], period: str, today: date) -> Document:
    """The same as the page, on paper."""
    return Document(
        title="Wie heeft uw dossier gezien?",
        sender=(request.house.name, request.house.managing_organisation),
        recipient=(request.full_name, *request.contact.splitlines()),
        facts=(("Datum", date_format(today, "j F Y")), ("Periode", period)),
        blocks=(
            paragraph(
                "Hieronder staat per dag welke organisatie iets van uw dossier zag, in welke rol, wat dat was en waarvoor."
            ),
            items(_words(one) for one in lines)
            if lines
            else paragraph("In deze periode zag niemand iets van uw dossier."),
            heading("Politie en Openbaar Ministerie"),
            *referral(request.house),
        ),
    )


def _words(one: Seen) -> str:
    who = ", ".join(word for word in (one.organisation, one.role, one.name) if word)
    glass = " (noodtoegang)" if one.is_break_glass else ""
    return f"{date_format(one.day, 'j F Y')}, {one.when}: {who}{glass}. {one.what or 'Dossier'}. {one.purpose}."
