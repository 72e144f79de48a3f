"""What a certificate of destruction says, on the page and on paper: ground, day, method and how much (Archiefbesluit 8)."""

from django.apps import apps
from django.utils.formats import date_format
from django.utils.timezone import localtime

from parties.models import User
from privacy.models import DestructionRecord
from zvh.documents import Document, heading, paragraph, table

METHOD = "De rijen zijn verwijderd. Daarna is de sleutel vernietigd waarmee zij verzegeld waren. Ook in back-ups is niets meer te lezen."


def said(record: DestructionRecord) -> list[tuple[str, str]]:
    """Ground, day and method; who released it where somebody had to."""
    released_by = User.objects.filter(pk=record.released_by).first()
    destroyed = record.key_destroyed_at and date_format(localtime(record.key_destroyed_at), "j F Y, H:i")
    return [
        ("Dossier", str(record.dossier_id)),
        ("Soort", record.kind_name),
        ("Huis", str(record.house)),
        ("Bewaarregel", record.rule),
        ("Uiterlijk te vernietigen op", date_format(record.due_on)),
        ("Vernietigd op", date_format(record.destroyed_on)),
        ("Vrijgegeven door", str(released_by or "niet nodig: op de laatste dag vernietigd")),
        ("Sleutel vernietigd op", destroyed or ""),
        ("Wijze", METHOD),
        *([("Overgebracht naar een archief", record.handed_over)] if record.handed_over else []),
        ("Bewaard zonder persoon", "ja, volgens het bewaarbeleid" if record.keeps_values else "nee"),
        ("Controlegetal (SHA-256)", record.checksum),
        ("Klopt het controlegetal?", _checked(record)),
    ]


def _checked(record: DestructionRecord) -> str:
    is_sound = record.checksum == record.computed_checksum()
    return "ja" if is_sound else "NEE: de verklaring is veranderd"


def specification(record: DestructionRecord) -> list[tuple[str, int]]:
    """How many rows of each kind went, in the words of the interface."""
    named = {str(model._meta.model_name): str(model._meta.verbose_name_plural) for model in apps.get_models()}
    return sorted((named.get(name, name), number) for name, number in record.rows.items())


def closing(record: DestructionRecord) -> str:
    """The sum, and what stands in no certificate."""
    rows = "1 rij" if record.row_total == 1 else f"{record.row_total} rijen"
    fields = "1 verzegeld veld" if record.fields == 1 else f"{record.fields} verzegelde velden"
    return f"Samen {rows}, met {fields}. Deze verklaring bevat geen gegevens van personen en geen casusnummer."


def compose(record: DestructionRecord) -> Document:
    """The certificate as a document."""
    rows = [("Wat", "Rijen"), *((name, str(number)) for name, number in specification(record))]
    return Document(
        title="Verklaring van vernietiging",
        sender=(str(record.house),),
        facts=tuple(said(record)),
        blocks=(heading("Specificatie"), table("Rijen per soort", rows), paragraph(closing(record))),
    )
