"""The lock files of packages."""

import re

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
