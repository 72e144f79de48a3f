"""Giving a closed case to the regional archive: chosen by the house, packed by a job, taken along by the record manager (DPIA 10).

It puts no destruction off. The package is kept a fortnight, and never longer than the case.
"""

from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cases.models import Case
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, may
from cases.retention import policy_of
from cases.workflow.letters import write_to
from cases.workflow.steps import hold, locked
from parties.inforce import appointments_in_force
from parties.roles import Role
from privacy import accesslog
from privacy.archivepackage import compose
from privacy.models import ArchivePart, ArchiveTransfer
from zvh.actor import Actor
from zvh.jobs import later, work
from zvh.sealing import new_dossier
from zvh.today import moment
from zvh.today import today as now_on

KEPT_DAYS = 14  # to fetch the package and to hear whether the archive took it; no source names a number
JOB = "make_archive_package"


def may_choose(case: Case, by: Actor) -> bool:
    """From the warning on, where the policy lets a case go to an archive, by who may also postpone (DPIA 10)."""
    if not may(by, "postpone_destruction", case) or case.destroy_on is None:
        return False
    policy = policy_of(case)
    return policy.may_move_to_archive and policy.warn_on(case.destroy_on) <= by.today <= case.destroy_on


@transaction.atomic
def choose_archive(case: Case, *, archive: str, reason: str, by: Actor) -> ArchiveTransfer:
    """The record manager hears of it; nothing leaves the house before he hands it over. Raises NotAllowed or StepNotAllowed."""
    case = locked(case, by=by)
    if not may_choose(case, by):
        raise NotAllowed("choose_archive")
    if not archive or not reason or ArchiveTransfer.objects.running().filter(case=case).exists():
        raise StepNotAllowed("chosen already, or nothing is said of where and why")
    made = ArchiveTransfer(
        case=case, house_id=case.house_id, number=case.number or "", archive=archive, reason=reason, by_id=by.user_id,
        at=moment(by.today),
    )  # fmt: skip
    made.save(force_insert=True)
    people = appointments_in_force(by.today).filter(house=case.house_id, role=Role.RECORD_MANAGER)
    write_to(people.values_list("user_id", flat=True), "archief")
    accesslog.changed(made, rule="choose_archive", action="C")
    return made


@transaction.atomic
def withdraw_archive(transfer: ArchiveTransfer, *, by: Actor) -> None:
    """Not to the archive after all; a package that was made goes that night. Raises NotAllowed once it was handed over."""
    case = locked(transfer.case, by=by)
    found = ArchiveTransfer.objects.visible_to(by).running().filter(pk=transfer.pk, handed_over_on=None).first()
    if found is None or not may(by, "postpone_destruction", case):
        raise NotAllowed("withdraw_archive")
    found.withdrawn_by_id, found.withdrawn_at = by.user_id, moment(by.today)
    found.save(update_fields=["withdrawn_by", "withdrawn_at"])
    accesslog.changed(found, rule="withdraw_archive")


def may_pack(actor: Actor, transfer: ArchiveTransfer) -> bool:
    """The record manager, not who chose it, while it runs (09, S32)."""
    is_his = actor.role == Role.RECORD_MANAGER and transfer.house_id in actor.house_ids
    runs = transfer.withdrawn_at is None and transfer.handed_over_on is None
    return is_his and runs and transfer.by_id != actor.user_id


def may_want(actor: Actor, transfer: ArchiveTransfer) -> bool:
    """A first package, or another in its place."""
    return may_pack(actor, transfer) and not transfer.is_asked


def _held(transfer: ArchiveTransfer, by: Actor) -> ArchiveTransfer:
    hold(transfer.case_id)
    found = ArchiveTransfer.objects.visible_to(by).filter(pk=transfer.pk).first()
    if found is None:
        raise NotAllowed("not visible")
    return found


