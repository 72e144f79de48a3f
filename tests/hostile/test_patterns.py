"""No pattern and no parser of ours gets stuck in a long text made for that (S43).

The limit is processor time of this process, not a clock: a busy machine does not make it lie. What is linear takes a hundredth of it.
"""

import ast
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import Field
from django.urls import get_resolver

from tests.cases import story
from tests.cast import Cast
from zvh import blindindex, spreadsheet, text
from zvh.forms import HouseForm, prepare

LONG = 100_000
NASTY = {
    "addresses": "a@a." * (LONG // 4), "open": "(" * LONG, "brackets": "[" * (LONG // 2) + "]" * (LONG // 2), "letters": "a" * LONG + "!",
    "spaces": " " * LONG + "x", "hyphens": "-" * LONG + "!", "digits": "1" * LONG + "x", "marks": "e" + "\u0301" * LONG,
    "lines": "\n" * LONG + "x", "prefixes": "van de " * (LONG // 7), "short prefixes": "v.d." * (LONG // 4) + "!", "ij": "ij" * (LONG // 2),
    "dots": "." * LONG + "@", "seen and unseen": " \u200b" * (6 * LONG) + "x", "dates": "1-" * (LONG // 2), "zeros": "0" * LONG,
    "braces": "{{" * (LONG // 2), "tags": "<a" * (LONG // 2), "percents": "%25" * (LONG // 3), "wide": "１" * LONG,  # noqa: RUF001
}  # fmt: skip
SECONDS = 1.0
APPS = ("zvh", "parties", "cases", "privacy", "governance")


class Stuck(Exception):
    pass


@contextmanager
def never_stuck(seconds: float = SECONDS) -> Iterator[None]:
    """Ends what uses more of the processor than this; waiting costs nothing."""

    def end(*_: Any) -> None:
        raise Stuck

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def stuck(work: Callable[[str], Any]) -> list[str]:
    """The texts in which this gets stuck; that it refuses a text is its right."""
    found = []
    for name, long in NASTY.items():
        try:
            with never_stuck(), suppress(ValidationError, ValueError):
                work(long)
        except Stuck:
            found.append(name)
    return found


def test_what_gets_stuck_is_found_out() -> None:
    assert stuck(re.compile(r"(a+)+$").search) == ["letters"]
    assert stuck(str.upper) == []


def modules() -> Iterator[Any]:
    root = Path(settings.BASE_DIR)
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            if not {"dev", "bench", "migrations", "commands"} & set(parts) and parts[-1] not in ("__init__", "wsgi"):
                yield import_module(".".join(parts)), path


def patterns() -> set[str]:
    """Of every `re.…("…")` in the source, of validators, and of the addresses."""
    get_resolver().url_patterns  # loads them
    found = {route.pattern.regex.pattern for route in get_resolver().url_patterns}
    for module, path in modules():
        found |= {one.pattern for one in vars(module).values() if isinstance(one, re.Pattern)}
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            if ast.unparse(call.func).startswith("re.") and isinstance(call.args[0], ast.Constant):
                found.add(call.args[0].value)
    for _, field in fields():
        found |= {one.regex.pattern for one in field.validators if hasattr(one, "regex")}
    return found


def fields() -> Iterator[tuple[str, Field]]:
    """Every field of every form, as a page prepares it."""
    list(modules())
    waiting, seen = [HouseForm], set()
    while waiting:
        form = waiting.pop()
        waiting += [one for one in form.__subclasses__() if one not in seen]
        seen.add(form)
        if form.__module__.split(".")[0] in APPS:
            own = deepcopy(getattr(form, "base_fields", {}))  # they are prepared here, and the forms live on
            for name, field in own.items():
                yield f"{form.__name__}.{name}", field


def test_no_pattern(db: None) -> None:
    found = patterns()
    assert len(found) > 12
    for pattern in found:
        compiled = re.compile(pattern)
        assert stuck(compiled.search) == [], pattern
        assert stuck(lambda long, one=compiled: one.sub("", long)) == [], pattern


def test_no_field_of_any_form(db: None) -> None:
    """Text fields, dates, BSN, postcode, addresses of mail: prepared and cleaned as when it was sent."""
    tried: dict[Any, list[str]] = {}
    for name, field in fields():
        kind = (type(field), tuple(type(one) for one in field.validators))
        if kind not in tried:
            prepare(field, name, None)
            tried[kind] = stuck(
                lambda long, one=field: one.clean([long] * 3 if hasattr(one.widget, "widgets") else long)
            )
    assert len(tried) > 10
    assert {kind: names for kind, names in tried.items() if names} == {}


@pytest.mark.parametrize(
    "work",
    [
        text.tidy, text.strip_invisible, text.is_blank, blindindex.normalised_surname, blindindex.normalised_given_name,
        spreadsheet.disarmed, lambda long: spreadsheet.as_csv([long], []),
    ],
)  # fmt: skip
def test_no_parser_of_ours(work: Callable[[str], Any]) -> None:
    assert stuck(work) == []


def test_no_search(cast: Cast) -> None:
    """Through the pages, by POST and in an address as long as a server takes."""
    story.filed(cast)
    rosa, fatima, abel = cast.rosa.client(), cast.fatima.client(), cast.abel.client()
    assert (
        stuck(lambda long: fatima.post("/privacy/logboek/", dict.fromkeys(("van", "tot", "persoon", "soort"), long)))
        == []
    )
    names = ("fase", "regisseur", "sorteer", "pagina", "zoek", "aanpak", "partij", "next")
    for client, page in ((rosa, "/casussen/"), (rosa, "/overleggen/"), (rosa, "/partijen/"), (abel, "/beheer/mensen/")):
        assert (
            stuck(lambda long, client=client, page=page: client.get(page, dict.fromkeys(names, long[:4000]))) == []
        ), page
