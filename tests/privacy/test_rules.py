"""Everything that the log can call a page or a step has words of its own, and the log shows those."""

import ast
import re
from pathlib import Path

from django.conf import settings

from cases.phases import STEPS as PHASE_STEPS
from privacy import rules
from tests.access.test_matrix import ADDRESSES
from tests.cases import story
from tests.cast import Cast
from zvh.jobs import WORK

ROOT = Path(settings.BASE_DIR)
REFUSALS = ("note_refusal", "_note")


def written() -> set[str]:
    """The names that calls give as `rule`, in the source; and those that views make of the name of their template."""
    found: set[str] = set()
    for path in [
        path for app in ("cases", "parties", "privacy", "governance", "zvh") for path in (ROOT / app).rglob("*.py")
    ]:
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            given = [word.value for word in call.keywords if word.arg == "rule"]
            if isinstance(call.func, ast.Attribute | ast.Name) and ast.unparse(call.func).endswith(REFUSALS):
                given += call.args[1:2]
            found |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    templates = re.findall(r'_answer\(request, "(\w+)"', (ROOT / "cases" / "views" / "release.py").read_text())
    return (
        found | {f"bijdrage-{name}" for name in templates} | {"house", "reporter_or_assigned"}
    )  # of the page of a registration


def test_every_name_has_words() -> None:
    names = written() | set(ADDRESSES) | set(WORK) | {step.verb for step in PHASE_STEPS}
    assert len(written()) > 80
    assert {name for name in names if rules.in_dutch(name) == name} == set()


def test_no_words_are_left_over() -> None:
    names = written() | set(ADDRESSES) | set(WORK) | {step.verb for step in PHASE_STEPS}
    assert (rules.PAGES.keys() | rules.STEPS.keys()) - names == set()


def test_words_are_dutch_sentences() -> None:
    for words in (*rules.PAGES.values(), *rules.STEPS.values()):
        assert words[0].isupper() and "_" not in words and not words.endswith("."), words


def test_the_log_shows_the_words(cast: Cast) -> None:
    case = story.filed(cast)
    cast.rosa.client().get(f"/casussen/{case.number}/aanmelding/")
    html = cast.fatima.client().get(f"/privacy/logboek/casussen/{case.number}/").content.decode()
    assert "Aanmelding verstuurd" in html and "file_aanmelding" not in html
