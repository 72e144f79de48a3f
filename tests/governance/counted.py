"""Facts of a house that were, as a list of events, so that a test can count them itself."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cases.models import StatisticsFact
from cases.models.statistics import quarter_of
from parties.models import House, Party
from zvh.today import today


@dataclass(frozen=True)
class Event:
    """One thing that happened, as many facts as columns of it."""

    quarter: int
    kind: str
    about: tuple[tuple[str, Any], ...] = field(default=())

    def get(self, name: str) -> Any:
        return dict(self.about).get(name)


def event(quarter: int, kind: str, **about: Any) -> Event:
    return Event(quarter, kind, tuple(sorted(about.items())))


def happened(house: House, events: Iterable[Event], seed: int = 1) -> None:
    """As the triggers leave them, with keys that a seed draws."""
    draw = random.Random(seed)  # noqa: S311  # a test that can be repeated
    StatisticsFact.objects.bulk_create(
        StatisticsFact(house=house, quarter=one.quarter, kind=one.kind, key=draw.randrange(5), **dict(one.about))
        for one in events
    )


def first_quarter() -> int:
    """Of this year."""
    return quarter_of(today().replace(month=1, day=1))


def some_years(house: House, number: int, seed: int = 2) -> list[Event]:
    """So many cases over three years, each from registration to closing, with discussions and answers of parties."""
    draw = random.Random(seed)  # noqa: S311
    parties = list(house_parties(house))
    gemeenten = list(house_parties(house, "gemeente"))
    approaches = list(house.approaches.values_list("pk", flat=True))
    ages = ("0-17", "18-26", "27-49", "50+")
    found = []
    for _ in range(number):
        quarter = first_quarter() - draw.randrange(12) + 3
        of_case = {
            "approach_id": draw.choice(approaches),
            "gemeente_id": draw.choice([*gemeenten[:4], None]),
            "age_band": draw.choice(ages),
        }
        found += [
            event(quarter, "aangemeld", party_id=draw.choice(parties[:5]), **of_case),
            event(quarter, "persoon", measure=draw.choice([None, None, 0, 1, 5]), **of_case),
            event(quarter, "erin", value="aanmelding", approach_id=of_case["approach_id"]),
            event(quarter, "eruit", value="aanmelding", approach_id=of_case["approach_id"], measure=draw.randrange(30)),
            event(quarter, "erin", value="triage", approach_id=of_case["approach_id"]),
        ]
        if draw.random() < 0.7:
            found.append(
                event(quarter, "eruit", value="triage", approach_id=of_case["approach_id"], measure=draw.randrange(30))
            )
            found.append(
                event(
                    quarter,
                    "afgesloten",
                    value="doel-bereikt",
                    detail=draw.choice(["ja", "nee"]),
                    measure=draw.randrange(90),
                    **of_case,
                )
            )
        for _ in range(draw.randrange(5)):
            found.append(event(quarter, "besproken", **of_case))
            found += [
                event(quarter, "aanwezig", value=draw.choice(["ja", "ja", "nee"]), party_id=one, **of_case)
                for one in draw.sample(parties[:8], 3)
            ]
    return found


def house_parties(house: House, kind: str = "") -> Iterable[int]:
    here = Party.objects.in_house(house)
    return (here.of_kind(kind) if kind else here).order_by("name").values_list("pk", flat=True)
