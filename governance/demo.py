"""Demo mode: bodies of the houses with people in their seats, meetings, decisions, a plan, and an organisation that joins."""

from datetime import time, timedelta
from decimal import Decimal

from django.db import transaction

from governance.demo_joining import join
from governance.demo_life import live
from governance.models import BodyMeeting, Holder
from governance.reach import LEVELS
from governance.seating import Sitter
from governance.workflow.agenda import hand_in_point, place_point
from governance.workflow.budget import save_line, set_shares
from governance.workflow.decisions import name_affected, propose_decision, say_none_affected
from governance.workflow.held import note_presence, save_body_minutes
from governance.workflow.holders import fill_seat
from governance.workflow.meetings import invite_members, plan_body_meeting
from governance.workflow.paperinput import ask_paper_input
from governance.workflow.papers import draft_paper, write_chapter
from governance.workflow.voting import open_vote
from parties.dutychoices import PaperKind
from parties.inforce import appointments_in_force, delegations_in_force
from parties.models import Appointment, Body, Delegation, House, Seat
from parties.roles import Role
from zvh.actor import Actor, acting_as
from zvh.today import today


def load() -> None:
    """Every house in which there is a body with a seat for its manager; a second time nothing happens."""
    for house in House.objects.order_by("pk"):
        tell(house)


@transaction.atomic
def tell(house: House) -> None:
    """Seats are filled by the administrator; the manager is secretary and prepares."""
    staff = appointments_in_force(today()).filter(house=house, approaches=None).order_by("from_date", "pk")
    admin, manager = (staff.filter(role=role).first() for role in (Role.ADMINISTRATOR, Role.MANAGER))
    if not (admin and manager) or _has_holders(house, admin):
        return
    for body in house.bodies.all():
        if seat := body.seats.filter(is_secretary=True).first():
            _fill(body, seat, admin, manager)
    for body in house.bodies.filter(seats__every_party=True):
        _meet(body, manager)
    _plan(house, manager)
    live(house, manager)
    join(house, admin, manager)


def _has_holders(house: House, admin: Appointment) -> bool:
    with acting_as(admin.pk) as by:
        return Holder.objects.visible_to(by).filter(seat__body__house=house).exists()


def _fill(body: Body, secretary: Seat, admin: Appointment, manager: Appointment) -> None:
    tables = [purpose for purpose, levels in LEVELS.items() if body.level in levels]
    delegates = delegations_in_force(today()).filter(membership__houses=body.house_id, purpose__in=tables)
    with acting_as(admin.pk) as by:
        fill_seat(secretary, Sitter(user=manager.user), since=by.today, by=by)
        for one in delegates:
            if seat := _seat_for(body, one):
                fill_seat(seat, Sitter(user=one.user, party=one.party), since=by.today, by=by)


def _seat_for(body: Body, delegation: Delegation) -> Seat | None:
    own = body.seats.filter(party=delegation.party, votes__gt=0, holders=None).first()
    return own or body.seats.filter(every_party=True).first()


def _meet(body: Body, manager: Appointment) -> None:
    duty = body.meeting_duties.first()
    with acting_as(manager.pk) as by:
        held = plan_body_meeting(
            body, duty=duty, on=by.today, starts_at=time(9, 30), place="Vergaderzaal van het huis", by=by
        )
        _agenda(body, held, ("Werkproces", "Aanwezigheid van partijen bij casusoverleggen"), by)
        invite_members(held, by=by)
        note_presence(held, [one.pk for one in held.attendees.all()], by=by)
        save_body_minutes(held, "Het werkproces is besproken. De partijen willen het eenvoudiger.", version=0, by=by)
        text = "De aanmelding gaat voortaan altijd via het Casusportaal."
        decision = propose_decision(
            body, kind="werkproces", subject="Aanmelden via het Casusportaal", text=text, meeting=held, by=by
        )
        open_vote(say_none_affected(decision, by=by), by=by)
        coming = plan_body_meeting(
            body, duty=duty, on=by.today + timedelta(weeks=11), starts_at=time(9, 30), place="Vergaderzaal van het huis", by=by
        )  # fmt: skip
        _agenda(body, coming, ("Plan voor volgend jaar",), by)
        waits = propose_decision(
            body, kind="geld", subject="Extra inzet van de wijkteams", text="Wijkteams leveren een dag per week extra.", by=by
        )  # fmt: skip
        if party := body.covenant.memberships.in_force(by.today).filter(houses=body.house_id).first():
            name_affected(waits, party.party, by=by)


def _plan(house: House, manager: Appointment) -> None:
    """The plan for next year, about which the parties are asked, the report of this year, and a budget that is being filled in."""
    rules = {one.kind: one for one in house.covenant.paper_rules.all()}
    with acting_as(manager.pk) as by:
        plan = draft_paper(rules[PaperKind.PLAN], house, by.today.year + 1, by=by)
        vision = plan.chapters.order_by("order")[0]
        text = "Partijen in zorg en veiligheid werken als één team aan wat een partij alleen niet oplost."
        write_chapter(vision, text, version=vision.version, by=by)
        ask_paper_input(plan, due_on=by.today + timedelta(weeks=4), by=by)
        report = draft_paper(rules[PaperKind.ACCOUNTS], house, by.today.year, by=by)
        first = report.chapters.order_by("order")[0]
        write_chapter(first, "Dit jaar begonnen wij met het Casusportaal.", version=first.version, by=by)
        budget = draft_paper(rules[PaperKind.BUDGET], house, by.today.year + 1, by=by)
        for title, amount in (("Personeel", 420_000), ("Huisvesting", 61_250), ("ICT en beveiliging", 38_500)):
            save_line(budget, None, title=title, amount=Decimal(amount), by=by)
        set_shares(budget, {(None, "Rijk"): Decimal(300_000)}, version=0, by=by)


def _agenda(body: Body, meeting: BodyMeeting, subjects: tuple[str, ...], by: Actor) -> None:
    for subject in subjects:
        point = hand_in_point(body, subject=subject, text="", asks_decision=False, by=by)
        place_point(point, meeting, by=by)
