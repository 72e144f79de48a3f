"""Demo mode: an organisation that wants to join; where somebody can answer for a party, the parties are asked."""

from datetime import timedelta

from governance.policy import is_secretary
from governance.reach import GOVERNING
from governance.workflow.accession import check_accession, start_accession, tell_parties
from parties.inforce import delegations_in_force
from parties.models import Appointment, House, PartyKind
from parties.workflow.register import add_party
from zvh.actor import acting_as

TASK = "Dagbesteding en begeleid wonen voor mensen met een psychische kwetsbaarheid."


def join(house: House, admin: Appointment, manager: Appointment) -> None:
    """The administrator writes the request down, the manager tells the parties as secretary."""
    with acting_as(admin.pk) as by:
        given = {"name": f"Stichting Voorbeeldzorg {house.name}", "source": "verzonnen, voor de demo"}
        party = add_party(given, PartyKind.objects.filter(named_in_6_4=True)[:1], by=by)
        door = house.accession_rule.doors.order_by("pk")[0]
        asked = start_accession(house, party, door, on=by.today - timedelta(days=10), task=TASK, by=by)
        check_accession(asked, note="Dit past bij de doelen van het convenant.", by=by)
        voices = delegations_in_force(by.today).filter(
            membership__covenant=house.covenant_id, membership__houses=house, purpose__in=GOVERNING
        )
        can_answer = voices.exists()
    with acting_as(manager.pk) as by:
        if can_answer and is_secretary(by, house.accession_rule.keeper):
            tell_parties(asked, by=by)
