"""The access log as supervisors read it: time, person, party, role, what, rule; never the content of a case (03, R9; 09, section 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.forms.printing import REASONS
from cases.search import Purpose
from cases.seenas import PURPOSE as SEEN_AS
from parties.models import Party, User
from parties.roles import Role
from privacy.models import AccessLogLine, Outcome
from privacy.models.accesslog import SUPERVISORS
from privacy.rules import in_dutch
from zvh.actor import Actor
from zvh.components import Column
from zvh.templatetags.words import capital

ROLES = {**dict(Role.choices), "delegate": "gedelegeerde", "system": "systeem"}
KINDS = {model._meta.model_name: str(model._meta.verbose_name) for model in apps.get_models()}
# What somebody filled in or read, by the words of its field.
FIELDS = {
    (model._meta.model_name, field.name): str(field.verbose_name)
    for model in apps.get_models()
    for field in model._meta.fields
    if field.verbose_name != field.name.replace("_", " ")
}
# Blocks of a page and fields without words of their own, where the log has their name in the code.
PARTS = {
    "subjects": "betrokkenen", "participants": "deelnemers", "timeline": "tijdlijn", "facts": "kenmerken", "readers": "lezers",
    "closing": "afschaling", "notices": "inlichten", "letters": "brieven", "enquiries": "bekendheidsvragen",
    "links": "gekoppelde casussen", "notes": "notities", "houseenquiries": "vragen aan andere huizen", "question": "gevraagde gegevens",
    "contacts": "contacten", "kind": "soort", "name": "naam", "born_on": "geboortedatum", "ground": "grondslag",
    "chosen_party_ids": "gekozen partijen",
}  # fmt: skip
PURPOSES = {**dict(Purpose.choices), **dict(REASONS), **dict([SEEN_AS])}
MOST = 200  # on a page
MOST_TAKEN = 10_000  # in a file
COLUMNS = [
    Column(title) for title in ("Tijdstip", "Wie", "Namens en rol", "Gebeurtenis", "Wat", "Waarvoor", "Uitkomst")
]
TONES = {Outcome.OK: "neutral", Outcome.DENIED: "err", Outcome.ERROR: "err"}


@dataclass(frozen=True)
class Line:
    """One event in words."""

    at: datetime
    person: str
    capacity: str
    event: str
    what: str
    rule: str
    outcome: str
    tone: str


def supervises(actor: Actor) -> bool:
    """FG and privacy adviser of a house read its log (03, R9)."""
    return actor.role in SUPERVISORS


def dossiers_of_case(number: str) -> list[UUID]:
    """The dossiers of a case in a supervised house: the case itself and its enquiries. A supervisor opens none of them."""
    with connection.cursor() as cursor:
        cursor.execute("select app.dossiers_of_case(%s)", [number])
        return [dossier for (dossier,) in cursor.fetchall()]


def lines_about(dossiers: list[UUID], actor: Actor) -> "QuerySet[AccessLogLine]":
    """Everything that happened with these dossiers, also where a list showed them."""
    shown = Q(dossier_id__in=dossiers) | Q(shown_ids__overlap=dossiers)
    return AccessLogLine.objects.visible_to(actor).filter(shown)


def in_words(rows: Iterable[AccessLogLine]) -> list[Line]:
    """Names as they are now; the log itself holds ids only."""
    rows = list(rows)
    people = dict(User.objects.filter(pk__in={row.actor_id for row in rows}).values_list("pk", "name"))
    parties = dict(Party.objects.filter(pk__in={row.actor_party_id for row in rows}).values_list("pk", "name"))
    return [_line(row, people, parties) for row in rows]


def as_table(rows: Iterable[AccessLogLine]) -> tuple[list[str], list[list[str]]]:
    """Headings and lines for a file: the same words as on the page."""
    return [column.title for column in COLUMNS], [
        [
            f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}", line.person, line.capacity, line.event, line.what, line.rule, line.outcome,
        ]
        for line in in_words(rows)
    ]  # fmt: skip


def _line(row: AccessLogLine, people: dict[int, str], parties: dict[int, str]) -> Line:
    nobody = "systeem" if not row.is_person else "niet ingelogd"
    role = ROLES.get(row.actor_role, row.actor_role)
    return Line(
        at=row.event_time,
        person=people.get(row.actor_id, nobody),
        capacity=", ".join(word for word in (parties.get(row.actor_party_id, ""), role) if word),
        event=capital(row.get_event_kind_display()),
        what=_what(row),
        rule=": ".join(word for word in (in_dutch(row.rule), PURPOSES.get(row.purpose, in_dutch(row.purpose))) if word),
        outcome=" ".join(word for word in (row.get_outcome_display(), row.reason) if word),
        tone=TONES[Outcome(row.outcome)],
    )


def _what(row: AccessLogLine) -> str:
    """Of a list also how many it showed."""
    shown = [] if row.result_count is None else [f"{row.result_count} getoond"]
    return ", ".join(word for word in (shown_of(row), *shown) if word)


def shown_of(row: AccessLogLine) -> str:
    """Which kind of object and which blocks of it."""
    parts = (FIELDS.get((row.object_type, part)) or PARTS.get(part, part) for part in row.parts)
    return ", ".join(word for word in (KINDS.get(row.object_type, row.object_type), *parts) if word)
