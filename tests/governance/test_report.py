"""The annual report: a paper with text and the figures of its year, adopted with the accounts; then its figures stay as they were."""

import csv
import io
import json
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from governance.figurepage import EXPLAINED
from governance.figures.table import FIGURES, By
from governance.models import Chapter, Decision, Paper, ReportFigures
from governance.policy import NotAllowed
from governance.workflow import adopting, papers
from governance.workflow.reportstart import missing_in_report
from parties.models import Body, Party
from parties.roles import Purpose
from privacy.models import AccessLogLine
from tests.cast import Cast, Person, delegate
from tests.governance import story
from tests.governance.counted import event, first_quarter, happened, house_parties
from tests.governance.planning import budgeted, decided, drafted, put_forward, reported, stored
from tests.governance.test_compliance import stand
from zvh.actor import acting_as
from zvh.today import today

pytestmark = pytest.mark.django_db
LIST = "/bestuur/stukken/"


def last_year() -> int:
    return today().year - 1


@pytest.fixture
def board(cast: Cast) -> Body:
    body = story.board(cast)
    story.secretary(cast, body)
    story.contact(body, cast.abel, votes=1)
    return body


@pytest.fixture
def pia(cast: Cast) -> Person:
    return delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)


def registrations(cast: Cast, number: int, **about: Any) -> None:
    happened(cast.house, [event(first_quarter() - 2, "aangemeld", **about)] * number, seed=number)


def page(person: Person, paper: Paper) -> str:
    answer = person.client().get(f"{LIST}{paper.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def write_all(cast: Cast, paper: Paper) -> None:
    """Every chapter and every remark, in the browser."""
    for one in paper.chapters.all():
        sent = {"tekst": f"Kanarie {one.part or one.order}", "versie": one.version}
        assert cast.mara.client().post(f"/bestuur/hoofdstukken/{one.pk}/", sent).status_code == 302


def count_of(text: str, figure: str = "aanmeldingen") -> str:
    """What stands first in the table of a figure."""
    return text.split(f'id="{figure}"')[1].split('class="z-num">')[1].split("<")[0]


def test_from_draft_to_adopted_and_then_its_figures_stay(cast: Cast, board: Body, pia: Person) -> None:
    registrations(cast, 40)
    registrations(cast, 3, party_id=cast.piet.party.pk)  # 43 in all; three of one party
    rule = papers.PaperRule.objects.get(covenant=cast.house.covenant, kind="rekening")
    cast.mara.client().post(f"{LIST}nieuw/", {"soort": f"{cast.house.pk}.{rule.pk}", "jaar": last_year()})
    paper = Paper.objects.get()
    assert paper.title == f"Jaarverslag met jaarrekening {last_year()}"
    shown = page(cast.mara, paper)
    assert "is nog leeg" in shown and "Bij de cijfers" not in shown and "Opmerking schrijven" in shown
    was = count_of(shown)
    assert was in ("40", "45") and "afgeschermd" in shown and "<svg" in shown
    write_all(cast, paper)
    assert "Opmerking wijzigen" in page(cast.mara, paper)
    registrations(cast, 60)
    shown = page(cast.mara, paper)
    assert count_of(shown) == was and "De cijfers in Rapportage zijn intussen anders" in shown
    assert cast.mara.client().post(f"{LIST}{paper.pk}/", {"stap": "vaststellen", "vergadering": ""}).status_code == 404
    assert cast.mara.client().post(f"{LIST}{paper.pk}/", {"stap": "cijfers"}).status_code == 302
    now = count_of(page(cast.mara, paper))
    assert now in ("100", "105")
    assert cast.mara.client().post(f"{LIST}{paper.pk}/", {"stap": "vaststellen", "vergadering": ""}).status_code == 302
    decided(cast, Decision.objects.get(), "voor")
    paper = stored(paper)
    assert paper.is_adopted and paper.sent_due_on == today() + timedelta(weeks=4)
    registrations(cast, 50)
    assert count_of(
        cast.mara.client().get(f"/rapportage/RU/?van={last_year()}-1&tot={last_year()}-4").content.decode()
    ) in ("150", "155")
    for reader in (cast.mara, cast.rosa, pia):
        assert count_of(page(reader, paper)) == now
    assert cast.mara.client().post(f"{LIST}{paper.pk}/", {"stap": "cijfers"}).status_code == 404
    with pytest.raises(DatabaseError, match="no draft"), transaction.atomic():
        ReportFigures.objects.update(taken_on=today() - timedelta(days=1))
    _on_paper(cast, paper, now)
    again = drafted(cast, "rekening", last_year())
    assert count_of(page(cast.mara, again)) in ("150", "155") and "Kanarie triage" in page(cast.mara, again)
    assert again.edition == 2 and count_of(page(cast.mara, paper)) == now


def _on_paper(cast: Cast, paper: Paper, now: str) -> None:
    answer = cast.mara.client().get(f"{LIST}{paper.pk}/pdf/")
    read = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(one.extract_text().split()) for one in read.pages)
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]  # tagged
    assert "Kanarie 1" in text and "Kanarie triage" in text and "Vastgesteld door" in text
    assert f"{last_year()} {now}" in text and "Aanmeldingen die in de periode zijn ingediend" in text
    assert text.index("Kanarie triage") < text.index("Uitkomsten van de triage")
    assert cast.mara.client().get(f"{LIST}{paper.pk}/odt/").status_code == 200


