from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy import logcopy, replay, restorelog
from privacy.backup import NotABackup, newest
from privacy.keybackup import newest_keys
from privacy.nightly import AlreadyRunning
from privacy.restore import put_back, put_keys_back
from zvh.pgprograms import ProgramFailed
from zvh.today import today

FAULTS = (NotABackup, ProgramFailed, OSError, ValueError, EOFError)


class Command(BaseCommand):
    help = "Zet een back-up terug. Niemand komt erin voordat opnieuw is vernietigd wat al vernietigd was. Met de logins van de eigenaars."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "backup", type=Path, nargs="?", metavar="MAP",
            help="map met back-ups (de nieuwste wordt teruggezet), of één back-up; zonder: de databank staat er al, op een andere manier",
        )  # fmt: skip
        parser.add_argument("--keys", type=Path, metavar="MAP", help="alleen als de sleutelkluis zelf verloren is")
        parser.add_argument("--copy", type=Path, default=logcopy.directory(), help="map met de kopie van het logboek")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = monotonic()
        try:
            self._put_back(**{name: options[name] for name in ("backup", "keys", "copy")})
            opening = self._step("opnieuw vernietigd", lambda: replay.replay(today()))
        except AlreadyRunning:
            raise CommandError("De nachtelijke verwerking loopt. Stop de worker system en begin opnieuw.") from None
        except FAULTS as error:
            raise CommandError(f"Niet teruggezet: {error}") from error
        self.stdout.write(
            f"open: {opening.destroyed_again} opnieuw vernietigd, {opening.keys_lost} zonder sleutel gesloten, "
            f"samen in {monotonic() - begun:.1f} seconden"
        )

    def _put_back(self, *, backup: Path | None, keys: Path | None, copy: Path | None) -> None:
        dump = newest(backup) if backup and backup.is_dir() else backup
        if keys:
            found = newest_keys(keys)
            self._step("sleutelkluis teruggezet", lambda: put_keys_back(found))
        if dump:
            self._step(f"{dump.name} teruggezet", lambda: put_back(dump))
        replay.close()
        if copy:
            self._step("logboek aangevuld", lambda: restorelog.restore(copy))

    def _step(self, what: str, work: "Callable[[], Any]") -> Any:
        begun = monotonic()
        done = work()
        self.stdout.write(f"{what}: {monotonic() - begun:.1f} seconden")
        return done
