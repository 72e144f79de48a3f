"""`manage.py simulate`: years of invented casework, for demonstrations, the benchmark and the tests of figures (docs/simulation.md)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.demo import Teller
from parties.models import House
from privacy import nightly
from zvh.simulation.casework import Casework
from zvh.simulation.houses import begin_at, places_of
from zvh.simulation.life import Life
from zvh.simulation.lives import Draw
from zvh.simulation.volumes import volume_of
from zvh.today import today

TOLD_EVERY = 25  # cases


class Command(BaseCommand):
    help = "Leeft jaren verzonnen casuswerk na, met dezelfde stappen en rechten als de website. Alleen in demomodus."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--years", type=int, default=3)
        parser.add_argument("--houses", nargs="+", default=["RU"], metavar="CODE")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--scale", type=float, default=1, help="deel van het echte aantal casussen, zoals 0.1")

    def handle(self, *, years: int, houses: list[str], seed: int, scale: float, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Verzonnen casussen bestaan alleen in demomodus")
        found = list(House.objects.filter(code__in=houses).order_by("code"))
        if len(found) != len(set(houses)):
            raise CommandError(f"Kies uit: {' '.join(House.objects.values_list('code', flat=True))}")
        end = today()
        begin = date(end.year - years, end.month, 1)
        begin_at(begin, found)
        for house in found:
            self._live(house, begin, end, seed, scale)
        self.stdout.write(f"vernietigd: {nightly.run(end)['destroyed']}")

    def _live(self, house: House, begin: date, end: date, seed: int, scale: float) -> None:
        teller = Teller(house)
        lives = Draw(places_of(house, teller), volume_of(house.code), begin, end, seed, scale).lives()
        casework = Casework(house, teller)
        for number, life in enumerate(lives, 1):
            casework.live(life)
            if number % TOLD_EVERY == 0 or number == len(lives):
                self.stdout.write(
                    f"{house.code}: {number} van {len(lives)} casussen, {_talks(lives[:number])} besprekingen"
                )


def _talks(lives: list[Life]) -> int:
    return sum(len(life.talks) for life in lives)
