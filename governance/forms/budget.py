"""Categories, contributions and their key; payments and spending."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from governance.budgetpage import line_version
from governance.cbsfile import Counted, inhabitants_in
from governance.models import Budget, BudgetLine, Paper, Share
from governance.workflow.budget import SHARES, payers_of
from parties.models import Party
from zvh.actor import Actor
from zvh.conflicts import VersionForm
from zvh.forms import Form
from zvh.inputs import VersionField
from zvh.money import MoneyField
from zvh.sheetreader import MOST_BYTES, Unreadable
from zvh.tableforms import AGAIN, WrongRows
from zvh.versions import version_of

OTHERS = ("Rijk", "Reserve", "Overige baten")  # payers that are no party


class LineForm(Form):
    """A category with what may be spent on it."""

    versie = VersionField(required=False)
    post = forms.CharField(label="Post", max_length=150)
    bedrag = MoneyField(label="Bedrag in euro's")

    def __init__(self, data: Any, line: BudgetLine | None = None) -> None:
        stored = {"post": line.title, "bedrag": line.amount, "versie": line_version(line)} if line else {}
        super().__init__(data, initial=stored)


class KeyForm(VersionForm):
    """How much is divided, and the numbers of inhabitants as the CBS counted them on a day."""

    bedrag = MoneyField(label="Te verdelen bedrag in euro's")
    peildatum = forms.DateField(label="Peildatum")
    bestand = forms.FileField(
        label="Bestand van het CBS", widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=f"XLSX of CSV, hoogstens {MOST_BYTES // 1_000_000} MB.",
    )  # fmt: skip

    def __init__(self, data: Any, files: Any, budget: Budget, actor: Actor) -> None:
        day = budget.counted_on or date(budget.paper.first_year - 1, 1, 1)
        super().__init__(data, files, initial={"bedrag": budget.key_total, "peildatum": day, "versie": budget.version})
        self.payers = payers_of(budget.paper, actor)
        self.counted: list[Counted] = []

    def clean_bedrag(self) -> Decimal:
        if self.cleaned_data["bedrag"] <= 0:
            raise ValidationError("Vul een bedrag van meer dan 0 in")
        return Decimal(self.cleaned_data["bedrag"])

    def clean_bestand(self) -> Any:
        sent = self.cleaned_data["bestand"]
        if sent.size > MOST_BYTES:
            raise ValidationError(f"Het bestand is groter dan {MOST_BYTES // 1_000_000} MB. Maak een kleiner bestand")
        try:
            self.counted = inhabitants_in(sent.read(), self.payers)
        except Unreadable as why:
            raise ValidationError(f"{why}. {AGAIN}") from None
        except WrongRows as wrong:
            raise ValidationError([*wrong.words(), AGAIN]) from None
        return sent


class SharesForm(Form):
    """An amount per payer; empty is no contribution. Who contributes by key stands in the key."""

    says_optional = False

    versie = VersionField()

    def __init__(self, data: Any, paper: Paper, shares: Sequence[Share], actor: Actor) -> None:
        super().__init__(data, initial={"versie": version_of(shares, *SHARES)})
        stored = {(one.party_id, one.payer): one for one in shares}
        self.payers: dict[str, tuple[Party | None, str]] = {
            f"anders_{n}_bedrag": (None, name) for n, name in enumerate(OTHERS)
        }
        for party in payers_of(paper, actor):
            if not ((known := stored.get((party.pk, ""))) and known.is_by_key):
                self.payers[f"partij_{party.pk}_bedrag"] = party, ""
        for name, (payer, other) in self.payers.items():
            known = stored.get((payer.pk if payer else None, other))
            self.fields[name] = MoneyField(
                label=str(payer or other), required=False, initial=known.amount if known else None
            )

    def amounts(self) -> dict[tuple[Party | None, str], Decimal | None]:
        return {payer: self.cleaned_data[name] for name, payer in self.payers.items()}


class PrepaidForm(Form):
    """Where the covenant names no day."""

    uiterlijk = forms.DateField(label="Vooruit betalen uiterlijk op")


class PaidForm(Form):
    """On which day; without a day it was not paid."""

    says_optional = False

    versie = VersionField()
    betaald = forms.DateField(label="Betaald op", required=False, help_text="Laat leeg als het niet is betaald.")

    def __init__(self, data: Any, share: Share, actor: Actor) -> None:
        super().__init__(
            data, initial={"betaald": share.paid_on or actor.today, "versie": version_of([share], "paid_on")}
        )
        self.today = actor.today

    def clean_betaald(self) -> Any:
        day = self.cleaned_data["betaald"]
        if day and day > self.today:
            raise ValidationError("Kies vandaag of een eerdere dag")
        return day


class SpendingForm(Form):
    """What was spent on which category; a mistake is booked back with a minus."""

    post = forms.ChoiceField(label="Post")
    datum = forms.DateField(label="Datum")
    omschrijving = forms.CharField(label="Omschrijving", max_length=200)
    bedrag = MoneyField(
        label="Bedrag in euro's", may_be_negative=True, help_text="Een fout boekt u terug met een min ervoor."
    )

    def __init__(self, data: Any, paper: Paper, lines: Sequence[BudgetLine], actor: Actor) -> None:
        self.first, self.last = date(paper.first_year, 1, 1), min(date(paper.last_year, 12, 31), actor.today)
        super().__init__(data, initial={"datum": self.last})
        self.lines = {str(one.pk): one for one in lines}
        self.fields["post"].choices = [("", "Kies een post"), *((pk, one.title) for pk, one in self.lines.items())]

    def clean_datum(self) -> Any:
        if not self.first <= self.cleaned_data["datum"] <= self.last:
            raise ValidationError("Kies een dag in het jaar van de begroting, tot en met vandaag")
        return self.cleaned_data["datum"]

    def clean_bedrag(self) -> Any:
        if self.cleaned_data["bedrag"] == 0:
            raise ValidationError("Vul een ander bedrag dan 0 in")
        return self.cleaned_data["bedrag"]

    @property
    def line(self) -> BudgetLine:
        return self.lines[self.cleaned_data["post"]]
