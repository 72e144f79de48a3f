"""Demo mode: invented people on the sign-in page, with their code; not there elsewhere (00, item 29)."""

import hashlib
import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.text import slugify
from django_otp.oath import hotp
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.demo_people import Place, everybody
from parties.models import Appointment, Delegation, House, Membership, Party, User, Vetting
from zvh.today import today

DOMAIN = "demo.invalid"
PASSWORD = "rondleiding langs vier fasen"  # of invented people only; see parties/backend.py
START = date(2026, 1, 1)
CODES_AHEAD = 60  # so that one person can sign in sixty times in half a minute


@dataclass(frozen=True)
class DemoPerson:
    """A line on the sign-in page."""

    user: User
    labels: list[str]
    code: str


def people() -> dict[str, list[DemoPerson]]:
    """Per house the people one can sign in as; empty outside demo mode."""
    if not settings.DEMO:
        return {}
    codes = {device.user_id: _code(device) for device in TOTPDevice.objects.filter(user__in=_users())}
    held = _users().prefetch_related("appointments__house__covenant", "delegations__membership__party")
    by_name = {user.name: user for user in held}
    houses = dict(House.objects.values_list("code", "name"))
    found: dict[str, list[DemoPerson]] = {}
    for name, places in everybody():
        if user := by_name.get(name):
            labels = [one.label for one in [*user.appointments.all(), *user.delegations.all()]]
            found.setdefault(houses[places[0].house], []).append(DemoPerson(user, labels, codes.get(user.pk, "")))
    return found


def find(user_id: str) -> User | None:
    """The invented person with this id, else None."""
    return (
        _users().filter(pk=user_id).first() if user_id.isascii() and user_id.isdigit() and len(user_id) < 10 else None
    )


def current_code(user: Any) -> str:
    """The code that works now, the next one when this was used. Empty outside demo mode."""
    if not settings.DEMO or not user.is_authenticated:
        return ""
    device = TOTPDevice.objects.filter(user=user, confirmed=True, user__in=_users()).first()
    return _code(device) if device else ""


def is_invented(user: Any) -> bool:
    return bool(user.email.endswith(f"@{DOMAIN}"))


def totp_key(email: str) -> str:
    """In hexadecimal. The same at every start, so that a reviewer can write it down (review.toml)."""
    return hashlib.sha256(f"rondleiding {email}".encode()).hexdigest()[:40]


@transaction.atomic
def load() -> int:
    """Make the invented people; again changes only the end date of their VOG. Returns their number."""
    if not settings.DEMO:
        raise RuntimeError("invented people exist in demo mode only")
    password = make_password(PASSWORD)
    cast = everybody()
    for name, places in cast:
        user = _load_user(name, password)
        for place in places:
            _load_place(user, place)
    return len(cast)


def _users() -> Any:
    return User.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True).order_by("pk")


def _code(device: TOTPDevice) -> str:
    step = max(int(time.time()) // device.step, device.last_t + 1)
    return f"{hotp(device.bin_key, step):06d}"


def _load_user(name: str, password: str) -> User:
    email = f"{slugify(name)}@{DOMAIN}"
    user, _ = User.objects.get_or_create(email=email, defaults={"name": name, "password": password})
    valid_until = today() + timedelta(days=365)
    Vetting.objects.update_or_create(
        user=user, kind=Vetting.Kind.VOG, issued_on=START, defaults={"valid_until": valid_until}
    )
    app = {"key": totp_key(email), "tolerance": CODES_AHEAD}
    TOTPDevice.objects.get_or_create(user=user, name="app", defaults=app)
    return user


def _load_place(user: User, place: Place) -> None:
    house = House.objects.select_related("covenant").get(code=place.house)
    dates = {"from_date": START, "secrecy_on": START if place.has_secrecy else None}
    if place.role:
        made, _ = Appointment.objects.get_or_create(user=user, house=house, role=place.role, defaults=dates)
        made.approaches.set(house.approaches.filter(code__in=place.approaches))
        return
    membership = _membership(house, place.party_kind)
    Delegation.objects.get_or_create(user=user, membership=membership, purpose=place.purpose, defaults=dates)


def _membership(house: House, kind: str) -> Membership:
    """Of the first party of this kind in the house."""
    party = Party.objects.in_house(house).of_kind(kind).order_by("name")[0]
    return Membership.objects.get(party=party, covenant=house.covenant, until_date=None)
