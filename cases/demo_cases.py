"""The invented cases of demo mode. Nobody in them exists; `cases/demo.py` takes them through the workflow."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Until(IntEnum):
    """How far the demo brings a case."""

    CONCEPT = 0
    FILED = 1
    REJECTED = 2
    TRIAGE = 3
    TABLE = 4
    ARCHIVED = 5


@dataclass(frozen=True)
class Told:
    """One case: who files it, about whom, what is going on, and how many days ago it came to its phase."""

    until: Until
    approach: str
    reporter: str  # kind of party
    first_names: str
    surname: str
    born_on: date
    problem: str
    days_ago: int = 0
    infix: str = ""
    place: str = "Voorbeeldstad"
    at_table: tuple[str, ...] = ()  # kinds of parties
    asked: tuple[str, ...] = ()
    delivered: tuple[str, ...] = ()
    asks_house: str = ""  # code of another house that is asked about this person


COMPLEX = "complexe-casuistiek"
ALL = ("politie", "om", "gemeente", "reclassering", "ggz")

RU = (
    Told(
        Until.TABLE, COMPLEX, "politie", "Milan", "Voorbeeld", date(1994, 3, 27),
        "Veel overlast rond de woning, schulden en een behandeling die is gestopt.",
        days_ago=45, infix="de", at_table=ALL, asked=ALL, delivered=("politie", "om", "ggz"),
    ),
    Told(
        Until.TABLE, "top-x", "politie", "Dex", "Testman", date(2009, 6, 2),
        "Komt vaak in aanraking met de politie en gaat niet meer naar school.",
        days_ago=10, at_table=("politie", "om", "gemeente"), asked=("om", "gemeente"),
    ),
    Told(
        Until.TRIAGE, COMPLEX, "gemeente", "Sanne", "Oefening", date(1987, 11, 14),
        "Woont in een onveilig huis en mijdt alle hulp.", days_ago=17, asks_house="KL",
    ),
    Told(
        Until.TRIAGE, "mda", "politie", "Joris", "Proef", date(1979, 1, 31),
        "Na eerder geweld thuis zijn er opnieuw zorgen over de kinderen.", days_ago=3, infix="van der",
    ),
    Told(
        Until.FILED, COMPLEX, "reclassering", "Noor", "Fictie", date(2001, 8, 19),
        "Houdt zich niet aan de afspraken van het toezicht en raakt haar woning kwijt.", days_ago=9,
    ),
    Told(
        Until.FILED, "ondermijning", "politie", "Bram", "Verzonnen", date(1990, 5, 5),
        "Lijkt onder druk een loods te verhuren.", days_ago=1,
    ),
    Told(
        Until.ARCHIVED, COMPLEX, "politie", "Aron", "Bedenksel", date(1985, 2, 11),
        "Had geen woning en veel boetes; woont nu begeleid.", days_ago=240, at_table=("politie", "gemeente"),
    ),
    Told(
        Until.REJECTED, COMPLEX, "gemeente", "Tess", "Schets", date(1998, 12, 1),
        "Een ruzie tussen buren over geluid.",
    ),
    Told(
        Until.CONCEPT, COMPLEX, "politie", "Luuk", "Opzet", date(1996, 9, 9),
        "Nog niet af: meldingen over verward gedrag op het station.",
    ),
)  # fmt: skip

KL = (
    Told(
        Until.TABLE, COMPLEX, "gemeente", "Ilse", "Denkbeeld", date(1983, 4, 12),
        "Drie kinderen, grote schulden en een huurder die dreigt met een uitzetting.",
        days_ago=50, at_table=ALL, asked=("politie", "reclassering", "ggz"), delivered=("politie",),
    ),
    Told(
        Until.TABLE, COMPLEX, "politie", "Stan", "Model", date(1999, 10, 30),
        "Zwerft, gebruikt middelen en bedreigt hulpverleners.",
        days_ago=5, at_table=("politie", "om", "ggz"), asked=("om", "ggz"),
    ),
    Told(
        Until.TRIAGE, COMPLEX, "politie", "Fleur", "Ontwerp", date(2010, 2, 20),
        "Loopt weg en wordt gezien met oudere verdachten.", days_ago=20,
    ),
    Told(
        Until.TRIAGE, COMPLEX, "reclassering", "Kian", "Maquette", date(1992, 7, 7),
        "Komt binnenkort vrij en heeft geen woning en geen inkomen.", days_ago=2,
    ),
    Told(
        Until.TRIAGE, COMPLEX, "gemeente", "Sanne", "Oefenning", date(1987, 11, 14),
        "Kwam uit een andere regio en slaapt bij wisselende mensen.", days_ago=6,
    ),
    Told(
        Until.FILED, COMPLEX, "politie", "Roos", "Verbeelding", date(1975, 6, 16),
        "Belt elke dag het alarmnummer en is wanhopig.", days_ago=8,
    ),
    Told(
        Until.FILED, COMPLEX, "gemeente", "Teun", "Droom", date(2003, 3, 3),
        "Trekt zich terug; familie is bang voor hem.", days_ago=1,
    ),
    Told(
        Until.CONCEPT, COMPLEX, "politie", "Anouk", "Klad", date(1988, 8, 28),
        "Nog niet af: zorgen over een pension.",
    ),
)  # fmt: skip

HOUSES = {"RU": RU, "KL": KL}

# A list of candidates of politie, for the first of these approaches that the house has.
LIST_OF = ("top-x", COMPLEX)
LISTED = ("first_names", "infix", "surname", "born_on", "street", "house_number", "postcode", "place", "reason")
CANDIDATES = (
    ("Bram", "", "Voorbeeldsen", date(2006, 4, 18), "Proefstraat", "12", "1234 AB", "Voorbeeldstad", "Negen registraties in een jaar."),
    ("Noor", "van", "Oefen", date(2003, 9, 2), "", "", "", "Voorbeeldstad", "Vier keer verdachte; vervolging is ingesteld."),
    ("Tim", "", "Probeer", date(2008, 1, 30), "Testlaan", "3 b", "1234 AC", "Voorbeeldstad", ""),
    ("Yara", "de", "Test", date(1999, 12, 5), "", "", "", "", "Terug uit detentie, eerder drie veroordelingen."),
)  # fmt: skip
