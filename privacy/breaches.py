"""What happens to a breach: reported, decided about, told, measured, closed (protocol 14). Texts are sealed with its own key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Case
from cases.policy import NotAllowed
from cases.workflow.letters import write_to
from cases.workflow.steps import hold
from parties.choices import Word
from parties.dates import add_months
from parties.inforce import appointments_in_force
from parties.models import House, Membership
from privacy import accesslog
from privacy.models import Breach, BreachCase, BreachTold
from privacy.models.breach import KEEPERS, READERS, TO_AUTHORITY, TO_HOUSE, SubjectsTold
from zvh.actor import Actor
from zvh.sealing import new_dossier
from zvh.versions import refuse_overtaken, version_of

REPORT = ("nature", "contact", "limiting", "risks", "done")  # protocol 14.3 a-e
CONTENT = ("reported_nature", "people", "data", "unreadable", "advice", "consequences")  # protocol 14.8 a-f
AUTHORITY = ("to_authority", "authority_reason", *CONTENT, "sent_at")
SUBJECTS = ("subjects", "subjects_reason", "subjects_decided_on", "mandated", "subjects_text", "subjects_told_on")
OUTCOME = ("measures", "lessons")
LINKERS = ("manager", "procesregisseur")


class NoSuchCase(Exception):
    """No case of this house that the actor reads has this number."""


class StillMissing(Exception):
    """The breach can not be closed yet."""


def houses_of(actor: Actor) -> "list[House]":
    """Where this actor may report a breach: the house one works in, or those in which one's party takes part."""
    if not actor.is_delegate:
        return list(House.objects.filter(pk__in=actor.house_ids).order_by("name"))
    members = Membership.objects.in_force(actor.today).filter(party=actor.party_id)
    return list(House.objects.filter(memberships__in=members).distinct().order_by("name"))


def keeps(actor: Actor, breach: Breach) -> bool:
    return actor.role in KEEPERS and breach.house_id in actor.house_ids and breach.is_open


def links(actor: Actor, breach: Breach) -> bool:
    """Who reads cases says which it is about."""
    return actor.role in LINKERS and breach.house_id in actor.house_ids and breach.is_open


@transaction.atomic
def report_breach(house: House, *, noticed_at: datetime, by: Actor, **report: str) -> Breach:
    """Within two hours after it was noticed (14.3); the clock to the authority began then too (14.8). Raises NotAllowed."""
    now, noticed_at = (
        timezone.now(),
        noticed_at.astimezone(UTC),
    )  # hours are added to UTC: on the wall some days have 23 or 25
    if by.is_nobody or house not in houses_of(by) or noticed_at > now or set(report) != set(REPORT):
        raise NotAllowed("report_breach")
    made = Breach(
        house=house, reported_by_id=by.user_id, party_id=by.party_id or None, noticed_at=noticed_at, reported_at=now,
        report_by=noticed_at + TO_HOUSE, authority_by=noticed_at + TO_AUTHORITY, **report,
    )  # fmt: skip
    new_dossier(made.pk)
    made.save(force_insert=True)
    accesslog.changed(made, rule="report_breach", action="C")
    write_to(_told_by_mail(house, by), "datalek")
    return made


def _told_by_mail(house: House, by: Actor) -> Iterable[int]:
    found = appointments_in_force(by.today).filter(house=house, role__in=READERS)
    return found.values_list("user_id", flat=True)


def version(breach: Breach, part: Iterable[str]) -> int:
    """Of what stands in this part."""
    return version_of([breach], *part)


@transaction.atomic
def save_part(breach: Breach, part: tuple[str, ...], given: dict[str, Any], *, read: int | None, by: Actor) -> None:
    """Write down what was decided or done: one of AUTHORITY, SUBJECTS, OUTCOME. Raises NotAllowed, Overtaken."""
    found = _locked(breach, by)
    if not keeps(by, found):
        raise NotAllowed("save_breach")
    refuse_overtaken(found, now=version(found, part), read=read)
    for name in part:
        setattr(found, name, given[name])
    if found.sent_at and not (found.to_authority and all(getattr(found, name) for name in CONTENT)):
        raise NotAllowed("reported to the authority with everything that 14.8 asks for")
    found.saved(by)
    found.save(update_fields=[*part, "saved_by", "saved_at"])
    accesslog.changed(found, rule="save_breach", parts=part)


def _locked(breach: Breach, by: Actor) -> Breach:
    hold(breach.pk)
    found = Breach.objects.visible_to(by).filter(pk=breach.pk).first()
    if found is None:
        raise NotAllowed("not visible")
    return found


