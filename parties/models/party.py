from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.db import models

from parties.choices import Chain, DataClass, Mark
from zvh.versions import LastSaved

if TYPE_CHECKING:
    from parties.models.house import House


class PartyKind(models.Model):
    """A kind of party: its chain, its duties of secrecy, and what it may receive."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    chain = models.CharField(max_length=10, choices=Chain)
    tasks = models.TextField()
    tasks_source = models.CharField(max_length=200)
    secrecy = models.TextField(blank=True)
    secrecy_source = models.CharField(max_length=200, blank=True)
    needs_consent = models.BooleanField(default=False)
    consent_note = models.CharField(max_length=300, blank=True)
    mark = models.CharField(max_length=10, choices=Mark, blank=True, default=Mark.NONE)
    named_in_6_4 = models.BooleanField()
    may_special = models.BooleanField()
    may_criminal = models.BooleanField()
    subject_request_desk = models.CharField(max_length=200, blank=True)
    wgs_participant = models.BooleanField()
    wgs_decides = models.BooleanField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class LegalGround(models.Model):
    """A ground on which a kind of party may supply data; a gemeente has one per organ (protocol art. 6.4)."""

    kind = models.ForeignKey(PartyKind, on_delete=models.CASCADE, related_name="grounds")
    code = models.SlugField()
    organ = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["kind", "code"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="ground_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.organ or self.kind}: {self.text}"


class PartyQuerySet(models.QuerySet["Party"]):
    def in_house(self, house: "House") -> "PartyQuerySet":
        return self.filter(memberships__houses=house).distinct()

    def of_kind(self, code: str) -> "PartyQuerySet":
        return self.filter(kinds__code=code).distinct()


class Party(LastSaved):
    """One signatory line of a covenant; college and burgemeester of a gemeente are one party.

    What an administrator saved is his: loading the data files again leaves it alone.
    """

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField("naam", max_length=200)
    seat = models.CharField("vestigingsplaats", max_length=100, blank=True)
    region = models.CharField("regio", max_length=100, blank=True)
    office = models.CharField("ambt dat tekent", max_length=200, blank=True)
    address = models.CharField("kantooradres", max_length=200, blank=True)
    source = models.CharField("bron", max_length=200)
    kinds = models.ManyToManyField(PartyKind, related_name="parties", verbose_name="soorten")
    is_unverified = models.BooleanField("nog na te gaan", default=False)
    unverified_note = models.CharField("wat nog na te gaan is", max_length=300, blank=True)
    group = models.OneToOneField(Group, on_delete=models.PROTECT, editable=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "partij"
        verbose_name_plural = "partijen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_named(self) -> bool:
        """Whether protocol art. 6.4 names a kind of this party: only then does it receive without a written ground."""
        return any(kind.named_in_6_4 for kind in self.kinds.all())

    @property
    def mark(self) -> str:
        """The mark its data carry, of politie or OM, else empty (protocol art. 7.1, 13.5)."""
        return next((kind.mark for kind in self.kinds.all() if kind.mark), "")

    @property
    def kind_ids(self) -> list[int]:
        return sorted(kind.pk for kind in self.kinds.all())

    @property
    def unit_names(self) -> str:
        """One a line, as a form shows them."""
        return "\n".join(unit.name for unit in self.units.all())

    def may_process(self, data_class: str) -> bool:
        """Whether a kind of this party may process this class of data (DPIA 11)."""
        kinds = self.kinds.all()
        allowed = {
            DataClass.SPECIAL: any(kind.may_special for kind in kinds),
            DataClass.CRIMINAL: any(kind.may_criminal for kind in kinds),
        }
        return allowed.get(DataClass(data_class), True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A party always has its group: releases of contributions are granted to it."""
        if getattr(self, "group_id", None) is None:
            self.group = Group.objects.create(name=f"partij:{self.slug}")
        super().save(*args, **kwargs)


class PartyUnit(models.Model):
    """A unit or organisation that a party represents by its signature."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["party", "name"], name="unit_once_per_party")]

    def __str__(self) -> str:
        return self.name
