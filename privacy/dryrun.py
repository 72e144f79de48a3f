"""What a run as of a day would do, dossier by dossier, without doing it: for who wants to see it beforehand (05)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from cases.models import Case, RetentionWarning
from cases.nightly import nearly_over
from privacy import destruction, dossiers
from privacy.holds import held
from privacy.models.destruction import KINDS
from zvh import keydestruction, keystore
from zvh.actor import acting_as_system

DESTROYED, HELD, FINISHED, AGAIN, NO_KEY, WARNED = (
    "vernietigd", "tegengehouden", "afgemaakt", "opnieuw vernietigd", "zonder sleutel, gesloten", "aangekondigd",
)  # fmt: skip


@dataclass(frozen=True)
class Fate:
    """What would happen to one dossier: its random id, what it is, by which rule and day, and what holds it back."""

    dossier_id: UUID
    kind: str
    what: str
    rule: str = ""
    due_on: date | None = None
    held_by: str = ""

    def __str__(self) -> str:
        said = [str(self.dossier_id), self.kind, self.what, self.due_on and self.due_on.isoformat(), self.rule]
        return " | ".join([str(part) for part in said if part] + ([f"want {self.held_by}"] if self.held_by else []))


def plan(today: date) -> list[Fate]:
    """In the order of a run. The database itself refuses to write meanwhile."""
    with acting_as_system(today):
        with connection.cursor() as cursor:
            cursor.execute("set transaction read only")
        return [*_left_over(), *_without_key(), *_announced(today), *_due(today)]


def counts(fates: list[Fate]) -> dict[str, int]:
    return dict(Counter(fate.what for fate in fates))


def _left_over() -> Iterator[Fate]:
    """Begun by a run that was killed: where the rows are gone, the keys go too."""
    begun = keydestruction.intended()
    known = dossiers.known(begun)
    yield from (Fate(pk, "dossier", FINISHED) for pk in begun if pk not in known)


def _without_key() -> Iterator[Fate]:
    for model in dossiers.roots():
        ids = list(model._base_manager.values_list("pk", flat=True))
        for pk, is_destroyed in keystore.missing(ids).items():
            yield Fate(pk, _kind(model), AGAIN if is_destroyed else NO_KEY)


def _announced(today: date) -> Iterator[Fate]:
    warned = set(RetentionWarning.objects.values_list("case_id", "destroy_on"))
    for case in nearly_over(today):
        if (case.pk, case.destroy_on) not in warned:
            yield Fate(case.pk, _kind(Case), WARNED, case.destroy_source, case.destroy_on)


def _due(today: date) -> Iterator[Fate]:
    for model, pk, judge in destruction.due(today):
        root = model._base_manager.get(pk=pk)
        if ground := judge(root, today):
            yield Fate(pk, _kind(model), DESTROYED, ground.rule, ground.due_on)
        elif isinstance(root, Case):
            yield Fate(pk, _kind(model), HELD, root.destroy_source, root.destroy_on, _holder(root))


def _holder(case: Case) -> str:
    if case.is_open:
        return "de casus is weer open"
    return held().get(case.pk, "er is een nieuwe datum")


def _kind(model: type) -> str:
    name = str(model._meta.model_name)  # type: ignore[attr-defined]
    return KINDS.get(name, name)
