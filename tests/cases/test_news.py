"""Meldingen and the daily mail: derived from the facts, judged when shown; never twice, never with content (10, pattern 29)."""

from datetime import datetime, time, timedelta
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.grants import withdraw
from cases.models import AgendaItem, Case, Consent, ContributionRequest, LastVisit, Plan
from cases.workflow.digest import start_digests
from parties.dates import is_working_day
from parties.models import User
from privacy.models import AccessLogLine
from tests.access.world import everybody, rich_case
from tests.cases import story
from tests.cases.contribution.story import ask, deliver, open_table
from tests.cast import Cast, Person
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.tasks import run_job_for_person
from zvh.today import today

CHRISTMAS = timezone.make_aware(datetime(2026, 12, 25, 8))  # a Friday
ASCENSION = timezone.make_aware(datetime(2027, 5, 6, 8))  # a Thursday


def shown(person: Person) -> list[str]:
    """What is new to this person, as "number: what"."""
    answer = person.client().get("/meldingen/")
    return [f"{one.case.number}: {one.what}" for one in answer.context["new"]]


def what(person: Person, case: Case) -> set[str]:
    return {line.partition(": ")[2] for line in shown(person) if line.startswith(str(case.number))}


def read_all(person: Person) -> Any:
    client = person.client()
    page = client.get("/meldingen/")
    return client.post("/meldingen/", {"tot": page.context["until"]})


