"""Files that somebody adds: several at once, each judged by its name and by what is in it (10, pattern 24)."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms

from zvh.filetypes import MOST_BYTES, Format, Refused, Sent, recognise, safe_name

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


def accepts(formats: Iterable[Format]) -> dict[str, str]:
    """What the browser offers to choose from."""
    endings = [one.value for one in formats] + (["jpeg"] if Format.JPG in formats else [])
    return {"accept": ",".join(f".{ending}" for ending in endings)}


def take(files: Collection[Any], formats: Collection[str], where: str = "dit kan hier") -> tuple[list[Sent], list[str]]:
    """All files, known for what they are; or why not, in words for the field."""
    if len(files) > MOST_FILES or sum(file.size for file in files) > MOST_TOGETHER:
        return [], [f"Dit is te veel: {LIMITS}", AGAIN]
    taken, faults = [], []
    for file in files:
        try:
            taken.append(_known(file, formats, where))
        except Refused as why:
            faults.append(f"{safe_title(file.name)}: {why}")
    return taken, [*faults, AGAIN] if faults else []


def _known(file: Any, formats: Collection[str], where: str) -> Sent:
    if file.size > MOST_BYTES:
        raise Refused(f"het bestand is groter dan {MOST_BYTES // MEGABYTE} MB. Maak een kleiner bestand")
    content = file.read()
    form = recognise(file.name, content)
    if form not in formats:
        raise Refused(f"{where} alleen als {in_words(formats)}")
    return Sent(safe_name(file.name, form), form, content)


def safe_title(name: str) -> str:
    """What the browser calls the file, short enough to stand before a message."""
    return "".join(char for char in name if char.isprintable())[:80] or "bestand"


def in_words(formats: Iterable[str]) -> str:
    names = [Format(one).label for one in formats]
    return " of ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
