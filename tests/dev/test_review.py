"""Every line of review.toml, tried against a running `./run`."""

import base64
import http.cookiejar
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import psycopg
import pytest
from django_otp.oath import totp

from tests.dev.processes import alive
from tests.dev.whole import Started, start
from tests.stock import furnish
from zvh.dev.places import ROOT

REVIEW: dict[str, Any] = tomllib.loads((ROOT / "review.toml").read_text())
LOGINS = [dsn for cluster in ("main", "keystore") for dsn in REVIEW["databases"][cluster].values()]


@pytest.fixture(scope="module")
def started(var: Path) -> Iterator[Started]:
    furnish(var)
    with start(var) as whole:
        yield whole


def place(started: Started, path: str) -> Path:
    """Where it stands in this start, which has another directory for its data."""
    assert path.startswith("var/")
    return started.var / path.removeprefix("var/")


def here(started: Started, address: str) -> str:
    return address.replace(":8000/", f":{started.port}/")


def fetch(browser: OpenerDirector, url: str, **form: str) -> tuple[str, str]:
    """Address and text of the page that came, with the token of the form that was shown."""
    jars = [handler.cookiejar for handler in browser.handlers if isinstance(handler, HTTPCookieProcessor)]
    token = {cookie.name: cookie.value or "" for jar in jars for cookie in jar}.get("zvh-csrf", "")
    body = urlencode(form | {"csrfmiddlewaretoken": token}).encode() if form else None
    with browser.open(Request(url, body), timeout=30) as answer:
        return answer.url, answer.read().decode()


@pytest.mark.parametrize("account", REVIEW["accounts"], ids=lambda account: account["name"])
def test_an_account_signs_in(started: Started, account: dict[str, str]) -> None:
    browser = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
    home = here(started, REVIEW["application"]["address"])
    fetch(browser, f"{home}inloggen/")
    address, _ = fetch(browser, f"{home}inloggen/", email=account["email"], password=account["password"])
    assert address == f"{home}tweede-factor/"
    code = totp(base64.b32decode(account["totp_secret"]), t0=0)
    address, page = fetch(browser, address, code=f"{code:06d}")
    if word := account.get("chooses"):
        assert address == f"{home}rol-kiezen/"
        options = rf'value="([0-9a-f-]{{36}})"(?:(?!ams-radio__input).)*?{word}'
        choice = re.search(options, page, re.DOTALL)
        assert choice, page
        address, page = fetch(browser, address, capacity=choice[1])
    assert address == f"{home}mijn-werk/", page
    assert account["name"] in page


@pytest.mark.parametrize("dsn", LOGINS)
def test_a_login_connects(started: Started, dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGSERVICEFILE", str(place(started, REVIEW["databases"]["service_file"])))
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select current_user").fetchone() == (dsn.removeprefix("service="),)


@pytest.mark.parametrize("path", REVIEW["places"].values())
def test_a_place_is_there(started: Started, path: str) -> None:
    assert place(started, path).exists()


@pytest.mark.parametrize("path", REVIEW["processes"].values())
def test_a_process_id_is_of_a_living_process(started: Started, path: str) -> None:
    assert alive(int(place(started, path).read_text()))


@pytest.mark.parametrize("name", ["alive", "ready"])
def test_an_address_answers(started: Started, name: str) -> None:
    _, text = fetch(build_opener(), here(started, REVIEW["application"][name]))
    assert text in ("gezond", "klaar")


@pytest.mark.parametrize("name", list(REVIEW["commands"]))
def test_a_command_runs(started: Started, name: str) -> None:
    """Through the same door, on the directory of this start."""
    result = run(started, REVIEW["commands"][name].format(date="2026-12-01"))
    assert result.returncode == 0, result.stdout + result.stderr
    if name.startswith("nightly"):
        assert re.search(r"^2026-12-01: ", result.stdout, re.M), "the plan names each of them first"


def run(started: Started, command: str) -> subprocess.CompletedProcess[str]:
    script, manage, *rest = shlex.split(command)
    assert (script, manage) == ("./run", "manage")
    return subprocess.run(
        [script, manage, "--var", started.var, *rest],
        cwd=ROOT, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_without_a_running_application_a_command_says_so(tmp_path: Path) -> None:
    result = subprocess.run(
        ["./run", "manage", "--var", tmp_path, "nightly"],
        cwd=ROOT, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (1, "zvh: De applicatie draait niet. Start haar eerst met ./run\n")
