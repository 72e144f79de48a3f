"""Withdrawing a track that should never have been there: who may, that it counts nowhere, and that nobody loses what he typed."""

from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from cases.models import Case, Detention, HelpQuestion
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.corrections import read_version
from cases.workflow.track import withdraw_track
from parties.choices import Deadline, TrackKind
from parties.models import Term
from privacy.models import AccessLogLine
from tests.cases import noting
from tests.cases.test_plan import at_meeting
from tests.cases.test_tracks import page, seen
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import Overtaken

WHY = "Kanarievergissing"


@pytest.fixture
def case(cast: Cast) -> Case:
    """Gea (gemeente), Olga (OM) and Gijs (GGZ) are at the table."""
    return at_meeting(cast, cast.gea, cast.olga, cast.gijs)[0]


def withdrawn(row: Any, by: Person, *, why: str = WHY, version: int | None = None) -> Any:
    with open_keyring(), acting_as(by.pk) as actor:
        return withdraw_track(row, why=why, version=read_version(row) if version is None else version, by=actor)


def address(case: Case, row: Any, step: str = "intrekken/") -> str:
    return f"/casussen/{case.number}/trajecten/hulpvraag/{row.pk}/{step}"


def test_withdrawn_it_is_read_by_house_and_supplier_in_the_history_and_by_nobody_else(cast: Cast, case: Case) -> None:
    row = noting.tracked(cast, case, TrackKind.HELP, by=cast.gijs, to_table=True)
    assert seen(cast.gea) == [0, 1, 0]
    made = withdrawn(row, cast.gijs)
    assert seen(cast.gea) == [0, 0, 0] and seen(cast.gijs) == seen(cast.rosa) == [0, 2, 0]
    assert cast.gea.client().get(address(case, row, "")).status_code == 404
    with open_keyring():
        stored = HelpQuestion.objects.get(pk=made.pk)
        assert (stored.explanation, stored.withdrawal, stored.supplier) == ("", WHY, cast.gijs.party)
    for person in (cast.rosa, cast.gijs, cast.mara):
        html = page(person, case, f"hulpvraag/{row.pk}/")  # by the address of what stood there
        assert (
            html.index("Ingetrokken")
            < html.index(WHY)
            < html.index("Wat hier eerder stond")
            < html.index("Kanariehulp")
        )
        assert "Verbeteren" not in html and "Intrekken" not in html


def test_withdrawn_it_counts_nowhere(cast: Cast, case: Case) -> None:
    last = Term.objects.of_house(cast.house, Deadline.DETENTION_END).due(today())
    row = noting.tracked(cast, case, TrackKind.DETENTION, until_date=last)
    rosa = cast.rosa.client()

    def everywhere() -> tuple[bool, ...]:
        listed = page(cast.rosa, case).split("Ingetrokken:")[0]
        printed = unescape(
            rosa.post(
                f"/casussen/{case.number}/afdrukken/", {"delen": "trajecten", "reden": "overleg"}
            ).content.decode()
        )
        work = rosa.get("/mijn-werk/").content.decode()
        return f"detentie/{row.pk}/" in listed, "Kanarieinrichting" in printed, "Detentie eindigt" in work

    assert everywhere() == (True, True, True)
    made = withdrawn(row, cast.otto)
    row = made
    assert everywhere() == (False, False, False) and not Detention.objects.in_force().exists()
    assert f'Ingetrokken: <a class="ams-link" href="/casussen/{case.number}/trajecten/detentie/{made.pk}/"' in page(
        cast.rosa, case
    )
    timeline = rosa.get(f"/casussen/{case.number}/tijdlijn/?soort=trajecten").content.decode()
    assert "Detentie ingetrokken" in timeline and "Detentie vastgelegd" not in timeline


def test_who_may_correct_it_may_withdraw_it_once(cast: Cast, case: Case) -> None:
    own = noting.tracked(cast, case, TrackKind.HELP, by=cast.gijs, to_table=True)
    for person in (cast.rosa, cast.gea, cast.olga, cast.mara, cast.wil, cast.fatima):
        with pytest.raises(NotAllowed):
            withdrawn(own, person)
        assert person.client().post(address(case, own), {"reden": WHY, "versie": 0}).status_code == 404
    told = noting.tracked(cast, case, TrackKind.HELP, supplier=cast.gijs.party)
    with pytest.raises(StepNotAllowed):
        withdrawn(told, cast.rosa, why="")
    assert withdrawn(told, cast.rosa).supplier == cast.gijs.party, "the party reads that it was withdrawn"
    gone = withdrawn(own, cast.gijs)
    for step in (
        lambda: withdrawn(gone, cast.gijs),
        lambda: noting.tracked(cast, case, TrackKind.HELP, by=cast.gijs, corrects=gone),
    ):
        with pytest.raises(NotAllowed):
            step()
    assert HelpQuestion.objects.count() == 4
    Case.objects.filter(pk=case.pk).update(phase=Phase.TRIAGE)
    with pytest.raises(NotAllowed):
        withdrawn(noting_row(cast, case), cast.rosa)