def test_each_hears_what_happened_in_the_own_cases(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    story.delivered(case, cast.gea, story.asked(case, cast.gea, cast.rosa, timezone.localdate()))
    assert what(cast.gea, case) >= {
        "U bent toegewezen aan deze casus",
        "Er is een bijdrage gevraagd",
        "Nieuwe fase: Triage",
    }
    assert "Er is een antwoord op een gevraagde bijdrage" in what(cast.rosa, case)
    assert "Nieuwe fase: Triage" not in what(cast.rosa, case), "what one did oneself is no news"
    for person in (cast.zoe, cast.olga, cast.wil):
        assert what(person, case) == set(), person.user
    for person in (cast.mara, cast.abel, cast.fatima):
        assert person.client().get("/meldingen/").status_code == 404


def test_nothing_of_a_person_or_a_text_is_on_the_page(cast: Cast) -> None:
    rich_case(cast)
    for person in (cast.rosa, cast.piet, cast.olga, cast.gea):
        html = person.client().get("/meldingen/").content.decode()
        inside = html[html.index('id="inhoud"') : html.index("</main>")]
        assert "anarie" not in inside and not any(
            one.user.name in inside for one in (cast.rosa, cast.piet, cast.olga, cast.gea) if one is not person
        )


def test_every_kind_of_news_comes_up_in_the_world(cast: Cast) -> None:
    """Each source says something to somebody, or it proves nothing below."""
    case = rich_case(cast)
    agreed = AgendaItem.objects.filter(case=case, finished_at__isnull=False).exists()
    assert agreed and Plan.objects.filter(case=case, adopted_at__isnull=False).exists()
    found = set().union(*(what(person, case) for person in (cast.rosa, cast.otto, cast.piet, cast.olga, cast.gea)))
    starts = (
        "Nieuwe fase", "Er is een bijdrage gevraagd", "Het huis vraagt", "U bent uitgenodigd",
        "Casusoverleg gehouden", "Regieplan vastgesteld", "Er is een actie", "U bent toegewezen",
    )  # fmt: skip
    assert [one for one in starts if not any(line.startswith(one) for line in found)] == []


def test_a_released_contribution_is_news_to_who_may_read_it(cast: Cast) -> None:
    case = story.at_table(cast, cast.piet, cast.olga, cast.gea)
    asked = ask(cast, case, cast.piet)[0]
    deliver(case, cast.piet, asked, release_level="tafel")
    assert "U kunt een bijdrage lezen" not in what(cast.olga, case)
    open_table(cast, case, cast.olga)
    assert "U kunt een bijdrage lezen" in what(cast.olga, case)
    assert "U kunt een bijdrage lezen" not in what(cast.gea, case) | what(cast.piet, case)


def test_a_withdrawn_consent_and_a_term_of_today_are_urgent(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    Consent.objects.create(
        case=case, party=cast.gea.party, subject=case.subjects.get(), state=Consent.State.WITHDRAWN,
        on=timezone.localdate(), by=cast.gea.user, at=timezone.now(),
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(due_on=timezone.localdate())
    new = cast.rosa.client().get("/meldingen/").context["new"]
    urgent = {one.what.partition(":")[0] for one in new if one.is_urgent and one.case == case}
    assert "Een toestemming is ingetrokken" in urgent


def test_what_one_may_no_longer_see_is_not_listed(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    story.asked(case, cast.gea, cast.rosa, timezone.localdate())
    assert what(cast.gea, case)
    with acting_as(cast.rosa.pk):
        withdraw(case, cast.gea.user, cast.gea.party)
    assert what(cast.gea, case) == set()


def test_read_is_read_and_what_comes_later_is_new(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    story.asked(case, cast.gea, cast.rosa, timezone.localdate())
    assert shown(cast.gea) and read_all(cast.gea).status_code == 302
    page = cast.gea.client().get("/meldingen/")
    assert page.context["new"] == [] and page.context["earlier"]
    story.asked(case, cast.gea, cast.rosa, timezone.localdate())
    assert what(cast.gea, case) == {"Er is een bijdrage gevraagd"}
    assert LastVisit.objects.count() == 1


@pytest.mark.parametrize("until", ["", "gisteren", "2026-11-22", "2026-13-45T99:00", "2026-11-22T10:00:00"])
def test_a_moment_that_is_none_of_ours_changes_nothing(cast: Cast, until: str) -> None:
    assert cast.rosa.client().post("/meldingen/", {"tot": until}).status_code == 404
    assert not LastVisit.objects.exists()


def test_what_is_to_come_can_not_be_read_beforehand(cast: Cast) -> None:
    cast.rosa.client().post("/meldingen/", {"tot": "2999-01-01T00:00:00+01:00"})
    assert LastVisit.objects.get().read_until <= timezone.now()


def test_the_database_shows_nobody_when_others_were_there(cast: Cast) -> None:
    read_all(cast.rosa)
    for person, count in ((cast.rosa, 1), (cast.otto, 0), (cast.gea, 0)):
        with acting_as(person.pk):
            assert LastVisit.objects.count() == count


def test_the_page_is_a_read_of_the_cases_on_it(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    shown(cast.gea)
    line = AccessLogLine.objects.get(rule="meldingen")
    assert line.shown_ids == [case.pk] and line.house_id == cast.house.pk


def test_the_number_of_queries_is_that_of_the_page(cast: Cast) -> None:
    counted = []
    for _ in range(2):
        for _ in range(3):
            case = story.at_table(cast, cast.gea)
            story.delivered(case, cast.gea, story.asked(case, cast.gea, cast.rosa, timezone.localdate()))
        each = []
        for person in (cast.rosa, cast.gea):
            client = person.client()
            with CaptureQueriesContext(connection) as asked:
                client.get("/meldingen/")
            each.append(len(asked))
        counted.append(each)
    assert counted[0] == counted[1]


# --- the daily mail -------------------------------------------------------------------------------------------------------


@pytest.fixture
def news(cast: Cast) -> Case:
    case = story.at_table(cast, cast.gea)
    story.asked(case, cast.gea, cast.rosa, timezone.localdate())
    Job.objects.all().delete()
    return case


def monday() -> datetime:
    """The first Monday to come on which people work, at eight."""
    days = (today() + timedelta(days=ahead) for ahead in range(1, 30))
    day = next(one for one in days if one.weekday() == 0 and is_working_day(one))
    return timezone.make_aware(datetime.combine(day, time(8)))


def start(now: datetime | None = None) -> list[Job]:
    with acting_as_system():
        start_digests(now or monday())
    return list(Job.objects.filter(name="mail_digest", finished_at=None))


def run(person: Person, capture: Any) -> None:
    job = Job.objects.filter(name="mail_digest", started_by=person.user.pk).latest("created_at")
    with capture(execute=True):
        run_job_for_person(str(job.pk))
    job.refresh_from_db()
    assert job.finished_at, job.failed_with
    send(person, capture)


def send(person: Person, capture: Any) -> None:
    """What the sweep finds: the mail itself, where there is one."""
    for job in Job.objects.filter(name="send_digest", started_by=person.user.pk, finished_at=None):
        with capture(execute=True):
            run_job_for_person(str(job.pk))


def test_who_has_news_gets_one_mail_that_says_nothing_of_it(
    cast: Cast, news: Case, django_capture_on_commit_callbacks: Any
) -> None:
    assert {job.started_by for job in start()} >= {cast.gea.user.pk, cast.rosa.user.pk}
    run(cast.gea, django_capture_on_commit_callbacks)
    (letter,) = [one for one in mail.outbox if one.to == [cast.gea.user.email]]
    assert "/meldingen/" in letter.body and str(news.number) not in letter.body + letter.subject
    assert "anarie" not in letter.body and cast.gea.user.name not in letter.body
    User.objects.filter(pk=cast.gea.user.pk).update(digest_at=timezone.now())
    Job.objects.filter(name="mail_digest").update(finished_at=None)
    run(cast.gea, django_capture_on_commit_callbacks)
    assert len([one for one in mail.outbox if one.to == [cast.gea.user.email]]) == 1, "a job that is done again"


def test_a_mail_server_that_is_away_loses_no_mail_and_doubles_none(
    cast: Cast, news: Case, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = 1  # nothing listens there
    start()
    with pytest.raises(ConnectionRefusedError):  # in a test what follows the commit runs outside the job
        run(cast.gea, django_capture_on_commit_callbacks)
    settings.EMAIL_BACKEND = working
    assert mail.outbox == []
    (job,) = Job.objects.filter(name="send_digest", started_by=cast.gea.user.pk)
    with connection.cursor() as cursor:  # what the task does with a failure, of the work or of what follows its commit
        cursor.execute("select app.job_failed(%s, 'ConnectionRefusedError')", [job.pk])
    Job.objects.filter(pk=job.pk).update(created_at=monday())
    assert cast.gea.user.pk not in {one.started_by for one in start(monday() + timedelta(days=1)) if one.pk != job.pk}
    send(cast.gea, django_capture_on_commit_callbacks)
    assert [one.to for one in mail.outbox] == [[cast.gea.user.email]]
    Job.objects.filter(name="mail_digest").delete()
    start(timezone.now())
    send(cast.gea, django_capture_on_commit_callbacks)
    assert len(mail.outbox) == 1


def test_without_news_there_is_no_mail(cast: Cast, news: Case, django_capture_on_commit_callbacks: Any) -> None:
    read_all(cast.gea)
    start()
    run(cast.gea, django_capture_on_commit_callbacks)
    assert [one for one in mail.outbox if one.to == [cast.gea.user.email]] == []
    cast.gea.user.refresh_from_db()
    assert cast.gea.user.digest_at is None


def test_rights_are_judged_when_the_job_runs(cast: Cast, news: Case, django_capture_on_commit_callbacks: Any) -> None:
    start()
    with acting_as(cast.rosa.pk):
        withdraw(news, cast.gea.user, cast.gea.party)
    run(cast.gea, django_capture_on_commit_callbacks)
    assert [one for one in mail.outbox if one.to == [cast.gea.user.email]] == []


def test_what_was_mailed_is_not_mailed_again_the_next_day(
    cast: Cast, news: Case, django_capture_on_commit_callbacks: Any
) -> None:
    User.objects.filter(pk=cast.gea.user.pk).update(digest_at=timezone.now() - timedelta(days=1))
    for row in news.transitions.all():
        row.at = timezone.now() - timedelta(days=3)
        row.save()
    news.grants.update(granted_at=timezone.now() - timedelta(days=3))
    ContributionRequest.objects.filter(case=news).update(at=timezone.now() - timedelta(days=3))
    start()
    run(cast.gea, django_capture_on_commit_callbacks)
    assert [one for one in mail.outbox if one.to == [cast.gea.user.email]] == []


def test_it_is_for_working_days_and_for_who_wants_it_once(cast: Cast, news: Case) -> None:
    assert start(monday() - timedelta(days=1)) == [] == start(monday() - timedelta(days=2))
    assert start(CHRISTMAS) == [] == start(ASCENSION)
    cast.rosa.client().post("/profiel/weergave/", {"kleuren": ""})
    User.objects.filter(pk=cast.otto.user.pk).update(is_active=False)
    first = start(timezone.now() if is_working_day(timezone.localdate()) else monday())
    starters = {job.started_by for job in first}
    assert cast.gea.user.pk in starters and not {cast.rosa.user.pk, cast.otto.user.pk} & starters
    Job.objects.update(created_at=monday())
    assert len(start(monday())) == len(first), "called again it starts nobody twice"


def test_somebody_with_two_roles_has_one_job(cast: Cast, news: Case) -> None:
    everybody(cast)
    jobs = [job for job in start() if job.started_by == cast.piet.user.pk]
    assert len(jobs) == 1


def test_the_choice_is_in_the_profile(cast: Cast) -> None:
    page = unescape(cast.gea.client().get("/profiel/weergave/").content.decode())
    assert "Stuur mij op werkdagen één mail als er iets nieuws is" in page
    cast.gea.client().post("/profiel/weergave/", {"kleuren": "", "mail": "on"})
    cast.gea.user.refresh_from_db()
    assert cast.gea.user.wants_digest
