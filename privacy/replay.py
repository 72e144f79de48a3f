"""After a backup was put back: what the key store has a tombstone or an intent for goes again, and then the house opens (09, 3.6)."""

from datetime import date

from django.db import connection

from privacy import accesslog, destruction, incidents
from privacy.models import Opening
from privacy.nightly import only_one
from zvh.actor import acting_as_system


def replay(today: date) -> Opening:
    """Destroy again, close what has lost its key, and open. May be run again. Raises AlreadyRunning.

    No key is swept: dossiers newer than the backup have a key and no row, and may come in from a later copy.
    """
    with only_one():
        finished = destruction.resume(today=today)
        again, lost = incidents.check_keys(today=today)
        with acting_as_system(today):
            made = Opening.objects.create(timeline=_timeline(), destroyed_again=finished + again, keys_lost=lost)
            accesslog.event(accesslog.EventKind.JOB, "E", rule="replay", result_count=made.destroyed_again)
    return made


def close() -> None:
    """Nobody comes in until the next replay; with the owner's login."""
    Opening.objects.all().delete()


def _timeline() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select app.timeline()")
        return str(cursor.fetchone()[0])
