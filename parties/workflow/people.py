"""What an administrator does for the people of his house: invite, give and end roles, record VOG and secrecy.

He never sets a password and never changes his own rights (S06; 03, R9).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from parties import policy
from parties.models import Appointment, Approach, Delegation, House, Membership, Session, Training, User, Vetting
from parties.roles import Purpose, Role
from parties.standing import Capacity
from parties.workflow import second_factor, sign_in
from parties.workflow.involvement import end_now
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.versions import refuse_overtaken, version_of


@dataclass(frozen=True)
class Given:
    """A role in a house, or a place at a table for a party; with dates and the signed secrecy declaration."""

    from_date: date
    until_date: date | None = None
    secrecy_on: date | None = None
    role: Role | None = None
    house: House | None = None
    approaches: Sequence[Approach] = ()  # of a manager; none is all of the house
    membership: Membership | None = None
    purpose: Purpose = Purpose.CASUSOVERLEG


@transaction.atomic
def invite(email: str, name: str, given: Given, *, by: Actor) -> User:
    """Give somebody a first role here. Who is new, or was closed, gets a link to choose a password (13.1)."""
    policy.require_administrator(by)
    user = _account(email, name, by)
    _give(user, given, by)
    return user


@transaction.atomic
def invite_first(
    house: House, email: str, name: str, given: Given, vetting: tuple[date, date] | None = None, *, by: Actor
) -> User:
    """The first administrator of a house that was entered in the administrator's own; from then on that one invites.

    `vetting` is the VOG that was shown, from which day until which.
    """
    with connection.cursor() as cursor:  # two at once wait for each other
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"first administrator {house.pk}"])
    policy.require_may_invite_first(by, house)
    user = _account(email, name, by)
    if user.pk == by.user_id:
        raise policy.NotAllowed("nobody gives himself a role")
    made = Appointment.objects.create(
        user=user, house=house, role=Role.ADMINISTRATOR, from_date=given.from_date, secrecy_on=given.secrecy_on,
        given_by_id=by.user_id or None,
    )  # fmt: skip
    accesslog.rights(made, rule="rol-geven", recipient=str(user.pk))
    if vetting:
        _put_on_file(user, Vetting.Kind.VOG, *vetting)
    return user


@transaction.atomic
def invite_again(user: User, *, by: Actor) -> None:
    """Send a new link; the earlier one stops working."""
    policy.require_manages(by, user)
    if user.has_usable_password():
        raise policy.NotAllowed("this person has a password already")
    _open_account(user, by)


@transaction.atomic
def give_capacity(user: User, given: Given, *, by: Actor) -> Capacity:
    """Another role for somebody who is here already."""
    policy.require_manages(by, user)
    return _give(user, given, by)


CHANGEABLE = ("until_date", "secrecy_on", "approach_ids")


@transaction.atomic
def change_capacity(
    capacity: Capacity, until: date | None, secrecy_on: date | None, approaches: Sequence[Approach] = (), *,
    version: int | None = None, by: Actor,
) -> None:  # fmt: skip
    """Record the last day, the secrecy declaration, and of a manager the approaches. A last day before today works at once (S08).

    Raises Overtaken when another administrator changed it meanwhile.
    """
    policy.require_manages(by, capacity.user)
    policy.require_capacity_in_house(by, capacity)
    stored: Capacity = type(capacity)._default_manager.select_for_update(of=("self",)).get(pk=capacity.pk)
    refuse_overtaken(stored, now=version_of([stored], *CHANGEABLE), read=version)
    stored.until_date, stored.secrecy_on = until, secrecy_on
    stored.saved(by)
    stored.save()
    _name_for(stored, approaches)
    accesslog.rights(stored, rule="rol-wijzigen", recipient=str(stored.user_id))


def _name_for(capacity: Capacity, approaches: Sequence[Approach]) -> None:
    """A manager may be named for some approaches of his house (00, item 3)."""
    if isinstance(capacity, Appointment) and capacity.role == Role.MANAGER:
        capacity.approaches.set(Approach.objects.of_house(capacity.house).filter(pk__in=[one.pk for one in approaches]))


@transaction.atomic
def record_vetting(user: User, kind: str, issued_on: date, valid_until: date, *, by: Actor) -> Vetting:
    """Put a VOG or screening on file (protocol 13.3)."""
    policy.require_manages(by, user)
    return _put_on_file(user, kind, issued_on, valid_until)


@transaction.atomic
def record_training(user: User, topic: str, followed_on: date, *, by: Actor) -> Training:
    """Put on file that somebody was trained in a subject (protocol annex 3)."""
    policy.require_manages(by, user)
    training, _ = Training.objects.get_or_create(user=user, topic=topic, followed_on=followed_on)
    accesslog.changed(training, rule="record_training", action="C")
    return training


@transaction.atomic
def deactivate(user: User, *, by: Actor) -> None:
    """Close the account: roles and sessions end at once. Refused while another house relies on it."""
    policy.require_manages(by, user)
    require_closable(user, by=by)
    user.is_active = False
    user.save()
    held: list[Capacity] = [*user.appointments.not_ended(by.today), *user.delegations.not_ended(by.today)]
    for capacity in held:
        end_now(capacity, by=by)
    Session.objects.filter(user=user).delete()
    accesslog.rights(user, rule="account-sluiten")


@transaction.atomic
def reset_factor(user: User, *, by: Actor) -> None:
    """The phone is lost: password and a new app are asked at the next sign-in, sessions end now."""
    policy.require_manages(by, user)
    second_factor.forget_factor(user)
    accesslog.rights(user, rule="tweede-factor-opnieuw")


@transaction.atomic
def end_sessions(user: User, *, by: Actor) -> None:
    """Sign this person out everywhere; the account stays as it is."""
    policy.require_manages(by, user)
    sign_in.end_sessions(user, Session.objects.all(), "mens-sessies")


def require_closable(user: User, *, by: Actor) -> None:
    """Raise NotAllowed while another house relies on this account."""
    if works_elsewhere(user, by):
        raise policy.NotAllowed("another house relies on this account")


def works_elsewhere(user: User, by: Actor) -> bool:
    """Whether a role of this person runs in a house that is not the administrator's."""
    held: tuple[Any, ...] = (user.appointments, user.delegations)
    return any(
        capacities.not_ended(by.today).exclude(pk__in=capacities.visible_to(by).values("pk")).exists()
        for capacities in held
    )


