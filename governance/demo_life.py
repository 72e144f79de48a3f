"""Demo mode: some duties that were done, a version of the work process, and a text that parties are asked about."""

from datetime import timedelta

from governance.compliance import duties_of
from governance.workflow.agreed import add_version, note_received
from governance.workflow.fulfilment import record_fulfilment
from governance.workflow.statements import ask_consent
from parties.dutychoices import DutyKind
from parties.models import Appointment, House, Membership
from zvh.actor import acting_as

DONE = {"verwerkers": 120, "privacyverklaring": 330, "register-verwerkingen": 400}  # how many days ago


def live(house: House, manager: Appointment) -> None:
    """Something in time, something nearly and something late."""
    duties = {duty.code: duty for duty in duties_of(house)}
    with acting_as(manager.pk) as by:
        for code, days in DONE.items():
            if duty := duties.get(code):
                record_fulfilment(
                    duty, house, on=by.today - timedelta(days=days), result="Nagelopen en bijgewerkt.", by=by
                )
        agreed = add_version(
            house, kind="werkproces", version="1", since=by.today - timedelta(days=20), changes="Aanmelden gaat via het Casusportaal.",
            place="Documenten van het huis", by=by,
        )  # fmt: skip
        members = Membership.objects.in_force(by.today).filter(houses=house).select_related("party")[:3]
        note_received(agreed, [one.party for one in members], on=by.today, by=by)
        if duty := next((one for one in duties.values() if one.kind == DutyKind.CONSENT), None):
            text = "Het huis vertelt in de nieuwsbrief hoe partijen samenwerken."
            ask_consent(house, duty, subject="Bericht in de nieuwsbrief", text=text, by=by)
