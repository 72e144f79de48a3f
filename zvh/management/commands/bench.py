"""`manage.py bench`: how fast lists, pages and steps are, with and without deciding who may (docs/benchmark.md)."""

import os
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from zvh.actor import Actor
from zvh.bench.accounts import measure_accounts, report_accounts
from zvh.bench.build import NotEmpty, World, build
from zvh.bench.destruction import measure_destruction
from zvh.bench.figures import measure_figures
from zvh.bench.load import visitors
from zvh.bench.loadreport import load as work
from zvh.bench.log import measure_log
from zvh.bench.measure import Query, Result, measure
from zvh.bench.people import People
from zvh.bench.report import figures, report
from zvh.bench.scenes import Scene, scenes
from zvh.bench.unchecked import note_visible
from zvh.today import today


class Command(BaseCommand):
    help = "Bouwt verzonnen casussen in een lege databank en meet lijsten, pagina's en stappen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=20_000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--repeat", type=int, default=40)
        parser.add_argument("--tries", type=int, default=100, help="aanmeldingen per soort account")
        parser.add_argument("--out", type=Path, help="schrijf het verslag ook hier")
        parser.add_argument("--smaller", type=Path, help="vergelijk met de cijfers van een run met minder casussen")
        parser.add_argument("--load", metavar="ADRES", help="laat veertig mensen werken op de website die hier draait")
        parser.add_argument("--log", type=int, metavar="REGELS", help="meet het logboek, met zoveel regels")
        parser.add_argument(
            "--figures", type=int, metavar="CASUSSEN", help="meet de rapportage, met zoveel casussen achter de rug"
        )
        parser.add_argument(
            "--destroy", type=int, metavar="CASUSSEN", help="vernietig er zoveel, terwijl mensen lezen; met --load"
        )
        parser.add_argument("--minutes", type=float, default=5, help="hoe lang zij werken")

    def handle(self, *, cases: int, seed: int, out: Path | None, load: str | None, **options: Any) -> None:
        if not (settings.DEMO and settings.STEP_DOWN):
            raise CommandError("Alleen in een eigen omgeving: start met ./run bench")
        start = time.monotonic()
        try:
            world, people, is_reused = build(cases, seed, today())
        except NotEmpty:
            raise CommandError("Hier staan al andere casussen; begin met een lege databank") from None
        self.stdout.write(
            f"{cases} casussen {'hergebruikt' if is_reused else 'gebouwd'} in {time.monotonic() - start:.0f} s"
        )
        heading = f"{cases} casussen, zaad {seed}, {os.cpu_count()} rekenkernen"
        if load and options["destroy"]:
            text = f"{heading}\n{measure_destruction(options['destroy'], visitors(people, seed), load, today())}"
        elif load:
            text = f"{heading}\n{work(visitors(people, seed), load, options['minutes'])}"
        elif lines := options["log"]:
            text = f"{heading}\n{measure_log(_scenes(world, people)[0], lines, options['repeat'], seed)}"
        elif counted := options["figures"]:
            text = f"{heading}\n{measure_figures(people.measured['manager'], counted, options['repeat'])}"
        else:
            results, slowest = _measured(world, people, options["repeat"], seed)
            text = report(results, slowest, f"{heading}, {options['repeat']} keer; tijden in ms", options["smaller"])
            text += f"\n{report_accounts(measure_accounts(options['tries'], seed))}"
            if out:
                out.with_suffix(".json").write_text(figures(results))
        self.stdout.write(text)
        if out:
            out.write_text(text)


def _measured(world: World, people: People, repeat: int, seed: int) -> tuple[list[Result], Query]:
    found, actors = _scenes(world, people)
    return measure(found, actors, repeat, seed)


def _scenes(world: World, people: People) -> tuple[list[Scene], dict[UUID, Actor]]:
    measured = people.measured.values()
    actors = note_visible(person.capacity for person in measured)
    return [scene for person in measured for scene in scenes(person, actors[person.capacity], world)], actors
