"""Who reads which field of a contribution, by where it comes from and how far it was released: in every output alike (S27; 03, R3 and R6).

The table is written by hand. A word of its own stands in every field; every output of everybody is searched for all of them.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from cases.models import Case, Contribution
from cases.workflow.completeness import grounds_of, ways_out
from cases.workflow.policerows import KIND
from parties.models import CountingRule, OffenceKind, Party
from tests.cases import meetings
from tests.cases.contribution.story import ask, deliver, open_table
from tests.cast import Cast, Person, delegate, party_of
from tests.hostile.test_spreadsheet import cells_of_csv
from zvh.models import Job
from zvh.tasks import run_job

# Kind of party -> who speaks for it, and the mark that its data carry wherever they are shown (R6).
SUPPLIERS = {"politie": "piet", "om": "olga", "ggz": "gijs", "rvdk": "raf", "gemeente": "gea"}
MARKS = {"piet": "Wet politiegegevens", "olga": "Wjsg"}
HOUSE = {"rosa", "otto", "mara"}
AT_TABLE = {"piet", "olga", "gea"}  # the others are assigned and not at the table
CHOSEN = "olga"
NOBODY = {"zoe", "abel", "rik", "fatima", "petra", "wil"}
EVERYBODY = HOUSE | set(SUPPLIERS.values()) | NOBODY

# Field -> whom it is shown to, by how far the supplier released it. "supplier" and "house" are the two who always do.
FIELDS: dict[str, dict[str, set[str]]] = {
    "facts": {"huis": set(), "partijen": {CHOSEN}, "tafel": AT_TABLE},
    "opinion": {"huis": set(), "partijen": {CHOSEN}, "tafel": AT_TABLE},
    "conditions": {"huis": set(), "partijen": {CHOSEN}, "tafel": AT_TABLE},
    "registrations": {"huis": set(), "partijen": {CHOSEN}, "tafel": AT_TABLE},
}
SUPPLIED_BY = {"registrations": {"politie"}}  # the other fields are everybody's
OF_SUPPLIER_ALONE = ("unnamed_ground", "way_out_reason")  # how it came to give this: shown on its own check page only
RELEASES = ("huis", "partijen", "tafel")


def word(kind: str, release: str, field: str) -> str:
    if field == "registrations":
        return f"Kanarie-{release}"  # the code of an offence, which is all that a registration has but its day
    return f"kanarie-{kind}-{release}-{field.replace('_', '')}"


def fields_of(kind: str) -> list[str]:
    return [field for field in FIELDS if kind in SUPPLIED_BY.get(field, SUPPLIERS)]


def people(cast: Cast) -> dict[str, Person]:
    found = {name: getattr(cast, name) for name in EVERYBODY - {"raf"}}
    return {**found, "raf": cast._once("Raf", lambda: delegate("Raf", party_of(cast.house, "rvdk"), cast.house))}


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, Case]]:
    """Five parties supply three contributions each; the table is open for three of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = Cast()
        everybody = people(cast)
        case = meetings.informed(cast, *(everybody[name] for name in SUPPLIERS.values()))
        CountingRule.objects.create(
            approach=case.approach, code="kanarie", order=1, theme="Kanarie", age_from=12, age_to=99, source="proef"
        )
        for release in RELEASES:
            OffenceKind.objects.create(code=word("politie", release, "registrations"), name="Proef", source="proef")
        chosen = everybody[CHOSEN].party
        for kind, name in SUPPLIERS.items():
            for release in RELEASES:
                _supply(case, everybody[name], kind, release, chosen)
        item = meetings.on_agenda(cast, case)
        meetings.invited(cast, item, *(everybody[name] for name in AT_TABLE))
        open_table(cast, case, *(everybody[name] for name in AT_TABLE))
        yield cast, case
        transaction.set_rollback(True)


def _supply(case: Case, person: Person, kind: str, release: str, chosen: Party) -> None:
    parties = [chosen.pk] if release == "partijen" and chosen != person.party else []
    level = release if parties or release != "partijen" else "huis"
    grounds = grounds_of(person.party.pk)
    texts = {field: word(kind, release, field) for field in (*fields_of(kind), *OF_SUPPLIER_ALONE)}
    about: dict[str, Any] = {}
    if "registrations" in texts:
        texts["registrations"] = f"01-06-2026;{texts['registrations']}"
        about = {"kind": KIND, "data_class": "strafrechtelijk", "registrations_of": case.subjects.get()}
    deliver(
        case, person, release_level=level, chosen_party_ids=parties, ground=grounds[0] if grounds else None,
        way_out="goede-zorg" if ways_out(person.party) else "", **texts, **about,
    )  # fmt: skip