# --- as a file


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_its_figures_go_along_as_a_file(cast: Cast, board: Body, form: str) -> None:
    registrations(cast, 40)
    paper = reported(cast, last_year())
    registrations(cast, 60)  # not in the report
    answer = cast.mara.client().post(f"{LIST}{paper.pk}/cijfers/", {"vorm": form})
    assert answer.headers["Content-Disposition"].endswith(f'jaarverslag-{cast.house.slug}-{last_year()}.{form}"')
    if form == "csv":
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [row[6] for row in rows if row[3:6] == ["Aanmeldingen", str(last_year()), "aantal"]] == ["40"]
        assert cast.mara.client().post(f"{LIST}{paper.pk}/cijfers/", {"vorm": "exe"}).status_code == 404
    else:
        with ZipFile(io.BytesIO(answer.content)) as file:
            assert any(b"Aanmeldingen" in file.read(name) for name in file.namelist())
    assert AccessLogLine.objects.filter(rule="stuk-cijfers", event_kind="export", house_id=cast.house.pk).exists()


def test_open_data_hold_what_anybody_may_see_and_say_what_it_is(cast: Cast, board: Body, pia: Person) -> None:
    year = first_quarter() - 2
    gemeente = house_parties(cast.house, "gemeente")[0]
    closed = {"value": "doel-bereikt", "measure": 20}
    happened(cast.house, [
        *[event(year, "aangemeld", party_id=cast.piet.party.pk, gemeente_id=gemeente)] * 40,
        *[event(year - 4, "aangemeld")] * 80, *[event(year, "noodtoegang", value="kind")] * 30,
        *[event(year, "besproken")] * 7, *[event(year, "afgesloten", detail="ja", **closed)] * 60,
        *[event(year, "verzoek", value="inzage")] * 4,
    ])  # fmt: skip
    paper = reported(cast, last_year())
    address = f"{LIST}{paper.pk}/publicatie/"
    for other in (cast.rosa, cast.abel, pia, cast.fatima, cast.zoe):
        assert other.client().post(address).status_code == 404
    answer = cast.mara.client().post(address)
    with ZipFile(io.BytesIO(answer.content)) as file:
        said = json.loads(file.read("datapackage.json"))
        [resource] = said["resources"]
        content = file.read(resource["path"])
    assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}" and resource["bytes"] == len(content)
    heads, *rows = csv.reader(
        io.StringIO(content.decode(resource["encoding"])), delimiter=resource["dialect"]["delimiter"]
    )
    assert heads == [one["name"] for one in resource["schema"]["fields"]]
    assert said["licenses"][0]["name"] == "CC0-1.0" and said["contributors"][0]["role"] == "publisher"
    assert (said["temporal"]["start"], said["rounding"]) == (f"{last_year()}-01-01", EXPLAINED)
    told = {one["code"]: one["definition"] for one in said["figures"]}
    assert told == {one.code: one.words for one in FIGURES if one.is_open and one.by != By.MONEY}
    assert {row[3] for row in rows} <= set(told) and not {
        "noodtoegang",
        "aanmeldingen-per-partij",
        "aanwezigheid",
    } & set(told)
    found = {(row[3], row[4], row[5]): (row[6], row[7]) for row in rows}
    assert found["aanmeldingen", "Samen", "aantal"] == ("40", "getal")
    assert found["besproken", "Samen", "aantal"] == ("", "afgeschermd")
    assert found["duur-casus", "Van aanmelding tot afschaling", "middelste, in weken"] == ("20", "getal")
    assert {row[1] for row in rows} == {str(last_year())} and "80" not in {row[6] for row in rows}  # nothing of before
    numbers = [float(row[6]) for row in rows if row[7] == "getal" and row[5] == "aantal"]
    assert all(one == 0 or one >= 10 for one in numbers)
    words = content.decode() + json.dumps(said, ensure_ascii=False)
    assert "Kanarieverslag" not in words and not any(name in words for name in _named(cast))
    assert AccessLogLine.objects.filter(rule="stuk-publicatie", event_kind="export").count() == 1
    reported(cast, last_year())
    assert cast.mara.client().post(address).status_code == 404  # a later edition took its place
    assert "Download open data" not in page(cast.mara, paper)


