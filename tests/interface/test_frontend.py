"""Fetching the files of the interface: complete, once, and one clear line when it fails."""

import subprocess
import sys

import pytest

from zvh.dev import frontend
from zvh.dev.tokens import ROOT


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """A target of our own, so that the files in use stay."""
    monkeypatch.setattr(frontend, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(frontend, "STAMP", tmp_path / "vendor" / "stamp.txt")
    return tmp_path / "vendor"


def test_files_are_complete_with_their_licences(elsewhere):
    frontend.write_vendor()
    names = {path.relative_to(elsewhere).as_posix() for path in elsewhere.rglob("*") if path.is_file()}
    fonts = {
        f"files/source-sans-3-{kind}-wght-{style}.woff2"
        for kind in ("latin", "latin-ext")
        for style in ("normal", "italic")
    }
    assert names == fonts | {
        "ams.css",
        "font.css",
        "ams-LICENSE.txt",
        "source-sans-3-LICENSE.txt",
        "stamp.txt",
    }
    assert "EUPL" in (elsewhere / "ams.css").read_text("utf-8")
    assert frontend.is_current()


def test_changed_lock_file_is_noticed(elsewhere, monkeypatch):
    frontend.write_vendor()
    monkeypatch.setattr(frontend, "INPUTS", ("package.json",))
    assert not frontend.is_current()


def test_failing_npm_gives_one_clear_line(elsewhere, monkeypatch, capsys):
    monkeypatch.setattr(frontend, "npm_command", lambda: [sys.executable, "-c", "raise SystemExit(7)"])
    assert frontend.main() == 1
    assert capsys.readouterr().err == "npm kon de bestanden van de interface niet ophalen (code 7).\n"
    assert not elsewhere.exists()


def test_npm_of_the_package_starts(monkeypatch):
    monkeypatch.setattr(frontend.shutil, "which", lambda name: None)
    result = subprocess.run([*frontend.npm_command(), "--version"], capture_output=True, text=True, check=True)
    assert int(result.stdout.split(".")[0]) >= 9


def test_imports_without_django():
    code = "import sys, zvh.dev.frontend; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_lock_file_names_no_host():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text("utf-8")
