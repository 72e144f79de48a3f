"""The components: in the gallery, and what they promise."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.http import Http404
from django.template import Context, Template
from django.test import RequestFactory

from zvh import pages
from zvh.bars import BarChart, nice_step
from zvh.components import Audience, Chart, Column, Contribution, Deadline, Link, Origin, Series, Trend
from zvh.dev.tokens import ROOT
from zvh.differences import compare
from zvh.templatetags import components

TEMPLATES = ROOT / "templates"
TODAY = date(2026, 11, 21)


def html(source: str, address: str = "/componenten/", **values: object) -> str:
    request = RequestFactory().get(address)
    return Template(source).render(Context({"request": request, **values}))


def shown_templates() -> str:
    frame = ["gallery.html", "base.html", "base_page.html", *(f"components/{p.name}" for p in parts())]
    return "".join((TEMPLATES / name).read_text("utf-8") for name in frame)


def parts() -> list[Path]:
    return sorted((TEMPLATES / "components").glob("*.html"))


@pytest.mark.parametrize("name", sorted(components.register.tags))
def test_every_component_is_in_the_gallery(name):
    assert re.search(r"{%\s*" + name + r"\b", shown_templates())


@pytest.mark.parametrize("template", parts(), ids=lambda path: path.stem)
def test_every_component_template_is_used(template):
    code = "".join(path.read_text("utf-8") for path in (ROOT / "zvh/templatetags").glob("*.py")) + shown_templates()
    assert f"components/{template.name}" in code


def test_every_icon_named_in_a_template_exists():
    pages_ = "".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    named = set(re.findall(r'{% icon "(\w+)" %}|sign="(\w+)"', pages_))
    assert len(named) > 20
    assert {one or other for one, other in named} <= components.ICONS


def test_unknown_icon_is_an_error():
    with pytest.raises(ValueError, match="No icon"):
        html('{% icon "raam" %}')


def test_misspelt_attribute_is_an_error():
    with pytest.raises(Exception, match="sing"):
        html('{% button "Opslaan" sing="check" %}')


def test_gallery_exists_only_in_demo_and_debug(settings):
    request = RequestFactory().get("/componenten/")
    assert pages.gallery(request).status_code == 200
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(Http404):
        pages.gallery(request)


@pytest.mark.parametrize(
    ("day", "words", "tone"),
    [
        (date(2026, 11, 19), "2 dagen te laat", "err"),
        (date(2026, 11, 20), "1 dag te laat", "err"),
        (TODAY, "vandaag", "warn"),
        (date(2026, 11, 22), "nog 1 dag", "warn"),
        (date(2026, 11, 26), "nog 5 dagen", "warn"),
        (date(2026, 11, 27), "nog 6 dagen", ""),
    ],
)
def test_deadline_in_words(day, words, tone):
    assert (Deadline(day, TODAY).words, Deadline(day, TODAY).tone) == (words, tone)


@pytest.mark.parametrize(("kind", "marks"), [("politie", 1), ("om", 1), ("ggz", 0)])
def test_contribution_carries_the_mark_of_politie_and_om(kind, marks):
    """Rule R6."""
    item = Contribution(Origin("Partij", kind), "tekst", "vandaag", Audience("alle deelnemers"))
    assert html("{% contribution item %}", item=item).count("z-mark") == marks


def test_text_of_people_is_shown_literally():
    item = Contribution(Origin("<b>P</b>"), "</p><script>1</script>{{ 7 }}", "nu", Audience("<i>wie</i>"))
    page = html("{% contribution item %}", item=item)
    assert "<script>" not in page and "<b>" not in page and "<i>" not in page
    assert "&lt;/p&gt;&lt;script&gt;1&lt;/script&gt;{{ 7 }}" in page


def test_cell_escapes_what_stands_in_it():
    assert "<script>" not in html('{% cell "Naam" %}{{ name }}{% endcell %}', name="<script>")


def test_sorting_again_turns_the_order_round_and_keeps_the_filters():
    source = '{% table "Casussen" columns %}{% endtable %}'
    page = html(source, "/?fase=triage&pagina=3&sorteer=termijn", columns=[Column("Termijn", "termijn")])
    assert 'aria-sort="ascending"' in page
    assert 'href="?fase=triage&amp;sorteer=-termijn"' in page


def test_query_of_a_visitor_is_escaped_in_links():
    page = html("{% table 'T' c %}{% endtable %}", '/?x="><script>', c=[Column("A", "a")])
    assert "<script>" not in page


def test_pagination_links_to_its_neighbours():
    page = html("{% pagination page %}", "/?fase=triage", page=Paginator(range(30), 10).page(2))
    assert 'href="?fase=triage&amp;pagina=1"' in page and 'href="?fase=triage&amp;pagina=3"' in page
    assert page.count('aria-current="page"') == 1


def test_one_page_needs_no_pagination():
    assert html("{% pagination page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_menu_marks_where_the_reader_is():
    page = html(
        "{% main_menu items as m %}{% for l in m %}{{ l.text }}{{ l.is_current }}{% endfor %}",
        "/componenten/knop/",
        items=[("Componenten", "componenten"), ("Hulp", "hulp")],
    )
    assert page == "ComponentenTrueHulpFalse"


def test_bars_fit_and_small_figures_are_hidden_everywhere():
    chart = Chart("T", "D", ("2025", "2026"), (Series("A", (120, None)),))
    bars = BarChart(chart)
    assert bars.rows == [("2025", ["120"]), ("2026", ["minder dan 10"])]
    drawn = list(bars.bars)
    assert [bar.text for bar in drawn] == ["120", "< 10"]
    assert all(bar.y >= 0 and bar.x + bar.width <= bars.width for bar in drawn)
    assert drawn[1].height == 0


@pytest.mark.parametrize(("highest", "step"), [(0, 1), (5, 1), (6, 2), (12, 5), (139, 50), (1000, 200)])
def test_grid_steps_are_round(highest, step):
    assert nice_step(highest) == step


def test_compared_texts_stay_whole():
    stored, mine = "Ontruiming op 1 december.\n", "Ontruiming op 8 december.\n\nUitstel"
    left, right = compare(stored, mine)
    assert ("".join(t for t, _ in left), "".join(t for t, _ in right)) == (stored, mine)
    assert left == [("Ontruiming op ", False), ("1 december.\n", True)]


def test_chips_say_what_they_remove():
    assert "Wis filter </span>Fase: Triage" in html("{% chips '3' links %}", links=[Link("Fase: Triage", "?")])


@pytest.mark.parametrize(
    ("levels", "words", "drawn"),
    [
        (("rood", "", "oranje"), "beter", 1),
        (("groen", "oranje", "oranje"), "slechter", 2),
        (("rood", "groen", "rood"), "gelijk", 2),
        (("rood",), "nog geen verloop", 0),
        ((), "nog geen verloop", 0),
    ],
)
def test_a_trend_says_and_draws_how_a_score_went(levels, words, drawn):
    page = html("{% trend one %}", one=Trend("Wonen", levels))
    assert f"<span>{words}</span>" in page
    assert page.count("<line ") == drawn
