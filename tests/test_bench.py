"""The benchmark on a small set: it runs, its floors are about the same rows, its report is whole. No times are judged."""

import json
import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from django.core.management import CommandError, call_command

from cases.models import Case, CaseGrant, Contribution, FigureCell, StatisticsFact
from parties.models import House, Party, User
from privacy.models import LogBatch
from tests.cases.story import filed
from zvh.actor import acting_as
from zvh.bench.accounts import KINDS, Answered, _measured, measure_accounts, report_accounts
from zvh.bench.build import NotEmpty, build, shares
from zvh.bench.country import invent
from zvh.bench.figures import PER_CASE
from zvh.bench.load import HOUSE_STAFF, VISITORS, Answer, Stretch, visitors
from zvh.bench.loadreport import Kept, promises
from zvh.bench.measure import Different, Query, compare, plan_of
from zvh.bench.people import DELEGATES, STAFF
from zvh.bench.scenes import scenes
from zvh.bench.unchecked import note_visible, unchecked
from zvh.models import Job
from zvh.today import today

pytestmark = pytest.mark.django_db
PAGES = ("casussen", "casus", "casus-bijdragen", "mijn-werk", "zoeken")
ASKS = ("lijst", "één casus zien")
MEETING = ("vergaderen", "zaal")
CHANGES = ("vier mensen toewijzen", "casus sluiten")


def test_the_report_has_every_line(tmp_path: Path) -> None:
    out = tmp_path / "report.txt"
    call_command("bench", cases=200, repeat=2, tries=2, out=out)
    text = out.read_text()
    for who in ("licht", "gemiddeld", "zwaar", "procesregisseur 0 ru", "manager"):
        for what in (*PAGES, *ASKS):
            assert f"\n{what:<24}{who:<18}" in text
    for what in (*MEETING, *CHANGES):
        assert f"\n{what:<24}procesregisseur 0 ru" in text
    assert text.startswith("200 casussen, zaad 1, ")
    for budget in ("pagina / zonder controle", "lijst / SQL, zwaar", "vragen op casus ", "p50 van casussen"):
        assert f"\n  {budget}" in text
    assert "groei" not in text
    assert json.loads(out.with_suffix(".json").read_text()).keys() >= {
        "casussen, Manager",
        "casus sluiten, Procesregisseur 0 ru",
    }
    assert "Execution Time" in text
    for page in ("inloggen", "wachtwoord-vergeten"):
        assert re.search(rf"^{page} .*onbekend [0-9.]+  verhouding [0-9.]+  (goed|boven 1.10)$", text, re.M)


def test_what_the_log_costs(tmp_path: Path) -> None:
    """Each page is named, nothing is wrong with the lines that were made, and the log is left as it was."""
    out = tmp_path / "log.txt"
    call_command("bench", cases=200, repeat=1, log=500, out=out)
    text = out.read_text()
    for page in ("casussen", "casus", "casus-bijdragen", "mijn-werk"):
        assert re.search(rf"^{page}, Manager .* ms met, .* ms zonder regels: [0-9.]+ ", text, re.M)
    assert re.search(r"^500 regels controleren: .* goed$", text, re.M) and "\n0 keer iets mis" in text
    assert not LogBatch.objects.exists()


def test_what_the_figures_cost(tmp_path: Path) -> None:
    """The pages are answered with so many facts behind them, added up, and none of them stays."""
    out = tmp_path / "figures.txt"
    call_command("bench", cases=200, repeat=1, figures=40, out=out)
    facts = 40 * sum(times for *_, times in PER_CASE)
    told = out.read_text()
    assert re.search(
        rf"^rapportage van RU, 40 casussen in 10 jaar, {facts} feiten en die van vandaag; alles optellen [0-9.]+ s$",
        told,
        re.M,
    )
    assert re.search(r"^30 huizen met samen \d+ feiten; alles optellen [0-9.]+ s$", told, re.M)
    pages = ("/rapportage/RU/", r"/rapportage/RU/\?aanpak=\d+", "/rapportage/RU/landelijk/")
    assert all(re.search(rf"^{page}: [0-9.]+ s  (goed|boven) ", told, re.M) for page in pages)
    assert StatisticsFact.objects.filter(kind="leefgebied").count() == FigureCell.objects.count() == 0


def test_building_again_changes_nothing_and_other_parameters_are_refused() -> None:
    first, _, is_reused = build(200, 1, today())
    assert not is_reused
    again, _, is_reused = build(200, 1, today())
    assert (again, is_reused, Case.objects.count()) == (first, True, 200)
    with pytest.raises(NotEmpty):
        build(200, 2, today())


def test_real_cases_are_never_built_upon(cast) -> None:
    filed(cast)
    with pytest.raises(CommandError):
        call_command("bench", cases=200, repeat=2, tries=2)
    assert Case.objects.count() == 1


