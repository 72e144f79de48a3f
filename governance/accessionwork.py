"""What joining puts in "Mijn werk": of a delegate the answer of the party, of administrator and secretary the next step."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cases.work import MOST, Item, Work
from governance.models import Accession, AccessionConsent, Departure
from governance.models.accession import Answer, Stage
from governance.models.departure import Leaving
from governance.reach import GOVERNING
from governance.tally import Outcome
from parties.roles import Role
from zvh.components import Link


def about_accessions(work: Work) -> Iterable[Item]:
    return _to_answer(work) if work.actor.is_delegate else [*_to_take_further(work), *_to_exclude(work)]


def _to_answer(work: Work) -> Iterable[Item]:
    if work.actor.purpose not in GOVERNING:
        return
    asked = AccessionConsent.objects.visible_to(work.actor).filter(
        party=work.actor.party_id, answer=Answer.NONE, accession__stage=Stage.CONSENT
    )
    for one in asked.select_related("accession__party")[:MOST]:
        link = Link("Antwoord geven", reverse("toetreding-antwoord", args=[one.pk]))
        yield Item(f"Instemmen met toetreding: {one.accession.party}", link, "", work.deadline(one.due_on, one.source))


def _to_exclude(work: Work) -> Iterable[Item]:
    """Of the secretary what was not repaired in time, of the administrator what the body decided."""
    late = Q(stage=Leaving.REPAIR, repair_until__lt=work.actor.today)
    adopted = Q(stage=Leaving.DECISION, outcome=Outcome.ADOPTED)
    wanted = adopted if work.actor.role == Role.ADMINISTRATOR else late
    for one in Departure.objects.visible_to(work.actor).filter(wanted).select_related("party")[:MOST]:
        yield Item(
            f"Uitsluiting: {one.party}", Link("Bekijken", reverse("uittreding", args=[one.pk])), one.get_stage_display()
        )


def _to_take_further(work: Work) -> Iterable[Item]:
    """What waits for a step of the house; not what waits for answers."""
    waits = AccessionConsent.objects.filter(accession=OuterRef("pk"), answer=Answer.NONE)
    found = Accession.objects.visible_to(work.actor).open().exclude(Exists(waits), stage=Stage.CONSENT)
    if work.actor.role != Role.ADMINISTRATOR:
        found = found.kept_by(work.actor)
    waits_for_body = Q(stage=Stage.DECISION, outcome="")
    for one in found.exclude(waits_for_body).select_related("party")[:MOST]:
        yield Item(f"Toetreding: {one.party}", Link("Bekijken", reverse("toetreding", args=[one.pk])), one.stand)
