"""What the page of an accession shows: how far it is, what stands in the way, and who answered what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404

from governance.models import Accession, AccessionConsent, SignedCopy
from governance.models.accession import Answer, Stage
from governance.reach import GOVERNING
from governance.workflow.accession import OBJECTS
from parties.inforce import delegations_in_force
from parties.models import Membership
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Missing

ORDER = (Stage.CHECK, Stage.CONSENT, Stage.DECISION)
STEPS = ("Aanvraag toetsen", "Partijen inlichten en om instemming vragen", "Besluit", "Ondertekenen en beginnen")


SHOWN = 5


@dataclass(frozen=True)
class Step:
    """A step on the way, as a list shows it."""

    title: str
    is_done: bool
    is_now: bool


def find_accession(pk: UUID, actor: Actor) -> Accession:
    seen = Accession.objects.visible_to(actor).select_related(
        "house__covenant", "house__accession_rule__decided_by", "house__accession_rule__told_by", "party", "door",
        "membership",
    )  # fmt: skip
    return get_object_or_404(seen, pk=pk)


def steps_of(accession: Accession) -> list[Step]:
    """Where it stopped is no longer to be seen: then none is now."""
    if accession.stage == Stage.STOPPED:
        return []
    if accession.stage == Stage.JOINED:
        return [Step(title, True, False) for title in STEPS]
    now = ORDER.index(Stage(accession.stage)) + accession.is_adopted
    return [Step(title, at < now, at == now) for at, title in enumerate(STEPS)]


def consents_of(accession: Accession, actor: Actor) -> list[AccessionConsent]:
    """Objections first, then who did not answer: what somebody has to work on."""
    found = AccessionConsent.objects.visible_to(actor).filter(accession=accession)
    order = [Answer.NO, Answer.NONE, Answer.YES]
    return sorted(found.select_related("party", "answered_by"), key=lambda one: order.index(Answer(one.answer)))


def copies_of(accession: Accession, actor: Actor) -> list[SignedCopy]:
    """What came back signed, for who keeps it."""
    if not accession.is_adopted:
        return []
    seen = SignedCopy.objects.visible_to(actor).filter(accession=accession)
    found = list(seen.select_related("accession__house__covenant", "protocol"))
    if found:
        accesslog.listed("signedcopy", found, rule="toetreding", house_id=accession.house_id)
    return found


def in_short(missing: list[str]) -> list[Missing]:
    """Who stands in the way, objections first; of a hundred parties only some by name, for the table names them all."""
    first = sorted(missing, key=lambda text: not text.endswith(OBJECTS))
    rest = len(first) - SHOWN
    more = [Missing(f"En nog {rest} {'partij' if rest == 1 else 'partijen'}")] if rest > 0 else []
    return [*(Missing(text) for text in first[:SHOWN]), *more]


def voiceless(accession: Accession, consents: Iterable[AccessionConsent], actor: Actor) -> set[int]:
    """Parties that did not answer and have nobody who can: their administrator invites a delegate for a body first."""
    about = Membership.objects.in_force(actor.today).filter(covenant=accession.house.covenant_id)
    voices = delegations_in_force(actor.today).filter(membership__in=about.values("pk"), purpose__in=GOVERNING)
    silent = {one.party_id for one in consents if not one.answer}
    return silent - set(voices.values_list("membership__party", flat=True))


def summary(consents: Iterable[AccessionConsent]) -> str:
    """How many agreed, objected and did not answer yet."""
    count = Counter(one.answer for one in consents)
    return f"{count[Answer.YES]} stemmen in, {count[Answer.NO]} bezwaar, {count[Answer.NONE]} nog geen antwoord"