@pytest.fixture
def point(told: Any) -> Iterator[None]:
    saved = transaction.savepoint()
    yield
    transaction.savepoint_rollback(saved)


def expected(name: str) -> set[str]:
    """The words that this person reads, from the table."""
    found = set()
    for kind, supplier in SUPPLIERS.items():
        for field in fields_of(kind):
            for release, others in FIELDS[field].items():
                if name in HOUSE | {supplier} | others:
                    found.add(word(kind, release, field))
    return (
        found - {word("om", "partijen", field) for field in fields_of("om")} if name not in HOUSE | {CHOSEN} else found
    )


PARTS = (
    "",
    "bijdragen/",
    "toegang/",
    "plan/",
    "overleg/",
    "aanmelding/",
    "triage/",
    "toestemming/",
    "inlichten/",
    "bekendheid/",
)
PRINTED = {"delen": ["plan", "deelnemers", "bijdragen", "verslagen", "tijdlijn"], "reden": "overleg"}
LISTS = ("/mijn-werk/", "/casussen/?regisseur=alle", "/bijdragen/", "/overleggen/", "/acties/", "/bekendheidsvragen/")


def outputs(person: Person, case: Case) -> dict[str, str]:
    """Everything that this person can be shown or can take along, by what it is."""
    client, file = person.client(), f"/casussen/{case.number}/"
    ids = Contribution.objects.filter(case=case).values_list("pk", flat=True)
    return {
        "pages": "".join(client.get(f"{file}{part}").content.decode() for part in PARTS),
        "contributions": "".join(client.get(f"/bijdragen/{pk}/").content.decode() for pk in ids),
        "print": client.post(f"{file}afdrukken/", PRINTED).content.decode(),
        "lists": "".join(client.get(page).content.decode() for page in LISTS),
    }


ALL_WORDS = {
    word(kind, release, field) for kind in SUPPLIERS for release in RELEASES for field in (*FIELDS, *OF_SUPPLIER_ALONE)
}


def words_in(text: str) -> set[str]:
    return {one for one in ALL_WORDS if one in text}


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_everybody_reads_what_the_table_says_and_the_same_in_every_output(
    told: tuple[Cast, Case], point: None, name: str
) -> None:
    cast, case = told
    found = outputs(people(cast)[name], case)
    assert words_in(found["print"]) == expected(name)
    assert words_in(found["contributions"]) == expected(name)
    assert words_in(found["pages"]) <= expected(name)
    assert words_in(found["lists"]) == set()


def test_the_table_says_something(told: tuple[Cast, Case]) -> None:
    """Everything is read by the house; every release makes a difference; whoever stands outside reads nothing."""
    cast, case = told
    assert Contribution.objects.filter(case=case, state="geleverd").count() == len(SUPPLIERS) * len(RELEASES)
    assert len(expected("rosa")) == 48 and expected("olga") > expected("gea") - expected("rosa")
    assert {len(expected(name)) for name in NOBODY} == {0}
    assert len(expected("gijs")) == 9 < len(expected("gea")) < len(expected("olga")) < 48


def test_the_mark_of_politie_and_om_goes_along(told: tuple[Cast, Case], point: None) -> None:
    """R6: beside each contribution of theirs, on its page and on paper."""
    cast, case = told
    everybody = people(cast)
    for supplier, mark in MARKS.items():
        for one in Contribution.objects.filter(case=case, supplier=everybody[supplier].party, release_level="tafel"):
            for reader in ("rosa", "gea"):
                assert mark in everybody[reader].client().get(f"/bijdragen/{one.pk}/").content.decode()
    printed = outputs(everybody["gea"], case)["print"]
    assert all(mark in printed for mark in MARKS.values())
    of_ggz = Contribution.objects.filter(case=case, supplier=everybody["gijs"].party).first()
    assert of_ggz
    assert not any(
        mark in cast.rosa.client().get(f"/bijdragen/{of_ggz.pk}/").content.decode() for mark in MARKS.values()
    )


def test_no_word_of_any_field_is_in_mail_or_in_the_log_as_a_file(told: tuple[Cast, Case], point: None) -> None:
    cast, case = told
    ask(cast, case, cast.piet)
    for pk in list(Job.objects.unfinished().values_list("pk", flat=True)):
        run_job(str(pk))
    assert mail.outbox
    assert words_in(" ".join(str(letter.message()) for letter in mail.outbox)) == set()
    cast.rosa.client().get(f"/casussen/{case.number}/bijdragen/")
    lines = cells_of_csv(cast.fatima.client().post("/privacy/logboek/", {"vorm": "csv"}).content)
    assert len(lines) > 30
    assert words_in(str(lines)) == set() and str(case.number) not in str(lines)
