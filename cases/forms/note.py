"""A note of the house, as a draft and as it was placed."""

from typing import Any

from cases.models import Note
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField


class NoteForm(Form):
    """The text. A draft may be empty; what is placed is not."""

    says_optional = False
    versie = VersionField()
    notitie = LongTextField(label="Notitie", max_length=8000, rows=6)

    def __init__(self, data: Any, now: Note | None, *, is_draft: bool = False) -> None:
        super().__init__(data, initial={"versie": now.version if now else 0, "notitie": now.text if now else ""})
        self.fields["notitie"].required = not is_draft
