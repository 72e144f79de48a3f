"""What the page of a decision shows, as far as the reader may; and the list of decisions as a document."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from governance.models import Affected, Decision, Holder, Informing, Vote
from governance.models.decision import State
from governance.policy import is_secretary
from governance.reach import seats_in
from governance.workflow.voting import voters
from parties.models import Body
from zvh.actor import Actor
from zvh.documents import Block, Document, heading, paragraph
from zvh.templatetags.words import capital


@dataclass(frozen=True)
class VoteLine:
    """A seat with a vote, and what it voted; `may_vote` is who reads this page."""

    holder: Holder
    vote: Vote | None
    may_vote: bool


def find_decision(pk: UUID, actor: Actor) -> Decision:
    seen = Decision.objects.visible_to(actor).select_related(
        "body", "keeper__house__covenant", "meeting", "came_from", "paper__rule", "saved_by"
    )
    return get_object_or_404(seen, pk=pk)


def decisions_of(body: Body, actor: Actor) -> "list[Decision]":
    """The register of this body, newest first, with what it sent outside the house."""
    return list(Decision.objects.visible_to(actor).filter(keeper=body).select_related("body"))


def affected_of(decision: Decision, actor: Actor) -> list[Affected]:
    found = Affected.objects.visible_to(actor).filter(decision=decision)
    return list(found.select_related("party", "decision__keeper"))


def hearings(
    decision: Decision, affected: Iterable[Affected], actor: Actor, keeps: bool
) -> list[tuple[Affected, bool]]:
    """Each affected party, and whether who reads may note its input. As `may_hear`."""
    is_open = decision.state == State.PREPARED
    is_member = keeps or (bool(actor.party_id) and seats_in(actor).filter(pk=decision.keeper_id).exists())
    return [
        (one, is_open and not one.heard_on and (keeps or (is_member and one.party_id == actor.party_id)))
        for one in affected
    ]


def informings_of(decision: Decision, actor: Actor) -> list[Informing]:
    return list(Informing.objects.visible_to(actor).filter(decision=decision))


def votes_of(decision: Decision, actor: Actor) -> list[VoteLine]:
    """While it runs every seat with a vote; afterwards the votes that were cast."""
    votes = {
        one.holder_id: one
        for one in Vote.objects.visible_to(actor)
        .filter(decision=decision)
        .select_related("holder__user", "holder__party", "holder__seat", "by_mandate__user")
    }
    if decision.state != State.VOTING:
        return [VoteLine(one.holder, one, False) for one in votes.values()]
    keeps = is_secretary(actor, decision.keeper)
    return [VoteLine(one, votes.get(one.pk), keeps or one.user_id == actor.user_id) for one in voters(decision, actor)]


def decision_list(body: Body, decisions: Iterable[Decision]) -> Document:
    """The decisions that were taken, as a paper."""
    taken = [one for one in decisions if one.decided_on]
    blocks = [block for one in taken for block in _blocks(one)]
    facts = (("Orgaan", body.name), ("Niet openbaar", "Voor de leden en de secretaris"))
    sender = (body.house.name,) if body.house else ()
    return Document("Besluitenlijst", sender, (), facts, tuple(blocks or [paragraph("Er is nog niets besloten.")]))


def _blocks(one: Decision) -> list[Block]:
    assert one.decided_on  # only what was decided is listed
    by = f", door {one.body}" if one.is_outside else ""
    how = f"{one.get_outcome_display()} op {date_format(one.decided_on)}{by}"
    votes = "" if one.is_outside else f". Voor {one.votes_for}, tegen {one.votes_against}, onthouding {one.abstained}"
    agreed = ". In overeenstemming" if one.is_consensus else ""
    found = [
        heading(f"{one.number} {one.subject}"),
        paragraph(one.text),
        paragraph(capital(f"{how}{votes}{agreed}.")),
    ]
    return [*found, paragraph(one.remark)] if one.remark else found
