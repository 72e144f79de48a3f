"""One signed annex 1: of what, and the file, judged by its name and by what is in it."""

from typing import Any

from django import forms

from governance.models import Accession
from governance.workflow.signing import TAKEN
from parties.models import Protocol
from zvh.filetypes import MOST_BYTES, Format, Refused, recognise
from zvh.forms import Form

COVENANT = "convenant"
ENDINGS = ",".join(f".{one.value}" for one in TAKEN)


class SignedCopyForm(Form):
    stuk = forms.ChoiceField(label="Wat is getekend?", widget=forms.RadioSelect)
    exemplaar = forms.FileField(
        label="Getekend exemplaar",
        help_text=f"Een PDF of een foto (JPG of PNG), hoogstens {MOST_BYTES // 1_000_000} MB.",
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={"required": "Kies het bestand", "empty": "Dit bestand is leeg. Kies een ander"},
    )

    def __init__(self, data: Any, files: Any, accession: Accession) -> None:
        super().__init__(data, files)
        covenant = accession.house.covenant
        self.protocols = {str(one.pk): one for one in covenant.protocols.all()}
        names = [(pk, one.name) for pk, one in self.protocols.items()]
        self.fields["stuk"].choices = [(COVENANT, covenant.name), *names]
        self.content, self.form = b"", Format.PDF

    @property
    def protocol(self) -> Protocol | None:
        return self.protocols.get(self.cleaned_data["stuk"])

    def clean_exemplaar(self) -> Any:
        sent = self.cleaned_data["exemplaar"]
        try:
            if sent.size > MOST_BYTES:
                raise Refused(f"het bestand is groter dan {MOST_BYTES // 1_000_000} MB. Maak een kleiner bestand")
            self.content = sent.read()
            self.form = recognise(sent.name, self.content)
            if self.form not in TAKEN:
                raise Refused("dit kan alleen als PDF, JPG of PNG")
        except Refused as why:
            raise forms.ValidationError(f"Er is niets toegevoegd: {why}") from None
        return sent