def _named(cast: Cast) -> list[str]:
    """Of every party of the house but its gemeenten, which are places too."""
    return list(Party.objects.in_house(cast.house).exclude(kinds__code="gemeente").values_list("name", flat=True))


# --- who does what


def test_only_who_reads_the_figures_takes_them_up(cast: Cast, pia: Person) -> None:
    """A secretary who does not read them writes the text, and waits for the manager; nothing is taken for nothing."""
    registrations(cast, 40)
    board = story.board(cast)
    story.seated(board, cast.abel, cast.mara, is_secretary=True)
    with acting_as(cast.abel.pk) as by:
        rule = papers.PaperRule.objects.get(covenant=cast.house.covenant, kind="rekening")
        paper = papers.draft_paper(rule, cast.house, last_year(), by=by)
        assert missing_in_report(paper, by) == [
            f"De cijfers van {last_year()} zijn nog niet opgenomen. Dat doet de manager"
        ]
        with pytest.raises(NotAllowed):
            papers.take_figures(paper, by=by)
        with pytest.raises(DatabaseError), transaction.atomic():
            ReportFigures.objects.create(
                paper=paper, content=[], taken_on=today(), by=cast.abel.user, at="2026-01-01T00:00Z"
            )
    shown = page(cast.abel, paper)
    assert "De cijfers zijn nog niet opgenomen" in shown and "Cijfers van vandaag opnemen" not in shown
    assert cast.abel.client().post(f"{LIST}{paper.pk}/", {"stap": "cijfers"}).status_code == 404
    assert cast.mara.client().post(f"{LIST}{paper.pk}/", {"stap": "cijfers"}).status_code == 302
    assert count_of(page(cast.abel, paper)) == "40"
    assert AccessLogLine.objects.filter(rule="take_figures", action="E").count() == 1
    assert pia.client().get(f"{LIST}{paper.pk}/").status_code == 404  # a draft about which nobody was asked
    assert ReportFigures.objects.count() == 1
    with acting_as(pia.pk) as by:
        assert not ReportFigures.objects.visible_to(by).exists()
        assert not ReportFigures.objects.exists()


