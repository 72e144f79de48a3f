"""Two versions of a text, side by side, with the words that differ."""

import re
from difflib import SequenceMatcher

Piece = tuple[str, bool]  # words, and whether the other version has them not
MOST = 2_000  # words; longer texts are shown without marks, comparing them takes too long


def compare(stored: str, mine: str) -> tuple[list[Piece], list[Piece]]:
    """The pieces of both texts; together they are the whole text again."""
    old, new = re.findall(r"\S+\s*|\s+", stored), re.findall(r"\S+\s*|\s+", mine)
    if max(len(old), len(new)) > MOST:
        return [(stored, False)], [(mine, False)]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return (
        [("".join(old[a:b]), kind != "equal") for kind, a, b, _, _ in steps if b > a],
        [("".join(new[c:d]), kind != "equal") for kind, _, _, c, d in steps if d > c],
    )


def merged(stored: str, mine: str) -> str:
    """Both texts in one: what they share once, where they differ first what is stored and then the own lines."""
    old, new = stored.splitlines(), mine.splitlines()
    lines: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        lines += old[a:b] if kind == "equal" else [*old[a:b], *new[c:d]]
    return "\n".join(lines)
