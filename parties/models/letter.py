"""What a house writes to the person whom a case is about: letters as data, with the words that differ (protocol 16.5)."""

import re
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from parties.choices import LetterKind, Word
from parties.models.covenant import Covenant
from parties.models.house import House
from parties.models.regime import Regime
from zvh.versions import LastSaved

PLACE = re.compile(r"\{(\w+)\}")
# What a text may leave open: the words of the house, and what is known of the case and the house.
PLACES = frozenset(
    {
        *Word.values, "huis", "beheerder", "afspraken", "aanpak", "bewaartermijn", "wettelijke_termijn", "reactietermijn", "contact",
        "partijen",
    }
)  # fmt: skip


def validate_places(text: str) -> None:
    """Raise ValidationError for something left open that no letter fills in."""
    if unknown := sorted(set(PLACE.findall(text)) - PLACES):
        raise ValidationError(f"Onbekend invulveld: {', '.join(unknown)}.")


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in, once: what is filled in is never read again."""
    return PLACE.sub(lambda found: values[found[1]], text)


class LetterTemplateQuerySet(models.QuerySet["LetterTemplate"]):
    def current(self, kind: str, today: date) -> "LetterTemplate":
        """The version that is in force. Raises LetterTemplate.DoesNotExist."""
        return self.filter(kind=kind, in_force_from__lte=today).latest("in_force_from")


class LetterTemplate(models.Model):
    """A version of a kind of letter. A text that changes is a new version; letters that were sent keep their own text."""

    code = models.SlugField(unique=True)
    kind = models.CharField("soort", max_length=20, choices=LetterKind)
    title = models.CharField("onderwerp", max_length=150, validators=[validate_places])
    in_force_from = models.DateField("geldt vanaf")
    source = models.CharField(max_length=200)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "in_force_from"]
        constraints = [models.UniqueConstraint(fields=["kind", "in_force_from"], name="one_letter_template_a_day")]

    def __str__(self) -> str:
        return self.code

    def parts_for(self, house: House, regime: Regime) -> list["LetterText"]:
        """The parts in order; of each the text that fits best: of the house, its covenant, the regime, or everybody's."""
        found: dict[str, LetterText] = {}
        for text in self.texts.all():
            if text.suits(house, regime) and (text.part not in found or text.closeness > found[text.part].closeness):
                found[text.part] = text
        return sorted(found.values(), key=lambda text: text.order)


class LetterText(LastSaved):
    """A part of a letter, for everybody or for one covenant, house or regime. Lines that begin with "- " are a list."""

    template = models.ForeignKey(LetterTemplate, models.CASCADE, related_name="texts", verbose_name="brief")
    part = models.SlugField(
        "onderdeel van de brief", help_text="Het onderdeel van de gewone brief waarvoor deze tekst in de plaats komt."
    )
    covenant = models.ForeignKey(Covenant, models.CASCADE, null=True, blank=True, related_name="+")
    house = models.ForeignKey(
        House,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="huis",
        help_text="Leeg: voor alle huizen van het convenant.",
    )
    regime = models.ForeignKey(
        Regime,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="regime",
        help_text="Leeg: onder elk regime.",
    )
    order = models.PositiveSmallIntegerField("volgorde")
    heading = models.CharField("kop", max_length=150, blank=True, validators=[validate_places])
    text = models.TextField(
        "tekst", validators=[validate_places], help_text="Tussen accolades staat wat wordt ingevuld, zoals {huis}."
    )
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "tekst van een brief"
        verbose_name_plural = "teksten van brieven"
        ordering = ["template", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "part", "covenant", "house", "regime"],
                nulls_distinct=False,
                name="letter_text_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.template}: {self.part}"

    def suits(self, house: House, regime: Regime) -> bool:
        """Whether it is meant for a case of this house under this regime."""
        meant = ((self.covenant_id, house.covenant_id), (self.house_id, house.pk), (self.regime_id, regime.pk))
        return all(wanted in (None, found) for wanted, found in meant)

    @property
    def closeness(self) -> tuple[bool, bool, bool]:
        """How near it was written to the case: the house goes before the covenant, that before the regime."""
        return self.house_id is not None, self.covenant_id is not None, self.regime_id is not None
