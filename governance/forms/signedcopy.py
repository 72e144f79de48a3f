"""One signed annex 1: of what, and the file, judged by its name and by what is in it."""

from typing import Any

from django import forms

from cases.forms.files import accepts, take
from governance.models import Accession
from governance.workflow.signing import TAKEN
from parties.models import Protocol
from zvh.filetypes import MOST_BYTES, Sent
from zvh.forms import Form

COVENANT = "convenant"


class SignedCopyForm(Form):
    stuk = forms.ChoiceField(label="Wat is getekend?", widget=forms.RadioSelect)
    exemplaar = forms.FileField(
        label="Getekend exemplaar",
        help_text=f"Een PDF of een foto (JPG of PNG), hoogstens {MOST_BYTES // 1_000_000} MB.",
        widget=forms.FileInput(attrs=accepts(TAKEN)),
        error_messages={"required": "Kies het bestand", "empty": "Dit bestand is leeg. Kies een ander"},
    )

    sent: Sent

    def __init__(self, data: Any, files: Any, accession: Accession) -> None:
        super().__init__(data, files)
        covenant = accession.house.covenant
        self.protocols = {str(one.pk): one for one in covenant.protocols.all()}
        names = [(pk, one.name) for pk, one in self.protocols.items()]
        self.fields["stuk"].choices = [(COVENANT, covenant.name), *names]

    @property
    def protocol(self) -> Protocol | None:
        return self.protocols.get(self.cleaned_data["stuk"])

    def clean_exemplaar(self) -> Any:
        taken, faults = take([self.cleaned_data["exemplaar"]], TAKEN)
        if faults:
            raise forms.ValidationError(faults)
        self.sent = taken[0]
        return self.sent
