"""`{% word house "casusoverleg" %}`: the word this house uses (01-covenants, rows 3-6)."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def word(house: Any, code: str) -> str:
    """The house's own word, as it stands in a sentence."""
    return str(house.word(code))


@register.filter
def capital(text: str) -> str:
    """With a capital, as at the start of a line."""
    return f"{text[:1].upper()}{text[1:]}"
