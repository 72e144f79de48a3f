"""What a letter says: the texts of the house, filled in for one case (protocol 16.5; AVG 13 and 14)."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localdate

from cases.models import Case, Subject
from cases.retention import policy_of
from parties.choices import Deadline, Word
from parties.models import LetterTemplate, Membership, Party, Regime, Term
from parties.models.letter import filled
from zvh.documents import Block, Document, heading, items, paragraph

OWN_TEXT_AFTER = "opening"
BULLET = "- "


@dataclass(frozen=True)
class Said:
    """What a person fills in; the rest is text of the house."""

    recipient: str
    address: str
    contact: str
    dated_on: date
    own_text: str = ""


def name_of(subject: Subject) -> str:
    """As it stands on an envelope: initials, not how somebody is called."""
    return " ".join(part for part in (subject.initials or subject.first_names, subject.infix, subject.surname) if part)


def address_of(subject: Subject) -> str:
    """Street and place as they stand on an envelope, as far as they are known."""
    street = f"{subject.street} {subject.house_number}".strip()
    place = f"{subject.postcode} {subject.place}".strip()
    return "\n".join(line for line in (street, place) if line)


def compose(case: Case, template: LetterTemplate, said: Said, *, serial: int, today: date) -> Document:
    """The whole letter, as it is shown, kept and drawn."""
    regime = regime_of(case, today)
    values = _values(case, regime, said, today)
    blocks = [paragraph(f"Geachte {said.recipient},")]
    for part in template.parts_for(case.house, regime):
        if part.heading:
            blocks.append(heading(filled(part.heading, values)))
        blocks += in_blocks(filled(part.text, values))
        if part.part == OWN_TEXT_AFTER:
            blocks += in_blocks(said.own_text)
    return Document(
        title=filled(template.title, values),
        sender=(case.house.name, case.house.managing_organisation),
        recipient=(said.recipient, *said.address.splitlines()),
        facts=(("Datum", date_format(said.dated_on, "j F Y")), ("Ons kenmerk", f"{case.number}/{serial}")),
        blocks=tuple(blocks),
    )


def regime_of(case: Case, today: date) -> Regime:
    """The law that the case began under; it decides ground and terms (07)."""
    return case.approach.regime_on(localdate(case.opened_at) if case.opened_at else today)


def in_blocks(text: str) -> list[Block]:
    """Paragraphs are set apart by an empty line; lines that begin with "- " are a list."""
    found = []
    for piece in text.strip().split("\n\n"):
        lines = [line.strip() for line in piece.splitlines() if line.strip()]
        if not lines:
            continue
        is_list = all(line.startswith(BULLET) for line in lines)
        found.append(items(line.removeprefix(BULLET) for line in lines) if is_list else paragraph("\n".join(lines)))
    return found


def _values(case: Case, regime: Regime, said: Said, today: date) -> dict[str, str]:
    house = case.house
    return {
        **{word: house.word(word) for word in Word.values},
        "huis": house.name,
        "beheerder": house.managing_organisation,
        "afspraken": _agreements(case),
        "aanpak": case.approach.name,
        "bewaartermijn": in_words(policy_of(case).destroyed_after_months),
        "wettelijke_termijn": in_words(regime.ceiling_months or 0),
        "reactietermijn": Term.objects.of_house(house, Deadline.SUBJECT_REQUEST).length,
        "contact": said.contact,
        "partijen": f"\n{BULLET}".join(party.name for party in taking_part(case, today)),
    }


def _agreements(case: Case) -> str:
    """Covenant and protocol; a model is not yet a source."""
    protocol = case.approach.protocol
    names = [case.house.covenant.name]
    if protocol is not None and protocol.is_adopted:
        names.append(protocol.name)
    return " en ".join(names)


def taking_part(case: Case, today: date) -> list[Party]:
    """Who may sit at this table in this house: the recipients that the letter names."""
    members = Membership.objects.in_force(today).filter(houses=case.house)
    if case.approach.protocol_id:
        members = members.filter(protocols=case.approach.protocol_id)
    parties = Party.objects.filter(memberships__in=members).distinct().prefetch_related("kinds").order_by("name")
    return [party for party in parties if case.approach.allows(party)]


def in_words(months: int) -> str:
    """ "1 jaar", "6 maanden": whole years where they are whole."""
    if months % 12 == 0:
        return f"{months // 12} jaar"
    return "1 maand" if months == 1 else f"{months} maanden"
