"""The words for the codes that facts are kept under, and the members of every division: also those with nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from cases.models import BreakGlass, Disclosure, DomainScore, Ground, Notice, State
from cases.models.statistics import AgeBand
from cases.phases import OPEN_PHASES, Phase
from parties.choices import DisputeAbout
from parties.models import ClosingReason, Criterion, House, LifeDomain, Party, Trend, TriageOutcome
from privacy.models import AccessReview, Complaint, SubjectRequest
from privacy.models.destruction import KINDS

Words = Mapping[Any, str]  # by Key
IN_TIME = {"op-tijd": "op tijd", "te-laat": "te laat"}
NOBODY = {"party": "het huis zelf", "gemeente": "onbekend", "approach": "onbekend", "age": "onbekend"}


def _domains(house: House) -> Words:
    return dict(LifeDomain.objects.values_list("code", "name"))


def _outcomes(house: House) -> Words:
    return dict(TriageOutcome.objects.of_house(house).values_list("code", "label"))


def _reasons(house: House) -> Words:
    return dict(ClosingReason.objects.values_list("code", "name"))


def _criteria(house: House) -> Words:
    """By their letter: approaches may give a letter a meaning of their own."""
    codes = sorted({code.lower() for code in Criterion.objects.values_list("code", flat=True)})
    return {code: f"criterium {code}" for code in codes}


def _trends(house: House) -> Words:
    """Also those that are no longer chosen."""
    return dict(Trend.objects.of_house(house).values_list("code", "name"))


VALUES: dict[str, Callable[[House], Words] | Words] = {
    "thema": _domains, "score": _domains, "leefgebied": _domains, "uitkomst": _outcomes, "afgesloten": _reasons, "criterium": _criteria,
    "trend": _trends, "ingetrokken": {"medewerker": "medewerkers van het huis", "gedelegeerde": "gedelegeerden", "partij": "partijen"},
    "terug": {"6-maanden": "binnen 6 maanden", "12-maanden": "na 6 tot 12 maanden", "24-maanden": "na 12 tot 24 maanden"},
    "beoordeling": {"in-behandeling": "in behandeling genomen", "afgewezen": "afgewezen"},
    "bijdrage": {code: State(code).label for code in (State.DELIVERED, State.NOTHING, State.REFUSED)},
    "actie": {
        "afgesproken": "afgesproken", "te-laat": "over de datum gegaan", "gedaan": "gedaan", "niet-gedaan": "niet gedaan",
        "kan-niet": "kan niet meer",
    },
    "looptijd": {"tot-13": "tot 13 weken", "tot-26": "13 tot 26 weken", "tot-52": "26 tot 52 weken", "langer": "52 weken en langer"},
    "opschaling": {"orgaan": "aan een orgaan van het huis", "burgemeester": "aan een burgemeester"},
    "geschil": dict(DisputeAbout.choices), "ingelicht": dict(Notice.Way.choices), "niet-ingelicht": dict(Ground.choices),
    "verzoek": dict(SubjectRequest.Kind.choices), "verzoek-klaar": dict(SubjectRequest.Outcome.choices),
    "klacht": dict(Complaint.Place.choices), "verstrekking": dict(Disclosure.What.choices), "datalek": IN_TIME, "vernietigd": KINDS,
    "noodtoegang": dict(BreakGlass.Kind.choices), "toegangscontrole": dict(AccessReview.Kind.choices),
    "erin": {phase: Phase(phase).label for phase in OPEN_PHASES}, "eruit": {phase: Phase(phase).label for phase in OPEN_PHASES},
}  # fmt: skip
DETAILS: dict[str, Words] = {
    "bijdrage": {**IN_TIME, "ongevraagd": "zonder dat erom was gevraagd"}, "score": dict(DomainScore.Level.choices),
    "afgesloten": {"ja": "met succes", "nee": "niet met succes"}, "verzoek-klaar": IN_TIME, "toegangscontrole": IN_TIME,
    "ingetrokken": IN_TIME,
    "trend": {phase: Phase(phase).label for phase in OPEN_PHASES},
}  # fmt: skip


def values_of(kind: str, house: House) -> Words:
    found = VALUES.get(kind, {})
    return found(house) if callable(found) else found


def members(house: House) -> dict[str, Words]:
    """Parties, gemeenten and approaches of the house, and the age bands."""
    parties = Party.objects.in_house(house)
    return {
        "party": dict(parties.values_list("pk", "name")),
        "gemeente": dict(parties.of_kind("gemeente").values_list("pk", "seat")),
        "approach": dict(house.approaches.values_list("pk", "name")),
        "age": dict(AgeBand.choices),
    }
