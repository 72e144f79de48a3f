"""What a choice of parties says of those that can not be chosen now."""

from collections.abc import Iterable
from typing import Any

from cases.workflow.speaking import silent_words
from parties.models import Party

NOBODY = "Voor deze partij kan nu niemand antwoorden. Kies iets uit de lijst"


def say_silent(field: Any, parties: Iterable[Party]) -> None:
    """Name them with the reason; it is also what somebody is told who chose one that fell silent since."""
    if words := silent_words(parties):
        field.help_text = f"{field.help_text} {words}".strip()
        field.error_messages["invalid_choice"] = NOBODY
