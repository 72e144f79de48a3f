"""Printing a case: only what one reads, with a reason, and one line in the log (03, R10; 10, pattern 10)."""

from cases.models import Case
from privacy.models import AccessLogLine
from tests.cases import meetings
from tests.cases.contribution.story import FACTS, deliver
from tests.cast import Cast

GIVEN = {"delen": ["plan", "bijdragen", "verslagen"], "reden": "toezicht"}


def told(cast: Cast) -> Case:
    """Piet supplied something that only the house reads; the case was discussed and has a plan."""
    case = meetings.informed(cast, cast.piet, cast.olga)
    deliver(case, cast.piet, release_level="huis")
    item = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, cast.piet, cast.olga)
    meetings.started(cast, item, cast.piet, cast.olga)
    meetings.discussed(cast, item)
    meetings.drafted(cast, case)
    meetings.reported(cast, meetings.treated(cast, case, cast.olga), cast.olga)
    return case


def test_a_print_holds_what_was_chosen_and_says_who_made_it(cast: Cast) -> None:
    case = told(cast)
    page = cast.rosa.client().post(f"/casussen/{case.number}/afdrukken/", GIVEN).content.decode()
    assert "Afgedrukt door Rosa" in page and f"Casus {case.number}" in page
    given = (FACTS, "Kanariedoel van het plan", "Kanariehulp", "Kanarievoortgang", "Kanariebesluit")
    for words in (*given, "Politiegegevens: de geheimhouding"):
        assert words in page
    assert "Tijdlijn" not in page


def test_nobody_prints_what_he_does_not_read(cast: Cast) -> None:
    case = told(cast)
    page = cast.olga.client().post(f"/casussen/{case.number}/afdrukken/", GIVEN).content.decode()
    assert FACTS not in page and "Kanariebesluit" in page
    assert cast.wil.client().post(f"/casussen/{case.number}/afdrukken/", GIVEN).status_code == 404


def test_a_print_is_one_line_of_its_own_kind_with_its_purpose(cast: Cast) -> None:
    case = told(cast)
    client = cast.rosa.client()
    client.post(f"/casussen/{case.number}/afdrukken/", GIVEN)
    line = AccessLogLine.objects.get(event_kind="print")
    assert (line.actor_id, line.dossier_id, line.purpose) == (cast.rosa.user.pk, case.pk, "toezicht")
    assert line.parts == ["betrokkenen", "plan", "bijdragen", "verslagen"] and len(line.shown_ids) == 1
    assert line.result_count == 1


def test_without_a_reason_nothing_is_printed(cast: Cast) -> None:
    case = told(cast)
    answer = cast.rosa.client().post(f"/casussen/{case.number}/afdrukken/", {"delen": ["bijdragen"]})
    assert answer.status_code == 422 and FACTS not in answer.content.decode()
    assert not AccessLogLine.objects.filter(event_kind="print").exists()
