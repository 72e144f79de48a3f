import os
import subprocess
import sys
from pathlib import Path

import pytest

from zvh.dev.checks import LINTERS, Outcome, _chosen, _report, _run_and_remember
from zvh.dev.places import ROOT

SKIPPING = """
import pytest

@pytest.mark.browser
def test_in_browser():
    pytest.skip("no browser")

def test_elsewhere():
    pytest.skip("another reason")
"""


@pytest.mark.parametrize(("required", "status"), [("1", 1), ("0", 0)])
def test_a_skipped_browser_test_fails_where_a_browser_is_required(tmp_path: Path, required: str, status: int) -> None:
    (tmp_path / "test_it.py").write_text(SKIPPING)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "zvh.dev.require_browser", tmp_path],
        cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, "ZVH_REQUIRE_BROWSER": required, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""},
    )  # fmt: skip
    assert result.returncode == status, result.stdout
    assert ("1 failed, 1 skipped" if status else "2 skipped") in result.stdout


@pytest.mark.parametrize(
    ("arguments", "steps"),
    [
        ([], len(LINTERS) + 1),
        (["-k", "x"], len(LINTERS) + 1),
        (["lint"], len(LINTERS)),
        (["pytest", "-x"], 1),
        (["mypy"], 1),
    ],
)
def test_which_steps_are_chosen(arguments: list[str], steps: int) -> None:
    assert len(_chosen(arguments)) == steps


@pytest.mark.parametrize(
    ("step", "succeeded"), [(["format", "zvh/dev/errors.py"], True), (["ruff", "no-such-file.py"], False)]
)
def test_a_step_tells_whether_it_succeeded(step: list[str], succeeded: bool) -> None:
    (only,) = _chosen(step)
    assert only(dict(os.environ)).succeeded is succeeded


def test_the_closing_line_of_pytest_is_repeated_last(capfd: pytest.CaptureFixture[str]) -> None:
    status, line = _run_and_remember(["/bin/sh", "-c", "echo dots; echo '3 passed in 1.0s'; exit 4"], dict(os.environ))
    _report([Outcome("ruff", False, 0.1), Outcome("pytest", status == 0, 1.0, line)])
    assert status == 4
    assert capfd.readouterr().out.splitlines()[-3:] == [
        "FOUT  ruff  (0.1 s)",
        "FOUT  pytest  (1.0 s)",
        "3 passed in 1.0s",
    ]
