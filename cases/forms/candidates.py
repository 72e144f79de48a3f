"""The form with which a list of candidates is sent, and the choice from it."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cases.candidatefile import MOST_ROWS, candidates_of
from cases.candidates import senders
from cases.forms.aanmelding import StartForm
from cases.models import Candidate
from cases.visibility import filing_houses
from zvh.actor import Actor
from zvh.components import Article
from zvh.forms import Form
from zvh.sheetreader import MOST_BYTES, Unreadable
from zvh.tableforms import AGAIN, WrongRows
from zvh.today import today


class SendForm(StartForm):
    """Which house, approach and period, and the file."""

    vanaf = forms.DateField(label="Periode: eerste dag")
    tot_en_met = forms.DateField(
        label="Periode: laatste dag", help_text="In deze periode wil het huis nieuwe casussen oppakken."
    )
    bestand = forms.FileField(
        label="Bestand",
        help_text=f"XLSX of CSV, hoogstens {MOST_ROWS} personen en {MOST_BYTES // 1_000_000} MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": f"Kies een bestand van hoogstens {MOST_BYTES // 1_000_000} MB"},
    )

    articles = {
        **StartForm.articles,
        "bestand": Article(
            "Hoe lang blijft dit bewaard?",
            "Tot het huis kiest, hoogstens vier weken en nooit langer dan de periode. Daarna worden alle personen "
            "vernietigd. Wie is gekozen, staat dan in een concept van een aanmelding.",
        ),
    }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.rows: list[dict[str, Any]] = []
        if "partij" in self.fields:
            self.fields["partij"].label = "Partij van wie de lijst is"
            self.fields["partij"].help_text = "U leest de lijst in voor een partij die hem op een andere manier gaf."
            self.fields["partij"].queryset = senders(filing_houses(actor))
        whose = [name for name in ("huis", "aanpak", "partij") if name in self.fields]
        self.layout = Layout(
            Fieldset("Voor wie is de lijst?", *whose), Fieldset("Welke periode?", "vanaf", "tot_en_met"), Fieldset("De lijst", "bestand")
        )  # fmt: skip

    def clean_tot_en_met(self) -> Any:
        until = self.cleaned_data["tot_en_met"]
        if until < today():
            raise forms.ValidationError("Deze periode is al voorbij. Vul een latere dag in")
        return until

    def clean_bestand(self) -> Any:
        """Read here, so that what is wrong is said at the field."""
        sent = self.cleaned_data["bestand"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(
                f"Het bestand is groter dan {MOST_BYTES // 1_000_000} MB. Maak een kleiner bestand"
            )
        try:
            self.rows = candidates_of(sent.read())
        except Unreadable as why:
            raise forms.ValidationError(f"{why}. {AGAIN}") from None
        except WrongRows as wrong:
            raise forms.ValidationError([*wrong.words(), AGAIN]) from None
        return sent

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("vanaf"), found.get("tot_en_met")
        if first and last and last < first:
            self.add_error("tot_en_met", "De laatste dag ligt voor de eerste dag. Vul een latere dag in")
        return found


class ChoiceForm(Form):
    """Who is picked; nobody may be an answer too."""

    kandidaat = forms.MultipleChoiceField(required=False, label="Kandidaten", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, candidates: Iterable[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kandidaat"].choices = [(str(one.pk), str(one.line)) for one in candidates]
