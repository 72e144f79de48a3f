"""Texts that name nobody: what a body reads of a dispute (004, question 14), and another house of a case before it accepts (07)."""

import re
from collections.abc import Iterable

from cases.models import Subject


def names_in(text: str, subjects: Iterable[Subject]) -> list[str]:
    """Names of these persons that this text holds, as they are written in the case."""
    words = set(re.findall(r"\w+", text.casefold()))
    parts = [part for one in subjects for part in (one.first_names, one.surname, one.nickname)]
    names = {name for part in parts for name in re.findall(r"\w{2,}", part)}
    return sorted(name for name in names if name.casefold() in words)
