"""Rules of the house that a reader can not be asked to check every time (design: house style)."""

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
LONGEST = {"cases/policy.py": 400}  # one table, read in one sitting
FORBIDDEN_ROOMS = {"services", "utils", "helpers", "managers", "signals", "mixins"}


def modules(*apps: str) -> list[Path]:
    return [path for app in apps or APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines of every function, without its docstring."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            yield node.name, (node.end_lineno or 0) - first.lineno + 1


def test_modules_fit_in_a_head() -> None:
    sizes = {name(path): len(path.read_text().splitlines()) for path in modules()}
    assert len(sizes) > 150
    assert {path: size for path, size in sizes.items() if size > LONGEST.get(path, 250)} == {}


@pytest.mark.parametrize(("room", "limit"), [("views", 25), ("workflow", 40), ("models", 25), ("forms", 25)])
def test_functions_fit_on_a_screen(room: str, limit: int) -> None:
    found = [(name(path), *one) for path in modules() if room in path.parts for one in functions(path)]
    assert found
    assert [one for one in found if one[2] > limit] == []


def test_no_rooms_without_a_subject() -> None:
    assert [name(path) for path in modules() if "dev" not in path.parts and FORBIDDEN_ROOMS & {part.removesuffix(".py") for part in path.parts}] == []


def test_every_template_is_used() -> None:
    sources = "\n".join(path.read_text() for path in [*modules(), *(ROOT / "templates").rglob("*.*")])
    templates = [path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.*")]
    assert len(templates) > 100
    assert [str(path) for path in templates if not used(path, sources)] == []


def used(path: Path, sources: str) -> bool:
    """By its whole name; letters and error pages by their stem; the crispy pack by the name crispy-forms gives it."""
    if path.parts[0] == "zvh":
        return True
    if f'"{path}"' in sources or f"'{path}'" in sources:
        return True
    stem = path.stem.partition("_")[2] or path.stem  # f"cases/mail/{letter}.txt", f"…/subject_{template}.html"
    in_folder = f"{path.parent}/{path.stem.removesuffix(stem)}{{" in sources or f"{path.parent}/{{" in sources
    return in_folder and re.search(rf'"({stem}|{path.stem})"', sources) is not None


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
    protected = {model.__name__ for model in apps.get_models() if issubclass(model, SealedModel)} | {"CaseGrant", "ContributionRelease"}
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "objects"):
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
    ("cases/workflow/closing.py", "update"): "whose access outlives the closing; the closing itself is logged",
    ("cases/workflow/statistics.py", "update"): "the link to an anonymous figure",
    ("parties/workflow/second_factor.py", "bulk_create"): "digests of recovery codes, which no log may hold",
    ("privacy/accesslog.py", "bulk_create"): "the log itself",
    ("privacy/incidents.py", "update"): "a KeyIncident records it",
}


def unaudited(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            verb = node.func.attr
            of_rows = verb in ("bulk_create", "bulk_update") or (verb == "update" and node.keywords and not node.args)
            of_rows = of_rows and not (verb == "update" and isinstance(node.func.value, ast.Name) and node.func.value.id in ("context", "frame"))
            if of_rows:
                yield name(path), verb


def test_nothing_is_written_past_the_audit_unseen() -> None:
    found = {one for path in modules("parties", "cases", "privacy", "governance") for one in unaudited(path)}
    assert found == set(UNAUDITED)


# --- words ----------------------------------------------------------------------------------------------------------------

ENGLISH = {
    "add", "all", "case", "cases", "change", "close", "create", "delete", "detail", "edit", "list", "log", "login", "logout", "meeting",
    "meetings", "new", "next", "open", "people", "person", "remove", "save", "search", "settings", "task", "tasks", "update", "user", "view",
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


GLOSSARY = ROOT / "docs" / "glossary.md"


def code_names() -> set[str]:
    """Every class, function and constant of the application."""
    found: set[str] = set()
    for path in modules("parties", "cases", "privacy", "zvh"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.AnnAssign | ast.Assign):
                targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
                found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def test_the_glossary_is_true() -> None:
    """Each row: the Dutch term, the name in the code, the source; the name is there."""
    rows = [line.strip("|").split("|") for line in GLOSSARY.read_text().splitlines() if line.startswith("| ") and "---" not in line]
    terms = [[cell.strip() for cell in row] for row in rows[1:]]
    assert len(terms) > 40
    known = code_names()
    for term, code, source in terms:
        assert term and source, term
        for one in re.findall(r"`([^`]+)`", code):
            missing = {part for part in one.split(".") if part not in known}
            assert missing == set(), (term, one)
        assert "`" in code, term
    dutch = [term for term, _, _ in terms]
    assert dutch == sorted(dutch, key=str.casefold), "in the order of the alphabet"
    assert len(dutch) == len(set(dutch))


def test_every_model_of_casework_stands_in_the_glossary() -> None:
    text = GLOSSARY.read_text()
    models = [model.__name__ for model in apps.get_app_config("cases").get_models() if not model.__name__.startswith(("Historical",))]
    assert [model for model in models if f"`{model}`" not in text] == []
