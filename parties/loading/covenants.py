"""Loads kinds, regimes, lists and covenants from the data files. Twice gives the same rows."""

from pathlib import Path

from django.db import transaction

from parties import models
from parties.completeness import gaps
from parties.loading.files import DATA, DataFileError, Entry, read
from parties.loading.rows import Report, Rows

SHARED = {
    "kinds": models.PartyKind,
    "regimes": models.Regime,
    "life_domains": models.LifeDomain,
    "detention_kinds": models.DetentionKind,
    "closing_reasons": models.ClosingReason,
    "contribution_kinds": models.ContributionKind,
    "trends": models.Trend,
    "offence_kinds": models.OffenceKind,
    "attachment_kinds": models.AttachmentKind,
    "letter_templates": models.LetterTemplate,
}
OF_A_COVENANT = {
    "protocols": models.Protocol,
    "houses": models.House,
    "bodies": models.Body,
    "approaches": models.Approach,
    "criteria": models.Criterion,
    "triage_outcomes": models.TriageOutcome,
    "terms": models.Term,
    "duties": models.Duty,
    "rules": models.Rule,
    "dispute_steps": models.DisputeStep,
    "accession_rules": models.AccessionRule,
    "departure_rules": models.DepartureRule,
    "lasting_duties": models.LastingDuty,
    "paper_rules": models.PaperRule,
    "letter_texts": models.LetterText,
}
BEFORE_PARTIES = ("protocols", "houses")
ALL_SECTIONS = {*SHARED, *OF_A_COVENANT, "covenant", "party_lists", "retention_policies"}


@transaction.atomic
def load(directory: Path = DATA) -> Report:
    """Load every data file. Raises DataFileError with file and place; then nothing has changed."""
    report = Report()
    files = {path: read(path) for path in sorted(directory.glob("*.toml"))}
    for path, content in files.items():
        if unknown := set(content) - ALL_SECTIONS:
            raise DataFileError(path.name, "", f"onbekend onderdeel: {', '.join(sorted(unknown))}")
    for section, model in SHARED.items():
        for path, content in files.items():
            for number, entry in enumerate(content.get(section, []), start=1):
                Rows(path.name, report).put(model, entry, f"{section} {number}")
    for path, content in files.items():
        if "covenant" in content:
            load_covenant(Rows(path.name, report), content)
    return report


def load_covenant(rows: Rows, content: Entry) -> None:
    covenant = rows.put(models.Covenant, content["covenant"], "covenant")
    assert isinstance(covenant, models.Covenant)
    rows.covenant = covenant
    for section in BEFORE_PARTIES:
        _load_section(rows, section, content)
    for number, party_list in enumerate(content.get("party_lists", []), start=1):
        _load_party_list(rows, dict(party_list), f"party_lists {number}")
    for section in OF_A_COVENANT:
        if section not in BEFORE_PARTIES:
            _load_section(rows, section, content)
    for number, entry in enumerate(content.get("retention_policies", []), start=1):
        _load_retention(rows, dict(entry), f"retention_policies {number}")
    _check(rows, covenant)


def _load_section(rows: Rows, section: str, content: Entry) -> None:
    for number, entry in enumerate(content.get(section, []), start=1):
        rows.put(OF_A_COVENANT[section], entry, f"{section} {number}", covenant=rows.covenant)


def _load_party_list(rows: Rows, party_list: Entry, place: str) -> None:
    """A list of signatories that share houses, protocols, region and source; each line is one party."""
    assert rows.covenant is not None
    parties = party_list.pop("parties")
    membership = {name: party_list.pop(name) for name in ("houses", "protocols") if name in party_list}
    for number, line in enumerate(parties, start=1):
        where = f"{place}, regel {number}"
        line = {**party_list, **line}
        is_member = line.pop("is_member", True)
        terms = {**membership, **{name: line.pop(name) for name in ("houses", "protocols") if name in line}}
        party = rows.put(models.Party, line, where)
        if is_member:
            terms = {"from_date": rows.covenant.in_force_from, "source": line["source"], **terms}
            rows.put(models.Membership, terms, where, party=party, covenant=rows.covenant)


def _load_retention(rows: Rows, entry: Entry, place: str) -> None:
    """One entry may name several approaches of a house that have the same policy."""
    approaches = entry.pop("approaches")
    houses = entry.pop("houses")
    for house in houses:
        for approach in approaches:
            rows.put(models.RetentionPolicy, {**entry, "house": house, "approach": approach}, place)


def _check(rows: Rows, covenant: models.Covenant) -> None:
    """What no single row can show. Raises DataFileError with all that is missing."""
    if missing := gaps(covenant):
        raise DataFileError(rows.file, "", "; ".join(gap.text for gap in missing))
