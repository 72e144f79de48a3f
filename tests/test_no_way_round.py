"""Nothing goes round what keeps the house safe: lists round `visible_to`, writes round the audit, changes round a migration."""

import ast
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from zvh.fields import SealedModel

ROOT = Path(settings.BASE_DIR)
APPS = ("zvh", "parties", "cases", "privacy", "governance")
LONGEST = {"cases/views/meetingmode.py": 270}  # one page, read in one sitting
FORBIDDEN_ROOMS = {"services", "utils", "helpers", "managers", "signals", "mixins"}


def modules(*apps: str) -> list[Path]:
    return [
        path for app in apps or APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts
    ]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_modules_fit_in_a_head() -> None:
    sizes = {name(path): len(path.read_text().splitlines()) for path in modules()}
    assert len(sizes) > 150
    assert {path: size for path, size in sizes.items() if size > LONGEST.get(path, 250)} == {}


def test_no_rooms_without_a_subject() -> None:
    assert [
        name(path)
        for path in modules()
        if "dev" not in path.parts and FORBIDDEN_ROOMS & {part.removesuffix(".py") for part in path.parts}
    ] == []


def test_no_migration_is_missing(db: None) -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


# --- access ---------------------------------------------------------------------------------------------------------------

# A view finds through `visible_to`. What it may ask of a protected model besides, always within a case that it found that way.
WITHIN_A_CASE = {("cases/views/access.py", "CaseGrant.objects.select_related")}


def queries_past_visible_to(path: Path) -> Iterator[tuple[str, str]]:
    """`Model.objects.anything` of a protected model, where it is not `visible_to`."""
    protected = {model.__name__ for model in apps.get_models() if issubclass(model, SealedModel)} | {
        "CaseGrant",
        "ContributionRelease",
    }
    for node in ast.walk(ast.parse(path.read_text())):
        if not (
            isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "objects"
        ):
            continue
        model = node.value.value
        if isinstance(model, ast.Name) and model.id in protected and node.attr != "visible_to":
            yield name(path), f"{model.id}.objects.{node.attr}"


def test_views_find_through_visible_to() -> None:
    views = [path for path in modules() if "views" in path.parts]
    assert any("visible_to" in path.read_text() for path in views)
    assert {found for path in views for found in queries_past_visible_to(path)} == WITHIN_A_CASE


# auditlog does not see what is written past `save`. Who may, because no audited value changes or something else records it.
UNAUDITED = {
    ("cases/grants.py", "bulk_create"): "a trigger writes the history of every grant",
    ("cases/workflow/aanmelding.py", "update"): "the counter behind case numbers",
    ("cases/workflow/agenda.py", "update"): "the order of an agenda",
    ("cases/workflow/scanning.py", "update"): "what the scanner said; a refused file is logged",
    ("cases/workflow/candidates.py", "bulk_create"): "who is on a list; that it was sent is logged",
    ("cases/workflow/candidates.py", "update"): "who was chosen; that somebody chose is logged",
    ("cases/workflow/closing.py", "update"): "whose access outlives the closing; the closing itself is logged",
    ("cases/workflow/digest.py", "update"): "that a mail went out; the job is logged",
    ("cases/workflow/rescheduling.py", "update"): "who must answer again; that the meeting moved is logged",
    ("parties/workflow/second_factor.py", "bulk_create"): "digests of recovery codes, which no log may hold",
    ("parties/sessions.py", "update"): "when somebody was last there",
    ("privacy/accesslog.py", "bulk_create"): "the log itself",
    ("privacy/archiving.py", "update"): "when a package ends; that it was made or taken back is logged",
    ("privacy/carryingout.py", "update"): "the register says when a case was removed; its certificate accounts for it",
    ("privacy/disclosed.py", "bulk_create"): "the register outlives its case; the certificate accounts for that",
    ("privacy/incidents.py", "update"): "a KeyIncident records it",
    ("privacy/renewals.py", "bulk_create"): "who was asked; that it was asked is logged",
    ("privacy/restorelog.py", "bulk_create"): "seals of the log itself",
    ("privacy/reviewclock.py", "bulk_create"): "what a review found stays as it is; that it began is logged",
}


def unaudited(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            verb = node.func.attr
            of_rows = verb in ("bulk_create", "bulk_update") or (verb == "update" and node.keywords and not node.args)
            of_a_page = isinstance(node.func.value, ast.Name) and node.func.value.id in ("context", "frame")
            if of_rows and not of_a_page:
                yield name(path), verb


def test_nothing_is_written_past_the_audit_unseen() -> None:
    found = {one for path in modules("parties", "cases", "privacy", "governance") for one in unaudited(path)}
    assert found == set(UNAUDITED)


# --- words ----------------------------------------------------------------------------------------------------------------

ENGLISH = {
    "add", "all", "case", "cases", "change", "close", "create", "delete", "detail", "edit", "list", "log", "login", "logout", "meeting",
    "meetings", "new", "next", "open", "people", "person", "remove", "save", "search", "settings", "task", "tasks",
    "update", "user", "view",
}  # fmt: skip


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        else:
            yield route


def test_addresses_are_dutch_words() -> None:
    found = list(routes(get_resolver().url_patterns))
    assert len(found) > 80
    for route in found:
        assert route == "" or route.endswith("/"), route
        words = {word for word in re.split(r"[/-]", re.sub(r"<[^>]+>", "", route)) if word}
        assert words & ENGLISH == set(), route
        assert re.fullmatch(r"[a-z/<>:_-]*", route), route
