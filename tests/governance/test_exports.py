"""Figures of some years as one file: made step by step in the background, taken up again when a step was lost, gone after a day."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from governance.models import Export
from governance.policy import NotAllowed
from governance.workflow.exporting import AlreadyBusy, ask_export, forget_exports, make_export
from parties.models import Appointment
from privacy.models import AccessLogLine
from tests.cast import Cast
from tests.governance.counted import event, first_quarter, happened
from zvh.actor import acting_as
from zvh.models import Job
from zvh.tasks import run_job_for_person
from zvh.today import today

pytestmark = pytest.mark.django_db
ADDRESS = "/rapportage/RU/bestanden/"


def this_year() -> int:
    return today().year


def asked(cast: Cast, form: str = "csv", years: int = 2) -> Export:
    with acting_as(cast.mara.pk) as by:
        return ask_export(cast.house, form, this_year() - years + 1, this_year(), by=by)


def do_step() -> None:
    [job] = Job.objects.unfinished().filter(name="make_export")
    run_job_for_person(str(job.pk))


def registrations(cast: Cast, now: int, a_year_before: int) -> None:
    quarter = first_quarter()
    happened(cast.house, [*[event(quarter, "aangemeld")] * now, *[event(quarter - 4, "aangemeld")] * a_year_before])


def numbers(content: bytes) -> dict[str, str]:
    """The registrations per year."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return {row[1]: row[6] for row in rows if row[3:6] == ["Aanmeldingen", "Samen", "aantal"]}


def test_asked_waited_for_and_taken_along_without_javascript(cast: Cast) -> None:
    registrations(cast, 40, 80)
    mara = cast.mara.client()
    wrong = mara.post(ADDRESS, {"van": this_year(), "tot": this_year() - 1, "vorm": "csv"})
    assert wrong.status_code == 422 and "niet voor het eerste jaar" in wrong.content.decode()
    page = mara.post(ADDRESS, {"van": this_year() - 1, "tot": this_year(), "vorm": "csv"}).url
    assert 'value="0"' in mara.get(page).content.decode() and "0 van 3" in mara.get(page).content.decode()
    busy = mara.post(ADDRESS, {"van": this_year(), "tot": this_year(), "vorm": "ods"})
    assert busy.status_code == 422 and "al een bestand voor u gemaakt" in busy.content.decode()
    assert mara.post(f"{page}downloaden/").status_code == 404
    do_step()
    shown = mara.get(page).content.decode()
    assert "1 van 3" in shown and "Kijk hoe ver het is" in shown and 'hx-trigger="every 3s"' in shown
    part = mara.get(page, headers={"HX-Request": "true", "X-Poll": "1"}).content.decode()
    assert part.startswith('<div class="z-stack" id="bestand"') and "1 van 3" in part
    do_step()
    do_step()
    shown = mara.get(page).content.decode()
    assert (
        "Het bestand is gemaakt" in shown and "every 3s" not in shown and "klaar" in mara.get(ADDRESS).content.decode()
    )
    answer = mara.post(f"{page}downloaden/")
    assert answer.headers["Content-Disposition"].endswith(
        f'cijfers-{cast.house.slug}-{this_year() - 1}-tot-en-met-{this_year()}.csv"'
    )
    assert numbers(answer.content) == {str(this_year() - 1): "80", str(this_year()): "40"}
    lines = AccessLogLine.objects.filter(event_kind="export", house_id=cast.house.pk, actor_id=cast.mara.user.pk)
    assert sorted(lines.values_list("rule", "action")) == [("make_export", "C"), ("rapportage-bestand-downloaden", "R")]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_every_form_is_made(cast: Cast, form: str) -> None:
    made = asked(cast, form, years=1)
    do_step()
    do_step()
    answer = cast.mara.client().post(f"/rapportage/bestanden/{made.pk}/downloaden/")
    assert answer.content[:2] == b"PK" and answer.headers["Content-Disposition"].endswith(f'{this_year()}.{form}"')


class Killed(BaseException):
    """The process is gone."""


def test_a_step_that_was_lost_is_done_again_and_what_was_counted_stays(cast: Cast) -> None:
    registrations(cast, 40, 80)
    made = asked(cast)
    do_step()
    [second] = Job.objects.unfinished().filter(name="make_export")
    with pytest.raises(Killed), acting_as(cast.mara.pk):
        make_export(**second.arguments)
        raise Killed  # after the work, before the commit
    made.refresh_from_db()
    assert (made.done, Job.objects.unfinished().filter(name="make_export").count()) == (1, 1)
    Job.objects.filter(pk=second.pk).update(attempts=1)
    shown = cast.mara.client().get(f"/rapportage/bestanden/{made.pk}/").content.decode()
    assert "gaat verder waar het was" in shown and "1 van 3" in shown
    registrations(cast, 0, 60)
    with acting_as(cast.mara.pk):
        make_export(str(made.pk), "0")  # a message that comes twice
    assert len(Export.objects.get().counted) == 1
    do_step()
    do_step()
    answer = cast.mara.client().post(f"/rapportage/bestanden/{made.pk}/downloaden/")
    assert numbers(answer.content) == {
        str(this_year() - 1): "80",
        str(this_year()): "40",
    }  # last year was not counted again
    assert not Job.objects.unfinished().filter(name="make_export").exists()


def test_it_is_of_who_asked_it_as_long_as_he_reads_the_figures(cast: Cast) -> None:
    made = asked(cast)
    page = f"/rapportage/bestanden/{made.pk}/"
    for other in (cast.rosa, cast.fatima, cast.abel, cast.zoe, cast.piet):
        assert other.client().get(page).status_code == other.client().post(f"{page}downloaden/").status_code == 404
    with acting_as(cast.rosa.pk) as rosa:
        assert not Export.objects.visible_to(rosa).exists() and not Export.objects.exists()
        make_export(str(made.pk), "0")  # in the name of another nothing happens
    with acting_as(cast.abel.pk) as abel:
        with pytest.raises(NotAllowed):
            ask_export(cast.house, "csv", this_year(), this_year(), by=abel)
        with pytest.raises(DatabaseError), transaction.atomic():
            Export.objects.create(
                house=cast.house,
                form="csv",
                first_year=this_year(),
                last_year=this_year(),
                by=cast.abel.user,
                at=timezone.now(),
            )
    with acting_as(cast.mara.pk) as mara:
        with pytest.raises(AlreadyBusy):
            ask_export(cast.house, "csv", this_year(), this_year(), by=mara)
        for wrong in (
            ("exe", this_year(), this_year()),
            ("csv", 1900, this_year()),
            ("csv", this_year(), this_year() + 1),
        ):
            with pytest.raises(NotAllowed):
                ask_export(cast.house, *wrong, by=mara)
    Appointment.objects.filter(pk=cast.mara.pk).update(until_date=today() - timedelta(days=1))
    do_step()
    assert Export.objects.get().counted == []


@pytest.mark.parametrize("is_made", [True, False])
def test_after_a_day_it_is_gone(cast: Cast, is_made: bool) -> None:
    made = asked(cast, years=1)
    if is_made:
        do_step()
        do_step()
    page = f"/rapportage/bestanden/{made.pk}/"
    assert cast.mara.client().get(page).status_code == 200
    assert forget_exports(today()) == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        answers: list[Callable[[], object]] = [
            lambda: cast.mara.client().get(page).status_code, lambda: cast.mara.client().post(f"{page}downloaden/").status_code,
        ]  # fmt: skip
        assert [answer() for answer in answers] == ([404, 404] if is_made else [200, 404])
    assert forget_exports(today() + timedelta(days=1)) == 1 and not Export.objects.exists()
