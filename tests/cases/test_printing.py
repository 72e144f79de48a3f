"""Printing a case: only what one reads, with a reason, and one line in the log (03, R10; 10, pattern 10)."""

from cases.models import Case
from parties.choices import TrackKind
from privacy.models import AccessLogLine
from tests.cases import meetings, noting
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


ALL = {"delen": ["trajecten", "logboek", "notities"], "reden": "overleg"}


def written(cast: Cast) -> Case:
    """A track of Piet for the house only, one of the house, an entry in the logbook, a note and a draft."""
    case = meetings.informed(cast, cast.piet, cast.olga)
    noting.tracked(cast, case, TrackKind.DETENTION, by=cast.piet, place="Kanariecel")
    noting.tracked(cast, case, TrackKind.CONVERSATION)
    noting.logged(cast, case)
    noting.noted(cast, case)
    noting.drafted(cast, case)
    return case


def test_the_house_prints_tracks_logbook_and_notes_when_it_chooses_them(cast: Cast) -> None:
    case, client = written(cast), cast.rosa.client()
    url = f"/casussen/{case.number}/afdrukken/"
    assert client.get(url).context["form"].initial["delen"] == [
        "plan", "deelnemers", "bijdragen", "documenten", "verslagen", "trajecten", "tijdlijn",
    ]  # fmt: skip
    page = client.post(url, ALL).content.decode()
    given = ("Kanariecel", "Kanarieverslag", "Kanarielogboek", "Kanarienotitie")
    assert [words for words in given if words not in page] == []
    assert "Politiegegevens: de geheimhouding" in page and "Kanarieconcept" not in page
    line = AccessLogLine.objects.get(event_kind="print")
    assert line.parts == ["betrokkenen", "trajecten", "logboek", "notities"] and len(line.shown_ids) == 4


def test_a_delegate_prints_own_tracks_and_nothing_of_the_house(cast: Cast) -> None:
    case = written(cast)
    url = f"/casussen/{case.number}/afdrukken/"
    assert cast.piet.client().post(url, ALL).status_code == 422  # no choice for who is no staff
    tracks = {**ALL, "delen": ["trajecten"]}
    pages = {name: getattr(cast, name).client().post(url, tracks).content.decode() for name in ("piet", "olga")}
    assert ["Kanariecel" in pages[name] for name in ("piet", "olga")] == [True, False]
    assert not [page for page in pages.values() if "Kanarieverslag" in page]
