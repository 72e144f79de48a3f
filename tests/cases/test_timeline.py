"""The timeline and its logbook: who sees which item, that nothing in it is overwritten, and what it costs."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection, transaction

from cases.models import Case, LogEntry
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.timeline import KINDS
from cases.workflow.completeness import grounds_of
from cases.workflow.corrections import read_version
from cases.workflow.escalation import answer_escalation, escalate
from cases.workflow.logentry import write_log
from privacy.models import AccessLogLine
from tests.access.world import rich_case
from tests.cases import meetings, noting, story
from tests.cases.contribution.story import deliver, open_table
from tests.cases.test_plan import at_meeting
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import Overtaken


def page(person: Person, case: Case, *kinds: str) -> str:
    query = "&".join(f"soort={kind}" for kind in kinds)
    answer = person.client().get(f"/casussen/{case.number}/tijdlijn/?{query}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def titles(html: str) -> list[str]:
    found = re.findall(r"<h3 class=\"ams-heading ams-heading--4\">([^<]+)", html)
    return [one.strip() for one in found]


def test_every_kind_shows_its_items_and_no_other(cast: Cast) -> None:
    case = rich_case(cast)
    every = titles(page(cast.rosa, case))
    per_kind = {kind: titles(page(cast.rosa, case, kind)) for kind in KINDS}
    assert all(per_kind.values()), per_kind
    assert sorted(every) == sorted(title for found in per_kind.values() for title in found)
    assert any(title.startswith("Naar fase") for title in per_kind["fasen"])
    assert per_kind["overleg"] == ["Casusoverleg gehouden"]
    assert any(title.startswith("Bijdrage geleverd") for title in per_kind["bijdragen"])
    assert any(title.startswith("Betrokkene ingelicht") for title in per_kind["inlichten"])
    assert {"Interventie: Huisvesting", "Voortgang: Huisvesting"} <= set(per_kind["acties"])
    assert "Detentie verbeterd" in per_kind["trajecten"]
    assert sorted(per_kind["logboek"]) == ["Contact", "Verbetering: contact"]


def test_an_item_is_left_out_for_who_may_not_know_of_it(cast: Cast) -> None:
    """R3: what Gea supplies to the house alone is no item for Olga; what she released to the table is. The logbook is the house's."""
    case, _ = at_meeting(cast, cast.gea, cast.olga)
    noting.logged(cast, case)
    deliver(case, cast.gea, release_level="huis", ground=grounds_of(cast.gea.party.pk)[0])
    told = f"Bijdrage geleverd: {cast.gea.party}"
    assert told in page(cast.rosa, case) and told in page(cast.gea, case)
    before = page(cast.olga, case)
    assert told not in before and str(cast.gea.party) not in " ".join(titles(before))
    deliver(case, cast.gea, release_level="tafel", ground=grounds_of(cast.gea.party.pk)[0])
    open_table(cast, case, cast.olga)
    assert titles(page(cast.olga, case)).count(told) == 1
    assert "Kanarielogboek" in page(cast.mara, case)
    for delegate in (cast.gea, cast.olga):
        html = page(delegate, case)
        assert "Kanarielogboek" not in html and "Logboek" not in html
    assert cast.wil.client().get(f"/casussen/{case.number}/tijdlijn/").status_code == 404


def test_a_question_that_went_up_and_its_answer_stand_there_for_the_house_and_the_casusregisseur(cast: Cast) -> None:
    case, asked_on = story.at_table(cast, cast.piet, cast.olga), today() - timedelta(days=3)
    Case.objects.filter(pk=case.pk).update(casusregisseur=cast.piet.user, casusregisseur_party=cast.piet.party)
    asked, answered = (f"{what}: burgemeester, {cast.gea.party}" for what in ("Opgeschaald", "Antwoord op opschaling"))
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        made = escalate(case, gemeente=cast.gea.party, question="Kanarievraag", asked_on=asked_on, by=rosa)
    assert asked in titles(page(cast.rosa, case)) and answered not in titles(page(cast.rosa, case))
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        answer_escalation(made, answer="Kanarieantwoord", answered_on=today(), by=otto)
    for person in (cast.rosa, cast.mara, cast.piet):
        html = page(person, case, "fasen")
        assert titles(html).index(answered) < titles(html).index(asked)
        assert "Kanarievraag" in html and "Kanarieantwoord" in html
    html = page(cast.olga, case)
    assert "Naar fase" in html and "Kanarievraag" not in html and "pgeschaald" not in html


