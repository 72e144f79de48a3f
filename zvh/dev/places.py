"""Where things stand: the checkout, and the directory `var/` with everything a start leaves behind."""

import hashlib
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from zvh.dev.account import Account, can_enter, give, succeeds, unprivileged

ROOT = Path(__file__).resolve().parents[2]
SHOWN = ("log", "mail", "run", "secrets")
LARGE_LOG = 10_000_000  # bytes
READ_CHECKOUT = "import importlib.util, sys; open(sys.argv[1]).close(); assert importlib.util.find_spec('django')"


@dataclass(frozen=True)
class Places:
    """A var directory, and the accounts that use it (None: ourselves)."""

    var: Path
    servers: Account | None = None
    application: Account | None = None

    def directory(self, name: str, account: Account | None) -> Path:
        path = self.var / name
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)
        give(path, account)
        return path

    def secrets(self) -> Path:
        return self.directory("secrets", self.application)

    def password(self, name: str) -> str:
        """Read by who starts the servers only; programs get theirs in their environment."""
        return _secret(self.secrets() / name)

    def secret_key_file(self) -> Path:
        path = self.secrets() / "secret.key"
        _secret(path)
        give(path, self.application)
        return path

    def wrapping_key_file(self) -> Path:
        """Made and replaced by the application: the directory is its own."""
        return self.secrets() / "wrapping.key"

    def log(self, name: str) -> Path:
        path = self.directory("log", None) / f"{name}.log"
        if path.exists() and path.stat().st_size > LARGE_LOG:
            path.replace(path.with_suffix(".log.1"))
        return path


def _secret(path: Path) -> str:
    if not path.exists():
        draft = path.with_name(f"{path.name}.new")
        draft.touch(0o600)
        draft.write_text(secrets.token_urlsafe(48))
        draft.replace(path)  # in one step: a crash never leaves an empty password
    return path.read_text()


def reachable(var: Path, account: Account | None) -> Path:
    """This directory, or one outside the checkout when root's own directory shuts the account out."""
    _make(var)
    if account is None or can_enter(account, var):
        return var
    checkout = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    elsewhere = Path("/var/lib/zvh") / checkout
    _make(elsewhere)
    return elsewhere


def _make(path: Path) -> None:
    """With mode 755 whatever the umask: inside, every directory guards itself."""
    for directory in [*reversed(path.parents), path]:
        if not directory.exists():
            directory.mkdir()
            directory.chmod(0o755)


def places(var: Path) -> Places:
    """Sort out who can run where. The application stays root only where nobody else can read the checkout."""
    servers = unprivileged()
    readable = servers is not None and succeeds(servers, [sys.executable, "-c", READ_CHECKOUT, ROOT / "manage.py"])
    here = Places(reachable(var, servers), servers, servers if readable else None)
    if here.var != var:
        _show(here.var, var)
    return here


def _show(elsewhere: Path, var: Path) -> None:
    """Logs, mail and the rest are found in the checkout too."""
    for name in SHOWN:
        link = var / name
        if not link.is_symlink():
            link.symlink_to(elsewhere / name)
