"""The embedded Valkey: broker and cache."""

import socket
from dataclasses import dataclass
from pathlib import Path

from zvh.dev.account import Account, give
from zvh.dev.binaries import valkey_binary
from zvh.dev.places import Places
from zvh.dev.postgres import free_port
from zvh.dev.spawn import Program, base_environment

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir {directory}
appendonly yes
save ""
daemonize no
loglevel warning
"""


@dataclass(frozen=True)
class Valkey:
    binary: Path
    directory: Path
    log: Path
    password: str
    port: int
    account: Account | None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def program(self) -> Program:
        return Program(
            name="valkey",
            command=(str(self.binary), str(self._configuration())),
            log=self.log,
            env=base_environment(self.directory),
            account=self.account,
            cwd=self.directory,
        )

    def _configuration(self) -> Path:
        """A file, since every user of the machine can read the arguments of a program."""
        path = self.directory / "valkey.conf"
        path.touch(0o600)
        path.write_text(CONFIGURATION.format(port=self.port, password=self.password, directory=f'"{self.directory}"'))
        give(path, self.account)
        return path

    def is_ready(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answers = connection.makefile("rb")
                return [answers.readline(), answers.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
        except OSError:
            return False


def valkey(places: Places) -> Valkey:
    return Valkey(
        binary=valkey_binary(places.servers),
        directory=places.directory("valkey", places.servers),
        log=places.log("valkey"),
        password=places.password("valkey"),
        port=free_port(),
        account=places.servers,
    )