@transaction.atomic
def note_told(breach: Breach, *, whom: str, on: date, by: Actor) -> BreachTold:
    """Who was told, and on which day (14.4, 14.5, 14.11)."""
    found = _locked(breach, by)
    if not keeps(by, found) or not timezone.localdate(found.noticed_at) <= on <= by.today:
        raise NotAllowed("note_told")
    made = BreachTold.objects.create(breach=found, whom=whom, on=on, by_id=by.user_id, at=timezone.now())
    accesslog.changed(found, rule="note_told")
    return made


@transaction.atomic
def link_case(breach: Breach, number: str, *, by: Actor) -> None:
    """Data of this case are involved: until the breach is closed it is not destroyed (05). Raises NotAllowed, NoSuchCase."""
    found = _locked(breach, by)
    if not links(by, found):
        raise NotAllowed("link_case")
    case = Case.objects.visible_to(by).filter(number=number, house=found.house_id).first()
    if case is None:
        raise NoSuchCase(number)
    if not BreachCase.objects.filter(breach=found, case=case).exists():
        BreachCase.objects.create(breach=found, case=case, number=number, by_id=by.user_id, at=timezone.now())
        accesslog.changed(found, rule="link_case")


@transaction.atomic
def unlink_case(breach: Breach, link: UUID, *, by: Actor) -> None:
    """It was not about this case after all."""
    found = _locked(breach, by)
    if not links(by, found):
        raise NotAllowed("unlink_case")
    found.cases.filter(pk=link).delete()
    accesslog.changed(found, rule="unlink_case")


@transaction.atomic
def close_breach(breach: Breach, *, by: Actor) -> None:
    """Everything is decided, told and written down; kept as long as the register of break-glass. Raises NotAllowed, StillMissing."""
    found = _locked(breach, by)
    if not keeps(by, found):
        raise NotAllowed("close_breach")
    if missing(found):
        raise StillMissing
    house = House.objects.get(pk=found.house_id)
    found.closed_at, found.closed_by_id = timezone.now(), by.user_id
    found.ends_on = add_months(by.today, 12 * house.break_glass_kept_years)
    found.saved(by)
    found.save(update_fields=["closed_at", "closed_by", "ends_on", "saved_by", "saved_at"])
    accesslog.changed(found, rule="close_breach")


@dataclass(frozen=True)
class Missing:
    """What must still be done before a breach is closed, and on which page."""

    text: str
    page: str


def missing(breach: Breach) -> list[Missing]:
    """In the order in which the clock asks for it."""
    told = {one.whom for one in breach.told.all()}
    whom = BreachTold.Whom
    is_told = breach.subjects == SubjectsTold.TOLD
    tactical, strategic = bodies(breach.house)
    asked = [
        (breach.to_authority is not None, "besluiten of het datalek naar de Autoriteit Persoonsgegevens gaat", "datalek-autoriteit"),
        (not breach.to_authority or breach.sent_at, "het datalek melden aan de Autoriteit Persoonsgegevens", "datalek-autoriteit"),
        (whom.FG in told, "de FG inlichten", "datalek"),
        (whom.PARTIES in told, f"de partijen inlichten via {tactical}", "datalek"),
        (not breach.to_authority or {whom.COPY_PARTIES, whom.COPY_STEERING} <= told,
         f"het afschrift van de melding naar {tactical} en {strategic} sturen", "datalek"),
        (breach.subjects, f"het besluit van {tactical} over de betrokkenen vastleggen", "datalek-betrokkenen"),
        (not is_told or (breach.subjects_text and breach.subjects_told_on), "de betrokkenen inlichten", "datalek-betrokkenen"),
        (breach.measures, "de maatregelen vastleggen", "datalek-maatregelen"),
    ]  # fmt: skip
    return [Missing(text, page) for is_there, text, page in asked if not is_there]


def bodies(house: House) -> tuple[str, str]:
    """What this house calls the body of 14.4 and that of 14.5: sentences take the name as it is, without an article."""
    return house.word(Word.TACTICAL_BODY), house.word(Word.STRATEGIC_BODY)


def whom_of(house: House) -> list[tuple[str, str]]:
    """Who may be told, in the words of the house (14.4, 14.5, 14.11)."""
    tactical, strategic = bodies(house)
    whom = BreachTold.Whom
    return [
        (whom.PARTIES.value, f"de partijen, schriftelijk via {tactical} (14.4)"),
        (whom.COPY_PARTIES.value, f"{tactical}: afschrift van de melding aan de AP (14.5)"),
        (whom.COPY_STEERING.value, f"{strategic}: afschrift van de melding aan de AP (14.5)"),
        (whom.FG.value, "de FG van de beheersorganisatie (14.11)"),
    ]


def clock(at: datetime) -> str:
    """An absolute moment in words, by the clock on the wall; in the hour that comes twice, which of the two."""
    local = timezone.localtime(at)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    season = (" (zomertijd)" if local.dst() else " (wintertijd)") if twice else ""
    return f"{date_format(local, 'j F Y')}, {local:%H:%M} uur{season}"
