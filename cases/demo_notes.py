"""Demo mode: what the house wrote down about a case since its meeting (`cases/demo.py`)."""

from datetime import date, timedelta

from cases.models import Case
from cases.workflow.logentry import write_log
from cases.workflow.note import place_note
from cases.workflow.track import write_track
from cases.workflow.trend import note_trend
from parties.choices import TrackKind
from parties.models import DetentionKind, LifeDomain, Trend
from zvh.actor import Actor

DETAINED = timedelta(weeks=10)


def noted(case: Case, day: date, *, by: Actor) -> None:
    """An entry of the logbook, a note, and where the approach has tracks a detention, a question for help and a conversation."""
    write_log(case, kind="contact", on=day, text="De wijkagent belde: de persoon slaapt nu bij familie.", by=by)
    for trend in Trend.objects.filter(code__in=("geen-woonplek", "wachttijd-behandeling")):
        note_trend(case, trend, by=by)
    place_note(case, text="Vraag in het volgende overleg naar de huurschuld.", version=0, by=by)
    if not case.approach.tracks:
        return
    about = {"subject": case.subjects.all()[0]}
    detention = {
        "kind": DetentionKind.objects.get(code="gevangenisstraf"), "from_date": day, "until_date": day + DETAINED,
        "place": "Penitentiaire Inrichting Voorbeeld", "casemanager": "Casemanager van de inrichting, 030 000 00 00",
        "aftercare": "Een plek om te wonen en een uitkering vanaf de eerste dag.",
    }  # fmt: skip
    asked = {
        "domain": LifeDomain.objects.get(code="huisvesting"),
        "answer": "ja",
        "since": day,
        "explanation": "Wil begeleid wonen.",
    }
    spoken = {
        "on": day, "goals": "Kennismaken en vragen wat helpt.", "present": "De betrokkene en de procesregisseur.",
        "impression": "Rustig en open.", "report": "De persoon wil een eigen plek en minder schulden.",
    }  # fmt: skip
    for kind, values in ((TrackKind.DETENTION, detention), (TrackKind.HELP, asked), (TrackKind.CONVERSATION, spoken)):
        write_track(case, kind, values={**about, **values}, by=by)
