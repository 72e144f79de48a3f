"""The forms of a page as a browser knows them: their controls, and what it would send."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from zvh.today import today

TYPED = {"text", "textarea", "search", "tel", "password", "email", "url"}
CHOSEN = {"select", "radio", "checkbox"}
Data = dict[str, list[str]]


@dataclass
class Control:
    """Everything in a form that has one name."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)  # what the page holds now
    options: list[str] = field(default_factory=list)
    inputmode: str = ""
    is_many: bool = False

    @property
    def is_typed(self) -> bool:
        return self.kind in TYPED

    @property
    def is_chosen(self) -> bool:
        return self.kind in CHOSEN


@dataclass
class PageForm:
    action: str
    controls: dict[str, Control] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    sent_to: dict[str, list[tuple[str, str]]] = field(
        default_factory=dict
    )  # the buttons by the address they send it to

    def by_address(self) -> list["PageForm"]:
        """One form for each address to which it can be sent."""
        return [replace(self, action=action, buttons=named) for action, named in self.sent_to.items()] or [self]

    def of_kind(self, *kinds: str) -> list[str]:
        return [name for name, one in self.controls.items() if one.kind in kinds]

    @property
    def texts(self) -> list[str]:
        """Where somebody types words: not a number, a date in parts or a version."""
        return [name for name, one in self.controls.items() if one.is_typed and not one.inputmode]

    def as_shown(self) -> Data:
        """What a browser sends when nothing is touched."""
        return {name: list(one.values) for name, one in self.controls.items() if one.values}

    def filled(self) -> Data:
        """What somebody sends who fills in everything as it is meant."""
        sent = {name: filled(one) for name, one in self.controls.items()}
        for name, value in self.buttons[:1]:
            sent[name] = [value]
        return {name: values for name, values in sent.items() if values and not sent.get(ONE_OF_TWO.get(name, ""))}


ANSWERS = {
    "bsn": "111222333", "postcode": "1234 AB", "email": "iemand@voorbeeld.invalid", "phone": "030 123 45 67",
    "mail": "iemand@voorbeeld.invalid", "house_number": "1", "grond": "Wmo 5.1.1",
    "_dag": "1", "_maand": "2", "_jaar": "1990", "bedrag": "10,00",
    "house_code": "QQ", "_om": "00:00",
    "bestand": "Achternaam;Geboortedatum\nProef;1-1-1990",
}  # fmt: skip
MEANT = {"vrijgave": {"partijen"}, "antwoord": {"bezwaar", "deels"}}  # with these, what is written beside them is kept
ONE_OF_TWO = {  # left out where the other is filled in
    "gemeente": "orgaan", "ontvanger": "organisatie", "wie": "mail",
}  # fmt: skip
LAST_DAYS = ("until_date", "valid_until")
BY_KIND = {"time": "10:00", "number": "1", "hidden": ""}


def filled(one: Control) -> list[str]:
    """A value that fits this control."""
    if meant := MEANT.get(one.name, set()).intersection(one.options):
        return [*meant][:1]
    if one.is_chosen:
        return ([value for value in one.values if value] or [value for value in one.options if value])[:1]
    if any(one.values):
        return one.values
    known = [value for name, value in ANSWERS.items() if one.name.endswith(name)]
    if not known and one.kind == "date":
        return [str(today() + timedelta(days=9 if one.name.endswith(LAST_DAYS) else 0))]
    return known[:1] or [BY_KIND.get(one.kind, "Proef")]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[PageForm] = []
        self.named: dict[str, PageForm] = {}  # by id, which a control elsewhere on the page names
        self.inside: PageForm | None = None
        self.text: Control | None = None  # the textarea that is open
        self.select: Control | None = None

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = self._opened(found) if found.get("method", "").lower() == "post" else None
        elif (form := self.named.get(found.get("form", ""), self.inside)) is not None:
            self._inside(tag, found, form)

    def _opened(self, found: dict[str, str]) -> PageForm:
        form = PageForm(found.get("action", ""))
        if "id" in found:
            self.named[found["id"]] = form
        return form

    def _inside(self, tag: str, found: dict[str, str], form: PageForm) -> None:
        name = found.get("name", "")
        if tag == "textarea":
            self.text = self._control(form, name, "textarea", found)
            self.text.values.append("")
        elif tag == "select":
            self.select = self._control(form, name, "select", found)
            self.select.is_many = "multiple" in found
        elif tag == "option" and self.select is not None:
            self._option(self.select, found, "selected")
        elif tag == "button" and found.get("type") != "button":
            named = form.sent_to.setdefault(found.get("formaction", form.action), [])
            named += [(name, found.get("value", ""))] if name else []
        elif tag == "input" and name and name != "csrfmiddlewaretoken":
            kind = found.get("type", "text")
            control = self._control(form, name, kind, found)
            if kind in ("radio", "checkbox"):
                self._option(control, {"value": "on", **found}, "checked")
            else:
                control.values.append(found.get("value", ""))

    def _control(self, form: PageForm, name: str, kind: str, found: dict[str, str]) -> Control:
        return form.controls.setdefault(name, Control(name, kind, inputmode=found.get("inputmode", "")))

    def _option(self, control: Control, found: dict[str, str], mark: str) -> None:
        control.options.append(found.get("value", ""))
        if mark in found:
            control.values.append(found.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.values[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text is not None:
            self.text.values[-1] = self.text.values[-1].removeprefix("\n")
            self.text = None
        elif tag == "select":
            self.select = None
        elif tag == "form" and self.inside is not None:
            self.forms.append(self.inside)
            self.inside = None


def forms_in(html: str) -> Iterator[PageForm]:
    """The forms that are sent by POST."""
    reader = _Reader()
    reader.feed(html)
    for form in reader.forms:
        yield from form.by_address()
