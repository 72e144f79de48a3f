"""Demo mode: a breach that runs, and rows in every register, written down by the invented manager through the workflow."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from parties.inforce import appointments_in_force
from parties.models import House, Party
from parties.roles import Role
from privacy import breaches
from privacy.models import Processor
from privacy.registering import add_row
from privacy.registers import BY_NAME
from zvh.actor import Actor, acting_as
from zvh.sealing import open_keyring
from zvh.today import today

REPORT = {
    "nature": "Een uitnodiging met een casusnummer ging naar een verkeerd adres binnen een gemeente. Het gaat om één bericht.",
    "contact": "Procesondersteuner van het huis, telefoon 030 000 00 00",
    "limiting": "Het bericht laten verwijderen en dat laten bevestigen.",
    "risks": "Iemand die niets met de casus te maken heeft, weet dat er een casus is.",
    "done": "De ontvanger is gebeld en heeft het bericht verwijderd.",
}


@transaction.atomic
def load() -> None:
    """Every house that has a manager; a second time nothing happens."""
    for house in House.objects.order_by("pk"):
        manager = appointments_in_force(today()).filter(house=house, role=Role.MANAGER, approaches=None).first()
        if manager is not None:
            with open_keyring(), acting_as(manager.pk) as by:
                if not Processor.objects.visible_to(by).exists():
                    _fill(house, by)


def _fill(house: House, by: Actor) -> None:
    breaches.report_breach(house, noticed_at=timezone.now() - timedelta(hours=5), by=by, **REPORT)
    day = by.today - timedelta(days=40)
    rows: dict[str, dict[str, object]] = {
        "klachten": {
            "received_on": by.today - timedelta(days=20), "place": "huis", "subject": "Te laat ingelicht", "complainant": "Een betrokkene",
            "text": "De betrokkene vindt dat het huis eerder had moeten vertellen dat er een casus is.",
            "handler": "de manager van het huis",
        },
        "aanwijzingen": {
            "given_on": day, "giver": "fg", "to_whom": "de manager van het huis", "subject": "Schermen in de vergaderzaal",
            "text": "Zet het scherm uit als er iemand binnenkomt die niet bij de casus hoort.", "review_on": by.today + timedelta(days=30),
        },
        "onderzoek": {
            "subject": "Herhaling na afschaling", "commissioned_by": "Alle partijen, via het Partneroverleg",
            "purpose": "Nagaan hoe vaak mensen opnieuw worden aangemeld.", "decided_on": day, "decision": "Besluit van de Stuurgroep",
            "started_on": day,
        },
        "verwerkingen": {
            "subject": "Casusoverleg", "controllers": f"De partijen van {house.name}", "purposes": "Zorg en veiligheid op elkaar afstemmen",
            "data": "Identiteit, zorg, justitie", "people": "Betrokkenen en hun naasten", "receivers": "Partijen aan tafel",
            "checked_on": day, "review_on": by.today + timedelta(days=325),
        },
        "verwerkers": {
            "subject": "Leverancier van de servers", "service": "Beheer van de servers", "allowed_on": day, "agreed_on": day,
            "security": "Volgens de BIO, gecontroleerd elk jaar", "checked_on": by.today - timedelta(days=330),
        },
        "dpia": {"subject": "Casusoverleg", "done_on": day, "outcome": "Drie maatregelen, uitgevoerd", "decided_on": day},
        "audits": {
            "kind": "tekortkoming", "audited_on": by.today - timedelta(days=340), "auditor": "Een extern bureau",
            "subject": "Controle van rechten", "text": "Rechten werden niet op tijd nagelopen.",
            "measures": "De controle begint nu vanzelf.",
        },
    }  # fmt: skip
    police = Party.objects.filter(memberships__houses=house, kinds__code="politie").order_by("pk").first()
    if police:
        rows["artikel-20"] = {
            "party": police, "decided_on": day, "subject": "Structureel verstrekken aan het huis",
            "purpose": "Overlast en misdaad voorkomen",
            "data": "Politiegegevens over de betrokkene", "receivers": "Partijen aan tafel", "until": by.today + timedelta(days=700),
        }  # fmt: skip
    for name, given in rows.items():
        add_row(BY_NAME[name], given, by=by)
