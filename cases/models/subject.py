"""The person whom a case is about (category 1 of the protocol, annex 4)."""

from datetime import date
from typing import Any

from django.db import models

from cases.models.case import CaseRow, RegistrationRowQuerySet
from cases.models.statistics import AgeBand, age_band
from parties.models import Party
from zvh import blindindex
from zvh.fields import SealedDateField, SealedTextField
from zvh.today import today


class Subject(CaseRow):
    """Betrokkene. A person in two cases is two rows, found by equal blind index (00, item 17)."""

    bsn = SealedTextField("burgerservicenummer", blank=True)
    first_names = SealedTextField("voornamen", blank=True)
    initials = SealedTextField("voorletters", blank=True)
    infix = SealedTextField("tussenvoegsel", blank=True)
    surname = SealedTextField("achternaam")
    nickname = SealedTextField("roepnaam", blank=True)
    born_on = SealedDateField("geboortedatum", null=True, blank=True)
    born_in = SealedTextField("geboorteplaats", blank=True)
    street = SealedTextField("straat", blank=True)
    house_number = SealedTextField("huisnummer", blank=True)
    postcode = SealedTextField("postcode", blank=True)
    place = SealedTextField("woonplaats", blank=True)
    phone = SealedTextField("telefoon", blank=True)
    email = SealedTextField("e-mailadres", blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    bsn_index = models.BinaryField(null=True, editable=False)
    name_birth_index = models.BinaryField(null=True, editable=False)
    name_year_index = models.BinaryField(null=True, editable=False)
    # as coarse as figures know a person; written with the person, because afterwards nobody opens it for that (09, 3.5)
    age_band = models.CharField(
        "leeftijdsgroep", max_length=10, choices=AgeBand.choices, default=AgeBand.UNKNOWN, editable=False
    )
    gemeente = models.ForeignKey("parties.Party", models.PROTECT, null=True, editable=False, related_name="+")

    objects = RegistrationRowQuerySet.as_manager()

    class Meta:
        verbose_name = "betrokkene"
        verbose_name_plural = "betrokkenen"
        ordering = ["order", "id"]
        indexes = [
            models.Index("bsn_index", name="subject_bsn"),
            models.Index("name_birth_index", name="subject_name_birth"),
            models.Index("name_year_index", name="subject_name_year"),
        ]

    @property
    def full_name(self) -> str:
        given = self.nickname or self.first_names or self.initials
        return " ".join(part for part in (given, self.infix, self.surname) if part)

    @property
    def work_name(self) -> str:
        """How lists name a person: initial of surname and year of birth only (10, pattern 18)."""
        first = (self.initials or self.first_names)[:1].upper()
        letters = " ".join(
            part for part in (f"{first}." if first else "", self.infix, f"{self.surname[:1].upper()}.") if part
        )
        return f"{letters} ({self.born_on.year})" if self.born_on else letters

    def is_minor(self, today: date) -> bool | None:
        """Whether the person is under 18 on `today`; None when the date of birth is not known."""
        age = self.age_on(today)
        return None if age is None else age < 18

    def age_on(self, day: date) -> int | None:
        """In whole years; who was born on 29 February is a year older on 1 March. None without a date of birth."""
        if self.born_on is None:
            return None
        born: date = self.born_on
        had_birthday = (day.month, day.day) >= (born.month, born.day)
        return day.year - born.year - (not had_birthday)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The blind indexes always follow the values (00, item 23), and so does what figures know."""
        self.set_indexes()
        self.set_coarse(today())
        super().save(*args, **kwargs)

    def set_indexes(self) -> None:
        """Compute the blind indexes anew from the values, with the key of the case's house."""
        key = self.case.house.index_key_id
        born = self.born_on
        self.bsn_index = blindindex.of_bsn(key, self.bsn) if self.bsn else None
        self.name_birth_index = blindindex.of_name_and_birth(key, self.surname, born) if born else None
        self.name_year_index = blindindex.of_name_and_year(key, self.surname, born.year) if born else None

    def set_coarse(self, day: date) -> None:
        """The age band on this day, and the gemeente of the house of which the place has the name; else the one that was chosen."""
        self.age_band = age_band(self.age_on(day))
        here = Party.objects.in_house(self.case.house).of_kind("gemeente") if self.place else Party.objects.none()
        self.gemeente = here.filter(seat__iexact=self.place.strip()).first() or self.gemeente
