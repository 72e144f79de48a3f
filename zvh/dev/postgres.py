"""One embedded PostgreSQL cluster."""

import random
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg

from zvh.dev.account import Account, give, identity
from zvh.dev.errors import CannotStart
from zvh.dev.places import Places
from zvh.dev.spawn import Program

SUPERUSER = "postgres"
# Errors of PostgreSQL may not carry values, nor the statement they stood in, to the log.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a socket's path may have 107 characters; ours may be longer
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "wal_compression": "off",
    "jit": "off",
    "shared_buffers": "64MB",
    "max_locks_per_transaction": "512",  # a backup is put back in one transaction
}
# For tests: what a crash of the machine loses is made again.
DISPOSABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def free_port() -> int:
    """Below the range the kernel gives to outgoing connections, so that it is still free after a restart."""
    choice = random.SystemRandom()
    for _ in range(100):
        port = choice.randrange(20_000, 32_000)
        if not is_busy(port):
            return port
    raise CannotStart("Geen vrije poort gevonden tussen 20000 en 32000.")


def is_busy(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


@dataclass(frozen=True)
class Cluster:
    """Its name is the name of its data directory, its log and its superuser's password."""

    name: str
    binaries: Path
    data: Path
    log: Path
    password: str
    port: int
    account: Account | None
    connections: int
    disposable: bool = False

    @property
    def url(self) -> str:
        """The superuser's address: for roles and databases only."""
        return f"postgresql://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/postgres"

    def is_new(self) -> bool:
        return not (self.data / "global" / "pg_control").exists()

    def initialise(self) -> None:
        """With checksums, and an order of letters that is the same on every machine."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        give(self.data, self.account)
        password_file = self.data.with_name(f"{self.name}.password")
        password_file.touch(0o600)
        give(password_file, self.account)
        try:
            password_file.write_text(self.password)
            self._initdb(password_file)
        finally:
            password_file.unlink()

    def _initdb(self, password_file: Path) -> None:
        result = subprocess.run(
            [
                *(
                    self.binaries / "initdb",
                    "-D",
                    self.data,
                    "-U",
                    SUPERUSER,
                    "-E",
                    "UTF8",
                    "-A",
                    "scram-sha-256",
                ),
                *(f"--pwfile={password_file}", "--data-checksums", "--no-instructions"),
                *("--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C.UTF-8"),
            ],
            env=ENVIRONMENT,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **identity(self.account),
        )
        if result.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise CannotStart(f"PostgreSQL maakt geen databank aan: {result.stderr.strip().splitlines()[-1]}")

    def program(self) -> Program:
        settings = SETTINGS | {"port": str(self.port), "max_connections": str(self.connections)}
        settings |= DISPOSABLE if self.disposable else {}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Program(
            name=self.name,
            command=(str(self.binaries / "postgres"), "-D", str(self.data), *options),
            log=self.log,
            env=ENVIRONMENT,
            account=self.account,
            cwd=Path("/"),
            stop_signal=signal.SIGINT,  # "fast": ends sessions, writes everything, stops
        )

    def is_ready(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


def cluster(name: str, places: Places, binaries: Path, connections: int, *, disposable: bool = False) -> Cluster:
    return Cluster(
        name=name,
        binaries=binaries,
        data=places.var / name,
        log=places.log(name),
        password=places.password(name),
        port=free_port(),
        account=places.servers,
        connections=connections,
        disposable=disposable,
    )
