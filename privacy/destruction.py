"""Destroying a dossier, in steps that may each be repeated (05; 09, 3.6; 00, items 20-22).

Lock, intent in the key store, kept values, rows, commit, keys with tombstones, certificate. A run that is killed leaves the dossier
untouched or is finished by the next one; no key is destroyed before the rows are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from auditlog.context import disable_auditlog
from django.db import connection
from django.db.models import Model, Q
from django.utils import timezone

from cases.models import BreakGlass, CandidateChoice, CandidateList, Case, Feedback, GrantHistory
from cases.workflow.steps import hold
from privacy import accesslog, dossiers, holds
from privacy.archiving import told_on_certificate
from privacy.carryingout import GROUND, note_removed
from privacy.disclosed import keep_disclosures
from privacy.dossiers import Keys
from privacy.keeping import keep_values
from privacy.models import (
    ArchivePart,
    Breach,
    Complaint,
    DestructionListing,
    DestructionRecord,
    KeptValues,
    ReadingAlert,
    RegisterVersion,
    RequestMeasure,
    SubjectRequest,
)
from zvh import keydestruction
from zvh.actor import acting_as_system
from zvh.fields import SealedModel
from zvh.sealing import open_keyring


@dataclass(frozen=True)
class Ground:
    """Why a dossier goes, and on which day at the latest."""

    due_on: date
    rule: str
    released_by: int = 0


Judge = Callable[[SealedModel, date], Ground | None]


def destroy_dossier(model: type[SealedModel], pk: UUID, judge: Judge, *, today: date) -> bool:
    """Destroy this dossier if it is still there and due now; says whether it was."""
    with open_keyring(), acting_as_system(today):
        hold(pk)
        root = model._base_manager.select_for_update().filter(pk=pk).first()
        ground = judge(root, today) if root else None
        if root is None or ground is None:
            return False
        keydestruction.intend(pk, dossiers.dossiers_of(dossiers.keys_under(root)))
        _delete(root, _record(root, ground, today))
    finish(pk, today=today)
    return True


def _record(root: SealedModel, ground: Ground, today: date) -> Keys:
    """What must outlive the rows: the values the policy keeps, and the certificate. Figures are there already. Gives what goes."""
    kept, archived = False, ""
    if isinstance(root, Case) and root.number:
        kept, archived = keep_values(root, today=today), told_on_certificate(root)
        note_removed(root, today)
        keep_disclosures(root)
    return _certify(root, ground, today, kept, archived)


def _certify(root: SealedModel, ground: Ground, today: date, kept: bool = False, archived: str = "") -> Keys:
    keys = dossiers.keys_under(root)
    rows = {model: len(found) for model, found in keys.items()}
    DestructionRecord.objects.update_or_create(
        dossier_id=root.pk,
        defaults={
            "kind": str(root._meta.model_name), "house_id": root.house_id,  # type: ignore[attr-defined]
            "rule": ground.rule, "due_on": ground.due_on, "destroyed_on": today, "released_by": ground.released_by,
            "rows": {model._meta.model_name: number for model, number in rows.items()},
            "fields": sum(number * dossiers.sealed_fields(model) for model, number in rows.items()),
            "keeps_values": kept, "handed_over": archived,
        },
    )  # fmt: skip
    accesslog.event(accesslog.EventKind.JOB, "D", root, rule="destroy")
    return keys


def _delete(root: SealedModel, keys: Keys) -> None:
    """The rows, then what names them without a foreign key. The audit of changes notes nothing: the certificate does.

    By their random ids: the numbers of rows without one mean something else in another table.
    """
    ids = [pk for model, found in keys.items() if issubclass(model, SealedModel) for pk in found]
    with disable_auditlog():
        for left in BreakGlass.objects.filter(case_id=root.pk):
            left.case_id = None
            left.save(update_fields=["case_id"])
        dossiers.delete_rows(keys)
    GrantHistory.objects.filter(Q(case_id__in=ids) | Q(object_id__in=ids)).delete()
    RegisterVersion.objects.filter(row_id__in=ids).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from zvh_jobs where exists (select 1 from jsonb_each_text(arguments) given where given.value = any(%s))",
            [[str(pk) for pk in ids]],
        )


def finish(pk: UUID, *, today: date) -> None:
    """After the commit: the keys go, tombstones come, the certificate is closed."""
    keydestruction.destroy(pk)
    with acting_as_system(today):
        record = DestructionRecord.objects.select_for_update().filter(dossier_id=pk, key_destroyed_at=None).first()
        if record:
            record.key_destroyed_at = timezone.now()
            record.checksum = record.computed_checksum()
            record.save()


def resume(*, today: date) -> int:
    """Finish what an earlier run began: keys of dossiers whose rows are gone, certificates not closed.

    An intent whose dossier is still there is taken back: the run of today judges it anew.
    """
    finished = 0
    for pk in keydestruction.intended():
        with acting_as_system(today):
            hold(pk)
            is_there = bool(dossiers.known([pk]))
        if is_there:
            keydestruction.withdraw_intent(pk)
        else:
            finish(pk, today=today)
            finished += 1
    with acting_as_system(today):
        left = list(DestructionRecord.objects.filter(key_destroyed_at=None).values_list("dossier_id", flat=True))
    for pk in left:
        finish(pk, today=today)
    return finished + len(left)


def destroy_again(model: type[Model], pk: UUID, *, today: date) -> bool:
    """Rows that came back from a backup while their key was destroyed: they go again. Says whether they were there."""
    with acting_as_system(today):
        hold(pk)
        root = model._base_manager.select_for_update().filter(pk=pk).first()
        if not isinstance(root, SealedModel):
            return False
        keys = dossiers.keys_under(root)
        keydestruction.intend(pk, dossiers.dossiers_of(keys))
        if hasattr(root, "house_id"):
            _certify(root, Ground(today, "opnieuw vernietigd na terugzetten van een back-up"), today)
        _delete(root, keys)
    finish(pk, today=today)
    return True


# --- what is due -----------------------------------------------------------------------------------------------------


def case_is_due(case: SealedModel, today: date) -> Ground | None:
    """The last date is there, or the record manager released it; a file that was reopened has no last date."""
    assert isinstance(case, Case)
    if case.destroy_on is None or case.is_open or case.is_concept:
        return None
    if holds.is_held(case.pk):  # released or not (05)
        return None
    listing = DestructionListing.objects.filter(case=case).exclude(released_at=None).first()
    if case.destroy_on > today and listing is None:
        return None
    released_by = listing.released_by_id or 0 if listing else 0
    return Ground(case.destroy_on, case.destroy_source, released_by)


def removal_is_due(case: SealedModel, today: date) -> Ground | None:
    """A subject asked it, the manager granted it and the record manager confirmed it. A dispute or a breach holds it back; the request
    that asks it does not (S66)."""
    assert isinstance(case, Case)
    wanted = RequestMeasure.objects.to_remove().filter(dossier_id=case.pk).first()
    if wanted is None or holds.is_held(case.pk, beside=wanted.request_id):
        return None
    return Ground(today, GROUND, wanted.confirmed_by_id or 0)


# Rows with a last day of their own, and what the certificate then says. Without a day (it still runs) they stay.
ENDS: dict[type[SealedModel], str] = {
    Feedback: "bewaarbeleid: terugkoppeling aan de melder", BreakGlass: "einde van het register van noodtoegang",
    ReadingAlert: "einde van het register van signalen", Breach: "einde van het overzicht van datalekken",
    Complaint: "einde van het register van klachten", SubjectRequest: "einde van het register van verzoeken",
    KeptValues: "einde van de bewaarde waarden", ArchivePart: "einde van het archiefpakket",
}  # fmt: skip


def row_is_due(row: SealedModel, today: date) -> Ground | None:
    ends_on: date | None = row.ends_on  # type: ignore[attr-defined]  # each model of ENDS has it
    return Ground(ends_on, ENDS[type(row)]) if ends_on is not None and ends_on < today else None


def candidates_are_due(row: SealedModel, today: date) -> Ground | None:
    """The choice was carried out, or nobody chose in time; a choice that waits for its job keeps the list."""
    assert isinstance(row, CandidateList)
    choice = CandidateChoice.objects.filter(list=row.pk).first()
    if choice:
        why = "ingetrokken" if choice.is_withdrawn else "er is gekozen"
        return Ground(today, f"lijst met kandidaten: {why}") if choice.carried_out_at else None
    return Ground(row.choose_by, "lijst met kandidaten: niet op tijd gekozen") if row.choose_by < today else None


def due(today: date) -> list[tuple[type[SealedModel], UUID, Judge]]:
    """Everything to destroy now; each is judged again under its lock."""
    released = DestructionListing.objects.exclude(released_at=None).values("case_id")
    cases = Case.objects.filter(Q(destroy_on__lte=today) | Q(pk__in=released)).order_by("destroy_on")
    removed = RequestMeasure.objects.to_remove().values_list("dossier_id", flat=True)
    lists = CandidateList.objects.decided() | CandidateList.objects.past(today)
    past = ((model, model._base_manager.filter(ends_on__lt=today)) for model in ENDS)  # type: ignore[misc]  # each has it
    return [
        *((Case, pk, removal_is_due) for pk in removed),
        *((Case, pk, case_is_due) for pk in cases.values_list("pk", flat=True)),
        *((model, pk, row_is_due) for model, rows in past for pk in rows.values_list("pk", flat=True)),
        *((CandidateList, pk, candidates_are_due) for pk in lists.values_list("pk", flat=True)),
    ]
