"""What the house writes down about a case, made with the verbs of the workflow."""

from datetime import date
from typing import Any

from cases.models import Case, CaseLink, LogEntry, Note, NotedTrend
from cases.workflow.link import link_cases
from cases.workflow.logentry import write_log
from cases.workflow.note import place_note, save_note_draft
from cases.workflow.track import write_track
from cases.workflow.trend import note_trend, undo_trend
from governance.workflow.trends import add_trend
from parties.choices import TrackKind
from parties.models import DetentionKind, LifeDomain, Party, Trend
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today


def logged(
    cast: Cast,
    case: Case,
    text: str = "Kanarielogboek",
    *,
    by: Person | None = None,
    on: date | None = None,
    **about: Any,
) -> LogEntry:
    with open_keyring(), acting_as((by or cast.rosa).pk) as actor:
        return write_log(case, kind="contact", on=on or actor.today, text=text, **about, by=actor)


def noted(cast: Cast, case: Case, text: str = "Kanarienotitie", *, by: Person | None = None) -> Note:
    """A note that was placed."""
    with open_keyring(), acting_as((by or cast.rosa).pk) as actor:
        return place_note(case, text=text, version=0, by=actor)


def drafted(
    cast: Cast, case: Case, text: str = "Kanarieconcept", *, by: Person | None = None, version: int = 0
) -> Note:
    with open_keyring(), acting_as((by or cast.rosa).pk) as actor:
        return save_note_draft(case, text=text, version=version, by=actor)


def linked(cast: Cast, case: Case, other: Case) -> CaseLink:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return link_cases(case, other, kind="gezin", reason="Kanariekoppeling", by=rosa)


def trend_added(cast: Cast, name: str = "Te weinig tolken", kind: str = "knelpunt") -> Trend:
    """By the manager, to the list of the house."""
    with acting_as(cast.mara.pk) as mara:
        return add_trend(cast.house, kind=kind, name=name, by=mara)


def trend_noted(cast: Cast, case: Case, trend: Trend | None = None, *, by: Person | None = None) -> NotedTrend:
    with acting_as((by or cast.rosa).pk) as actor:
        return note_trend(case, trend or Trend.objects.get(code="geen-woonplek"), by=actor)


def undone(cast: Cast, noted: NotedTrend) -> NotedTrend:
    with acting_as(cast.rosa.pk) as rosa:
        return undo_trend(noted.case, noted.pk, by=rosa)


def detention_kind() -> DetentionKind:
    return DetentionKind.objects.order_by("order")[0]


def tracked(
    cast: Cast, case: Case, kind: str, *, by: Person | None = None, supplier: Party | None = None, to_table: bool = False,
    corrects: Any = None, version: int | None = None, **about: Any,
) -> Any:  # fmt: skip
    """A track of this kind, by the house or by a delegate for the own party."""
    usual: dict[str, dict[str, Any]] = {
        TrackKind.DETENTION: {"kind": detention_kind(), "from_date": today(), "place": "Kanarieinrichting"},
        TrackKind.HELP: {
            "domain": LifeDomain.objects.order_by("order")[0], "answer": "ja", "since": today(), "explanation": "Kanariehulp",
        },
        TrackKind.CONVERSATION: {
            "on": today(), "goals": "Kanariedoelen", "present": "Kanarieaanwezig", "report": "Kanarieverslag",
        },
    }  # fmt: skip
    with open_keyring(), acting_as((by or cast.rosa).pk) as actor:
        values = {"subject": case.subjects.get(), **usual[kind], **about}
        return write_track(
            case,
            kind,
            values=values,
            supplier=supplier,
            to_table=to_table,
            corrects=corrects,
            version=version,
            by=actor,
        )
