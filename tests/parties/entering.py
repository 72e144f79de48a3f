"""Enters a covenant as a person does, page by page, from what a data file would hold. Fills no field that a page does not ask."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Protocol

from django.db.models import ForeignKey, ManyToManyField
from django.test import Client
from django.urls import reverse

from parties.loading.covenants import BEFORE_PARTIES, OF_A_COVENANT
from parties.models import Covenant, House, Membership, Party, PartyKind
from parties.parts import SECTIONS, Section, under
from tests.hostile.pageforms import forms_in

Entry = dict[str, Any]
Answers = dict[str, Any]  # per name of a field its text, the keys that are chosen, or whether it is ticked


class Hand(Protocol):
    """Fills in the form on a page and presses a button."""

    def send(self, address: str, answers: Answers, button: str) -> None: ...


class Typist:
    """By HTTP: what the page held already goes along, as a browser sends it."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def send(self, address: str, answers: Answers, button: str) -> None:
        page = self.client.get(address).content.decode()
        form = next(one for one in forms_in(page) if set(answers) <= set(one.controls))
        sent: dict[str, Any] = form.as_shown()
        sent |= {name: ["on"] if value is True else value for name, value in answers.items()}
        sent = {name: value for name, value in sent.items() if value is not False}
        answer = self.client.post(form.action or address, sent)
        assert answer.status_code == 302, (address, answers, _messages(answer.content.decode()))


def _messages(html: str) -> list[str]:
    return [line.strip() for line in html.splitlines() if "error" in line or "lert" in line][:20]


def enter(hand: Hand, content: Entry) -> Covenant:
    """Everything that `content` holds, in the order of the overview; the covenant is in preparation afterwards."""
    asked = ("name", "code", "in_force_from", "term_source")
    hand.send(reverse("inrichting-nieuw"), {name: _text(content["covenant"][name]) for name in asked}, "Beginnen")
    covenant = Covenant.everything.get(code=content["covenant"]["code"])
    general = reverse("inrichting-rij", args=[covenant.code, "algemeen", covenant.pk])
    hand.send(general, _general(content["covenant"]), "Bewaren")
    for key in BEFORE_PARTIES:
        _enter_part(hand, covenant, key, content)
    for listed in content.get("party_lists", []):
        _enter_parties(hand, covenant, listed)
    for key in OF_A_COVENANT:
        if key not in BEFORE_PARTIES:
            _enter_part(hand, covenant, key, content)
    for entry in content.get("retention_policies", []):
        _enter_retention(hand, covenant, entry)
    return Covenant.everything.get(pk=covenant.pk)


def _general(entry: Entry) -> Answers:
    words = {f"woord_{code}": text for code, text in entry.get("words", {}).items()}
    return {"criteria_expression": entry["criteria_expression"], "criteria_source": entry["criteria_source"], **words}


def _enter_part(hand: Hand, covenant: Covenant, key: str, content: Entry) -> None:
    section = next(one for one in SECTIONS if one.model is OF_A_COVENANT[key] and not one.under)
    for entry in content.get(key, []):
        enter_row(hand, covenant, section, entry)


def enter_row(hand: Hand, covenant: Covenant, section: Section, entry: Entry) -> Any:
    address = reverse("inrichting-rij-nieuw", args=[covenant.code, section.slug])
    hand.send(address, answers(section, covenant, entry), "Toevoegen")
    row = section.rows(covenant).latest("pk")
    for child, lines in _below(section, entry):
        for line in lines:
            below = reverse("inrichting-onder-nieuw", args=[covenant.code, section.slug, row.pk, child.slug])
            hand.send(below, answers(child, covenant, line), "Toevoegen")
    return row


def _below(section: Section, entry: Entry) -> Iterator[tuple[Section, list[Entry]]]:
    for child in under(section):
        accessor = child.model._meta.get_field(child.under).remote_field.get_accessor_name()
        yield child, entry.get(accessor, [])


def _enter_parties(hand: Hand, covenant: Covenant, listed: Entry) -> None:
    """First in the register, then as taking part."""
    houses = [str(House.everything.get(code=code).pk) for code in listed["houses"]]
    for line in listed["parties"]:
        kinds = [str(PartyKind.objects.get(code=code).pk) for code in listed["kinds"]]
        hand.send(
            reverse("partij-nieuw"), {"name": line["name"], "kinds": kinds, "source": listed["source"]}, "Toevoegen"
        )
        party = Party.objects.get(slug=line["slug"])
        given = {
            "party": str(party.pk),
            "houses": houses,
            "from_date": str(covenant.in_force_from),
            "source": listed["source"],
        }
        hand.send(reverse("inrichting-rij-nieuw", args=[covenant.code, "partijen"]), given, "Toevoegen")
        assert Membership.objects.filter(party=party, covenant=covenant).exists()


def _enter_retention(hand: Hand, covenant: Covenant, entry: Entry) -> None:
    section = next(one for one in SECTIONS if one.slug == "bewaartermijnen")
    for house in entry["houses"]:
        for approach in entry["approaches"]:
            enter_row(hand, covenant, section, {**entry, "house": house, "approach": approach})


def answers(section: Section, covenant: Covenant, entry: Entry) -> Answers:
    """What is filled in for this entry: rows that it names by their code are chosen from the list."""
    found: Answers = {}
    for name in section.fields:
        if name == "words":
            found |= {f"woord_{code}": text for code, text in entry.get("words", {}).items()}
        elif name in entry:
            found[name] = _answer(section.model._meta.get_field(name), covenant, entry[name])
    return found


def _answer(field: Any, covenant: Covenant, value: Any) -> Any:
    if isinstance(field, ManyToManyField):
        return [_pk(field.related_model, covenant, code) for code in value]
    if isinstance(field, ForeignKey):
        return _pk(field.related_model, covenant, value)
    if isinstance(value, bool | list):
        return value
    return _text(value)


def _pk(model: Any, covenant: Covenant, code: str) -> str:
    lookup = {"slug" if model is Party else "code": code}
    own = any(field.name == "covenant" for field in model._meta.fields)
    return str(model._default_manager.get(**lookup, **({"covenant": covenant} if own else {})).pk)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
