"""`./run` as a user starts it: every server and program, on its own var directory and port."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.dev.processes import eventually, mentioning
from zvh.dev.places import ROOT
from zvh.dev.postgres import free_port

PROGRAMS = {
    "web": "gunicorn zvh.wsgi",
    "people": "-Q people",
    "system": "-Q system",
    "beat": "celery -A zvh.celery beat",
}


@dataclass
class Started:
    process: subprocess.Popen[str]
    var: Path
    port: int
    lines: list[str]

    def pid(self, name: str) -> int:
        """Of the program itself: its helpers have it as their parent."""
        found = mentioning(str(self.var))
        return next(
            pid for pid, command in found.items() if PROGRAMS[name] in command and parent(pid) == self.process.pid
        )

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=3)
        try:
            connection.request("GET", "/klaar/", headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@contextmanager
def start(var: Path) -> Iterator[Started]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "zvh.dev", "run", "--port", str(port), "--var", var],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            lines = []
            for line in process.stdout:
                lines.append(line)
                if "klaar op" in line:
                    break
            assert lines and "klaar op" in lines[-1], "".join(lines)
            yield Started(process, var, port, lines)
        finally:
            process.kill()
    assert eventually(lambda: mentioning(str(var)) == {})


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
