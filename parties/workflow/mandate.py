"""One party speaks for another in the bodies of a covenant (annex on mandate of the covenants; 002 annex 6: "mede namens").

Both take part first, and the one that is spoken for consents in writing; who is responsible for personal data stays the same.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from parties import policy
from parties.models import Mandate, Membership, Party
from parties.workflow.register import note
from privacy import accesslog
from zvh.actor import Actor
from zvh.versions import refuse_overtaken, version_of

ENDS = ("until_date",)


class NoMember(Exception):
    """One of the two does not take part in the covenant on the first day."""

    def __init__(self, party: Party) -> None:
        super().__init__("takes no part in this covenant")
        self.party = party


@transaction.atomic
def give_mandate(giver: Party, given: Mapping[str, Any], *, by: Actor) -> Mandate:
    """Raises NoMember. `given` has the fields of a Mandate but the giver and the covenant."""
    house = policy.own_house(by)
    holder = given["holder"]
    for party in (giver, holder):
        policy.require_keeps_party(by, party)
        if not takes_part(party, house.covenant_id, given["from_date"]):
            raise NoMember(party)
    made = Mandate(giver=giver, covenant=house.covenant, **given)
    made.saved(by)
    made.save()
    words = f"{made.get_kind_display()}: {holder} spreekt namens {giver}"
    for party in (giver, holder):
        note(party, words, "", f"vanaf {date_format(made.from_date)}", by)
    accesslog.changed(made, rule="give_mandate", action="C")
    return made


@transaction.atomic
def end_mandate(mandate: Mandate, until: date | None, *, version: int | None, by: Actor) -> None:
    """Its last day, or none again. Raises Overtaken."""
    policy.require_keeps_mandate(by, mandate)
    stored = Mandate.objects.select_for_update(of=("self",)).select_related("giver", "holder").get(pk=mandate.pk)
    refuse_overtaken(stored, now=version_of([stored], *ENDS), read=version)
    was, stored.until_date = stored.until_date, until
    stored.saved(by)
    stored.save(update_fields=[*ENDS, "saved_by", "saved_at"])
    words = f"{stored.get_kind_display()}, {stored.holder} namens {stored.giver}: laatste dag"
    for party in (stored.giver, stored.holder):
        note(party, words, _day(was), _day(until), by)
    accesslog.changed(stored, rule="end_mandate")


def takes_part(party: Party, covenant_id: int, on: date) -> bool:
    return Membership.objects.in_force(on).filter(party=party, covenant=covenant_id).exists()


def _day(day: date | None) -> str:
    return str(date_format(day)) if day else ""
