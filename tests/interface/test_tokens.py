"""The token stylesheet: generated, complete, readable for everyone."""

import re

import pytest

from zvh.dev import frontend, tokens
from zvh.dev.tokens import ROOT

STYLES = sorted((ROOT / "static/css").glob("*.css"))


def defined(css: str) -> set[str]:
    return set(re.findall(r"(--[\w-]+)\s*:", css))


def test_stylesheet_is_what_the_script_makes():
    built = tokens.build()
    assert built.problems == []
    assert tokens.RESULT.read_text("utf-8") == built.css


def test_every_property_without_fallback_has_a_value():
    used = tokens.needed_names((frontend.VENDOR / "ams.css").read_text("utf-8"))
    assert len(used) > 700
    assert used - defined(tokens.RESULT.read_text("utf-8")) == set()


@pytest.mark.parametrize("sheet", STYLES, ids=lambda path: path.stem)
def test_own_styles_use_only_values_that_exist(sheet):
    known = set().union(*(defined(path.read_text("utf-8")) for path in STYLES))
    assert set(re.findall(r"var\((--z-[\w-]+)\)", sheet.read_text("utf-8"))) - known == set()


@pytest.mark.parametrize("sheet", STYLES, ids=lambda path: path.stem)
def test_own_styles_fetch_nothing(sheet):
    assert not re.search(r"url\(|@import", sheet.read_text("utf-8"))


def test_contrast_is_measured_as_wcag_does():
    assert tokens.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert tokens.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_pair_that_is_too_low_is_found():
    source = tokens.read_source()
    source["donker"]["fg"] = source["donker"]["bg"]
    assert "donker fg/bg is below 4.5" in tokens.low_pairs(source)


def test_no_sheet_of_a_page_is_left_out():
    page = (ROOT / "templates/base_page.html").read_text("utf-8")
    assert {f"css/{path.name}" for path in STYLES} == set(re.findall(r"css/\w+\.css", page))
    modules = {f"js/{path.name}" for path in (ROOT / "static/js").glob("*.js")}
    assert modules == set(re.findall(r"js/\w+\.js", page))


def test_templates_hold_no_style_and_no_script_of_their_own():
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", text), path
