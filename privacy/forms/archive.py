"""Choosing an archive for a case, and saying that it has it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.formats import date_format

from privacy.forms.request import day_until_today
from privacy.models import ArchiveTransfer
from zvh.forms import Form
from zvh.inputs import LongTextField


class ArchiveForm(Form):
    archief = forms.CharField(
        label="Naar welk archief?", max_length=120, help_text="De naam van het archief. Zet hier geen namen van mensen."
    )
    reden = LongTextField(label="Waarom gaat deze casus naar het archief?", max_length=4000, rows=4)


class HandOverForm(Form):
    """On which day, and under what mark the archive knows it; the mark stands on the certificate, so it holds no words."""

    overgebracht_op = forms.DateField(label="Overgebracht op")
    kenmerk = forms.CharField(
        label="Kenmerk van het archief",
        max_length=60,
        help_text="Het nummer waaronder het archief het dossier bewaart. Het komt op de verklaring van vernietiging.",
        validators=[RegexValidator(r"^[A-Za-z0-9./_-]+$", "Gebruik alleen letters, cijfers en de tekens . / _ -")],
    )

    def __init__(self, data: Any, transfer: ArchiveTransfer, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        assert transfer.made_at
        self.since = timezone.localdate(transfer.made_at)

    def clean_overgebracht_op(self) -> date:
        day = day_until_today(self.cleaned_data["overgebracht_op"])
        if day < self.since:
            raise ValidationError(f"Kies een dag vanaf {date_format(self.since)}: toen is het pakket gemaakt")
        return day
