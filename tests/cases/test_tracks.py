"""Tracks: who reads them, who writes and releases them, that nothing is overwritten, and the end of a detention in time."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cases.models import Case, Conversation, Detention, HelpQuestion
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.corrections import read_version
from cases.workflow.track import table_readers
from parties.choices import Deadline, TrackKind
from parties.models import Approach, Term
from privacy.keeping import first_of_quarter
from tests.access import twolines
from tests.cases import noting
from tests.cases.test_plan import at_meeting
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import Overtaken


@pytest.fixture
def case(cast: Cast) -> Case:
    """Gea (gemeente), Olga (OM) and Gijs (GGZ) are at the table."""
    return at_meeting(cast, cast.gea, cast.olga, cast.gijs)[0]


def seen(person: Person) -> list[int]:
    """How many rows of each kind this person sees."""
    return [len(twolines.seen(person, model)) for model in (Detention, HelpQuestion, Conversation)]


def page(person: Person, case: Case, part: str = "") -> str:
    answer = person.client().get(f"/casussen/{case.number}/trajecten/{part}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_what_the_house_writes_down_is_read_by_the_house_alone(cast: Cast, case: Case) -> None:
    for kind in TrackKind:
        noting.tracked(cast, case, kind)
    assert seen(cast.rosa) == seen(cast.otto) == seen(cast.mara) == [1, 1, 1]
    for person in (cast.gea, cast.olga, cast.gijs, cast.wil, cast.zoe, cast.fatima, cast.abel):
        assert seen(person) == [0, 0, 0]
    assert "Huisvesting: ja" in page(cast.mara, case) and "Gesprek op" in page(cast.rosa, case, "")
    assert "Huisvesting" not in page(cast.gea, case)


def test_what_a_party_supplies_is_its_own_until_it_releases_it(cast: Cast, case: Case) -> None:
    row = noting.tracked(cast, case, TrackKind.DETENTION, by=cast.olga)
    assert (row.supplier, row.from_house) == (cast.olga.party, False)
    assert seen(cast.olga) == seen(cast.rosa) == [1, 0, 0] and seen(cast.gea) == [0, 0, 0]
    with open_keyring(), acting_as(cast.olga.pk):
        readers = table_readers(case, Detention, cast.olga.party)
    assert cast.gea.party in readers and all(party.may_process("strafrechtelijk") for party in readers)
    assert cast.olga.party not in readers
    noting.tracked(cast, case, TrackKind.DETENTION, by=cast.olga, to_table=True, corrects=row)
    assert seen(cast.gea) == [1, 0, 0], "what stands there now, not what stood there"
    assert seen(cast.olga) == [2, 0, 0]
    assert seen(cast.gijs) == [int(cast.gijs.party in readers), 0, 0]
    assert "Kanarieinrichting" in page(cast.gea, case, f"detentie/{Detention.objects.get(correction=None).pk}/")


def test_a_supplier_narrows_what_was_read(cast: Cast, case: Case) -> None:
    row = noting.tracked(cast, case, TrackKind.HELP, by=cast.gijs, to_table=True)
    assert seen(cast.gea) == [0, 1, 0]
    noting.tracked(cast, case, TrackKind.HELP, by=cast.gijs, corrects=row)
    assert seen(cast.gea) == [0, 0, 0] and seen(cast.rosa) == [0, 2, 0]
    assert cast.gea.client().get(f"/casussen/{case.number}/trajecten/hulpvraag/{row.pk}/").status_code == 404


def test_a_release_ends_with_the_phase_and_reaches_who_was_at_the_table(cast: Cast, case: Case) -> None:
    """R4, and 00 item 8: who comes to the table later needs the supplier's yes."""
    noting.tracked(cast, case, TrackKind.HELP, by=cast.gijs, to_table=True)
    with acting_as(cast.rosa.pk) as rosa:
        from cases.grants import assign

        assign(case, cast.rens.user, cast.rens.party, by=rosa)
    assert seen(cast.rens) == [0, 0, 0] and seen(cast.gea) == [0, 1, 0]
    Case.objects.filter(pk=case.pk).update(phase_since=today() + timedelta(days=1))
    assert seen(cast.gea) == [0, 0, 0] and seen(cast.gijs) == seen(cast.rosa) == [0, 1, 0]


