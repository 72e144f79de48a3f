"""Capacities that count on a date, as querysets: in query form what `app.begin_as` judges for one person who acts."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.models import Appointment, Delegation, Membership, SecurityKey, Vetting
from parties.roles import NEEDS_KEY, Purpose
from parties.standing import needs_key


def appointments_in_force(today: date) -> "QuerySet[Appointment]":
    """House staff who may act on this date, with house and person; those whom a code is not enough have a key (S01)."""
    needing = [role for role in NEEDS_KEY if needs_key(role)]
    found = Appointment.objects.running(today).filter(_on_file(today), ~Q(role__in=needing) | Exists(_keys()))
    return found.select_related("user", "house__covenant")


def delegations_in_force(today: date) -> "QuerySet[Delegation]":
    """Delegates who may act on this date, with party and person."""
    running = Delegation.objects.running(today).filter(_on_file(today))
    member = Membership.objects.in_force(today).values("pk")
    waits = Q(purpose=Purpose.CASUSOVERLEG, membership__exchange_waits=True)
    return running.filter(~waits, membership__in=member).select_related("user", "membership__party")


def casework_delegations(today: date) -> "QuerySet[Delegation]":
    """Delegates who may be assigned to a case: those for the casusoverleg (conv. 9.6)."""
    return delegations_in_force(today).filter(purpose=Purpose.CASUSOVERLEG)


def _on_file(today: date) -> Q:
    """A signed declaration of secrecy, a VOG or screening that counts, and a second factor (protocol 13.1-13.3)."""
    vetted = Vetting.objects.filter(user=OuterRef("user"), issued_on__lte=today, valid_until__gte=today)
    code = TOTPDevice.objects.filter(user=OuterRef("user"), confirmed=True)
    return Q(Exists(code) | Exists(_keys()), Exists(vetted), secrecy_on__lte=today)


def _keys() -> "QuerySet[SecurityKey]":
    return SecurityKey.objects.filter(user=OuterRef("user"), confirmed=True)
