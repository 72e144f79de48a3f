"""Blind indexes: keyed digests by which equal values are found without being readable (00, item 23)."""

import hashlib
import hmac
import re
import unicodedata
from datetime import date
from uuid import UUID

from zvh import sealing

PREFIXES = re.compile(
    r"^(?:(?:van|von|de|den|der|het|'t|t|te|ten|ter|op|in|uit|v\.?d\.?|v/d|v\.?|d|la|le|du|el|al)[\s.]+|d'\s*)+"
)
# Letters that do not come apart into a letter and a mark.
PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "’": "'"})


def digest(index_key_id: UUID, kind: str, *parts: str) -> bytes:
    """HMAC-SHA256 of the parts with the house's index key. Raises KeyMissing."""
    key = sealing.index_key(index_key_id)
    return hmac.new(key, "\x1f".join([kind, *parts]).encode(), hashlib.sha256).digest()


def normalised_surname(name: str) -> str:
    """Surname without prefixes, accents, doubled letters and with ij for y: Jansen and Janssen, v.d. and van den are equal."""
    plain = _plain(name)
    return _letters(PREFIXES.sub("", plain)) or re.sub(r"\s", "", plain)


def normalised_given_name(name: str) -> str:
    """A given name without accents, doubled letters and with ij for y."""
    return _letters(_plain(name))


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(PLAIN).strip()


def _letters(text: str) -> str:
    letters = re.sub(r"[\W_]", "", text).replace("ij", "y")
    return re.sub(r"(.)\1+", r"\1", letters)


def of_bsn(index_key_id: UUID, bsn: str) -> bytes:
    return digest(index_key_id, "bsn", bsn)


def of_name_and_birth(index_key_id: UUID, surname: str, born_on: date) -> bytes:
    return digest(index_key_id, "naam-datum", normalised_surname(surname), born_on.isoformat())


def of_name_and_year(index_key_id: UUID, surname: str, year: int) -> bytes:
    return digest(index_key_id, "naam-jaar", normalised_surname(surname), str(year))
