"""A backup of the database: a dump by `zvh_backup`, sealed as the database is, and beside it what it is (09, 3.6; docs/deployment.md).

The keys are in none: those have a copy of their own, elsewhere (`privacy/keybackup.py`).
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from zvh import pgprograms

NAME = "zvh-"
# What must not come back: that the installation is open, and sessions that were ended since.
LEFT_OUT = ("public.privacy_opening", "public.parties_session")


class NotABackup(Exception):
    """Why this can not be put back, or may not stand here; a sentence for who runs the command."""


@dataclass(frozen=True)
class Label:
    """What a backup says of itself. `sha256` and `size` (bytes) are of the dump; `migrations` are those the database had."""

    made_at: str
    sha256: str
    size: int
    migrations: list[str]


def back_up(directory: Path) -> tuple[Path, Label]:
    """Write a dump and its label here. Raises NotABackup, OSError or ProgramFailed; then nothing new stands there."""
    refuse_beside(directory, "sleutels-*")
    now = datetime.now(UTC)
    dump = directory / f"{NAME}{now:%Y-%m-%dT%H%M%SZ}.dump"
    draft = dump.with_suffix(".deel")
    try:
        left_out = [f"--exclude-table-data={table}" for table in LEFT_OUT]
        own_file(draft)
        pgprograms.run(
            "pg_dump", pgprograms.of_database(), "--format=custom", "--no-owner", *left_out, f"--file={draft}"
        )
        pgprograms.run("pg_restore", pgprograms.of_database(), "--list", draft)  # it can be read to its end
        label = Label(now.isoformat(), checksum(draft), draft.stat().st_size, _migrations())
        write_label(dump, label)
        keep(draft, dump)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return dump, label


def newest(directory: Path) -> Path:
    """The last one made here. Raises NotABackup."""
    found = sorted(directory.glob(f"{NAME}*.dump"))
    if not found:
        raise NotABackup(f"In {directory} staat geen back-up van de databank.")
    return found[-1]


def checked(dump: Path) -> Label:
    """Its label, when the dump is as it was made and this version knows all its migrations. Raises NotABackup."""
    try:
        label = Label(**json.loads(_label(dump).read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise NotABackup(f"{_label(dump).name} is er niet, of is niet te lezen.") from error
    if checksum(dump) != label.sha256:
        raise NotABackup(f"{dump.name} is niet meer zoals hij is gemaakt: het controlegetal klopt niet.")
    if unknown := sorted(set(label.migrations) - _known_migrations()):
        raise NotABackup(f"De back-up is van een nieuwere versie: {unknown[-1]}. Zet die versie er eerst neer.")
    return label


def refuse_beside(directory: Path, others: str) -> None:
    """Database and keys never stand together: who has both reads everything. Raises NotABackup."""
    if not directory.is_dir():
        raise NotABackup(f"{directory} is geen map.")
    if any(directory.glob(others)):
        raise NotABackup("Sleutels en databank mogen niet in dezelfde map staan. Kies een andere map.")


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def own_file(path: Path) -> None:
    """An empty file that only we may read."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))


def keep(draft: Path, path: Path) -> None:
    """On the disk whole, and then under its own name."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(path)


def write_label(dump: Path, label: Label) -> None:
    own_file(_label(dump))
    _label(dump).write_text(json.dumps(asdict(label), indent=1) + "\n")


def _label(dump: Path) -> Path:
    return dump.with_suffix(".json")


def _migrations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select app || '.' || name from django_migrations order by id")
        return [row[0] for row in cursor.fetchall()]


def _known_migrations() -> set[str]:
    loader = MigrationLoader(None)
    assert loader.disk_migrations is not None
    found = {*loader.disk_migrations, *(old for one in loader.disk_migrations.values() for old in one.replaces)}
    return {f"{app}.{name}" for app, name in found}