def test_a_filter_that_does_not_exist_and_one_without_items(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    assert titles(page(cast.rosa, case, "onzin")) == titles(page(cast.rosa, case))
    assert "Niets gevonden met deze filters" in page(cast.rosa, case, "logboek")


def test_what_was_written_down_later_stands_on_its_day(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    noting.logged(cast, case, "Kanarienu")
    noting.logged(cast, case, "Kanarievroeger", on=today() - timedelta(days=40))
    html = page(cast.rosa, case)
    assert titles(html)[-1] == "Contact" and html.index("Kanarienu") < html.index("Kanarievroeger")
    assert html.count("vastgelegd op") == 1


def test_the_log_of_reading_names_the_kinds(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    page(cast.gea, case)
    page(cast.rosa, case, "acties")
    lines = AccessLogLine.objects.filter(rule="casus-tijdlijn").order_by("event_time")
    assert [line.parts for line in lines] == [[kind for kind in KINDS if kind != "logboek"], ["acties"]]


def test_as_many_queries_for_one_as_for_thirty(cast: Cast) -> None:
    case, _ = at_meeting(cast, cast.gea)
    address = f"/casussen/{case.number}/tijdlijn/"

    def one_of_each() -> None:
        noting.logged(cast, case)
        meetings.agreed(cast, case, cast.gea)
        meetings.reported(cast, meetings.treated(cast, case, cast.gea), cast.gea)
        deliver(case, cast.gea, release_level="huis", ground=grounds_of(cast.gea.party.pk)[0])
        story.asked(case, cast.gea, cast.rosa, today())

    one_of_each()
    few = {person.pk: len(queries(person, address)) for person in (cast.rosa, cast.gea)}
    for _ in range(29):
        one_of_each()
    assert {person.pk: len(queries(person, address)) for person in (cast.rosa, cast.gea)} == few
    assert "pagina=2" in page(cast.rosa, case)


# --- the logbook ------------------------------------------------------------------------------------------------------


def test_an_entry_is_corrected_and_stays(cast: Cast) -> None:
    case, rosa = story.at_table(cast, cast.gea), cast.rosa.client()
    address = f"/casussen/{case.number}/tijdlijn/schrijven/"
    wrong = rosa.post(address, {"soort": "contact", "dag": f"{today() + timedelta(days=1)}", "inhoud": "Kanariemorgen"})
    assert wrong.status_code == 422 and "Kies vandaag of een eerdere dag" in wrong.content.decode()
    assert "Kanariemorgen" in wrong.content.decode()
    assert rosa.post(address, {"soort": "besluit", "dag": f"{today()}", "inhoud": "Kanariefout"}).status_code == 302
    entry = LogEntry.objects.get()
    again = rosa.get(f"/casussen/{case.number}/tijdlijn/{entry.pk}/verbeteren/")
    version = re.search(r'name="versie" value="(\d+)"', again.content.decode())
    assert version and "Kanariefout" in again.content.decode()
    sent = {"soort": "besluit", "dag": f"{today()}", "inhoud": "Kanariegoed", "versie": version[1]}
    assert rosa.post(f"/casussen/{case.number}/tijdlijn/{entry.pk}/verbeteren/", sent).status_code == 302
    html = page(cast.rosa, case)
    assert "Kanariefout" in html and "Kanariegoed" in html and "Verbetering: besluit" in html
    assert html.count(">Verbeterd<") == 1 and html.count("/verbeteren/") == 1


def test_an_entry_is_never_changed_by_anybody(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    entry = noting.logged(cast, case)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        with pytest.raises(StepNotAllowed):
            write_log(case, kind="contact", on=today() + timedelta(days=1), text="x", by=rosa)
        with pytest.raises(StepNotAllowed):
            write_log(case, kind="contact", on=today(), text="", by=rosa)
        for statement in ("update cases_logentry set kind = 'besluit'", "delete from cases_logentry"):
            with pytest.raises(Exception, match="permission denied"), transaction.atomic():
                connection.cursor().execute(statement)
        version = read_version(entry)
        write_log(case, kind="contact", on=today(), text="Kanarieeen", corrects=entry, version=version, by=rosa)
        with pytest.raises(Overtaken):
            write_log(case, kind="contact", on=today(), text="Kanarietwee", corrects=entry, version=version, by=rosa)


def test_the_house_writes_in_an_open_case_only(cast: Cast) -> None:
    case, other = story.at_table(cast, cast.gea), story.at_table(cast)
    entry = noting.logged(cast, other)
    for person in (cast.mara, cast.gea, cast.zoe):
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            write_log(case, kind="contact", on=today(), text="x", by=actor)
        with (
            open_keyring(),
            acting_as(person.pk),
            pytest.raises(Exception, match="row-level security"),
            transaction.atomic(),
        ):
            LogEntry.objects.create(case=case, kind="contact", on=today(), text="x", by=person.user, at=entry.at)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        with pytest.raises(NotAllowed):
            write_log(case, kind="contact", on=today(), text="x", corrects=entry, by=rosa)
        forged = LogEntry(
            case=case, kind="contact", on=today(), text="x", by=cast.rosa.user, at=entry.at, corrects=entry
        )
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            forged.save()  # of another case
    Case.objects.filter(pk=case.pk).update(phase=Phase.AFSCHALING)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        write_log(case, kind="contact", on=today(), text="x", by=rosa)
