"""What governing puts in "Mijn werk": of the secretary what has a term, of members what is asked of them."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format

from cases.work import MOST, Item, Work
from governance.accessionwork import about_accessions
from governance.bodypage import coming
from governance.lifework import about_agreements
from governance.models import Affected, Attendee, BodyMeeting, Holder, Informing, MeetingRequest, Referral, Vote
from governance.models.decision import Decision, State
from governance.paperwork import to_give, to_put_forward, to_receive, to_send
from governance.reach import KNOWS_BODIES, governs, seats_in
from parties.models import Body
from zvh.components import Link


def to_do(work: Work) -> Iterable[Item]:
    """Of who has no seat only what a party answers or gives, and what is done for the house."""
    if not governs(work.actor):
        return []
    seats = list(Holder.objects.own(work.actor).select_related("seat"))
    if not (seats or work.actor.is_delegate or work.actor.role in KNOWS_BODIES):
        return []
    return [*about_accessions(work), *about_agreements(work), *to_give(work), *_of_seats(work, seats)]


def _of_seats(work: Work, seats: list[Holder]) -> list[Item]:
    if not seats:
        return []
    kept = [one.seat.body_id for one in seats if one.seat.is_secretary]
    found = [*_to_vote(work, seats), *_to_write(work), *_to_be_heard(work)]
    return [*found, *_of_secretary(work, kept)] if kept else found


def _of_secretary(work: Work, kept: list[int]) -> list[Item]:
    return [
        *_to_plan(work, kept),
        *_to_prepare(work, kept),
        *_to_answer(work, kept),
        *_to_tell(work, kept),
        *_to_rule(work, kept),
        *to_put_forward(work),
        *to_send(work),
        *to_receive(work),
    ]


def _to_plan(work: Work, kept: list[int]) -> Iterable[Item]:
    bodies = Body.objects.filter(pk__in=kept).prefetch_related("meeting_duties")
    days = list(BodyMeeting.objects.visible_to(work.actor).going_on().filter(body__in=kept))
    for body in bodies:
        link = Link("Plannen", reverse("vergadering-nieuw", args=[body.pk]))
        for one in coming(body, days, work.actor):
            if one.next.warning:
                yield Item(f"Vergadering plannen: {body.name}", link, one.next.warning, one.deadline)


def _to_prepare(work: Work, kept: list[int]) -> Iterable[Item]:
    """Meetings to come to which nobody was invited yet."""
    coming = BodyMeeting.objects.visible_to(work.actor).going_on().filter(body__in=kept, on__gte=work.actor.today)
    for one in coming.filter(attendees=None).select_related("body")[:MOST]:
        link = Link("Voorbereiden", reverse("vergadering", args=[one.pk]))
        yield Item(f"Vergadering voorbereiden: {one.body.name}", link, date_format(one.on))


def _to_answer(work: Work, kept: list[int]) -> Iterable[Item]:
    asked = MeetingRequest.objects.visible_to(work.actor).filter(body__in=kept, meeting=None).select_related("body")
    for one in asked[:MOST]:
        link = Link("Plannen", reverse("vergadering-nieuw", args=[one.body_id]))
        yield Item(f"Een partij vraagt om een vergadering: {one.body.name}", link)


def _to_tell(work: Work, kept: list[int]) -> Iterable[Item]:
    rows = Informing.objects.visible_to(work.actor).filter(decision__keeper__in=kept, done_on=None)
    for one in rows.select_related("decision")[:MOST]:
        link = Link("Bekijken", reverse("besluit", args=[one.decision_id]))
        due = work.deadline(one.due_on, one.source)
        yield Item(f"Besluit {one.decision.number} meedelen", link, one.tells, due)


def _to_rule(work: Work, kept: list[int]) -> Iterable[Item]:
    """Disputes that lie before the body and wait for what it says; the covenants name no term."""
    rows = Referral.objects.visible_to(work.actor).filter(body__in=kept, ruled_on=None).select_related("body")
    for one in rows[:MOST]:
        yield Item("Voorgelegd geschil", Link("Bekijken", reverse("voorgelegd-geschil", args=[one.pk])), one.body.name)


def _to_vote(work: Work, seats: list[Holder]) -> Iterable[Item]:
    """Open votes in which a seat did not vote yet: the own one, or one that is held by mandate in the same body."""
    actor, bodies = work.actor, [one.seat.body_id for one in seats]
    held = (
        Holder.objects.visible_to(actor)
        .in_force(actor.today)
        .filter(user=actor.user_id, seat__votes__gt=0, seat__body__in=bodies)
        .select_related("seat", "party")
    )
    open_ones = Decision.objects.visible_to(actor).filter(state=State.VOTING, body__in=bodies).select_related("body")
    voted = set(Vote.objects.visible_to(actor).filter(holder__in=held).values_list("decision", "holder"))
    ballots = [(one, seat) for one in open_ones for seat in held if seat.seat.body_id == one.body_id]
    for one, seat in [(one, seat) for one, seat in ballots if (one.pk, seat.pk) not in voted][:MOST]:
        words = f"{one.body.name}, namens {seat.party}" if seat.mandate_id else one.body.name
        yield Item(
            f"Stemmen over besluit {one.number}", Link("Stemmen", reverse("stemmen", args=[one.pk, seat.pk])), words
        )


def _to_write(work: Work) -> Iterable[Item]:
    """Written input that is asked of who was not there."""
    mine = Holder.objects.own(work.actor)
    asked = Attendee.objects.visible_to(work.actor).filter(
        holder__in=mine, input_due_on__isnull=False, written_input=None
    )
    for one in asked.select_related("meeting__body")[:MOST]:
        link = Link("Geven", reverse("schriftelijke-inbreng", args=[one.pk]))
        assert one.input_due_on  # the filter says so
        yield Item(
            "Schriftelijke inbreng geven",
            link,
            one.meeting.body.name,
            work.deadline(one.input_due_on, one.input_source),
        )


def _to_be_heard(work: Work) -> Iterable[Item]:
    """Decisions that touch the own party, before which it may write."""
    if not work.actor.party_id:
        return
    rows = Affected.objects.visible_to(work.actor).filter(
        party=work.actor.party_id,
        heard_on=None,
        decision__state=State.PREPARED,
        decision__keeper__in=seats_in(work.actor),
    )
    for one in rows.select_related("decision__keeper")[:MOST]:
        link = Link("Inbreng geven", reverse("partij-horen", args=[one.pk]))
        due = work.deadline(one.due_on, one.source)
        yield Item(f"Een besluit raakt uw partij: {one.decision.number}", link, one.decision.keeper.name, due)
