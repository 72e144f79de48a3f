"""What a contribution needs before it can be sent: kind, text, ground, way out of secrecy (DPIA 2; protocol 5.2.3, 6.4, 7.2)."""

from cases.models import Case, Contribution, WayOut
from cases.phases import Phase
from cases.workflow.consent import has_consent
from cases.workflow.policerows import missing_of_registrations
from cases.workflow.release import missing_to_release
from parties.models import ContributionKind, LegalGround, Party

ORDER = list(Phase)


def open_kinds(case: Case) -> list[ContributionKind]:
    """Kinds of contribution that may be supplied in the phase of this case (DPIA 2)."""
    now = ORDER.index(Phase(case.phase))
    return [kind for kind in ContributionKind.objects.all() if ORDER.index(Phase(kind.opens_in)) <= now]


def grounds_of(party_id: int) -> list[LegalGround]:
    """Legal grounds on which this party may supply; none for a kind that protocol art. 6.4 does not name."""
    return list(LegalGround.objects.filter(kind__parties=party_id))


def ways_out(party: Party) -> list[WayOut]:
    """How this party may break its secrecy: all ways for a professional secrecy, consent alone for Slachtofferhulp.

    Politie and OM have rules of their own, that go along with the data as a mark (protocol 7.1, 13.5).
    """
    kinds = [kind for kind in party.kinds.all() if not kind.mark]
    if any(kind.secrecy for kind in kinds):
        return list(WayOut)
    return [WayOut.CONSENT] if any(kind.needs_consent for kind in kinds) else []


def missing_to_deliver(contribution: Contribution) -> list[tuple[str, str]]:
    """What still has to be filled in before the contribution can be sent: (text, field)."""
    missing = []
    if contribution.kind is None:
        missing.append(("Kies de soort bijdrage", "kind"))
    elif contribution.kind not in open_kinds(contribution.case):
        missing.append((f"{contribution.kind} kan in deze fase nog niet worden gegeven", "kind"))
    if not (contribution.facts or contribution.opinion or contribution.registrations):
        missing.append(("Vul de feiten of uw oordeel in", "facts"))
    if contribution.ground is None and grounds_of(contribution.supplier_id):
        missing.append(("Kies de grondslag", "ground"))
    missing += missing_of_registrations(contribution)
    return missing + _missing_of_secrecy(contribution) + missing_to_release(contribution)


def _missing_of_secrecy(contribution: Contribution) -> list[tuple[str, str]]:
    ways = ways_out(contribution.supplier)
    if not ways:
        return []
    if contribution.way_out not in ways:
        return [("Geef aan waarom u uw geheimhouding mag doorbreken", "way_out")]
    if contribution.way_out == WayOut.CONSENT:
        given = has_consent(contribution.case, contribution.supplier)
        return [] if given else [("Leg eerst de toestemming van de betrokkene vast", "way_out")]
    return [] if contribution.way_out_reason else [("Leg uit waarom u dit mag geven", "way_out_reason")]