def test_measured_people_have_their_share_and_twelve_contributions() -> None:
    world, people, _ = build(200, 1, today())
    for name in DELEGATES:
        held = CaseGrant.objects.filter(user=people.measured[name].user).count()
        assert held == max(shares(200)[name], 6)
    for name in (*DELEGATES, *STAFF):
        with acting_as(people.measured[name].capacity) as actor:
            case = Case.objects.visible_to(actor).get(number=world.full[0])
            assert Contribution.objects.visible_to(actor).filter(case=case).count() == 12


def test_a_floor_about_other_rows_is_refused() -> None:
    """A case that a person does not see any more: page and floor notice it, a floor that was made before does not."""
    world, people, _ = build(200, 1, today())
    who = people.measured["manager"]
    actors = note_visible([who.capacity])
    listing = next(one for one in scenes(who, actors[who.capacity], world) if one.name == "lijst")
    compare(listing, actors)
    stale = listing.bare()
    Case.objects.filter(number=world.full[0]).update(phase="afschaling")
    with pytest.raises(Different):
        compare(replace(listing, bare=lambda: stale), actors)


def test_outside_the_block_everything_is_decided_again() -> None:
    world, people, _ = build(200, 1, today())
    light = people.measured["licht"]
    actors = note_visible([light.capacity])
    hidden = Case.objects.exclude(grants__user=light.user).exclude(number=None).first()
    with acting_as(light.capacity) as actor:
        assert not Case.objects.filter(pk=hidden.pk).exists()
    with unchecked(actors), acting_as(light.capacity):
        assert Case.objects.filter(pk=hidden.pk).exists()
    with acting_as(light.capacity) as actor:
        assert not Case.objects.visible_to(actor).filter(pk=hidden.pk).exists()
        assert not Case.objects.filter(pk=hidden.pk).exists()


def test_figures_of_fewer_cases_are_compared_with(tmp_path: Path) -> None:
    out, before = tmp_path / "report.txt", tmp_path / "before.json"
    before.write_text(json.dumps({"casussen, Manager": 0.001}))
    call_command("bench", cases=200, repeat=2, out=out, smaller=before)
    assert re.search(r"groei tegen minder casussen +[\d.]+  hoogstens 1.2: NIET gehaald", out.read_text())


def test_at_the_size_of_the_country_there_are_thirty_houses_and_a_thousand_parties() -> None:
    invent(30, 1000)
    assert (House.objects.count(), Party.objects.count()) == (30, 1000)
    invent(30, 1000)
    assert (House.objects.count(), Party.objects.count()) == (30, 1000)
    assert House.objects.filter(memberships=None).count() == 0


def test_forty_people_open_only_what_they_see_and_write_only_in_their_house() -> None:
    _, people, _ = build(200, 1, today())
    crowd = visitors(people, 1)
    assert len(crowd) == VISITORS
    assert all(one.cases for one in crowd[:HOUSE_STAFF])
    writing = Case.objects.filter(number__in={number for one in crowd for number in one.writable})
    assert set(writing.values_list("house__code", "phase")) == {("RU", "triage")}
    assert not any(one.writable for one in crowd[HOUSE_STAFF:])


def test_a_lost_save_and_a_read_outside_the_log_are_told() -> None:
    answers = [Answer(True, 302, 10.0), Answer(False, 200, 20.0), Answer(False, 404, 5.0)]
    told = promises([Stretch("gewoon", 1.0, answers)], Kept(saves=0, reads=0))
    assert told == [
        "bewaard 0 van 1 keer opslaan: FOUT",
        "gelezen volgens het logboek 0, pagina's gegeven 1: FOUT",
        "andere antwoorden: 404",
    ]


def test_a_plan_is_made_as_the_person_who_asked() -> None:
    """The policies of row-level security stand in it."""
    world, people, _ = build(200, 1, today())
    who = people.measured["licht"]
    scene = scenes(who, note_visible([who.capacity])[who.capacity], world)[0]
    assert "SubPlan" in plan_of(Query(scene, "select id from cases_case", 1.0))


def test_times_of_four_kinds_of_people_leave_nothing_behind() -> None:
    found = measure_accounts(3, 1)
    assert [(one.page, {kind: len(times) for kind, times in one.times.items()}) for one in found] == [
        (page, dict.fromkeys(KINDS, 3)) for page in ("inloggen", "wachtwoord-vergeten")
    ]
    assert not User.objects.filter(email__endswith="bench.invalid").exists() and not Job.objects.exists()


def test_a_ratio_is_the_highest_median_against_the_lowest() -> None:
    times = {"actief": [1.0, 3.0, 2.0], "gesloten": [2.0], "zonder wachtwoord": [2.0], "onbekend": [3.0]}
    one = Answered("inloggen", times)
    assert one.ratio == 1.5
    assert report_accounts([one]).endswith("verhouding 1.50  boven 1.10\n")


def test_a_page_that_tells_who_has_an_account_is_refused() -> None:
    """One of the four is known already under another name: then the answers differ, and no time is judged."""
    with pytest.raises(Different):
        _measured(
            "inloggen", {kind: f"{kind}@" for kind in KINDS[:3]} | {"onbekend": "iemand@bench.invalid"}, 1, Random(1)
        )
