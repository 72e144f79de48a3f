"""Requests of subjects: who may do what with them, who decides, and what is still missing (protocol 17-20; BGS 1.1-1.4)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from cases.models import Case
from cases.search import Found, Person, by_person
from cases.workflow.lawful import regime_of
from parties.choices import ProtocolStatus
from parties.models import House, Protocol
from parties.roles import Role
from privacy.models import ContactPoint, SubjectRequest
from privacy.models.request import KEEPERS
from zvh.actor import Actor

Kind, Route, Outcome = SubjectRequest.Kind, SubjectRequest.Route, SubjectRequest.Outcome
HANDLERS = (Role.MANAGER, Role.PROCESREGISSEUR)  # protocol 17.2
WITH_REASONS = (Outcome.PARTLY, Outcome.REFUSED)  # protocol 18.3, 19.4 and 20.4
WITHOUT_CASE = (Outcome.NO_DATA, Outcome.REFUSED, Outcome.WITHDRAWN)
# Which article of the protocol brings a request where; the others go by 17.2.
TO_THE_BODY = {Kind.CORRECTION: "19.1", Kind.REMOVAL: "19.1", Kind.OBJECTION: "20.3"}


def reads_requests(actor: Actor) -> bool:
    """Manager and supervisors the register, a procesregisseur what is about his cases (03, R9; protocol 17.2)."""
    return actor.role in (*KEEPERS, Role.PROCESREGISSEUR)


def may_register(actor: Actor) -> bool:
    """Whoever it came in with, the manager coordinates (protocol 17.2 and 17.3)."""
    return actor.role == Role.MANAGER


def may_handle(actor: Actor, request: SubjectRequest) -> bool:
    """Work on a request that runs; that he may read it was asked before."""
    return actor.role in HANDLERS and request.house_id in actor.house_ids and request.is_running


def may_decide(actor: Actor, request: SubjectRequest) -> bool:
    return may_handle(actor, request) and actor.role == Role.MANAGER


def may_send(actor: Actor, request: SubjectRequest) -> bool:
    """The answer goes when it is decided and somebody came in person (protocol 18.4)."""
    return may_decide(actor, request) and request.decided_on is not None and request.identity_on is not None


def may_draw(actor: Actor, request: SubjectRequest) -> bool:
    """The answer is made when it may be sent, and not after: it is no second place where data of the case stay."""
    return may_send(actor, request) and request.is_running


def possible_cases(actor: Actor, request: SubjectRequest) -> Found:
    """Cases that this manager can read about somebody of this name and day of birth; a person decides whether it is the same."""
    return by_person(actor, Person(surname=request.surname, born_on=request.born_on))


def route_of(house: House, kind: str, cases: Sequence[Case], today: date) -> tuple[str, str]:
    """Who decides, and by which rule: the contact point where the law of a case has one, else as the protocol says."""
    point = contact_point(house, cases, today)
    if point:
        return Route.CONTACT, point.source
    article = TO_THE_BODY.get(Kind(kind))
    adopted = Protocol.objects.filter(covenant=house.covenant_id, status=ProtocolStatus.ADOPTED).exists()
    by_choice = "" if adopted else "keuze van het huis, naar "
    return (Route.BODY if article else Route.HOUSE), f"{by_choice}protocol art. {article or '17.2'}"


def contact_point(house: House, cases: Iterable[Case], today: date) -> ContactPoint | None:
    regimes = {regime_of(case).pk for case in cases}
    in_force = Q(until_date=None) | Q(until_date__gte=today)
    found = ContactPoint.objects.filter(in_force, house=house, regime__in=regimes, from_date__lte=today)
    return found.first()


def missing_for(
    request: SubjectRequest, *, outcome: str, reason: str, heard_on: date | None, has_cases: bool
) -> dict[str, str]:
    """What a decision still lacks, per field of its form; empty when it is complete."""
    missing = {}
    if outcome == Outcome.NO_DATA and has_cases:
        missing["besluit"] = "Er hoort een casus bij dit verzoek. Haal die eerst weg als hij over iemand anders gaat"
    if not has_cases and outcome not in WITHOUT_CASE:
        missing["besluit"] = "Zoek eerst de casussen van deze persoon op, of kies dat het huis geen gegevens heeft"
    if outcome in WITH_REASONS and not reason:
        missing["motivering"] = "Schrijf op waarom het verzoek niet of niet helemaal wordt toegewezen"
    if heard_on is None and request.goes_to_body and outcome not in (Outcome.NO_DATA, Outcome.WITHDRAWN):
        missing["voorgelegd_op"] = "Vul in op welke dag het verzoek is voorgelegd"
    if heard_on and not request.received_on <= heard_on:
        missing["voorgelegd_op"] = "Kies een dag vanaf de ontvangst van het verzoek"
    return missing


def missing_of_suppliers(outcome: str, *, unanswered: int, has_refusals: bool) -> dict[str, str]:
    """What a decision about access lacks of what the suppliers say (protocol 17.2 and 18.3)."""
    if outcome not in (Outcome.GRANTED, Outcome.PARTLY):
        return {}
    if unanswered:
        return {
            "besluit": f"Van {unanswered} bijdragen of aanmeldingen is nog niet gezegd of de betrokkene ze mag zien"
        }
    if has_refusals and outcome == Outcome.GRANTED:
        return {"besluit": "Een leverancier geeft niet alles. Kies dat het verzoek voor een deel wordt toegewezen"}
    return {}
