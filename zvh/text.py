"""What people type, before any field looks at it: written one way, no characters that deceive or break."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError

MOST = 50_000  # characters in one field

# Control characters but tab and line ends, halves of characters, and marks that show text in another order.
_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
# Code points without width that str.strip() leaves in place.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u3164\ufe0f\ufeff\uffa0"
)
_EDGES = _INVISIBLE + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


def tidy(value: Any) -> Any:
    """The same text written one way (NFC, line ends as \\n); lists item by item, other values as they are.

    Raises ValidationError for a character that may not be stored or shown.
    """
    if isinstance(value, (list, tuple)):
        return [tidy(item) for item in value]
    return _tidy_text(value) if isinstance(value, str) else value


def _tidy_text(value: str) -> str:
    if _REFUSED.search(value):
        raise ValidationError(
            "Er staat een onzichtbaar teken in dat niet mag. Haal het weg of typ de tekst opnieuw",
            code="hostile",
        )
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    return "" if is_blank(text) else text


def is_blank(text: str) -> bool:
    """Whether there is nothing to see: only spaces and characters without width."""
    return not text.strip() or all(mark.isspace() or mark in _INVISIBLE for mark in text)


def strip_invisible(text: str) -> str:
    """Without spaces and characters without width at both ends, however they alternate."""
    return text.strip(_EDGES)


def lower_first(label: str) -> str:
    """A label inside a sentence; abbreviations such as BSN stay as they are."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == "-" else label