def test_the_house_writes_for_a_party_which_takes_over(cast: Cast, case: Case) -> None:
    """What a party told the house on the phone is that party's: it reads, corrects and releases it; then the house no more."""
    row = noting.tracked(
        cast, case, TrackKind.DETENTION, supplier=cast.olga.party, to_table=True
    )  # not the house's to release
    assert (row.supplier, row.from_house, row.reader_ids) == (cast.olga.party, True, [])
    again = noting.tracked(cast, case, TrackKind.DETENTION, by=cast.otto, corrects=row)
    assert again.supplier == cast.olga.party
    theirs = noting.tracked(cast, case, TrackKind.DETENTION, by=cast.olga, corrects=again, to_table=True)
    assert theirs.reader_ids and seen(cast.gea) == [1, 0, 0]
    for person in (cast.rosa, cast.gea):
        with pytest.raises(NotAllowed):
            noting.tracked(cast, case, TrackKind.DETENTION, by=person, corrects=theirs)
    with pytest.raises(StepNotAllowed):
        noting.tracked(cast, case, TrackKind.DETENTION, supplier=cast.wil.party)


def test_two_people_do_not_overwrite_and_the_history_stays(cast: Cast, case: Case) -> None:
    row = noting.tracked(cast, case, TrackKind.CONVERSATION)
    noting.tracked(cast, case, TrackKind.CONVERSATION, by=cast.otto, corrects=row, report="Kanarienieuw")
    with pytest.raises(Overtaken):
        noting.tracked(cast, case, TrackKind.CONVERSATION, corrects=row, version=read_version(row))
    now = Conversation.objects.get(correction=None)
    html = page(cast.rosa, case, f"gesprek/{row.pk}/")  # also by the address of what stood there
    assert (
        "Kanarienieuw" in html
        and "Kanarieverslag" in html
        and html.index("Kanarienieuw") < html.index("Kanarieverslag")
    )
    assert page(cast.rosa, case).count("Gesprek op") == 1 and now.by == cast.otto.user


def test_the_database_takes_new_rows_only_and_no_release_by_another(cast: Cast, case: Case) -> None:
    row = noting.tracked(cast, case, TrackKind.HELP, by=cast.gijs)
    other = noting.tracked(cast, at_meeting(cast, cast.gijs)[0], TrackKind.HELP, by=cast.gijs)
    about: dict[str, Any] = {
        "case": case, "subject": row.subject, "domain": row.domain, "answer": "ja", "since": today(), "at": timezone.now(),
    }  # fmt: skip
    released = {"reader_ids": [cast.gea.party.pk], "released_on": today()}
    forged: list[tuple[Person, dict[str, Any]]] = [
        (cast.gea, {"by": cast.gea.user, "from_house": False, "supplier": cast.gijs.party}),
        (cast.gea, {"by": cast.gea.user, "from_house": True}),
        (cast.gea, {"by": cast.gijs.user, "from_house": False, "supplier": cast.gea.party}),
        (cast.rosa, {"by": cast.rosa.user, "from_house": False, "supplier": cast.gijs.party, **released}),
        (cast.mara, {"by": cast.mara.user, "from_house": True}),
        (cast.gijs, {"by": cast.gijs.user, "from_house": False, "supplier": cast.gijs.party, "corrects": other}),
        (cast.gea, {"by": cast.gea.user, "from_house": False, "supplier": cast.gea.party, "corrects": row}),
        (cast.rosa, {"by": cast.rosa.user, "from_house": True, "supplier": cast.gijs.party, "corrects": row}),
    ]  # fmt: skip
    for person, given in forged:
        with (
            open_keyring(),
            acting_as(person.pk),
            pytest.raises(Exception, match="row-level security"),
            transaction.atomic(),
        ):
            HelpQuestion(**about, **given).save(force_insert=True)
    for person in (cast.rosa, cast.gijs):
        with acting_as(person.pk):
            for statement in ("update cases_helpquestion set answer = 'nee'", "delete from cases_helpquestion"):
                with pytest.raises(Exception, match="permission denied"), transaction.atomic():
                    connection.cursor().execute(statement)
    with open_keyring(), pytest.raises(Exception, match="released_by_supplier"), transaction.atomic():
        HelpQuestion(**about, by=cast.rosa.user, from_house=True, **released).save(force_insert=True)


def test_only_where_the_approach_has_tracks_and_while_it_is_discussed(cast: Cast, case: Case) -> None:
    rosa, address = cast.rosa.client(), f"/casussen/{case.number}/trajecten/"
    assert rosa.get(f"{address}detentie/nieuw/").status_code == 200
    assert rosa.get(f"{address}verlof/nieuw/").status_code == 404
    assert "Detentie, hulpvragen en gesprekken" in rosa.get(f"/casussen/{case.number}/plan/").content.decode()
    Case.objects.filter(pk=case.pk).update(phase=Phase.TRIAGE)
    assert rosa.get(f"{address}detentie/nieuw/").status_code == 404 and rosa.get(address).status_code == 200
    with pytest.raises(NotAllowed):
        noting.tracked(cast, case, TrackKind.HELP)
    Case.objects.filter(pk=case.pk).update(phase=Phase.CASUSOVERLEG)
    Approach.objects.filter(pk=case.approach_id).update(tracks=["detentie"])
    assert rosa.get(f"{address}hulpvraag/nieuw/").status_code == 404
    with pytest.raises(StepNotAllowed):
        noting.tracked(cast, case, TrackKind.HELP)
    Approach.objects.filter(pk=case.approach_id).update(tracks=[])
    assert rosa.get(address).status_code == 404
    assert "hulpvragen" not in rosa.get(f"/casussen/{case.number}/plan/").content.decode()