@transaction.atomic
def want_package(transfer: ArchiveTransfer, *, by: Actor) -> None:
    """A job makes it. Raises NotAllowed."""
    found = _held(transfer, by)
    if not may_want(by, found):
        raise NotAllowed("want_archive_package")
    found.wanted_by_id, found.wanted_at = by.user_id, moment(by.today)
    found.save(update_fields=["wanted_by", "wanted_at"])
    later(JOB, transfer=found.pk)
    accesslog.changed(found, rule="want_archive_package")


@transaction.atomic
def hand_over(transfer: ArchiveTransfer, *, on: date, receipt: str, by: Actor) -> None:
    """The archive has it, under this mark: the certificate of destruction will say so. Raises NotAllowed or StepNotAllowed."""
    found = _held(transfer, by)
    if not may_pack(by, found) or found.made_at is None:
        raise NotAllowed("hand_over_archive")
    if not timezone.localdate(found.made_at) <= on <= by.today or not receipt:
        raise StepNotAllowed("not on that day")
    found.handed_over_on, found.handed_over_by_id, found.receipt = on, by.user_id, receipt
    found.save(update_fields=["handed_over_on", "handed_over_by", "receipt"])
    accesslog.changed(found, rule="hand_over_archive", action="E")


def take_along(part: ArchivePart, *, by: Actor) -> bytes:
    """The bytes of a part, noted in the log as a download of the case. Raises NotAllowed."""
    if not may_pack(by, part.transfer) or part.ends_on < by.today:
        raise NotAllowed("archive_part")
    accesslog.event(
        accesslog.EventKind.EXPORT, "R", part.transfer, rule="archiefpakket-deel", parts=[f"deel {part.number}"],
        recipient=part.transfer.archive,
    )  # fmt: skip
    return bytes(part.content)


@work(JOB)
def make_package(transfer: str) -> None:
    """Idempotent: a package that is there stays; one that was taken back or whose case is gone is not made."""
    hold(UUID(transfer))
    found = (
        ArchiveTransfer.objects.running().filter(pk=transfer).select_related("case__house", "case__approach").first()
    )
    if found is None or not found.is_asked or found.case.is_open or found.case.destroy_on is None:
        return
    today = now_on()
    at = moment(today)
    package = compose(found.case, by=found.case.house.managing_organisation or found.case.house.name, at=at)
    found.parts.update(ends_on=today - timedelta(days=1))  # a former package goes tonight, with its keys
    before = found.parts.aggregate(last=Max("number"))["last"] or 0
    found.made_at, found.files, found.checksum = at, len(package.files) + 1, package.manifest.checksum
    found.kept_until = min(today + timedelta(days=KEPT_DAYS), found.case.destroy_on)
    for number, content in enumerate(package.zips(), before + 1):
        _keep(found, number, content)
    found.save(update_fields=["made_at", "files", "checksum", "kept_until"])
    accesslog.event(accesslog.EventKind.EXPORT, "C", found, rule=JOB, recipient=found.archive)
    write_to([found.wanted_by_id], "archief-klaar")


def _keep(transfer: ArchiveTransfer, number: int, content: bytes) -> None:
    assert transfer.kept_until
    part = ArchivePart(
        transfer=transfer, house_id=transfer.house_id, number=number, size=len(content), ends_on=transfer.kept_until,
        checksum=sha256(content).hexdigest(),
    )  # fmt: skip
    new_dossier(part.pk)
    part.content = bytearray(content)
    part.save(force_insert=True)


def end_withdrawn_packages(today: date) -> int:
    """What was made before the choice was taken back goes tonight."""
    left = ArchivePart.objects.filter(ends_on__gte=today).exclude(transfer__withdrawn_at=None)
    return left.update(ends_on=today - timedelta(days=1))


def told_on_certificate(case: Case) -> str:
    """What the certificate of destruction says of it; empty where the case went to no archive."""
    found = ArchiveTransfer.objects.filter(case=case).exclude(handed_over_on=None).first()
    if found is None or found.handed_over_on is None:
        return ""
    return f"{found.archive}, op {found.handed_over_on.isoformat()}, kenmerk {found.receipt}, lijst {found.checksum}"
