"""Components of pages that list: tables, filters, pages, figures."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from zvh.bars import BarChart
from zvh.components import Chart, Column, FileItem, Link, Tile
from zvh.rowbars import RowChart

register = template.Library()

EMPTY = {"nothing-yet": "folder", "nothing-found": "search", "nothing-to-do": "check"}


@register.simple_block_tag(takes_context=True)
def table(context: Context, content: str, caption: str, columns: Sequence[Column]) -> SafeString:
    """A table; on a narrow screen every row becomes a list. Holds `row` and `cell`."""
    query = _query(context)
    heads = [_head(column, query) for column in columns]
    return render_to_string("components/table.html", {"content": content, "caption": caption, "heads": heads})


def _query(context: Context) -> QueryDict:
    """What was asked of this page; empty where a component is rendered without a request."""
    request = context.get("request")
    return request.GET if request else QueryDict()


def _head(column: Column, query: QueryDict) -> dict[str, Any]:
    """The heading of a column with its sort link; sorting again turns the order round."""
    now = query.get("sorteer", "")
    order = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(now, "") if column.sort else ""
    wanted = f"-{column.sort}" if order == "ascending" else column.sort
    return {"column": column, "order": order, "url": _with(query, sorteer=wanted, pagina="")}


def _with(query: QueryDict, **changes: str) -> str:
    """The query of this page with some values changed; an empty value leaves the key out."""
    changed = query.copy()
    for key, value in changes.items():
        changed.pop(key, None)
        if value:
            changed[key] = value
    return f"?{changed.urlencode()}"


@register.simple_block_tag
def row(content: str) -> SafeString:
    """A row of a table."""
    return format_html('<tr class="ams-table__row" role="row">{}</tr>', content)


@register.simple_block_tag
def cell(content: str, title: str, is_head: bool = False) -> SafeString:
    """A cell; `title` is the heading of its column, shown before it on a narrow screen."""
    tag = '<th class="ams-table__header-cell" scope="row" role="rowheader" data-kop="{}"><div>{}</div></th>'
    plain = '<td class="ams-table__cell" role="cell" data-kop="{}"><div>{}</div></td>'
    return format_html(tag if is_head else plain, title, mark_safe(content.strip()))  # noqa: S308  # rendered by the template


@register.inclusion_tag("components/empty.html")
def empty_state(kind: str, title: str, text: str = "", action: Link | None = None) -> dict[str, Any]:
    """Why there is nothing here; kind is nothing-yet, nothing-found or nothing-to-do."""
    return {"sign": EMPTY[kind], "title": title, "text": text, "action": action}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the other pages of a list; nothing when there is one page."""
    query = _query(context)
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [(number, _with(query, pagina=str(number)) if isinstance(number, int) else "") for number in numbers]
    before = _with(query, pagina=str(page.number - 1)) if page.has_previous() else ""
    after = _with(query, pagina=str(page.number + 1)) if page.has_next() else ""
    return {"page": page, "links": links, "before": before, "after": after}


@register.simple_block_tag
def filter_panel(content: str, title: str = "Filter") -> SafeString:
    """The filters beside a list, as a GET form; closes itself on a narrow screen."""
    return render_to_string("components/filter.html", {"content": content, "title": title})


@register.inclusion_tag("components/chips.html")
def chips(result: str, links: Sequence[Link] = ()) -> dict[str, Any]:
    """What the list holds now, and the active filters, each with a link that removes it."""
    return {"result": result, "links": links}


@register.inclusion_tag("components/views.html")
def saved_views(links: Sequence[Link]) -> dict[str, Any]:
    """Saved sets of filters, with the number of cases in each."""
    return {"links": links}


@register.inclusion_tag("components/tiles.html")
def tiles(tiles: Sequence[Tile]) -> dict[str, Any]:
    """Key figures."""
    return {"tiles": tiles}


@register.inclusion_tag("components/files.html")
def file_list(files: Sequence[FileItem]) -> dict[str, Any]:
    """Stored files with their size."""
    return {"files": files}


@register.inclusion_tag("components/chart.html")
def bar_chart(chart: Chart) -> dict[str, Any]:
    """Bars drawn as SVG, and a table with the same figures."""
    return {"chart": chart, "bars": BarChart(chart)}


@register.inclusion_tag("components/row_chart.html")
def row_chart(chart: Chart, key: str) -> dict[str, Any]:
    """Bars that lie, for long names; the page shows the same figures in a table beside it. `key` is unique on the page."""
    return {"chart": chart, "bars": RowChart(chart, key)}
