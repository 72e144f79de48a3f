"""What stands in the way of a start is told in one line."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from zvh.dev.binaries import check_libraries, postgres_binaries
from zvh.dev.errors import CannotStart
from zvh.dev.lock import only_one
from zvh.dev.places import ROOT, places
from zvh.dev.postgres import free_port


def start(port: int, var: Path) -> subprocess.CompletedProcess[str]:
    """As from a bare environment and another directory: nothing of the caller's counts."""
    return subprocess.run(
        [sys.executable, "-m", "zvh.dev", "run", "--port", str(port), "--var", var],
        cwd="/",
        env={"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_busy_port(var: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        result = start(port, var)
    line = f"zvh: Poort {port} is bezet. Kies een andere: ./run --port {port + 1}\n"
    assert (result.returncode, result.stderr) == (1, line)


def test_a_second_start_says_where_the_first_one_is(var: Path) -> None:
    here = places(var)
    with only_one(here.var / "lock", "De applicatie draait al op http://localhost:8123/"):
        result = start(free_port(), var)
    line = "zvh: De applicatie draait al op http://localhost:8123/\n"
    assert (result.returncode, result.stderr) == (1, line)


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    for _ in range(2):
        with only_one(path, "bezet"), pytest.raises(CannotStart, match="^bezet$"), only_one(path, "tweede"):
            raise AssertionError("two holders at once")


@pytest.mark.parametrize("port", ["0", "65536", "acht"])
def test_an_impossible_port(port: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "zvh.dev", "run", "--port", port], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


@pytest.fixture
def without_python(tmp_path: Path) -> Path:
    """A machine without Python, seen by a user who is not root."""
    for tool in ("dirname", "cksum", "cat", "rm"):
        (tmp_path / tool).symlink_to(f"/usr/bin/{tool}")
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("command", ["run", "test"])
def test_no_python(without_python: Path, command: str) -> None:
    result = subprocess.run(
        ["/bin/sh", ROOT / command],
        env={"PATH": str(without_python)},
        cwd="/",
        capture_output=True,
        text=True,
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "zvh: installeer eerst: sudo apt-get install python3 python3-venv\n"


def test_a_missing_library_is_named(tmp_path: Path) -> None:
    """The real server, asking for a library that no machine has."""
    server = tmp_path / "postgres"
    origin = (postgres_binaries(None) / "postgres").read_bytes()
    assert b"libz.so.1\0" in origin
    server.write_bytes(origin.replace(b"libz.so.1\0", b"libz.so.9\0"))
    server.chmod(0o755)
    with pytest.raises(CannotStart) as refusal:
        check_libraries(None, server)
    assert str(refusal.value) == "De bibliotheek libz.so.9 ontbreekt."


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has directories that its servers cannot enter")
def test_root_keeps_data_outside_a_directory_that_shuts_the_servers_out(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    here = places(closed / "var")
    try:
        assert here.var.parent == Path("/var/lib/zvh")
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        here.var.rmdir()
