"""What the house promises about itself (08): the glossary is true, rooms stay small, nothing lies about unused."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("parties", "cases", "privacy", "governance", "zvh")
GLOSSARY = re.compile(r"^\| ([^|]+) \| `([\w.]+)` \|", re.M)
# Rooms and how many lines a function in them may have (08, "The rooms of an app").
FUNCTION_LIMITS = {"workflow": 40, "views": 30}
MODEL_LINES = 250


def modules(*rooms: str) -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = path.relative_to(ROOT).parts
            if "migrations" not in parts and (not rooms or any(room in parts for room in rooms)):
                yield path


def found(name: str) -> object:
    """The thing a dotted name stands for. Raises ImportError or AttributeError."""
    parts = name.split(".")
    for size in range(len(parts), 0, -1):
        try:
            thing: object = importlib.import_module(".".join(parts[:size]))
        except ModuleNotFoundError:
            continue
        for part in parts[size:]:
            thing = getattr(thing, part)
        return thing
    raise ImportError(name)


def terms() -> list[tuple[str, str]]:
    return GLOSSARY.findall((ROOT / "docs" / "glossary.md").read_text())


def test_every_code_name_in_the_glossary_exists() -> None:
    assert len(terms()) > 40
    for _, name in terms():
        found(name)


def test_a_name_that_does_not_exist_is_found_out() -> None:
    with pytest.raises((ImportError, AttributeError)):
        found("cases.models.Dossierstuk")


def test_no_word_of_the_glossary_stands_there_twice() -> None:
    words = [word for word, _ in terms()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(("room", "limit"), FUNCTION_LIMITS.items())
def test_functions_stay_short(room: str, limit: int) -> None:
    too_long = [
        f"{path.relative_to(ROOT)}:{node.name} {lines}"
        for path in modules(room)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (lines := (node.end_lineno or 0) - node.lineno + 1) > limit
    ]
    assert too_long == []


def test_modules_of_models_stay_small() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in modules("models")}
    assert {name: lines for name, lines in sizes.items() if lines > MODEL_LINES} == {}


def test_every_template_is_used() -> None:
    """Named whole, or by its last part where a view puts the folder before it; the form pack names its own."""
    folder = ROOT / "templates"
    everything = "\n".join(path.read_text() for path in [*modules(), *folder.rglob("*.html")])
    ours = [path.relative_to(folder) for path in folder.rglob("*.html") if path.relative_to(folder).parts[0] != "zvh"]
    unused = [str(path) for path in ours if path.as_posix() not in everything and f'"{path.stem}"' not in everything]
    assert unused == []


def test_settings_for_a_whole_session_are_never_used() -> None:
    """`set_config(…, false)` and `SET SESSION` outlive the transaction and leak over a pooled connection (12, section 7)."""
    wrong = re.compile(r"set_config\([^)]*,\s*false\)|set\s+session", re.I)
    texts = [*modules(), *ROOT.glob("*/sql/*.sql")]
    assert len(list(ROOT.glob("*/sql/*.sql"))) >= 2
    assert [str(path) for path in texts if wrong.search(path.read_text())] == []


def test_no_admin_site() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def checks() -> set[tuple[str, str]]:
    return set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "checks.md").read_text()))


def test_every_test_that_shows_a_check_exists() -> None:
    assert len(checks()) > 50
    missing = [
        (path, name)
        for path, name in sorted(checks())
        if not (ROOT / path).exists() or f"def {name}(" not in (ROOT / path).read_text()
    ]
    assert missing == []


def test_every_check_has_its_line() -> None:
    """S01 to S20 one by one; each shown by a test, or said to come later."""
    rows = re.findall(r"^\| (S\d\d) \| [^|]+ \| ([^|]+) \|$", (ROOT / "docs" / "checks.md").read_text(), re.M)
    assert {f"S{number:02}" for number in range(1, 21)} <= {name for name, _ in rows}
    assert [name for name, shown in rows if "`tests/" not in shown and "later" not in shown] == []


def called_while_read(node: ast.AST) -> Iterator[str]:
    """Names called where a module is read: its own lines, decorators and defaults, not the bodies of functions."""
    if isinstance(node, ast.Call):
        yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    inside = node.body if isinstance(node, ast.FunctionDef) else [node.body] if isinstance(node, ast.Lambda) else []
    for part in ast.iter_child_nodes(node):
        if part not in inside:
            yield from called_while_read(part)


def test_no_test_remembers_the_day_it_was_collected() -> None:
    """A run that goes past midnight, or is read one day and run the next, asks the day where it is used."""
    assert "today" in called_while_read(ast.parse("@mark([today()])\ndef test(): pass"))
    assert "today" not in called_while_read(ast.parse("def test():\n    assert today()"))
    paths = sorted((ROOT / "tests").rglob("*.py"))
    clock = {"today", "localdate", "localtime", "now"}
    early = [path.name for path in paths if clock & set(called_while_read(ast.parse(path.read_text())))]
    assert not early, f"the clock is asked while these are collected: {early}"
