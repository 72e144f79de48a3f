"""The copy of the key store and its wrapping key: the newest state only, never beside a backup of the database (09, 3.6; 00, item 19)."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.conf import settings

from privacy.backup import Label, NotABackup, checked, checksum, own_file, refuse_beside, write_label
from zvh import pgprograms
from zvh.wrapping import read_wrapping_keys

NAME, DUMP, WRAPPING = "sleutels-", "sleutels.dump", "wrapping.key"
TRIES = 3


def back_up_keys(directory: Path) -> Path:
    """A dump of the key store and the wrapping key that opens it; every former one is overwritten and goes.

    Raises NotABackup where that is so three times: the wrapping key was replaced meanwhile. OSError or ProgramFailed.
    """
    refuse_beside(directory, "zvh-*")
    former = list(directory.glob(f"{NAME}*"))
    now = datetime.now(UTC)
    made = directory / f"{NAME}{now:%Y-%m-%dT%H%M%S.%fZ}"
    made.mkdir(mode=0o700)
    try:
        _write(made)
        write_label(made / DUMP, Label(now.isoformat(), checksum(made / DUMP), (made / DUMP).stat().st_size, []))
    except BaseException:
        forget(made)
        raise
    for old in former:
        forget(old)
    return made


def _write(made: Path) -> None:
    for path in (made / DUMP, made / WRAPPING):
        own_file(path)
    for _ in range(TRIES):
        with _snapshot() as (snapshot, names):
            pgprograms.run(
                "pg_dump", pgprograms.of_key_store(), "--format=custom", "--schema=keys", "--no-owner",
                f"--snapshot={snapshot}", f"--file={made / DUMP}",
            )  # fmt: skip
        (made / WRAPPING).write_text(Path(settings.WRAPPING_KEY_FILE).read_text())
        if names <= read_wrapping_keys(str(made / WRAPPING)).by_name.keys():
            return
    raise NotABackup("De sleutel wordt net vervangen. Probeer het na de nachtelijke verwerking opnieuw.")


@contextmanager
def _snapshot() -> Iterator[tuple[str, set[str]]]:
    """One moment of the store, with the names of the wrapping keys that its keys are wrapped with then."""
    with psycopg.connect(settings.KEYSTORE_URL) as conn:
        conn.execute("set transaction isolation level repeatable read, read only")
        rows = conn.execute("select distinct wrapping_key from keys.dossier_key").fetchall()
        (snapshot,) = conn.execute("select pg_export_snapshot()").fetchone() or ("",)
        yield snapshot, {name for (name,) in rows}


def forget(copy: Path) -> None:
    """Overwrite and remove it: an old copy would bring back what was destroyed."""
    for file in [path for path in copy.rglob("*") if path.is_file()]:
        with file.open("r+b") as opened:
            opened.write(secrets.token_bytes(file.stat().st_size))
    shutil.rmtree(copy)


def newest_keys(directory: Path) -> Path:
    """The copy here, checked. Raises NotABackup."""
    found = sorted(directory.glob(f"{NAME}*"))
    if not found:
        raise NotABackup(f"In {directory} staat geen kopie van de sleutels.")
    checked(found[-1] / DUMP)
    return found[-1]
