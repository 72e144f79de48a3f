"""Interventions with their progress: who writes them, who reads them, and what two people do at once; acting as the web role."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from cases.models import Case, Intervention, Progress
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.intervention import AGREED, STANDING, change_intervention, end_intervention, note_progress
from tests.cases import meetings
from tests.cases.test_plan import at_meeting
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person
from tests.jobs import do_jobs
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import Overtaken, version_of

TABLES = {Intervention: "cases_intervention", Progress: "cases_progress"}


@pytest.fixture
def begun(cast: Cast) -> tuple[Case, Intervention]:
    """Gea carries out an intervention of which the first progress was told."""
    case, _ = at_meeting(cast, cast.gea, cast.gijs)
    made = meetings.treated(cast, case, cast.gea)
    meetings.reported(cast, made, cast.gea)
    return case, made


def seen(person: Person) -> list[int]:
    """How many rows of each kind this person sees, the same in Python and in SQL."""
    found = []
    with open_keyring(), acting_as(person.pk) as actor:
        for model, table in TABLES.items():
            rows = set(model.objects.visible_to(actor).values_list("pk", flat=True))  # type: ignore[attr-defined]
            with connection.cursor() as cursor:
                cursor.execute(f"select id from {table}")
                assert {row[0] for row in cursor.fetchall()} == rows, model
            found.append(len(rows))
    return found


def test_the_house_and_who_carries_it_out_say_how_it_goes(cast: Cast, begun: tuple[Case, Intervention]) -> None:
    _, made = begun
    meetings.reported(cast, made, cast.otto, "Ook het huis")
    told = [(one.text, one.party) for one in Progress.objects.all()]
    assert told == [("Ook het huis", None), ("Kanarievoortgang", cast.gea.party)]
    with open_keyring(), acting_as(cast.gijs.pk) as gijs:
        assert Intervention.objects.visible_to(gijs).exists()
        with pytest.raises(NotAllowed):
            note_progress(made, text="Van een ander", by=gijs)
        with pytest.raises(NotAllowed):
            end_intervention(made, state="afgerond", result="Klaar", by=gijs)
        assert Intervention.objects.filter(pk=made.pk).update(state="loopt") == 0


def test_the_database_keeps_another_party_from_writing(cast: Cast, begun: tuple[Case, Intervention]) -> None:
    case, made = begun
    note = Progress.objects.get()
    with open_keyring(), acting_as(cast.gijs.pk) as gijs:
        for by in (gijs.user_id, cast.gea.user.pk):
            forged = Progress(case=case, intervention=made, text="x", by_id=by, at=note.at)
            with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                forged.save()
    with (
        open_keyring(),
        acting_as(cast.gea.pk),
        pytest.raises(Exception, match="permission denied"),
        transaction.atomic(),
    ):
        Progress.objects.filter(pk=note.pk).update(party=None)  # a history is not rewritten


def test_it_ends_with_a_result_once_and_can_be_taken_back(cast: Cast, begun: tuple[Case, Intervention]) -> None:
    _, made = begun
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        with pytest.raises(StepNotAllowed):
            end_intervention(made, state="afgerond", by=gea)
        version = version_of([Intervention.objects.get(pk=made.pk)], *STANDING)
        ended = end_intervention(made, state="afgerond", result="Kanarieresultaat", version=version, by=gea)
        assert (ended.state, ended.ended_on, ended.saved_by) == ("afgerond", today(), cast.gea.user)
        with pytest.raises(StepNotAllowed):
            note_progress(made, text="Nog iets", by=gea)
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        with pytest.raises(Overtaken):
            end_intervention(made, state="gestopt", result="Anders", version=version, by=otto)
        again = end_intervention(made, state="loopt", result="Kanarieresultaat", by=otto)
        assert (again.ended_on, again.is_running) == (None, True)
    with pytest.raises(IntegrityError, match="intervention_ends_once"), transaction.atomic():
        Intervention.objects.filter(pk=made.pk).update(state="afgerond", ended_on=None)


def test_only_the_house_writes_it_otherwise_and_not_what_it_did_not_read(
    cast: Cast, begun: tuple[Case, Intervention]
) -> None:
    case, made = begun
    agreed: dict[str, Any] = {
        "domain": made.domain, "problem": "", "goal": "Ander doel", "what": made.what, "party": cast.gijs.party,
        "user": cast.gijs.user, "from_date": made.from_date, "until_date": None,
    }  # fmt: skip
    with open_keyring(), acting_as(cast.gea.pk) as gea, pytest.raises(NotAllowed):
        change_intervention(made, agreed=agreed, by=gea)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        version = version_of([Intervention.objects.get(pk=made.pk)], *AGREED)
        assert change_intervention(made, agreed=agreed, version=version, by=rosa).user == cast.gijs.user
        with pytest.raises(Overtaken):
            change_intervention(made, agreed={**agreed, "goal": "Nog anders"}, version=version, by=rosa)
        with pytest.raises(StepNotAllowed):
            change_intervention(made, agreed={**agreed, "until_date": made.from_date - timedelta(days=1)}, by=rosa)
        with pytest.raises(StepNotAllowed):
            change_intervention(made, agreed={**agreed, "party": cast.wil.party, "user": None}, by=rosa)


def test_who_is_given_one_is_told_without_words_about_persons(cast: Cast) -> None:
    case, _ = at_meeting(cast, cast.gea)
    meetings.treated(cast, case, cast.gea)
    do_jobs("send_letter")
    [letter] = [one for one in mail.outbox if "interventie" in one.subject]
    assert letter.to == [cast.gea.user.email]
    assert "Kanarie" not in f"{letter.subject}{letter.body}" and str(case.number) not in letter.body


def test_delegates_read_them_with_the_common_file(cast: Cast, begun: tuple[Case, Intervention]) -> None:
    assert seen(cast.rosa) == seen(cast.gea) == seen(cast.gijs) == [1, 1]
    for person in (cast.zoe, cast.wil, cast.olga, cast.fatima, cast.abel):
        assert seen(person) == [0, 0]


def test_in_kennemerland_a_delegate_sees_the_own_ones_only(db: None) -> None:
    cast = Cast("KL", "RU")
    case, _ = at_meeting(cast, cast.gea, cast.olga, approach=cast.house.approaches.first().code)
    for person in (cast.gea, cast.olga):
        meetings.reported(cast, meetings.treated(cast, case, person), cast.rosa)
    assert seen(cast.rosa) == [2, 2]
    assert seen(cast.gea) == seen(cast.olga) == [1, 1]


def test_the_pages_from_agreement_to_result(cast: Cast) -> None:
    rosa, gea = cast.rosa.client(), cast.gea.client()
    case, _ = at_meeting(cast, cast.gea)
    page = f"/casussen/{case.number}/plan/"
    given = {
        "doel": "Kanariedoel",
        "wat": "Kanariehulp",
        "wie": f"{cast.gea.party.pk}-{cast.gea.user.pk}",
        "sinds": f"{today()}",
    }
    wrong = rosa.post(f"{page}interventies/nieuw/", given)
    assert wrong.status_code == 422 and "Kanariehulp" in wrong.content.decode()
    domain = meetings.LifeDomain.objects.all()[0].pk
    early = rosa.post(f"{page}interventies/nieuw/", {**given, "leefgebied": domain, "tot": "2020-01-01"})
    assert "Kies een dag op of na de begindag" in early.content.decode()
    address = rosa.post(f"{page}interventies/nieuw/", {**given, "leefgebied": domain}).url
    assert gea.post(address, {"voortgang": ""}).status_code == 422
    assert gea.post(address, {"voortgang": "Kanarievoortgang"}).url == address
    assert "Kanarievoortgang" in rosa.get(page).content.decode()
    assert gea.post(f"{address}stand/", {"stand": "afgerond"}).status_code == 422
    assert gea.post(f"{address}stand/", {"stand": "afgerond", "resultaat": "Kanarieresultaat"}).url == address
    assert "Kanarieresultaat" in rosa.get(page).content.decode()
    assert gea.post(address, {"voortgang": "Te laat"}).status_code == 404


def test_what_runs_too_long_stands_in_my_work(cast: Cast) -> None:
    case, _ = at_meeting(cast, cast.gea)
    meetings.treated(
        cast, case, cast.gea, from_date=today() - timedelta(days=9), until_date=today() - timedelta(days=1)
    )
    for person in (cast.rosa, cast.gea):
        assert "Interventie loopt langer dan verwacht" in person.client().get("/mijn-werk/").content.decode()


def test_the_plan_asks_as_much_for_one_as_for_thirty(cast: Cast) -> None:
    case, _ = at_meeting(cast, cast.gea)
    page = f"/casussen/{case.number}/plan/"
    meetings.reported(cast, meetings.treated(cast, case, cast.gea), cast.gea)
    few = len(queries(cast.rosa, page))
    for _ in range(29):
        meetings.reported(cast, meetings.treated(cast, case, cast.gea), cast.gea)
    assert len(queries(cast.rosa, page)) == few
