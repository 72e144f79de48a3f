"""Puts entries of a data file into the database: adds, changes, and leaves alone what is equal."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, ForeignKey, ManyToManyField, ManyToOneRel, Model

from parties import models
from parties.loading.files import DataFileError, Entry
from zvh.versions import LastSaved

# By which fields a row is recognised. A change of one of these makes a new row.
KEYS: dict[type[Model], tuple[str, ...]] = {
    models.PartyKind: ("code",),
    models.LegalGround: ("kind", "code"),
    models.Regime: ("code",),
    models.LifeDomain: ("code",),
    models.DetentionKind: ("code",),
    models.ClosingReason: ("code",),
    models.ContributionKind: ("code",),
    models.Trend: ("code",),
    models.AttachmentKind: ("code",),
    models.Covenant: ("code",),
    models.Protocol: ("covenant", "code", "version"),
    models.House: ("code",),
    models.Party: ("slug",),
    models.PartyUnit: ("party", "name"),
    models.Membership: ("party", "covenant", "from_date"),
    models.Body: ("covenant", "code"),
    models.Seat: ("body", "order"),
    models.VotingException: ("body", "kind"),
    models.MeetingDuty: ("body", "code"),
    models.InformationDuty: ("body", "tells"),
    models.AccessionRule: ("house",),
    models.AccessionDoor: ("rule", "order"),
    models.DepartureRule: ("covenant", "why"),
    models.LastingDuty: ("covenant", "order"),
    models.PaperRule: ("covenant", "kind"),
    models.PaperChapter: ("rule", "order"),
    models.DisputeStep: ("covenant", "about", "order"),
    models.Approach: ("covenant", "code"),
    models.OffenceKind: ("code",),
    models.CountingRule: ("approach", "code"),
    models.Criterion: ("covenant", "approach", "regime", "code"),
    models.TriageOutcome: ("covenant", "house", "code"),
    models.Term: ("covenant", "house", "code"),
    models.Duty: ("covenant", "house", "code"),
    models.TriageSeat: ("party", "house"),
    models.Rule: ("covenant", "code"),
    models.RetentionPolicy: ("house", "approach"),
    models.RetentionStage: ("policy", "order"),
    models.LetterTemplate: ("code",),
    models.LetterText: ("template", "part", "covenant", "house", "regime"),
}
OF_PAGES = ["saved_by", "saved_at"]  # who saved it on a page: nobody did
NAMED_BY: dict[type[Model], str] = {models.Party: "slug"}


@dataclass
class Report:
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)  # saved by an administrator since: left alone


class Rows:
    """The rows of one data file; references are looked up by code, within the covenant of the file."""

    def __init__(self, file: str, report: Report) -> None:
        self.file = file
        self.report = report
        self.covenant: models.Covenant | None = None

    def put(self, model: type[Model], entry: Entry, place: str, **fixed: Any) -> Model:
        """Add or change the row of `entry`, with its many-to-many sets and the rows that hang under it."""
        values, sets, children = dict(fixed), {}, {}
        for name, raw in entry.items():
            where = f"{place}, {name}"
            known = self._field(model, name, where)
            if isinstance(known, ManyToOneRel):
                children[known] = self._entries(raw, where)
            elif isinstance(known, ManyToManyField):
                sets[name] = [self.find(known.related_model, code, where) for code in raw]
            elif isinstance(known, ForeignKey):
                values[name] = self.find(known.related_model, raw, where)
            else:
                values[name] = self._clean(known, raw, where)
        row, outcome = self._write(model, values, place)
        if outcome is not self.report.kept and self._write_sets(row, sets) and outcome is self.report.unchanged:
            outcome = self.report.changed
        outcome[model.__name__] += 1
        for relation, entries in children.items():
            for number, child in enumerate(entries, start=1):
                where = f"{place}, {relation.get_accessor_name()} {number}"
                self.put(relation.related_model, child, where, **{relation.field.name: row})
        return row

    def find(self, model: type[Model], code: Any, place: str) -> Model:
        lookup = {NAMED_BY.get(model, "code"): code}
        if any(known.name == "covenant" for known in model._meta.fields):
            lookup["covenant"] = self.covenant
        row = model._default_manager.filter(**lookup).first()
        if row is None:
            raise DataFileError(self.file, place, f"“{code}” bestaat niet als {model.__name__}")
        return row

    def _field(self, model: type[Model], name: str, place: str) -> Any:
        try:
            return model._meta.get_field(name)
        except FieldDoesNotExist:
            pass
        for relation in model._meta.related_objects:
            if relation.get_accessor_name() == name:
                return relation
        raise DataFileError(self.file, place, f"{model.__name__} kent dit veld niet")

    def _entries(self, raw: Any, place: str) -> list[Entry]:
        if isinstance(raw, list) and all(isinstance(entry, dict) for entry in raw):
            return raw
        raise DataFileError(self.file, place, "hier hoort een lijst van tabellen")

    def _clean(self, known: "Field[Any, Any]", raw: Any, place: str) -> Any:
        try:
            return known.to_python(raw)
        except ValidationError as error:
            raise DataFileError(self.file, place, " ".join(error.messages)) from error

    def _write(self, model: type[Model], values: Entry, place: str) -> tuple[Model, Counter[str]]:
        key = {name: values.get(name) for name in KEYS[model]}
        row = model._default_manager.filter(**key).first()
        if row is None:
            return self._save(model(**values), place), self.report.added
        if isinstance(row, LastSaved) and row.saved_at is not None:
            return row, self.report.kept
        if all(getattr(row, name) == value for name, value in values.items()):
            return row, self.report.unchanged
        for name, value in values.items():
            setattr(row, name, value)
        return self._save(row, place), self.report.changed

    def _save(self, row: Model, place: str) -> Model:
        try:
            row.full_clean(exclude=[known.name for known in row._meta.fields if not known.editable] + OF_PAGES)
        except ValidationError as error:
            problems = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
            raise DataFileError(self.file, place, problems) from error
        row.save()
        return row

    def _write_sets(self, row: Model, sets: dict[str, list[Model]]) -> bool:
        written = False
        for name, wanted in sets.items():
            relation = getattr(row, name)
            if set(relation.all()) != set(wanted):
                relation.set(wanted)
                written = True
        return written
