"""Files that go with a point on the agenda, or with a version of what was agreed."""

from typing import Any

from cases.forms.files import GOES_ALONG, LIMITS, FilesField, FilesInput, accepts, take
from governance.workflow.enclosing import MOST
from zvh.filetypes import Format, Sent
from zvh.forms import Form

FULL = f"Samen met wat er al staat zijn dit meer dan {MOST} bestanden. Verwijder eerst wat niet meer nodig is"


def files_field(label: str, *, required: bool) -> FilesField:
    return FilesField(
        label=label,
        required=required,
        help_text=f"{LIMITS[0].upper()}{LIMITS[1:]}. Schrijf geen persoonsgegevens van een casus. {GOES_ALONG}",
        widget=FilesInput(attrs=accepts(Format)),
        error_messages={"required": f"Kies een of meer bestanden: {LIMITS}"},
    )


class WithFiles(Form):
    """A form with a field `bestanden`: all files are taken, or none."""

    sent: tuple[Sent, ...] = ()

    def clean_bestanden(self) -> Any:
        files = self.cleaned_data["bestanden"]
        taken, faults = take(files, Format)
        for fault in faults:
            self.add_error("bestanden", fault)
        self.sent = tuple(taken)
        return files


class EnclosureForm(WithFiles):
    bestanden = files_field("Bestanden", required=True)
