"""The figures as a table, and the budgets that they must meet, each reached or not."""

import json
from collections.abc import Iterator
from pathlib import Path

from zvh.bench.measure import Query, Result, plan_of

PAGE_BUDGET, LIST_BUDGET, HEAVY_BUDGET, GROWTH = 1.3, 2.3, 1.0, 1.2
QUERIES = {"casussen": 15, "casus": 30}
P50 = {"casussen": 100, "casus": 55}
HEAD = (
    f"{'wat':<24}{'wie':<18}{'echt p50':>10}{'p95':>8}{'zonder p50':>12}{'p95':>8}{'SQL p50':>9}{'p95':>8}"
    f"{'/zonder':>9}{'/SQL':>7}{'vragen':>8}  oordeel"
)


def report(results: list[Result], slowest: Query, heading: str, smaller: Path | None = None) -> str:
    """Times in milliseconds. A verdict stands only where a budget is set. `smaller`: figures of fewer cases to compare with."""
    lines = [heading, "", HEAD, *(_line(result) for result in results)]
    lines += ["", "Begrotingen", *(_verdict(*budget) for budget in budgets(results, smaller))]
    worst = f"{slowest.scene.name}, {slowest.scene.who.user}: {slowest.milliseconds:.0f} ms"
    return "\n".join([*lines, "", f"Traagste vraag ({worst})", slowest.sql, "", plan_of(slowest), ""])


def _line(result: Result) -> str:
    times = "".join(
        f"{result.p50(kind):>{wide}.1f}{result.p95(kind):>8.1f}"
        for kind, wide in (("real", 10), ("unchecked", 12), ("floor", 9))
    )
    ratios = f"{result.ratio('unchecked'):>9.2f}{result.ratio('floor'):>7.2f}"
    name, who = result.scene.name, result.scene.who.user.name.removesuffix(" gedelegeerde").lower()
    return f"{name:<24}{who:<18}{times}{ratios}{result.queries:>8}  {verdict(result)}"


def budgets(results: list[Result], smaller: Path | None) -> Iterator[tuple[str, float, float]]:
    """Name, figure and most of each budget: of every kind the worst."""
    pages = [result for result in results if result.scene.is_page]
    yield "pagina / zonder controle", max(result.ratio("unchecked") for result in pages), PAGE_BUDGET
    lists = [result for result in results if result.scene.name == "lijst"]
    yield "lijst / SQL, licht", max(result.ratio("floor") for result in lists if not _is_heavy(result)), LIST_BUDGET
    yield "lijst / SQL, zwaar", max(result.ratio("floor") for result in lists if _is_heavy(result)), HEAVY_BUDGET
    for name, most in QUERIES.items():
        yield f"vragen op {name}", max(result.queries for result in pages if result.scene.name == name), most
    for name, most in P50.items():
        yield f"p50 van {name}", max(result.p50("real") for result in pages if result.scene.name == name), most
    if smaller:
        before = json.loads(smaller.read_text())
        known = [(result, before[_key(result)]) for result in results if _key(result) in before]
        yield "groei tegen minder casussen", max(result.p50("real") / was for result, was in known), GROWTH


def figures(results: list[Result]) -> str:
    """What a later run at another size is compared with."""
    return json.dumps({_key(result): result.p50("real") for result in results}, indent=1)


def _key(result: Result) -> str:
    return f"{result.scene.name}, {result.scene.who.user.name}"


def _verdict(name: str, figure: float, most: float) -> str:
    return f"  {name:<34}{figure:>8.2f}  hoogstens {most:g}: {'gehaald' if figure <= most else 'NIET gehaald'}"


def _is_heavy(result: Result) -> bool:
    return result.scene.who.user.name.startswith("Zwaar")


def verdict(result: Result) -> str:
    """What is over its budget (issue: speed), "goed", or nothing where there is no budget."""
    asked = [*_page_budgets(result), *_list_budgets(result)]
    over = [text for text, is_met in asked if not is_met]
    return ", ".join(over) or ("goed" if asked else "")


def _page_budgets(result: Result) -> list[tuple[str, bool]]:
    if not result.scene.is_page:
        return []
    found = [(f"boven {PAGE_BUDGET} x zonder", result.ratio("unchecked") <= PAGE_BUDGET)]
    if most := result.scene.most_queries:
        found.append((f"meer dan {most} vragen", result.queries <= most))
    return found


def _list_budgets(result: Result) -> list[tuple[str, bool]]:
    if result.scene.name != "lijst":
        return []
    most = HEAVY_BUDGET if _is_heavy(result) else LIST_BUDGET
    return [(f"boven {most} x SQL", result.ratio("floor") <= most)]
