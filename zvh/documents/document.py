"""A document as it is kept and drawn: who sends it to whom, and its text, block by block."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from zvh.documents.characters import drawable


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a list or a table; a list has `items`, a table `rows` with its heads first and `text` above it."""

    kind: Literal["kop", "alinea", "lijst", "tabel"]
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def heading(text: str) -> Block:
    return Block("kop", text)


def paragraph(text: str) -> Block:
    return Block("alinea", text)


def items(texts: Iterable[str]) -> Block:
    return Block("lijst", items=tuple(texts))


def table(caption: str, rows: Iterable[Iterable[str]]) -> Block:
    """The first row holds the heads; the first column says what a row is about."""
    return Block("tabel", caption, rows=tuple(map(tuple, rows)))


@dataclass(frozen=True)
class Document:
    """Everything that stands on the paper. `facts` are the lines with a name: date, reference, subject."""

    title: str
    sender: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()

    def to_text(self) -> str:
        """As it is kept: JSON, with only what can be drawn."""
        return json.dumps(_clean(asdict(self)), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Document":
        kept = json.loads(text)
        return cls(
            title=kept["title"],
            sender=tuple(kept["sender"]),
            recipient=tuple(kept["recipient"]),
            facts=tuple((name, value) for name, value in kept["facts"]),
            blocks=tuple(_block(one) for one in kept["blocks"]),
        )


def _block(kept: dict[str, Any]) -> Block:
    """What was kept before there were tables has no rows."""
    return Block(kept["kind"], kept["text"], tuple(kept["items"]), tuple(map(tuple, kept.get("rows", ()))))


def _clean(value: object) -> object:
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return drawable(value) if isinstance(value, str) else value