def test_a_party_that_is_asked_reads_the_figures_and_is_waited_for(cast: Cast, board: Body, pia: Person) -> None:
    """Input need not be asked on a report; who asked it waits."""
    registrations(cast, 40)
    registrations(cast, 3, party_id=cast.gea.party.pk)
    paper = drafted(cast, "rekening", last_year())
    write_all(cast, paper)
    with acting_as(cast.mara.pk) as by:
        assert adopting.missing_to_put_forward(paper, by) == []
    sent = {"uiterlijk": f"{today() + timedelta(days=14)}"}
    assert cast.mara.client().post(f"{LIST}{paper.pk}/inbreng/", sent).status_code == 302
    with acting_as(cast.mara.pk) as by:
        assert adopting.missing_to_put_forward(stored(paper), by) == [
            "Nog niet elke partij gaf inbreng, en de termijn loopt nog"
        ]
    shown = page(pia, paper)
    assert count_of(shown) in ("40", "45") and "afgeschermd" in shown and "Cijfers van vandaag" not in shown
    assert pia.client().get(f"/rapportage/RU/?van={last_year()}-1").status_code == 404
    assert pia.client().post(f"{LIST}{paper.pk}/", {"stap": "cijfers"}).status_code == 404


def test_a_remark_belongs_to_figures_and_is_not_removed(cast: Cast) -> None:
    paper = drafted(cast, "rekening", last_year())
    remark = Chapter.objects.get(paper=paper, part="triage")
    assert cast.mara.client().get(f"/bestuur/hoofdstukken/{remark.pk}/verwijderen/").status_code == 404
    with acting_as(cast.mara.pk) as by, pytest.raises(NotAllowed):
        papers.remove_chapter(remark, by=by)
    assert cast.mara.client().post(f"{LIST}{paper.pk}/weggooien/").url == LIST
    assert not ReportFigures.objects.exists()


def test_figures_of_before_the_end_of_the_year_are_taken_up_again(cast: Cast) -> None:
    paper = drafted(cast, "rekening", last_year())
    ReportFigures.objects.update(taken_on=date(last_year(), 12, 31))
    with acting_as(cast.mara.pk) as by:
        assert missing_in_report(paper, by) == [
            f"De cijfers zijn van voor het einde van {last_year()}. Neem ze opnieuw op"
        ]
        papers.take_figures(paper, by=by)
        assert missing_in_report(paper, by) == []


def test_naleving_counts_the_report_and_no_budget(cast: Cast, board: Body) -> None:
    name = "Jaarverslag met jaarrekening"
    before = stand(cast.mara, name)
    budgeted(cast)
    assert stand(cast.mara, name) == before
    paper = drafted(cast, "rekening", last_year())
    write_all(cast, paper)
    decided(cast, put_forward(cast, paper)[0], "voor")
    assert (before, stand(cast.mara, name)) == ("nog-nooit", "op-tijd")
    sent = f"{name} naar {paper.rule.sent_to}"
    with acting_as(cast.mara.pk) as by:
        assert stand(cast.mara, sent) == "op-tijd"
        adopting.note_sent(paper, on=by.today, to="gemeenten", by=by)
    assert stand(cast.mara, sent) == "gedaan"


def test_where_the_covenant_wants_it_seen_first_it_is() -> None:
    """In Kennemerland the Regiegroep gets it before the two commissions adopt it (000 11.3)."""
    cast = Cast("KL", "HG")
    story.seated(
        Body.objects.get(covenant=cast.house.covenant, code="regiegroep"), cast.mara, cast.abel, is_secretary=True
    )
    paper = drafted(cast, "rekening", last_year())
    write_all(cast, paper)
    with acting_as(cast.mara.pk) as by:
        assert adopting.missing_to_put_forward(paper, by) == ["Leg het eerst voor aan: Bestuurlijke Regiegroep"]
    cast.mara.client().post(f"{LIST}{paper.pk}/", {"stap": "voorgelegd", "dag": f"{today()}"})
    assert {one.body.code for one in put_forward(cast, paper)} == {"bestuurscommissie-ov", "bestuurscommissie-pgmz"}
