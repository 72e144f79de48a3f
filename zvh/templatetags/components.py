"""The components of the interface, one Python signature each: a misspelt attribute is an error.

They take plain values (`zvh/components.py`) and never query the database. /componenten/ shows them all.
Pages load this library; it brings along those of lists, casework and the frame of a page.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zvh.components import Answer
from zvh.templatetags import casework, frame, lists

register = template.Library()
for library in (casework, frame, lists):
    register.tags.update(library.register.tags)
    register.filters.update(library.register.filters)

SPRITE = Path(__file__).resolve().parents[2] / "static/icons.svg"
ICONS = frozenset(re.findall(r'<symbol id="(\w+)"', SPRITE.read_text("utf-8")))
TONES = {"neutral": "", "info": "azure", "ok": "lime", "warn": "yellow", "err": "red"}
ALERTS = {"info": "", "ok": "success", "warn": "warning", "err": "error"}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A decorative icon: the words stand next to it."""
    if name not in ICONS:
        raise ValueError(f"No icon {name}")
    place = f"{static('icons.svg')}#{name}"
    return format_html('<svg class="z-icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', place)


@register.simple_tag
@cache
def choice_icon(kind: str) -> SafeString:
    """What is drawn for a box to choose; kind is radio or checkbox."""
    return render_to_string(f"zvh/layout/{kind}_icon.html")


@register.inclusion_tag("components/button.html")
def button(
    text: str,
    *,
    kind: str = "primary",
    name: str = "",
    value: str = "",
    sign: str = "",
    danger: bool = False,
    of: str = "",
) -> dict[str, Any]:
    """A button that submits its form; one primary on a page. Danger is never primary, and always with a page that confirms.

    `of` says what it is about where several have the same text: heard, not seen.
    """
    kind = "secondary" if danger else kind
    return {"text": text, "kind": kind, "name": name, "value": value, "sign": sign, "danger": danger, "of": of}


@register.inclusion_tag("components/link_button.html")
def link_button(text: str, url: str, *, kind: str = "secondary", sign: str = "") -> dict[str, Any]:
    """A link that starts an action and looks like a button."""
    return {"text": text, "url": url, "kind": kind, "sign": sign}


@register.simple_tag
def badge(text: str, tone: str = "neutral") -> SafeString:
    """A word in a coloured label; tone is neutral, info, ok, warn or err."""
    colour = f" ams-badge--{TONES[tone]}" if TONES[tone] else ""
    return format_html('<span class="ams-badge{}">{}</span>', colour, text)


@register.simple_block_tag
def alert(content: str, title: str, tone: str = "info", takes_focus: bool = False) -> SafeString:
    """Something the reader must not miss; tone is info, ok, warn or err."""
    given = {
        "content": content,
        "title": title,
        "colour": ALERTS[tone],
        "tone": tone,
        "takes_focus": takes_focus,
    }
    return render_to_string("components/alert.html", given)


@register.simple_block_tag
def panel(content: str, title: str = "", anchor: str = "", level: int = 2) -> SafeString:
    """A part of the page on its own surface."""
    given = {"content": content, "title": title, "anchor": anchor, "level": level}
    return render_to_string("components/panel.html", given)


@register.simple_block_tag
def explanation(content: str, title: str) -> SafeString:
    """More words for who wants them; closed until opened."""
    return render_to_string("components/explanation.html", {"content": content, "title": title})


@register.inclusion_tag("components/data_list.html")
def data_list(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Terms with their values."""
    return {"pairs": pairs}


@register.inclusion_tag("components/summary_list.html")
def summary_list(answers: Sequence[Answer]) -> dict[str, Any]:
    """What was filled in, to check before it is sent."""
    return {"answers": answers}
