"""A real clamd, with the configuration of ours and one signature: that of the EICAR test string. It needs no download."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from django.test import override_settings

from tests.files.made import EICAR
from zvh import virusscan
from zvh.dev.places import ROOT

CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/opt/homebrew/sbin")
needs_clamd = pytest.mark.skipif(CLAMD is None, reason="geen clamd (apt-get install clamav-daemon)")


class Clamd:
    """Started with the file that docker-compose.yml gives it; only its places and its signatures are of the test."""

    def __init__(self, directory: Path) -> None:
        self.socket, self.file, signatures = (
            directory / "clamd.sock",
            directory / "clamd.conf",
            directory / "signatures",
        )
        signatures.mkdir()
        (signatures / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:0:{EICAR.hex()}\n")
        given = (ROOT / "deploy/clamd.conf").read_text()
        for name, place in (
            ("LocalSocket", self.socket),
            ("DatabaseDirectory", signatures),
            ("TemporaryDirectory", directory),
        ):
            given, count = re.subn(rf"^{name} .*$", f"{name} {place}", given, flags=re.MULTILINE)
            assert count == 1, name
        self.file.write_text(given)
        self.log = directory / "clamd.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        assert CLAMD
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([CLAMD, f"--config-file={self.file}"], stdout=log, stderr=log)
        with override_settings(CLAMD=str(self.socket)):
            assert _within(60, self._answers), self.log.read_text()

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.socket.unlink(missing_ok=True)
            self.process = None

    def _answers(self) -> bool:
        try:
            return bool(virusscan.version())
        except virusscan.ScannerAway:
            return False


def _within(seconds: float, holds: Callable[[], bool]) -> bool:
    end = monotonic() + seconds
    while not holds():
        if monotonic() > end:
            return False
        sleep(0.1)
    return True


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: Any) -> Iterator[Clamd]:
    """Long names of directories do not fit in the address of a socket."""
    made = Clamd(tmp_path_factory.mktemp("c"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def scanner(clamd: Clamd, settings: Any) -> Clamd:
    settings.CLAMD = str(clamd.socket)
    return clamd


@pytest.fixture
def no_scanner(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "clamd.sock")
