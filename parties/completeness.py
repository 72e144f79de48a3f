"""What a covenant still lacks before anybody can work under it: what no single row can show.

The loader refuses a data file on it, and the page on which a covenant is entered lists it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from parties import criteria
from parties.choices import Deadline
from parties.dutychoices import PaperKind
from parties.models import Covenant, House


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and in which part of the covenant (`parties.parts`) one fills it in."""

    section: str
    text: str


def gaps(covenant: Covenant) -> list[Gap]:
    """Everything that is missing, in the order of the parts; none means that the covenant may be used."""
    found = list(_of_covenant(covenant))
    for house in covenant.houses.all():
        found += _of_house(house, covenant)
    return found


def _of_covenant(covenant: Covenant) -> Iterator[Gap]:
    try:
        covenant.clean_fields(exclude=[one.name for one in covenant._meta.fields if one.name.startswith("saved_")])
    except ValidationError as error:
        known = {field.name: str(field.verbose_name) for field in covenant._meta.fields}
        labels = ", ".join(known[name] for name in error.message_dict)
        yield Gap("algemeen", f"nog niet ingevuld: {labels}")
    yield from _expression(covenant)
    if not covenant.houses.exists():
        yield Gap("huizen", "er is nog geen huis")
    for approach in covenant.approaches.exclude(criteria_expression="").prefetch_related("criteria"):
        if lacking := criteria.codes(approach.criteria_expression) - {one.code for one in approach.criteria.all()}:
            yield Gap("aanpakken", f"de formule van {approach} noemt criteria die er niet zijn: {_listed(lacking)}")


def _expression(covenant: Covenant) -> Iterator[Gap]:
    if not covenant.criteria_expression:
        return  # said already
    known = {criterion.code for criterion in covenant.criteria.all()}
    if lacking := criteria.codes(covenant.criteria_expression) - known:
        yield Gap("criteria", f"de formule noemt criteria die er niet zijn: {_listed(lacking)}")


def _of_house(house: House, covenant: Covenant) -> Iterator[Gap]:
    terms = {term.code for term in covenant.terms.all() if term.house_id in (house.pk, None)}
    if lacking := set(Deadline.values) - terms:
        yield Gap("termijnen", f"{house.code} mist de termijnen {_listed(lacking)}")
    if not hasattr(house, "accession_rule"):
        yield Gap("toetreding", f"{house.code} mist hoe een partij toetreedt")
    elif not house.accession_rule.doors.exists():
        yield Gap("toetreding", f"{house.code} mist waar een aanvraag om toe te treden binnenkomt")
    adopted = {rule.kind for rule in covenant.paper_rules.all() if rule.adopters(house).exists()}
    if lacking := set(PaperKind.values) - adopted:
        yield Gap("stukken", f"{house.code} mist wie dit vaststelt: {_listed(lacking)}")
    for approach in house.approaches.all():
        policy = approach.retention_policies.filter(house=house).first()
        if policy is None:
            yield Gap("bewaartermijnen", f"{house.code} mist bewaartermijnen voor {approach}")
        elif not policy.stages.filter(after_months=0).exists() or not policy.stages.filter(after_months__gt=0).exists():
            yield Gap("bewaartermijnen", f"{house.code} mist voor {approach} de eerste stap of de vernietiging")


def _listed(codes: set[str]) -> str:
    return ", ".join(sorted(codes))