def test_the_pages_from_detention_to_correction(cast: Cast, case: Case) -> None:
    olga, address = cast.olga.client(), f"/casussen/{case.number}/trajecten/detentie/"
    form = unescape(olga.get(f"{address}nieuw/").content.decode())
    assert "Aan het casusoverleg zijn dat nu:" in form and cast.gea.party.name in form
    given = {
        "betrokkene": case.subjects.get().pk, "soort": noting.detention_kind().pk, "sinds": f"{today()}",
        "inrichting": "Kanarieinrichting", "lezers": "tafel",
    }  # fmt: skip
    early = olga.post(f"{address}nieuw/", {**given, "tot": f"{today() - timedelta(days=1)}"})
    assert early.status_code == 422 and "Kies een dag op of na de begindag" in early.content.decode()
    assert "Kanarieinrichting" in early.content.decode() and not Detention.objects.exists()
    assert olga.post(f"{address}nieuw/", given).status_code == 302
    row = Detention.objects.get()
    shown = unescape(cast.gea.client().get(f"{address}{row.pk}/").content.decode())
    assert "Kanarieinrichting" in shown and "Strafrechtelijke gegevens" in shown
    assert "Verbeteren" not in shown and cast.gea.client().get(f"{address}{row.pk}/verbeteren/").status_code == 404
    again = olga.get(f"{address}{row.pk}/verbeteren/").content.decode()
    version = re.search(r'name="versie" value="(\d+)"', again)
    assert version
    corrected = {**given, "versie": version[1], "inrichting": "Kanarieander", "lezers": "huis"}
    assert olga.post(f"{address}{row.pk}/verbeteren/", corrected).status_code == 302
    assert cast.gea.client().get(f"{address}{row.pk}/").status_code == 404
    assert "Wat hier eerder stond" in olga.get(f"{address}{row.pk}/").content.decode()
    mark = "geheimhouding"
    assert mark in page(cast.rosa, case).lower(), "what OM supplied carries its mark (R6)"


def test_the_end_of_a_detention_stands_in_my_work_with_its_source(cast: Cast, case: Case) -> None:
    term = Term.objects.of_house(cast.house, Deadline.DETENTION_END)
    last = term.due(today())
    row = noting.tracked(cast, case, TrackKind.DETENTION, until_date=last + timedelta(days=1))

    def work(person: Person = cast.rosa) -> str:
        return person.client().get("/mijn-werk/").content.decode()

    assert "Detentie eindigt" not in work()
    row = noting.tracked(cast, case, TrackKind.DETENTION, corrects=row, until_date=last)
    assert f"Detentie eindigt: {case.number}" in work() and term.source in work()
    assert "Detentie eindigt" in work(cast.otto)
    for person in (cast.gea, cast.mara, cast.zoe):
        assert "Detentie eindigt" not in work(person)
    noting.tracked(cast, case, TrackKind.DETENTION, corrects=row, until_date=last, is_arranged=True)
    assert "Detentie eindigt" not in work()


def test_as_many_queries_for_one_as_for_thirty(cast: Cast, case: Case) -> None:
    addresses = [f"/casussen/{case.number}/{part}" for part in ("trajecten/", "tijdlijn/?soort=trajecten")]

    def one_of_each() -> None:
        for kind in TrackKind:
            noting.tracked(cast, case, kind, by=cast.olga, to_table=True)

    one_of_each()
    few = [len(queries(person, one)) for one in addresses for person in (cast.rosa, cast.gea, cast.olga)]
    for _ in range(14):
        one_of_each()
    assert [len(queries(person, one)) for one in addresses for person in (cast.rosa, cast.gea, cast.olga)] == few


def test_periods_of_detention_are_kept_by_the_quarter() -> None:
    days = {date(2026, 1, 1): "2026-01-01", date(2026, 3, 31): "2026-01-01", date(2026, 11, 5): "2026-10-01"}
    assert {day: first_of_quarter(day) for day in days} == days and first_of_quarter(None) == ""