def noting_row(cast: Cast, case: Case) -> Any:
    """One that the house wrote down, without the workflow: the case is past the phase of tracks."""
    row = HelpQuestion(
        case=case, subject=case.subjects.get(), domain=HelpQuestion.objects.all()[0].domain, answer="ja", since=today(),
        from_house=True, by=cast.rosa.user, at=timezone.now(),
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def test_the_database_lets_only_who_may_correct_it_withdraw(cast: Cast, case: Case) -> None:
    row = noting.tracked(cast, case, TrackKind.HELP, by=cast.gijs, to_table=True)
    gone = withdrawn(noting.tracked(cast, case, TrackKind.HELP), cast.rosa)
    about: dict[str, Any] = {
        "case": case, "subject": row.subject, "domain": row.domain, "answer": "ja", "since": today(), "at": timezone.now(),
    }  # fmt: skip
    forged: list[tuple[Person, dict[str, Any], str]] = [
        (cast.gea, {"from_house": False, "supplier": cast.gea.party, "corrects": row, "withdrawal": WHY}, "row-level security"),
        (cast.rosa, {"from_house": True, "supplier": cast.gijs.party, "corrects": row, "withdrawal": WHY}, "row-level security"),
        (cast.mara, {"from_house": True, "corrects": row, "withdrawal": WHY}, "row-level security"),
        (cast.rosa, {"from_house": True, "corrects": gone}, "row-level security"),
        (cast.rosa, {"from_house": True, "corrects": gone, "withdrawal": WHY}, "row-level security"),
        (cast.rosa, {"from_house": True, "withdrawal": WHY}, "withdrawn_for_all"),
        (
            cast.gijs,
            {
                "from_house": False, "supplier": cast.gijs.party, "corrects": row, "withdrawal": WHY,
                "reader_ids": [cast.gea.party.pk], "released_on": today(),
            },
            "withdrawn_for_all",
        ),
    ]  # fmt: skip
    for person, given, refusal in forged:
        with open_keyring(), acting_as(person.pk), pytest.raises(Exception, match=refusal), transaction.atomic():
            HelpQuestion(**about, **given, by=person.user).save(force_insert=True)


def test_two_people_withdraw_or_correct_at_once(cast: Cast, case: Case) -> None:
    """Both read the first row; the second to save does not undo what he did not see."""
    row = noting.tracked(cast, case, TrackKind.HELP)
    read = read_version(row)
    noting.tracked(cast, case, TrackKind.HELP, by=cast.otto, corrects=row, explanation="Kanarienieuw")
    with pytest.raises(Overtaken):
        withdrawn(row, cast.rosa, version=read)
    answer = cast.rosa.client().post(address(case, row), {"reden": WHY, "versie": read})
    html = unescape(answer.content.decode())
    assert (
        answer.status_code == 409 and "Kanarienieuw" in html and WHY in html and "Er is nog niets ingetrokken" in html
    )
    now = HelpQuestion.objects.get(correction=None)
    sent = {"reden": WHY, "versie": read_version(now)}
    assert f'value="{sent["versie"]}"' in html
    assert cast.rosa.client().post(address(case, row), sent).status_code == 302
    again = cast.otto.client().post(address(case, row), sent, follow=True)
    assert "heeft dit traject al ingetrokken" in again.content.decode() and HelpQuestion.objects.count() == 3
    with pytest.raises(Overtaken):
        withdrawn(row, cast.otto, version=sent["versie"])


def test_a_correction_of_what_was_withdrawn_meanwhile_loses_nothing(cast: Cast, case: Case) -> None:
    row = noting.tracked(cast, case, TrackKind.HELP)
    typed = {
        "versie": read_version(row), "betrokkene": row.subject_id, "leefgebied": row.domain_id, "antwoord": "nee",
        "sinds": f"{today()}", "toelichting": "Kanariegetypt",
    }  # fmt: skip
    withdrawn(row, cast.otto)
    answer = cast.rosa.client().post(address(case, row, "verbeteren/"), typed)
    html = unescape(answer.content.decode())
    assert answer.status_code == 409 and "Kanariegetypt" in html and "ondertussen ingetrokken" in html
    assert HelpQuestion.objects.count() == 2
    for step in ("verbeteren/", "intrekken/"):
        assert cast.rosa.client().get(address(case, row, step)).status_code == 302
        assert cast.mara.client().get(address(case, row, step)).status_code == 404


def test_the_pages_and_the_log(cast: Cast, case: Case) -> None:
    row = noting.tracked(cast, case, TrackKind.HELP, by=cast.gijs)
    gijs = cast.gijs.client()
    assert f'href="{address(case, row)}"' in page(cast.gijs, case, f"hulpvraag/{row.pk}/")
    assert f'href="{address(case, row)}"' not in page(cast.rosa, case, f"hulpvraag/{row.pk}/")
    html = unescape(gijs.get(address(case, row)).content.decode())
    assert "Kanariehulp" in html and "Waarom trekt u dit in?" in html
    empty = gijs.post(address(case, row), {"versie": read_version(row), "reden": " "})
    assert empty.status_code == 422 and HelpQuestion.objects.count() == 1
    assert gijs.post(address(case, row), {"versie": read_version(row), "reden": WHY}).status_code == 302
    made = HelpQuestion.objects.get(correction=None)
    assert made.corrects == row
    assert AccessLogLine.objects.filter(rule="withdraw_track", action="C", object_id=str(made.pk)).count() == 1
