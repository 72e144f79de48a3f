"""Files that somebody adds: several at once, of one kind, each judged by its name and by what is in it (10, pattern 24)."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cases.workflow.attachment import About, Sent
from parties.models import Approach, AttachmentKind
from zvh.components import Article
from zvh.filetypes import ENDINGS, MOST_BYTES, Format, Refused, recognise, safe_name
from zvh.forms import Form

MOST_FILES, MOST_TOGETHER = 10, 40_000_000
MEGABYTE = 1_000_000
LIMITS = (
    f"hoogstens {MOST_FILES} bestanden, per bestand {MOST_BYTES // MEGABYTE} MB, samen {MOST_TOGETHER // MEGABYTE} MB"
)
GOES_ALONG = "De naam van de maker, opmerkingen en de plaats van een foto gaan mee: haal eruit wat niet nodig is."
AGAIN = "Er is niets toegevoegd. Kies de bestanden opnieuw"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; each is cleaned as a file."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list) else [data] if data else []
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return files


class AttachmentForm(Form):
    soort = forms.TypedChoiceField(label="Soort document", coerce=int, widget=forms.RadioSelect)
    bestanden = FilesField(
        label="Bestanden",
        help_text=f"{LIMITS[0].upper()}{LIMITS[1:]}. {GOES_ALONG}",
        widget=FilesInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
        error_messages={"required": f"Kies een of meer bestanden: {LIMITS}"},
    )
    toelichting = forms.CharField(label="Toelichting", max_length=500, required=False)
    layout = Layout(Fieldset("Wat voegt u toe?", "soort", "bestanden", "toelichting"))

    def __init__(self, data: Any, files: Any, *, kinds: Sequence[AttachmentKind], approach: Approach) -> None:
        super().__init__(data, files)
        self.kinds = {kind.pk: kind for kind in kinds}
        self.sent: list[Sent] = []
        self.fields["soort"].choices = [(kind.pk, f"{kind} ({formats_of(kind)})") for kind in kinds]
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
            faults = list(self._faults(files, self.kinds.get(found.get("soort", 0))))
            if faults:
                self.add_error("bestanden", [*faults, AGAIN])
        return found

    def _faults(self, files: Sequence[Any], kind: AttachmentKind | None) -> list[str]:
        if len(files) > MOST_FILES or sum(file.size for file in files) > MOST_TOGETHER:
            return [f"Dit is te veel: {LIMITS}"]
        faults = []
        for file in files:
            try:
                self.sent.append(_sent(file, kind))
            except Refused as why:
                faults.append(f"{safe_title(file.name)}: {why}")
        return faults


def _sent(file: Any, kind: AttachmentKind | None) -> Sent:
    if file.size > MOST_BYTES:
        raise Refused(f"het bestand is groter dan {MOST_BYTES // MEGABYTE} MB. Maak een kleiner bestand")
    content = file.read()
    form = recognise(file.name, content)
    if kind is not None and form not in kind.formats:
        raise Refused(f"dit kan bij deze soort alleen als {formats_of(kind)}")
    return Sent(safe_name(file.name, form), form, content)


def safe_title(name: str) -> str:
    """What the browser calls the file, short enough to stand before a message."""
    return "".join(char for char in name if char.isprintable())[:80] or "bestand"


def formats_of(kind: AttachmentKind) -> str:
    names = [Format(one).label for one in kind.formats]
    return " of ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
