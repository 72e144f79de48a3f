"""A fifth covenant that is only data: nothing in the code knows of it."""

from datetime import date
from typing import Any
from uuid import uuid4

from parties.choices import Deadline
from parties.dutychoices import PaperKind
from parties.loading.covenants import load_covenant
from parties.loading.files import DATA, read
from parties.loading.rows import Report, Rows
from parties.models import Covenant, House
from tests.cast import Cast
from zvh.today import today


def load_fifth() -> None:
    load_covenant(Rows("vijfde.toml", Report()), fifth())


def entered(cast: Cast) -> Covenant:
    """The same as an administrator entered it, still in preparation."""
    if not Covenant.everything.filter(code="vijfde").exists():
        load_fifth()
    Covenant.everything.filter(code="vijfde").update(in_preparation=True, prepared_in=cast.house)
    return Covenant.everything.get(code="vijfde")


def new_house(cast: Cast) -> House:
    """Of a sixth covenant that was entered here and is in use since today: nobody keeps it yet."""
    if found := House.objects.filter(code="ZZ").first():
        return found
    own = {"code": "zesde", "name": "Zesde convenant", "in_force_from": today(), "term_source": "art. 9"}
    covenant = Covenant.objects.create(
        **own, criteria_expression="A", criteria_source="bijlage", prepared_in=cast.house
    )
    house: House = House.objects.get(pk=cast.house.pk)
    house.pk, house.index_key_id, house.covenant = None, uuid4(), covenant
    house.code, house.slug, house.name = "ZZ", "zesde-huis", "Zesde huis"
    house.save()
    return house


def fifth() -> dict[str, Any]:
    """A covenant of our own, as a data file has it: its board tells, decides and is the only door."""
    house = read(DATA / "brabant-noordoost.toml")["houses"][0]
    own = {"code": "VV", "slug": "vijfde-huis", "name": "Vijfde huis"}
    seats = [
        {"order": 1, "office": "voorzitter", "is_chair": True, "source": "art. 2"},
        {"order": 2, "office": "secretaris", "is_secretary": True, "votes": 0, "source": "art. 2"},
    ]
    return {
        "covenant": {
            "code": "vijfde", "name": "Vijfde convenant", "in_force_from": date(2026, 1, 1), "term_source": "art. 9",
            "words": {"triage": "weging"}, "criteria_expression": "A", "criteria_source": "bijlage",
        },
        "criteria": [{"code": "A", "order": 1, "text": "Iets", "source": "bijlage"}],
        "houses": [{**house, **own}],
        "party_lists": [{
            "houses": ["VV"], "kinds": ["ggz"], "source": "lijst",
            "parties": [{"slug": "vijfde-een", "name": "Vijfde een"}, {"slug": "vijfde-twee", "name": "Vijfde twee"}],
        }],
        "bodies": [{
            "code": "raad", "house": "VV", "name": "Raad", "level": "bestuur", "voting": "meerderheid", "source": "art. 2",
            "seats": seats,
        }],
        "terms": [
            {"code": code, "name": label, "amount": 10, "unit": "dagen", "source": "art. 3"} for code, label in Deadline.choices
        ],
        "accession_rules": [{
            "house": "VV", "told_by": "raad", "told_source": "art. 4", "needs_consent": True, "consent_source": "art. 5",
            "decided_by": "raad", "source": "art. 6", "signed_by": "voorzitter van de Raad", "signed_source": "art. 7",
            "analysis_source": "art. 8", "doors": [{"order": 1, "name": "de Raad", "body": "raad", "source": "art. 4"}],
        }],
        "departure_rules": [{
            "why": "opzegging", "leaves_on": "1-januari", "notice_months": 3, "addressed_to": "de Raad", "source": "art. 10",
        }],
        "paper_rules": [
            {
                "kind": kind, "name": label, "drafted_by": "de Raad", "adopted_by": ["raad"], "source": "art. 12",
                "sent_to": "alle partijen", "sent_source": "art. 12",
                "chapters": [{"order": 1, "title": "Waarheen", "source": "art. 12"}] if kind == PaperKind.PLAN else [],
            } for kind, label in PaperKind.choices
        ],
        "lasting_duties": [{"order": 1, "text": "Zwijgen over wat zij hoorde.", "source": "art. 11"}],
    }  # fmt: skip
