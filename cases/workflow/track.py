"""Tracks: written by the house or by the party whose data they are, corrected or withdrawn by a new row, released by the supplier (R3)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cases.models import Case, Conversation, Detention, HelpQuestion
from cases.models.track import Track
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.rowpolicy import corrects_track
from cases.workflow.corrections import latest_of, refuse_corrected
from cases.workflow.release import assigned_parties, at_table
from cases.workflow.steps import locked
from parties.choices import TrackKind
from parties.models import Party
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment

MODELS: dict[str, type[Track]] = {
    TrackKind.DETENTION: Detention,
    TrackKind.HELP: HelpQuestion,
    TrackKind.CONVERSATION: Conversation,
}


def suppliers(case: Case) -> list[Party]:
    """Parties of which the house may write down what they told."""
    return sorted(assigned_parties(case), key=lambda party: party.name)


def table_readers(case: Case, model: type[Track], supplier: Party | None) -> list[Party]:
    """Whom a release to the table reaches: the parties for which it is open now, as far as they may process such data."""
    seated = [party for party in at_table(case) if party.is_named and party.may_process(model.DATA_CLASS)]
    return [party for party in seated if party != supplier]


@transaction.atomic
def write_track(
    case: Case, kind: str, *, values: Mapping[str, Any], supplier: Party | None = None, to_table: bool = False,
    corrects: Any = None, version: int | None = None, by: Actor,
) -> Any:  # fmt: skip
    """A row of this kind, or with `corrects` in the place of one. A delegate writes for the acting party, which releases it.

    Raises NotAllowed, StepNotAllowed where the approach has no such track, Overtaken where somebody corrected it since.
    """
    case = locked(case, by=by)
    require(by, "keep_track", case)
    model: Any = MODELS[kind]
    if kind not in case.approach.tracks or not case.subjects.filter(pk=values["subject"].pk).exists():
        raise StepNotAllowed("no such track in this case")
    found = _standing(case, corrects, version, by) if corrects else None
    supplier = Party.objects.get(pk=by.party_id) if by.is_delegate else _told_by(case, supplier, found)
    readers = table_readers(case, model, supplier) if to_table and by.is_delegate else []
    made = model(
        case=case, supplier=supplier, from_house=not by.is_delegate, reader_ids=[party.pk for party in readers],
        released_on=by.today if readers else None, corrects=found, by_id=by.user_id, at=moment(by.today), **values,
    )  # fmt: skip
    made.save(force_insert=True)
    accesslog.changed(made, rule="write_track", action="C")
    return made


@transaction.atomic
def withdraw_track(row: Any, *, why: str, version: int | None, by: Actor) -> Any:
    """It should never have been there: a last row with the reason stands in its place, without the texts (AVG 5.1 d).

    Raises NotAllowed, StepNotAllowed without a reason, Overtaken where somebody corrected or withdrew it since.
    """
    case = locked(row.case, by=by)
    require(by, "keep_track", case)
    if not why:
        raise StepNotAllowed("say why")
    found = _standing(case, row, version, by)
    outline = {name: getattr(found, name) for name in ("subject_id", "supplier_id", *found.OUTLINE)}
    made = type(found)(
        case=case, corrects=found, withdrawal=why, from_house=not by.is_delegate, by_id=by.user_id, at=moment(by.today), **outline
    )  # fmt: skip
    made.save(force_insert=True)
    accesslog.changed(made, rule="withdraw_track", action="C")
    return made


def _told_by(case: Case, supplier: Party | None, corrected: Any) -> Party | None:
    """Of whom the house has it: a party in the case, and the same one when it is corrected."""
    if corrected is not None and corrected.supplier_id:
        return Party.objects.get(pk=corrected.supplier_id)
    if supplier is not None and supplier not in suppliers(case):
        raise StepNotAllowed("this party is not in the case")
    return supplier


def _standing(case: Case, row: Any, version: int | None, by: Actor) -> Any:
    """What stands in the place of this row. Raises NotAllowed where it is another's."""
    rows = list(type(row).objects.visible_to(by).filter(case=case).select_related("by"))
    if row not in rows:
        raise NotAllowed("not visible")
    found = latest_of(rows, row)
    refuse_corrected(found, read=version)
    if not corrects_track(by, found):
        raise NotAllowed("keep_track")
    return found
