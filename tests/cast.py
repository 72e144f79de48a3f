"""One cast in every test: Rosa procesregisseur, Piet politie (assigned), Wil wijkteam (not assigned), Zoë of another house, Fatima FG."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.models import Appointment, Delegation, House, Membership, Party, User, Vetting
from parties.roles import Purpose, Role

START = date(2026, 1, 1)
# Seen, and the second step taken, so far ahead: a screen locks in less than some tests take (S11, S20), and a row that every request
# writes anew in one transaction gets slower with each.
LONG_TEST = timedelta(hours=2)


@dataclass(frozen=True)
class Person:
    """A person in one capacity, with everything on file that access needs."""

    user: User
    capacity: Appointment | Delegation

    @property
    def pk(self) -> Any:
        return self.capacity.pk

    @property
    def party(self) -> Party:
        assert isinstance(self.capacity, Delegation)
        return self.capacity.membership.party

    def client(self) -> Client:
        """A browser in which this person signed in with the second factor, chose this capacity, and stays."""
        client = Client()
        client.force_login(self.user)
        session: Any = client.session
        session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=self.user).persistent_id
        session["capacity"], session["acts_as"] = str(self.pk), self.capacity.label
        now = timezone.now()
        session["since"], session["factor_at"] = now.isoformat(), (now + LONG_TEST).isoformat()
        session.last_seen = now + LONG_TEST
        session.save()
        return client


def user(name: str) -> User:
    """A person with VOG and a confirmed second factor, and no capacity yet."""
    made = User.objects.create_user(f"{name.lower().replace(' ', '.')}@voorbeeld.invalid", name)
    today = timezone.localdate()
    Vetting.objects.create(user=made, kind=Vetting.Kind.VOG, issued_on=START, valid_until=today + timedelta(days=365))
    TOTPDevice.objects.create(user=made, name="app", confirmed=True)
    return made


def staff(name: str, house: House, role: Role) -> Person:
    appointment = Appointment.objects.create(user=user(name), house=house, role=role, from_date=START, secrecy_on=START)
    return Person(appointment.user, appointment)


def delegate(name: str, party: Party, house: House, purpose: Purpose = Purpose.CASUSOVERLEG) -> Person:
    membership = Membership.objects.get(party=party, covenant=house.covenant)
    delegation = Delegation.objects.create(
        user=user(name), membership=membership, purpose=purpose, from_date=START, secrecy_on=START
    )
    return Person(delegation.user, delegation)


def party_of(house: House, *kinds: str) -> Party:
    """A real party that takes part in this house, of the first of these kinds that is there."""
    here = Party.objects.filter(memberships__houses=house).order_by("name")
    found = next((party for kind in kinds if (party := here.filter(kinds__code=kind).first())), None)
    assert found is not None, f"no party of {kinds} in {house}"
    return found


class Cast:
    """The people of the story, made when they are first asked for."""

    def __init__(self, house: str = "RU", other_house: str = "HG") -> None:
        self.house = House.objects.get(code=house)
        self.other_house = House.objects.get(code=other_house)
        self._made: dict[str, Person] = {}

    def _once(self, name: str, make: Any) -> Person:
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def _staff(self, name: str, role: Role) -> Person:
        return self._once(name, lambda: staff(name, self.house, role))

    def _delegate(self, name: str, *kinds: str) -> Person:
        return self._once(name, lambda: delegate(name, party_of(self.house, *kinds), self.house))

    @property
    def rosa(self) -> Person:
        """Procesregisseur."""
        return self._staff("Rosa", Role.PROCESREGISSEUR)

    @property
    def otto(self) -> Person:
        """Procesondersteuner."""
        return self._staff("Otto", Role.PROCESONDERSTEUNER)

    @property
    def mara(self) -> Person:
        """Manager."""
        return self._staff("Mara", Role.MANAGER)

    @property
    def abel(self) -> Person:
        """Administrator."""
        return self._staff("Abel", Role.ADMINISTRATOR)

    @property
    def rik(self) -> Person:
        """Record manager."""
        return self._staff("Rik", Role.RECORD_MANAGER)

    @property
    def fatima(self) -> Person:
        """FG."""
        return self._staff("Fatima", Role.FG)

    @property
    def petra(self) -> Person:
        """Privacy adviser."""
        return self._staff("Petra", Role.PRIVACY_ADVISER)

    @property
    def zoe(self) -> Person:
        """Procesregisseur of another house."""
        return self._once("Zoe", lambda: staff("Zoe", self.other_house, Role.PROCESREGISSEUR))

    @property
    def piet(self) -> Person:
        """Delegate of politie."""
        return self._delegate("Piet", "politie")

    @property
    def olga(self) -> Person:
        """Delegate of the OM."""
        return self._delegate("Olga", "om")

    @property
    def gea(self) -> Person:
        """Delegate of a gemeente."""
        return self._delegate("Gea", "gemeente")

    @property
    def rens(self) -> Person:
        """Delegate of the reclassering."""
        return self._delegate("Rens", "reclassering")

    @property
    def gijs(self) -> Person:
        """Delegate of a GGZ institution."""
        return self._delegate("Gijs", "ggz")

    @property
    def wil(self) -> Person:
        """Delegate of a wijkteam or, where there is none, another party of care; never assigned in tests."""
        return self._delegate("Wil", "wijkteam", "zorgaanbieder")
