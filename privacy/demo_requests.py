"""Demo mode: two requests of invented people, one about a case and one about nobody whom the house knows."""

from datetime import timedelta

from django.db import transaction

from cases.models import Case
from parties.inforce import appointments_in_force
from parties.models import House
from parties.roles import Role
from privacy.models import SubjectRequest
from privacy.requesting import check_identity, link_cases, register_request
from privacy.requestquestions import ask_suppliers
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

RECEIVED = (timedelta(days=23), timedelta(days=4))


def load() -> None:
    """In every house with a manager and an open case; a second time nothing happens."""
    for house in House.objects.order_by("pk"):
        tell(house)


@transaction.atomic
def tell(house: House) -> None:
    managers = appointments_in_force(today()).filter(house=house, role=Role.MANAGER, approaches=None)
    manager = managers.order_by("from_date", "pk").first()
    if manager is None:
        return
    with open_keyring(), acting_as(manager.pk) as by:
        case = Case.objects.visible_to(by).open().filter(house=house).order_by("number").first()
        subject = case.subjects.first() if case else None
        if case is None or subject is None or SubjectRequest.objects.visible_to(by).exists():
            return
        known = register_request(
            house, kind="inzage", received_on=today() - RECEIVED[0], asked_by="betrokkene",
            given_names=subject.first_names or subject.initials, surname=subject.surname, born_on=subject.born_on,
            contact="Per post, op het adres dat het huis kent", text="Ik wil weten wat er over mij is opgeschreven.", by=by,
        )  # fmt: skip
        link_cases(known, [case], by=by)
        check_identity(known, on=today(), proof="identiteitskaart", by=by)
        ask_suppliers(known, by=by)
        register_request(
            house, kind="correctie", received_on=today() - RECEIVED[1], asked_by="advocaat", authority="Machtiging gezien",
            given_names="D.", surname="Denkbeeldig", contact="advocaat@voorbeeld.invalid",
            text="Mijn geboortedatum staat verkeerd in uw stukken.", by=by,
        )  # fmt: skip
