"""The public privacy statement of a house, made from what is in force today: the same texts as the letters, its parties, its policies,
its regimes (protocol 16.3, 16.5 a-f and j; AVG 13 and 14). Nothing of it is written down apart, so that it is always true.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cases.lettertext import in_blocks, in_words
from parties.choices import Deadline, LetterKind, Word
from parties.models import House, LetterTemplate, LetterText, Membership, Regime, Term
from parties.models.letter import filled
from parties.models.retention import RetentionPolicy
from zvh.documents import Block

# What the letter of notice says to everybody, in the order of the statement. `grond` is said once for each regime in force here.
BEFORE, AFTER = ("doel", "gegevens"), ("rechten", "toestemming", "verplicht", "automatisch", "klacht", "contact")


@dataclass(frozen=True)
class Part:
    """A heading with its text, and where it comes from."""

    heading: str
    blocks: list[Block]
    source: str


@dataclass(frozen=True)
class Kept:
    """How long the data of one approach are kept: the stages of the policy, and what the law adds."""

    approach: str
    stages: list[str]
    ceiling: str
    source: str


@dataclass(frozen=True)
class Statement:
    """Everything that the page says."""

    house: House
    agreements: list[str]
    purposes: list[Part]
    grounds: list[Part] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    rights: list[Part] = field(default_factory=list)


def statement_of(house: House, today: date) -> Statement:
    """As it is on this day."""
    policies = _policies(house)
    template = LetterTemplate.objects.prefetch_related("texts").current(LetterKind.NOTICE, today)
    regimes = _regimes(policies, today)
    agreed = _agreements(house, policies)
    values = _values(house, agreed)
    general = {text.part: text for text in template.parts_for(house, regimes[0])} if regimes else {}
    grounds = [_of_regime(template, house, regime) for regime in regimes]
    return Statement(
        house=house,
        agreements=agreed,
        purposes=_parts(general, BEFORE, values),
        grounds=[_part(text, values) for text in dict.fromkeys(grounds) if text],
        parties=_parties(house, today),
        kept=[_kept(policy, today) for policy in policies],
        rights=_parts(general, AFTER, values),
    )


def _policies(house: House) -> list[RetentionPolicy]:
    """Of every approach that the house has."""
    found = RetentionPolicy.objects.filter(house=house, approach__houses=house).order_by("approach__name")
    return list(found.select_related("approach__regime", "approach__protocol").prefetch_related("stages"))


def _regimes(policies: Iterable[RetentionPolicy], today: date) -> list[Regime]:
    found = {regime.pk: regime for regime in (policy.approach.regime_on(today) for policy in policies)}
    return sorted(found.values(), key=lambda regime: regime.name)


def _of_regime(template: LetterTemplate, house: House, regime: Regime) -> LetterText | None:
    return next((text for text in template.parts_for(house, regime) if text.part == "grond"), None)


def _agreements(house: House, policies: Iterable[RetentionPolicy]) -> list[str]:
    """Covenant and protocols; a model is not yet a source."""
    protocols = {policy.approach.protocol for policy in policies}
    return [house.covenant.name, *sorted(one.name for one in protocols if one is not None and one.is_adopted)]


def _values(house: House, agreed: list[str]) -> dict[str, str]:
    contact = "\n".join(line for line in (house.managing_organisation, house.manager_contact) if line)
    return {
        **{word: house.word(word) for word in Word.values},
        "huis": house.name, "beheerder": house.managing_organisation, "afspraken": " en ".join(agreed), "contact": contact,
        "reactietermijn": Term.objects.of_house(house, Deadline.SUBJECT_REQUEST).length,
        "aanpak": "", "bewaartermijn": "", "wettelijke_termijn": "", "partijen": "",
    }  # fmt: skip


def _parts(texts: dict[str, LetterText], names: Iterable[str], values: dict[str, str]) -> list[Part]:
    return [_part(texts[name], values) for name in names if name in texts]


def _part(text: LetterText, values: dict[str, str]) -> Part:
    return Part(filled(text.heading, values), in_blocks(filled(text.text, values)), text.source)


def _parties(house: House, today: date) -> list[str]:
    members = Membership.objects.in_force(today).filter(houses=house).select_related("party")
    return sorted({one.party.name for one in members})


def _kept(policy: RetentionPolicy, today: date) -> Kept:
    regime, approach = policy.approach.regime_on(today), policy.approach
    stages = [
        f"{_after(stage.after_months)}: {stage.name.lower()}, leesbaar voor {stage.readers}"
        for stage in policy.stages.all()
    ]
    return Kept(approach.name, stages, _ceiling(regime), policy.source)


def _after(months: int) -> str:
    return f"{in_words(months)} na het afsluiten" if months else "Na het afsluiten"


def _ceiling(regime: Regime) -> str:
    """What the law says besides."""
    said = []
    if regime.ceiling_months:
        longest, start = in_words(regime.ceiling_months), regime.get_ceiling_starts_at_display().lower()
        said.append(f"Volgens de wet nooit langer dan {longest}, geteld vanaf {start} ({regime.ceiling_source}).")
    if regime.rejected_at_once:
        said.append(f"Een aanmelding die niet doorgaat, wordt meteen vernietigd ({regime.rejected_source}).")
    return " ".join(said)
