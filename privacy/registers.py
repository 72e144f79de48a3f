"""The registers of the house: one room for all of them (05). What a register asks for stands in its model."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Value
from django.urls import reverse

from cases.work import MOST, Item, Work
from privacy.models import (
    AuditFinding,
    Complaint,
    Dpia,
    Instruction,
    PoliceDecision,
    ProcessingActivity,
    Processor,
    Research,
)
from privacy.models.register import RegisterRow
from privacy.reviewdays import source_of
from zvh.actor import Actor
from zvh.components import Answer, Link
from zvh.fields import SealedTextField
from zvh.templatetags.words import capital


@dataclass(frozen=True)
class Register:
    """A register: its name in an address, what it is called, what it is for and what asks for it."""

    name: str
    model: Any
    title: str
    source: str
    review: str  # what is done on the day of `review_on`

    @property
    def url(self) -> str:
        return reverse("register", args=[self.name])

    def seen(self, actor: Actor) -> Any:
        return self.model.objects.visible_to(actor)


ALL = (
    Register("klachten", Complaint, "Klachten", "protocol art. 16.5 f", "Klacht beantwoorden"),
    Register("aanwijzingen", Instruction, "Aanwijzingen", "protocol art. 12.4, 24.6 en 26.1", "Nagaan of een aanwijzing is opgevolgd"),
    Register("onderzoek", Research, "Onderzoek", "protocol art. 11.3 en 31", "Persoonsgegevens uit een onderzoek halen"),
    Register("verwerkingen", ProcessingActivity, "Verwerkingen", "protocol art. 24.2 en 24.3", "Verwerking nakijken"),
    Register("verwerkers", Processor, "Verwerkers", "protocol art. 22.4", "Verwerker nakijken"),
    Register("dpia", Dpia, "DPIA's", "protocol art. 15", "DPIA nalopen"),
    Register("audits", AuditFinding, "Audits", "Besluit gegevensverwerking art. 1.18", "Audit of nieuwe audit laten doen"),
    Register("artikel-20", PoliceDecision, "Besluiten artikel 20 Wpg", "Wpg art. 20", "Besluit artikel 20 Wpg nakijken"),
)  # fmt: skip
BY_NAME = {one.name: one for one in ALL}


def registers_of(actor: Actor) -> list[Register]:
    """Those that this actor may open."""
    return [one for one in ALL if actor.role in one.model.READERS]


def keeps(actor: Actor, register: Register) -> bool:
    return actor.role in register.model.KEEPERS


def waiting(rows: Iterable[RegisterRow]) -> list[RegisterRow]:
    """Those that must be looked at again some day, the first first."""
    return sorted((one for one in rows if one.review_on and not one.is_done), key=lambda one: (one.review_on, one.pk))


def label(register: Register, name: str) -> str:
    return str(capital(str(register.model._meta.get_field(name).verbose_name)))


def words(row: RegisterRow, name: str) -> str:
    """A value as a person reads it."""
    value = getattr(row, f"get_{name}_display", lambda: getattr(row, name))()
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value if value is not None else "")


def answers(register: Register, row: RegisterRow) -> list[Answer]:
    return [Answer(label(register, name), words(row, name)) for name in register.model.SHOWN]


def is_text(register: Register, name: str) -> bool:
    return isinstance(register.model._meta.get_field(name), SealedTextField)


def as_table(register: Register, rows: Iterable[RegisterRow]) -> tuple[list[str], list[list[object]]]:
    names = register.model.SHOWN
    return [label(register, name) for name in names], [[words(row, name) for name in names] for row in rows]


SOON = 60  # days before: a processor or an audit takes weeks


def to_review(work: Work) -> Iterable[Item]:
    """In "Mijn werk" of who keeps the register: what must be looked at again soon. What it is stands on its page."""
    last = work.actor.today + timedelta(days=SOON)
    for register in _with_rows(work.actor, last):
        rows = register.seen(work.actor).filter(review_on__lte=last).order_by("review_on")[:MOST]
        yield from (_item(work, register, one) for one in waiting(rows))


def _with_rows(actor: Actor, last: date) -> list[Register]:
    """Those that this actor keeps and that hold something to look at until that day: asked of all of them at once."""
    kept = [one for one in ALL if keeps(actor, one) and actor.role != "procesregisseur"]
    names = [
        one.seen(actor).filter(review_on__lte=last).order_by().values_list(Value(one.name, CharField())) for one in kept
    ]
    found = {name for (name,) in names[0].union(*names[1:])} if names else set()
    return [one for one in kept if one.name in found]


def _item(work: Work, register: Register, row: RegisterRow) -> Item:
    assert row.review_on
    link = Link("Bekijken", reverse("register-rij", args=[register.name, row.pk]))
    return Item(register.review, link, deadline=work.deadline(row.review_on, source_of(row)))
