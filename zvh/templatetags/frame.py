"""The frame of a page: menu, breadcrumb, heading, form."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from zvh.components import Link

register = template.Library()

HTMX_SETTINGS = (
    '{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"selfRequestsOnly":true,'
    '"historyCacheSize":0,"refreshOnHistoryMiss":true,"responseHandling":['
    '{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"409|422","swap":true},'
    '{"code":"[45]..","swap":false,"error":true}]}'
)


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(links: Sequence[Link]) -> dict[str, Any]:
    """The way back; the page itself is not in it."""
    return {"links": links}


@register.simple_block_tag
def page_header(content: str, title: str, note: str = "") -> SafeString:
    """The heading of a page, with its actions as content."""
    return render_to_string("components/page_header.html", {"content": content, "title": title, "note": note})


@register.simple_tag(takes_context=True)
def main_menu(context: Context, items: Sequence[tuple[str, str]]) -> list[Link]:
    """The main menu as links; the one this page falls under is current, the narrowest where two do."""
    path = context["request"].path if context.get("request") else ""
    urls = [(label, reverse(name)) for label, name in items]
    current = max((url for _, url in urls if path.startswith(url)), key=len, default="")
    return [Link(label, url, is_current=url == current) for label, url in urls]


@register.simple_tag
def url_if_any(name: str) -> str:
    """The address of a page, empty where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
def htmx_settings() -> str:
    """How htmx behaves: no evaluation, no page kept in the browser, forms and conflicts shown."""
    return HTMX_SETTINGS


@register.simple_block_tag(takes_context=True)
def post_form(context: Context, content: str, form: BaseForm, autosave: str = "") -> SafeString:
    """A form that posts to its own page; its buttons are the content. `autosave` is where drafts go."""
    given = {
        "form": form,
        "content": content,
        "autosave": autosave,
        "csrf_token": context.get("csrf_token", ""),
    }
    return render_to_string("components/post_form.html", given)


@register.inclusion_tag("zvh/errors.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong in the form, above the heading of the page, with links to the fields."""
    return {"form": form}


@register.filter
def alert_tone(level: str) -> str:
    """The tone of an alert for the level of a message."""
    return {"success": "ok", "warning": "warn", "error": "err"}.get(level, "info")