def _put_on_file(user: User, kind: str, issued_on: date, valid_until: date) -> Vetting:
    vetting = Vetting.objects.create(user=user, kind=kind, issued_on=issued_on, valid_until=valid_until)
    accesslog.rights(vetting, rule="vog", recipient=str(user.pk))
    return vetting


def _account(email: str, name: str, by: Actor) -> User:
    """Of somebody who gets a role; who is new, or was closed, chooses a password first."""
    user = User.objects.select_for_update().filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, name)
        _open_account(user, by)
    elif not user.is_active:
        second_factor.forget_factor(user)
        _open_account(user, by)
    return user


def _open_account(user: User, by: Actor) -> None:
    user.is_active = True
    user.invited_at, user.invited_by_id = timezone.now(), by.user_id or None
    user.set_unusable_password()
    user.save()
    accesslog.rights(user, rule="uitnodigen")
    later("mail_account", user_id=user.pk)


def _give(user: User, given: Given, by: Actor) -> Capacity:
    if user.pk == by.user_id:
        raise policy.NotAllowed("nobody gives himself a role")
    shared = {
        "user": user, "from_date": given.from_date, "until_date": given.until_date,
        "secrecy_on": given.secrecy_on, "given_by_id": by.user_id or None,
    }  # fmt: skip
    capacity = _appoint(given, shared, by) if given.membership is None else _delegate(given, shared, by)
    accesslog.rights(capacity, rule="rol-geven", recipient=str(user.pk))
    return capacity


def _appoint(given: Given, shared: dict[str, Any], by: Actor) -> Appointment:
    if given.house is None or given.role is None or given.house.pk not in by.house_ids:
        raise policy.NotAllowed("an appointment in another house")
    made = Appointment.objects.create(house=given.house, role=given.role, **shared)
    _name_for(made, given.approaches)
    return made


def _delegate(given: Given, shared: dict[str, Any], by: Actor) -> Delegation:
    membership = given.membership
    if membership is None or not membership.houses.filter(pk__in=by.house_ids).exists():
        raise policy.NotAllowed("a party of another house")
    return Delegation.objects.create(membership=membership, purpose=given.purpose, **shared)
