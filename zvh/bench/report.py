"""The figures as a table, with the budgets that they must meet."""

from zvh.bench.measure import Query, Result, plan_of

PAGE_BUDGET, LIST_BUDGET, HEAVY_BUDGET = 1.3, 2.3, 1.0
HEAD = (
    f"{'wat':<24}{'wie':<18}{'echt p50':>10}{'p95':>8}{'zonder p50':>12}{'p95':>8}{'SQL p50':>9}{'p95':>8}"
    f"{'/zonder':>9}{'/SQL':>7}{'vragen':>8}  oordeel"
)


def report(results: list[Result], slowest: Query, heading: str) -> str:
    """Times in milliseconds. A verdict stands only where a budget is set."""
    lines = [heading, "", HEAD, *(_line(result) for result in results)]
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


def verdict(result: Result) -> str:
    """What is over its budget (issue: speed), "goed", or nothing where there is no budget."""
    budgets = [*_page_budgets(result), *_list_budgets(result)]
    over = [text for text, is_met in budgets if not is_met]
    return ", ".join(over) or ("goed" if budgets else "")


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
    most = HEAVY_BUDGET if result.scene.who.user.name.startswith("Zwaar") else LIST_BUDGET
    return [(f"boven {most} x SQL", result.ratio("floor") <= most)]
