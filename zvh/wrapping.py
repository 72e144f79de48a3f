"""The wrapping key: a file with one line per key, `name hex`, the current one first.

During a rotation the file holds the new and the old key, so that processes keep opening dossiers; afterwards the old one is
overwritten. The file is small and read again at every call: a rotation counts at once in every process.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class WrappingKeys:
    current: tuple[str, bytes]
    by_name: dict[str, bytes]


def read_wrapping_keys(path: str) -> WrappingKeys:
    """The keys in the file. Raises OSError when it can not be read, ValueError when it holds none."""
    pairs = [line.split() for line in Path(path).read_text().splitlines() if line.strip()]
    if not pairs:
        raise ValueError(f"no wrapping key in {path}")
    keys = [(name, bytes.fromhex(value)) for name, value in pairs]
    return WrappingKeys(keys[0], dict(keys))


def new_key() -> str:
    """A fresh line for the file."""
    return f"{secrets.token_hex(4)} {secrets.token_hex(32)}"


def write_wrapping_keys(path: str, lines: list[str]) -> None:
    """Replace the file in one step, readable by its owner only; then the old content is overwritten.

    In this order, so that a reader, and whoever comes after a crash, always finds a whole file.
    """
    target, fresh, old = Path(path), Path(f"{path}.nieuw"), _old(path)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    forget_replaced(path)  # left by a run that was killed
    if target.exists():
        _match_owner(target, fresh)
        os.link(target, old)
    fresh.replace(target)
    forget_replaced(path)


def _match_owner(target: Path, fresh: Path) -> None:
    owner = target.stat()
    if os.geteuid() == 0:
        os.chown(fresh, owner.st_uid, owner.st_gid)
    fresh.chmod(owner.st_mode & 0o777)


def _old(path: str) -> Path:
    return Path(f"{path}.oud")


def forget_replaced(path: str) -> None:
    """Overwrite and remove the former file; not where it is still in use, because a run was killed before the replacement."""
    old, target = _old(path), Path(path)
    if not old.exists():
        return
    if not (target.exists() and target.samefile(old)):
        with old.open("r+b") as file:
            file.write(secrets.token_bytes(old.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    old.unlink()
