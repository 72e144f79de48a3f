"""The lock files of packages."""

import json
import re
import subprocess
import sys
from importlib.metadata import distributions

import django
import pytest

from zvh.dev.places import ROOT

LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"]


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+(?:\[[a-z,]+\])?)==([^ \\]+)", (ROOT / lock).read_text(), re.MULTILINE))


def test_tests_run_with_the_versions_that_users_get() -> None:
    used, tested = pins("requirements.txt"), pins("requirements-dev.txt")
    assert len(used) > 30
    assert {name: tested.get(name) for name in used} == used


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_hash(lock: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())[1:]
    assert len(blocks) == len(pins(lock)) > 0
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_or_place_of_whoever_locked_it(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url\S*|--find-links\S*|/home/\S+|/work/\S+", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_what_was_asked_for_is_locked(lock: str) -> None:
    asked = re.findall(r"^([a-z0-9][a-z0-9-]*)", (ROOT / lock.replace(".txt", ".in")).read_text(), re.MULTILINE)
    assert set(asked) - {name.partition("[")[0] for name in pins(lock)} == set()


FIXED = (5, 2, 19)  # of Django: what was harmful before it, is mended in it (S58)


def test_django_is_not_older_than_what_is_mended() -> None:
    locked = tuple(int(part) for part in pins("requirements.txt")["django"].split("."))
    assert locked >= FIXED
    assert django.VERSION[:3] == locked


def test_the_bill_of_materials_names_everything_that_runs() -> None:
    """S58: each package of the lock, with its version and every hash; and every package that is here has that version."""
    said = subprocess.run([sys.executable, "-m", "zvh.dev.sbom"], cwd=ROOT, capture_output=True, text=True, check=True)
    components = json.loads(said.stdout)["components"]
    locked = {name.partition("[")[0]: version for name, version in pins("requirements.txt").items()}
    assert {one["name"]: one["version"] for one in components} == locked
    hashes = [hash_["content"] for one in components for hash_ in one["externalReferences"][0]["hashes"]]
    assert sorted(hashes) == sorted(re.findall(r"sha256:([0-9a-f]{64})", (ROOT / "requirements.txt").read_text()))
    installed = {one.metadata["Name"].lower(): one.version for one in distributions()}
    assert {name: installed[name] for name in locked if name in installed} == {
        name: version for name, version in locked.items() if name in installed
    }
