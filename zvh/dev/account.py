"""Who runs what. PostgreSQL refuses to run as root, and nothing else needs to."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zvh.dev.errors import CannotStart

PREFERRED = ("zvh", "nobody")


@dataclass(frozen=True)
class Account:
    """A user of this machine we start programs as."""

    uid: int
    gid: int


def unprivileged() -> Account | None:
    """The account root steps down to; None when we are not root, and everything runs as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in PREFERRED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise CannotStart("Geen gebruiker 'zvh' of 'nobody' gevonden. Start ./run als gewone gebruiker.")


def identity(account: Account | None) -> dict[str, Any]:
    """Arguments for subprocess that start a program as this account."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def give(path: Path, account: Account | None) -> None:
    if account is not None:
        os.chown(path, account.uid, account.gid)


def succeeds(account: Account | None, command: Sequence[str | Path]) -> bool:
    """Can this account run this? Asked by doing it: mode bits do not tell the whole story."""
    try:
        result = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, check=False, **identity(account)
        )
    except PermissionError:
        return False
    return result.returncode == 0


def can_enter(account: Account | None, directory: Path) -> bool:
    return succeeds(account, ["/bin/sh", "-c", 'cd "$0"', directory])
