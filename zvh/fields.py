"""Model fields whose values are sealed at rest, and the base of the models that have them.

In the database a sealed field is `bytea`. In Python it reads and writes as text (or a date); it opens when it is first read.
"""

import uuid
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from zvh import sealing


class _Sealed:
    """The attribute of a sealed field on an instance: bytes stay closed until somebody reads them."""

    def __init__(self, field: "SealedTextField") -> None:
        self.field = field

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = instance.__dict__.get(self.field.attname)
        if isinstance(value, bytes | memoryview):
            value = self.field.unseal(instance, bytes(value))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.TextField):  # type: ignore[type-arg]  # has no [] when it runs
    """Text, sealed with the key of the row's dossier. Can not be searched or sorted in SQL."""

    empty_strings_allowed = True

    def db_type(self, connection: Any) -> str:
        return "bytea"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Sealed(self))

    @property
    def place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.attname}"

    def to_text(self, value: Any) -> str:
        return str(value)

    def from_text(self, text: str) -> Any:
        return text

    def seal(self, instance: Any, value: Any) -> bytes:
        return sealing.seal(self.to_text(value), instance.dossier_id, self.place, instance.pk)

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, bytes | memoryview) else super().to_python(value)

    def unseal(self, instance: Any, value: bytes) -> Any:
        text = sealing.open_value(value, instance.dossier_id, self.place, instance.pk)
        return self.from_text(text)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None or value == "":
            return None if self.null else b""
        if isinstance(value, bytes | memoryview):
            return bytes(value)
        return self.seal(model_instance, value)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, bytes):
            return value
        raise TypeError(f"{self.place} is sealed: save the object, do not use its value in a query")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return "" if value == b"" else value


class SealedDateField(SealedTextField):
    """A date, sealed; stored as ISO text before sealing."""

    def to_text(self, value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else date.fromisoformat(value).isoformat()

    def from_text(self, text: str) -> date:
        return date.fromisoformat(text)

    def formfield(self, **kwargs: Any) -> Any:
        return models.DateField.formfield(self, **kwargs)


class SealedFileField(SealedTextField):
    """The content of a file, opened whole after its tag (00, item 12). Open it is a bytearray: plain bytes are sealed."""

    def seal(self, instance: Any, value: Any) -> bytes:
        return sealing.seal_bytes(bytearray(value), instance.dossier_id, self.place, instance.pk)

    def unseal(self, instance: Any, value: bytes) -> bytearray:
        return bytearray(sealing.open_bytes(value, instance.dossier_id, self.place, instance.pk))


class SealedModel(models.Model):
    """A row that belongs to exactly one dossier. The dossier's root is its own dossier; other rows name it in DOSSIER."""

    DOSSIER = "pk"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    @property
    def dossier_id(self) -> UUID:
        """The id of the key that seals this row."""
        found: UUID = getattr(self, self.DOSSIER)
        return found

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **options: Any) -> Any:
        row = super().from_db(db, field_names, values, **options)
        if cls.DOSSIER in row.__dict__ or cls.DOSSIER == "pk":
            sealing.announce(row.dossier_id)
        return row
