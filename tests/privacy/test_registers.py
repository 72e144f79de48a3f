"""The registers of the house: one room for all, with versions, a day to look again, and a file that carries nothing out (05)."""

from datetime import timedelta

import pytest
from django.db import connection

from cases.policy import NotAllowed
from parties.dates import add_months
from privacy import destruction
from privacy.models import AccessLogLine, Complaint, Processor, RegisterVersion
from privacy.registering import change_row, history
from privacy.registers import ALL, BY_NAME
from tests.cast import Cast, staff
from tests.privacy.registering import register_row, values_for
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.django_db
HOME = "/privacy/registers/"


@pytest.mark.parametrize("name", [one.name for one in ALL])
def test_each_is_kept_by_the_manager_read_by_the_fg_and_not_there_for_others(cast: Cast, name: str) -> None:
    row = register_row(cast.mara, name, cast)
    page = f"{HOME}{name}/{row.pk}/"
    for person in (cast.mara, cast.petra, cast.fatima):
        assert "Kanariesubject" in person.client().get(f"{HOME}{name}/").content.decode()
        assert "Kanariesubject" in person.client().get(page).content.decode()
    frans = staff("Frans", cast.other_house, "fg")
    assert frans.client().get(f"{HOME}{name}/").status_code == 200
    assert "Kanariesubject" not in frans.client().get(f"{HOME}{name}/").content.decode()
    for person in (cast.piet, cast.otto, cast.abel, cast.rik, frans):
        assert person.client().get(page).status_code == 404
        with acting_as(person.pk):
            assert not BY_NAME[name].model.objects.exists() and not RegisterVersion.objects.exists()
    gives = name == "aanwijzingen"
    assert cast.fatima.client().get(f"{HOME}{name}/toevoegen/").status_code == (200 if gives else 404)
    assert cast.rosa.client().get(page).status_code == (200 if gives else 404)


def test_a_row_is_added_and_changed_in_the_browser_and_what_it_said_before_stays(cast: Cast) -> None:
    client = cast.mara.client()
    day = str(today())
    sent = {"subject": "Beheerder van het systeem", "service": "hosting", "allowed_on": day, "agreed_on": day, "security": "ISO 27001",
            "checked_on": day, "versie": 0}  # fmt: skip
    bad = client.post(f"{HOME}verwerkers/toevoegen/", {**sent, "service": ""})
    assert (
        bad.status_code == 422
        and "Vul wat de verwerker doet in" in bad.content.decode()
        or "Beantwoord" in bad.content.decode()
    )
    assert client.post(f"{HOME}verwerkers/toevoegen/", sent).status_code == 302
    row = Processor.objects.get()
    assert row.review_on == add_months(today(), 12), "every year (protocol 22.4)"
    page = f"{HOME}verwerkers/{row.pk}/"
    late = {**sent, "review_on": str(add_months(today(), 13)), "versie": 1}
    refused = client.post(f"{page}wijzigen/", late)
    assert refused.status_code == 422 and "protocol art. 22.4" in refused.content.decode()
    assert client.post(f"{page}wijzigen/", {**sent, "service": "beheer", "versie": 1}).status_code == 302
    said = cast.fatima.client().get(page).content.decode()
    assert "hosting werd beheer" in said and "Versie" in said
    stale = client.post(f"{page}wijzigen/", {**sent, "service": "anders", "versie": 1})
    assert stale.status_code == 409 and "beheer" in stale.content.decode() and "anders" in stale.content.decode()
    assert {"add_register_row", "change_register_row", "register-rij"} <= set(
        AccessLogLine.objects.values_list("rule", flat=True)
    )


@pytest.mark.parametrize(
    ("name", "given", "months"),
    [
        ("verwerkers", {}, 12),
        ("dpia", {}, 36),
        ("audits", {"kind": "audit"}, 48),
        ("audits", {"kind": "tekortkoming"}, 12),
    ],
)
def test_it_comes_back_on_the_last_day_that_its_source_allows(
    cast: Cast, name: str, given: dict[str, object], months: int
) -> None:
    row = register_row(cast.mara, name, cast, **given)
    assert row.review_on == add_months(today(), months)


