from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parties import links
from parties.models import Appointment, House, User, Vetting
from parties.roles import Role
from zvh.today import today


class Command(BaseCommand):
    help = "Maak de eerste beheerder van een huis en toon de link waarmee die een wachtwoord kiest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("huis", help="code van het huis, zoals RU")
        parser.add_argument("email")
        parser.add_argument("naam")
        parser.add_argument("--vog-op", required=True, type=date.fromisoformat, help="dag waarop de VOG is afgegeven")
        parser.add_argument("--vog-tot", required=True, type=date.fromisoformat, help="laatste dag van de VOG")
        parser.add_argument("--geheimhouding-op", required=True, type=date.fromisoformat)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        house = House.objects.filter(code=options["huis"]).first()
        if house is None:
            raise CommandError(f"huis {options['huis']} bestaat niet")
        if house.appointments.filter(role=Role.ADMINISTRATOR).running(today()).exists():
            raise CommandError(f"{house} heeft al een beheerder: die nodigt anderen uit")
        user = _invite(house, options)
        path = reverse(links.Purpose.INVITATION.route, args=[links.make(user, links.Purpose.INVITATION)])
        self.stdout.write(f"{settings.BASE_URL}{path}")


def _invite(house: House, options: dict[str, Any]) -> User:
    """A person with one role: administrator of this house."""
    if User.objects.filter(email=options["email"].lower()).exists():
        raise CommandError("dit e-mailadres heeft al een account")
    user = User.objects.create_user(options["email"], options["naam"])
    user.invited_at = timezone.now()
    user.save()
    vetting = {"issued_on": options["vog_op"], "valid_until": options["vog_tot"]}
    Vetting.objects.create(user=user, kind=Vetting.Kind.VOG, **vetting)
    dates = {"from_date": today(), "secrecy_on": options["geheimhouding_op"]}
    Appointment.objects.create(user=user, house=house, role=Role.ADMINISTRATOR, **dates)
    return user
