"""Lists of candidates: what comes in, who sees it, one choice, and nothing left of who was not picked (04, phase 1; 05)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.candidatefile import COLUMNS, EXAMPLE, MOST_ROWS
from cases.models import Candidate, CandidateChoice, CandidateList, Case, Subject
from cases.policy import NotAllowed
from cases.workflow.candidates import choose, send_list, withdraw_list
from parties.models import Approach, Delegation
from privacy import destruction, nightly
from privacy.candidates import carry_out_choice
from privacy.models import AccessLogLine, DestructionRecord
from tests.access.world import candidate_list, named_for_another
from tests.cases.test_triage_pages import text
from tests.cast import Cast, Person, delegate
from tests.hostile.test_sheetreader import FILES
from tests.jobs import do_jobs
from zvh import keystore
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.spreadsheet import FORMATS
from zvh.today import today

pytestmark = pytest.mark.django_db
HEAD = "Achternaam;Geboortedatum;BSN\n"
GOOD = f"{HEAD}Kanarie;27-03-1994;111222333\nVink;1987-11-14;\n".encode()


def sent(cast: Cast, content: bytes, name: str = "lijst.csv", **changes: object) -> dict[str, Any]:
    approach = cast.house.approaches.get(code="complexe-casuistiek")
    until = today() + timedelta(days=60)
    return {
        "huis": cast.house.pk, "aanpak": approach.pk, "vanaf": str(today()), "tot_en_met": str(until),
        "bestand": SimpleUploadedFile(name, content), **changes,
    }  # fmt: skip


def post(cast: Cast, content: bytes, **given: Any) -> Any:
    return cast.piet.client().post("/kandidaten/aanleveren/", sent(cast, content, **given))


def people() -> list[tuple[int, str, date | None, str]]:
    with open_keyring(), acting_as_system():
        return [(one.line, one.surname, one.born_on, one.bsn) for one in Candidate.objects.all()]


def decide(by: Person, row: CandidateList, *chosen: str) -> CandidateChoice:
    with open_keyring(), acting_as(by.pk) as actor:
        found = [one.pk for one in Candidate.objects.filter(list=row) if one.surname in chosen]
        return choose(row, found, by=actor)


# --- what comes in -------------------------------------------------------------------------------------------------------


def test_politie_sends_a_list_and_the_house_is_told(cast: Cast) -> None:
    assert cast.rosa.pk
    answer = post(cast, GOOD)
    row = CandidateList.objects.get()
    assert answer.headers["location"] == f"/kandidaten/{row.pk}/"
    assert people() == [(2, "Kanarie", date(1994, 3, 27), "111222333"), (3, "Vink", date(1987, 11, 14), "")]
    assert (row.party_id, row.choose_by) == (cast.piet.party.pk, today() + timedelta(days=28))
    assert Job.objects.filter(name="send_letter", arguments__letter="kandidaten").exists()
    page = text(cast.rosa.client().get("/mijn-werk/"))
    assert f"Kiezen uit kandidaten van {cast.piet.party}" in page and "Kanarie" not in page
    assert AccessLogLine.objects.filter(rule="send_list", dossier_id=row.pk, action="C").exists()


def test_a_list_never_waits_past_its_period(cast: Cast) -> None:
    post(cast, GOOD, tot_en_met=str(today() + timedelta(days=5)))
    assert CandidateList.objects.get().choose_by == today() + timedelta(days=5)


@pytest.mark.parametrize("form", FORMATS)
def test_the_example_can_be_sent_as_it_is(cast: Cast, form: str) -> None:
    example = cast.piet.client().get(f"/kandidaten/voorbeeld/{form}/")
    assert "attachment" in example.headers["content-disposition"]
    assert post(cast, example.content).status_code == 302
    assert [one[1] for one in people()] == [row[0] for row in EXAMPLE]


def test_a_number_in_a_workbook_keeps_its_first_zero(cast: Cast) -> None:
    post(cast, f"{HEAD}Kanarie;1994-03-27;12345672\n".encode())
    assert people()[0][3] == "012345672"


WRONG = {
    "Kanarie;27-03-1994;111222334": "Regel 2, BSN: Vul een BSN van 9 cijfers in",
    ";27-03-1994;": "Regel 2, Achternaam: Vul achternaam in",
    "Kanarie;31-02-1994;": "Regel 2, Geboortedatum: Deze datum bestaat niet",
    "Kanarie;;": "Regel 2, Geboortedatum:",
    "Kanarie;2199-01-01;": "Regel 2, Geboortedatum: Vul een datum in tot en met",
    "Kanarie;27-03-1994;;x": "Regel 2, aantal kolommen",
    "Ka\u202enarie;27-03-1994;": "Regel 2, Achternaam: Er staat een onzichtbaar teken in",
    "Kanarie;27-03-1994;111222333\nVink;1-1-1990;111222333": "Regel 3, BSN: deze persoon staat ook op regel 2",
    f"{'K' * 201};27-03-1994;": "Regel 2, Achternaam: Gebruik bij achternaam hoogstens 200 tekens",
}


@pytest.mark.parametrize(("rows", "why"), WRONG.items())
def test_a_wrong_row_is_named_and_nothing_is_stored(cast: Cast, rows: str, why: str) -> None:
    answer = post(cast, f"{HEAD}{rows}\nGoed;1-1-1990;\n".encode())
    page = text(answer)
    assert answer.status_code == 422 and why in page and "Niets is bewaard" in page
    assert not CandidateList.objects.exists() and not Candidate.objects.exists() and not Job.objects.exists()
    assert f'value="{today() + timedelta(days=60)}"' in answer.content.decode(), "what was filled in stays"


def test_all_wrong_rows_are_named_at_once(cast: Cast) -> None:
    rows = "".join(f"Naam{n};32-01-1990;\n" for n in range(70))
    page = text(post(cast, f"{HEAD}{rows}".encode()))
    assert "Regel 2," in page and "Regel 51," in page and "Regel 52," not in page and "En nog 20 andere fouten" in page


@pytest.mark.parametrize(
    ("heading", "why"),
    {
        "Achternaam;Geboortedatum;Nationaliteit": "Deze kolom hoort niet in het bestand: Nationaliteit",
        "Achternaam;BSN": "De kolom Geboortedatum ontbreekt",
        "Achternaam;achternaam;Geboortedatum": "De kolom Achternaam staat er twee keer in",
        "Achternaam;;Geboortedatum": "Deze kolom hoort niet in het bestand: (leeg)",
    }.items(),
)
def test_the_columns_are_those_that_are_asked_for(cast: Cast, heading: str, why: str) -> None:
    answer = post(cast, f"{heading}\na;b;c\n".encode())
    assert answer.status_code == 422 and why in text(answer) and not CandidateList.objects.exists()


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_at_the_field(cast: Cast, name: str) -> None:
    answer = post(cast, FILES[name])
    assert answer.status_code == 422 and not CandidateList.objects.exists()


def test_a_file_with_too_many_people_or_nobody(cast: Cast) -> None:
    rows = "".join(f"Naam{n};1-1-1990;\n" for n in range(MOST_ROWS + 1))
    assert f"meer dan {MOST_ROWS} regels" in text(post(cast, f"{HEAD}{rows}".encode()))
    assert "staat niemand" in text(post(cast, HEAD.encode()))
    assert "groter dan 2 MB" in text(post(cast, b"x" * 3_000_000))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"tot_en_met": "2020-01-01"}, "Deze periode is al voorbij"),
        ({"vanaf": "2099-01-02", "tot_en_met": "2099-01-01"}, "De laatste dag ligt voor de eerste dag"),
        ({"bestand": ""}, "Kies een bestand"), ({"aanpak": "999999"}, "uit de lijst"),
    ],
)  # fmt: skip
def test_what_is_wrong_beside_the_file(cast: Cast, changes: dict[str, str], why: str) -> None:
    answer = post(cast, GOOD, **changes)
    assert answer.status_code == 422 and why in text(answer) and not CandidateList.objects.exists()


def test_the_procesregisseur_reads_it_in_for_politie_and_for_no_other(cast: Cast) -> None:
    rosa = cast.rosa.client()
    answer = rosa.post("/kandidaten/aanleveren/", sent(cast, GOOD, partij=cast.gea.party.pk))
    assert answer.status_code == 422 and not CandidateList.objects.exists()
    assert rosa.post("/kandidaten/aanleveren/", sent(cast, GOOD, partij=cast.piet.party.pk)).status_code == 302
    row = CandidateList.objects.get()
    assert row.is_from_house and row.party == cast.piet.party
    assert cast.piet.client().get(f"/kandidaten/{row.pk}/").status_code == 404, "he did not send it"


def test_others_send_no_list_whatever_they_call(cast: Cast) -> None:
    """Delegates of another kind of party, staff that does not run cases, or for an approach or a house that is not theirs."""
    mine, period = cast.house.approaches.get(code="complexe-casuistiek"), (today(), today() + timedelta(days=9))
    elsewhere = Approach.objects.exclude(houses=cast.house).filter(houses=cast.other_house).first()
    tries = [(who, cast.house, mine) for who in (cast.gea, cast.otto, cast.mara, cast.abel, cast.zoe)]
    for person, house, approach in [*tries, (cast.piet, cast.house, elsewhere), (cast.piet, cast.other_house, mine)]:
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            party = None if actor.is_delegate else cast.piet.party
            send_list(house, approach, [], period=period, by=actor, party=party)
    assert not CandidateList.objects.exists()


# --- who sees it ---------------------------------------------------------------------------------------------------------


def test_who_sees_it_in_python_and_in_the_database(cast: Cast) -> None:
    row = candidate_list(cast)
    pam, mona = delegate("Pam", cast.piet.party, cast.house), named_for_another(cast)
    readers = {cast.rosa: 1, cast.otto: 1, cast.mara: 1, cast.piet: 1}
    others = dict.fromkeys((cast.zoe, cast.abel, cast.rik, cast.fatima, cast.petra, cast.olga, cast.wil, pam, mona), 0)
    for person, seen in (readers | others).items():
        with open_keyring(), acting_as(person.pk) as actor:
            assert CandidateList.objects.visible_to(actor).count() == CandidateList.objects.count() == seen, person
            assert Candidate.objects.visible_to(actor).count() == Candidate.objects.count() == seen, person
        assert (person.client().get(f"/kandidaten/{row.pk}/").status_code == 200) == bool(seen)


def test_a_look_stands_in_the_log(cast: Cast) -> None:
    row = candidate_list(cast)
    assert "Kanarielijst" in text(cast.rosa.client().get(f"/kandidaten/{row.pk}/"))
    line = AccessLogLine.objects.get(rule="kandidaten")
    assert (line.dossier_id, line.actor_id, line.house_id) == (row.pk, cast.rosa.user.pk, cast.house.pk)


def test_past_its_term_it_is_closed_before_the_night_takes_it(cast: Cast) -> None:
    row = candidate_list(cast)
    CandidateList.objects.update(choose_by=today() - timedelta(days=1))
    assert cast.rosa.client().get(f"/kandidaten/{row.pk}/").status_code == 404
    with open_keyring(), acting_as(cast.rosa.pk):
        assert not CandidateList.objects.exists() and not Candidate.objects.exists()


@pytest.mark.parametrize("address", ["/kandidaten/", "/kandidaten/{}/"])
def test_one_and_thirty_take_as_many_queries(cast: Cast, address: str) -> None:
    rosa, counts = cast.rosa.client(), []
    row = candidate_list(cast)
    for number in (1, 30):
        if number == 30:
            for _ in range(29):
                candidate_list(cast)
            row = candidate_list(cast, *(f"Vogel{n}" for n in range(30)))
        rosa.get(address.format(row.pk))
        with CaptureQueriesContext(connection) as found:
            assert rosa.get(address.format(row.pk)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


# --- choosing ------------------------------------------------------------------------------------------------------------


def run(row: CandidateList, callbacks: Any) -> None:
    with callbacks(execute=True):
        do_jobs("carry_out_choice")


def test_who_is_picked_becomes_a_concept_of_politie_and_the_rest_is_gone(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    row = candidate_list(cast, "Kanarie", "Vink")
    rosa, piet = cast.rosa.client(), cast.piet.client()
    with open_keyring(), acting_as_system():
        picked = Candidate.objects.get(line=2)
    asked = rosa.post(f"/kandidaten/{row.pk}/", {"kandidaat": str(picked.pk)})
    page = text(asked)
    assert asked.status_code == 200 and page.index("Kanarie,") < page.index("Wordt meteen vernietigd") < page.index(
        "Vink,"
    )
    assert not CandidateChoice.objects.exists(), "asked, not done"
    done = rosa.post(f"/kandidaten/{row.pk}/", {"kandidaat": str(picked.pk), "bevestig": "ja"})
    assert done.headers["location"] == "/kandidaten/"
    assert rosa.get(f"/kandidaten/{row.pk}/").status_code == piet.get(f"/kandidaten/{row.pk}/").status_code == 404
    with open_keyring(), acting_as(cast.rosa.pk):
        assert not Candidate.objects.exists(), "from that moment on, in the database too"
    run(row, django_capture_on_commit_callbacks)
    assert not CandidateList.objects.exists() and not Candidate.objects.exists() and keystore.fetch([row.pk]) == {}
    assert not Job.objects.filter(name="carry_out_choice").exists()
    record = DestructionRecord.objects.get(dossier_id=row.pk)
    assert (record.kind_name, record.rows["candidate"]) == ("lijst met kandidaten", 2)
    assert record.key_destroyed_at and record.checksum == record.computed_checksum()
    assert "er is gekozen" in record.rule
    concept = Case.objects.get()
    assert (concept.filed_by, concept.filed_by_party, concept.phase) == (cast.piet.user, cast.piet.party, "concept")
    with open_keyring():
        assert [one.surname for one in Subject.objects.all()] == ["Kanarie"]
    assert "Kanarie" in text(piet.get(f"/casussen/aanmelden/{concept.pk}/betrokkenen/"))
    assert rosa.get(f"/casussen/aanmelden/{concept.pk}/").status_code == 404
    assert Job.objects.filter(name="send_letter", arguments__letter="kandidaten-gekozen").count() == 1
    assert "lijst met kandidaten" in text(cast.rik.client().get("/vernietiging/")).lower()


def test_nobody_may_be_the_answer(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    row = candidate_list(cast)
    cast.rosa.client().post(f"/kandidaten/{row.pk}/", {"bevestig": "ja"})
    run(row, django_capture_on_commit_callbacks)
    assert not CandidateList.objects.exists() and not Case.objects.exists() and keystore.fetch([row.pk]) == {}


@pytest.mark.parametrize("is_from_house", [True, False])
def test_the_concept_is_of_who_picked_where_politie_did_not_send_it_or_is_gone(
    cast: Cast, is_from_house: bool, django_capture_on_commit_callbacks: Any
) -> None:
    row = candidate_list(cast, by=cast.rosa if is_from_house else cast.piet)
    decide(cast.rosa, row, "Kanarielijst")
    if not is_from_house:
        Delegation.objects.filter(pk=cast.piet.pk).update(until_date=today() - timedelta(days=1))
    run(row, django_capture_on_commit_callbacks)
    concept = Case.objects.get()
    assert (concept.filed_by, concept.filed_by_party, concept.on_behalf_of) == (cast.rosa.user, None, cast.piet.party)


def test_only_the_procesregisseur_of_the_house_picks(cast: Cast) -> None:
    row = candidate_list(cast)
    for person in (cast.otto, cast.mara, cast.piet, cast.zoe):
        assert person.client().post(f"/kandidaten/{row.pk}/", {"bevestig": "ja"}).status_code == 404
        with pytest.raises(NotAllowed):
            decide(person, row)
    assert not CandidateChoice.objects.exists()


def test_who_is_not_on_the_list_can_not_be_picked(cast: Cast) -> None:
    row, other = candidate_list(cast), candidate_list(cast, "Anders")
    with open_keyring(), acting_as_system():
        foreign = Candidate.objects.get(list=other).pk
    answer = cast.rosa.client().post(f"/kandidaten/{row.pk}/", {"kandidaat": str(foreign), "bevestig": "ja"})
    assert answer.status_code == 422
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        choose(row, [foreign], by=rosa)
    assert not Candidate.objects.filter(is_chosen=True).exists() and not CandidateChoice.objects.exists()


def test_who_sent_it_takes_it_back(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    row = candidate_list(cast)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        withdraw_list(row, by=rosa)
    assert cast.piet.client().post(f"/kandidaten/{row.pk}/intrekken/").headers["location"] == "/kandidaten/"
    run(row, django_capture_on_commit_callbacks)
    assert not CandidateList.objects.exists() and keystore.fetch([row.pk]) == {} and not Case.objects.exists()
    assert "ingetrokken" in DestructionRecord.objects.get(dossier_id=row.pk).rule


def test_who_comes_second_is_told_why_and_a_stranger_is_not(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    row = candidate_list(cast)
    rosa = cast.rosa.client()
    seen = rosa.get(f"/kandidaten/{row.pk}/").context["seen"]
    decide(cast.rosa, row)
    run(row, django_capture_on_commit_callbacks)
    answer = rosa.post(f"/kandidaten/{row.pk}/", {"gezien": seen, "bevestig": "ja"}, follow=True)
    assert "Over deze lijst is al besloten" in text(answer)
    for person, shown in ((cast.zoe, seen), (cast.rosa, "x"), (cast.piet, seen)):
        assert person.client().post(f"/kandidaten/{row.pk}/", {"gezien": shown}).status_code == 404


# --- left behind ---------------------------------------------------------------------------------------------------------


def test_the_work_may_be_done_twice(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    """Killed after the concepts were made and before the list went: the next time makes no second concept."""
    row = candidate_list(cast)
    decide(cast.rosa, row, "Kanarielijst")
    with open_keyring(), acting_as_system():
        carry_out_choice(str(row.pk))
    assert CandidateList.objects.exists() and Case.objects.count() == 1
    run(row, django_capture_on_commit_callbacks)
    assert Case.objects.count() == 1 and not CandidateList.objects.exists()


def test_a_choice_that_waits_for_its_job_keeps_the_list(cast: Cast) -> None:
    row = candidate_list(cast)
    decide(cast.rosa, row, "Kanarielijst")
    judge = destruction.candidates_are_due
    assert not destruction.destroy_dossier(CandidateList, row.pk, judge, today=today() + timedelta(days=99))
    assert CandidateList.objects.exists()


def test_the_night_finishes_a_choice_and_takes_what_nobody_chose_from_in_time(cast: Cast) -> None:
    chosen, forgotten, waiting = (candidate_list(cast, name) for name in ("Kanarie", "Vink", "Mees"))
    decide(cast.rosa, chosen, "Kanarie")
    last = today() + timedelta(days=28)
    CandidateList.objects.filter(pk=waiting.pk).update(choose_by=last + timedelta(days=1))
    nightly.run(last)
    assert set(CandidateList.objects.values_list("pk", flat=True)) == {forgotten.pk, waiting.pk}, (
        "until the end of its last day"
    )
    nightly.run(last + timedelta(days=1))
    assert set(CandidateList.objects.values_list("pk", flat=True)) == {waiting.pk}
    assert Case.objects.count() == 1 and keystore.fetch([chosen.pk, forgotten.pk]) == {}
    rules = dict(DestructionRecord.objects.values_list("dossier_id", "rule"))
    assert "er is gekozen" in rules[chosen.pk] and "niet op tijd gekozen" in rules[forgotten.pk]


def test_the_columns_and_the_example_agree() -> None:
    assert all(len(row) == len(COLUMNS) for row in EXAMPLE)