def test_what_must_be_looked_at_soon_is_in_my_work_until_it_is_done(cast: Cast) -> None:
    row = register_row(cast.mara, "klachten", received_on=today() - timedelta(weeks=3))
    assert "Klacht beantwoorden" in cast.mara.client().get("/mijn-werk/").content.decode()
    assert "Klacht beantwoorden" in cast.petra.client().get("/mijn-werk/").content.decode()
    assert "Klacht beantwoorden" not in cast.rosa.client().get("/mijn-werk/").content.decode()
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        values = values_for(cast, "klachten", answered_on=today(), answer="Kanarieantwoord")
        change_row(BY_NAME["klachten"], row, values, read=1, by=mara)
    assert "Klacht beantwoorden" not in cast.mara.client().get("/mijn-werk/").content.decode()
    later = register_row(cast.mara, "verwerkers")
    assert later.review_on and "Verwerker nakijken" not in cast.mara.client().get("/mijn-werk/").content.decode()


def test_an_answered_complaint_goes_after_its_last_day_with_every_version(cast: Cast) -> None:
    row = register_row(cast.mara, "klachten", answered_on=today())
    ends_on = Complaint.objects.get().ends_on
    assert ends_on == add_months(today(), 60)
    judge = destruction.row_is_due
    assert not destruction.destroy_dossier(Complaint, row.pk, judge, today=ends_on)
    assert destruction.destroy_dossier(Complaint, row.pk, judge, today=ends_on + timedelta(days=1))
    assert not Complaint.objects.exists() and not RegisterVersion.objects.filter(row_id=row.pk).exists()


def test_the_fg_changes_no_register_but_gives_an_instruction(cast: Cast) -> None:
    row = register_row(cast.mara, "dpia")
    with open_keyring(), acting_as(cast.fatima.pk) as fatima, pytest.raises(NotAllowed):
        change_row(BY_NAME["dpia"], row, values_for(cast, "dpia"), read=1, by=fatima)
    made = register_row(cast.fatima, "aanwijzingen", giver="fg")
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert [step.version for step in history(BY_NAME["aanwijzingen"], made, rosa)] == [1]


@pytest.mark.parametrize("name", [one.name for one in ALL])
def test_its_texts_are_sealed_in_every_version(cast: Cast, name: str) -> None:
    register_row(cast.mara, name)
    with connection.cursor() as cursor:
        for table in (BY_NAME[name].model._meta.db_table, "privacy_registerversion"):
            cursor.execute(f"select row_to_json(t)::text from {table} t")
            assert all("Kanarie" not in text and b"Kanarie".hex() not in text for (text,) in cursor.fetchall())


def test_a_file_carries_nothing_out_and_is_in_the_log(cast: Cast) -> None:
    register_row(cast.mara, "audits", text="=1+1")
    answer = cast.fatima.client().post(f"{HOME}audits/downloaden/", {"vorm": "csv"})
    assert '"\'=1+1"' in answer.content.decode("utf-8-sig")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert AccessLogLine.objects.filter(rule="register-downloaden", event_kind="export", result_count=1).exists()


def test_research_keeps_people_for_a_year_at_most(cast: Cast) -> None:
    day = str(today())
    sent = {"subject": "s", "commissioned_by": "c", "purpose": "p", "decided_on": day, "decision": "d", "started_on": day,
            "people_until": str(add_months(today(), 12) + timedelta(days=1)), "versie": 0}  # fmt: skip
    client = cast.mara.client()
    answer = client.post(f"{HOME}onderzoek/toevoegen/", sent)
    assert answer.status_code == 422 and "protocol art. 11.3" in answer.content.decode()
    assert (
        client.post(f"{HOME}onderzoek/toevoegen/", {**sent, "people_until": str(add_months(today(), 12))}).status_code
        == 302
    )


@pytest.mark.parametrize("number", [1, 3])
def test_a_register_asks_as_much_for_three_rows_as_for_one(
    cast: Cast, number: int, django_assert_num_queries: object
) -> None:
    for _ in range(number):
        register_row(cast.mara, "artikel-20", cast)
    client = cast.mara.client()
    client.get(f"{HOME}artikel-20/")
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        assert client.get(f"{HOME}artikel-20/").status_code == 200


QUERIES = 14
