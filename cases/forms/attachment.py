"""Files that somebody adds to a case, of one kind (10, pattern 24)."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cases.forms.files import GOES_ALONG, LIMITS, FilesField, FilesInput, accepts, in_words, take
from cases.workflow.attachment import About
from parties.models import Approach, AttachmentKind
from zvh.components import Article
from zvh.filetypes import Format, Sent
from zvh.forms import Form


class AttachmentForm(Form):
    soort = forms.TypedChoiceField(label="Soort document", coerce=int, widget=forms.RadioSelect)
    bestanden = FilesField(
        label="Bestanden",
        help_text=f"{LIMITS[0].upper()}{LIMITS[1:]}. {GOES_ALONG}",
        widget=FilesInput(attrs=accepts(Format)),
        error_messages={"required": f"Kies een of meer bestanden: {LIMITS}"},
    )
    toelichting = forms.CharField(label="Toelichting", max_length=500, required=False)
    layout = Layout(Fieldset("Wat voegt u toe?", "soort", "bestanden", "toelichting"))

    def __init__(self, data: Any, files: Any, *, kinds: Sequence[AttachmentKind], approach: Approach) -> None:
        super().__init__(data, files)
        self.kinds = {kind.pk: kind for kind in kinds}
        self.sent: list[Sent] = []
        self.fields["soort"].choices = [(kind.pk, f"{kind} ({in_words(kind.formats)})") for kind in kinds]
        source = approach.attachment_source or "keuze van het huis"
        self.articles = {
            "soort": Article("Welke documenten mogen hier?", f"Alleen deze soorten, bij {approach}. Bron: {source}.")
        }

    @property
    def about(self) -> About:
        return About(self.kinds[self.cleaned_data["soort"]], self.cleaned_data["toelichting"])

    def clean(self) -> dict[str, Any]:
        """Here, because which formats are taken follows from the kind. All files or none."""
        found = super().clean() or {}
        if files := found.get("bestanden"):
            kind = self.kinds.get(found.get("soort", 0))
            formats = kind.formats if kind else list(Format)
            self.sent, faults = take(files, formats, where="dit kan bij deze soort")
            if faults:
                self.add_error("bestanden", faults)
        return found
