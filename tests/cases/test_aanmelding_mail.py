"""Mail of phase 1: a random link, and nothing about anybody."""

from datetime import timedelta

from django.core import mail
from django.utils import timezone

from cases.models import Feedback
from cases.workflow.aanmelding import consult, reject
from parties.models import House
from tests.cases.story import filed
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.tasks import run_job


def done(name: str) -> None:
    """Run the jobs of this name, each twice: the second time there is nothing left to do."""
    for job in Job.objects.filter(name=name):
        run_job(str(job.pk))
        run_job(str(job.pk))


def test_the_reporter_hears_that_there_is_an_answer(cast: Cast) -> None:
    case = filed(cast, surname="Kanarie")
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        reject(case, feedback="Geheimtekst", by=rosa)
    done("mail_feedback")
    [letter] = mail.outbox
    address = f"/terugkoppelingen/{Feedback.objects.get().pk}/"
    assert letter.to == [cast.piet.user.email]
    assert address in letter.body
    for secret in ("Kanarie", "Geheimtekst", case.number, cast.rosa.user.name, cast.piet.user.name, case.house.name):
        assert secret not in letter.subject + letter.body, secret
    assert "Geheimtekst" in cast.piet.client().get(address).content.decode()


def test_the_answer_can_be_read_until_its_last_day(cast: Cast) -> None:
    case = filed(cast)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        reject(case, feedback="Geheimtekst", by=rosa)
    given = Feedback.objects.get()
    assert given.ends_on == timezone.localdate() + timedelta(days=28)
    for day, expected in ((given.ends_on, 1), (given.ends_on + timedelta(days=1), 0)):
        with acting_as(cast.piet.pk, day) as piet:
            assert Feedback.objects.visible_to(piet).count() == Feedback.objects.count() == expected


def test_the_reporter_hears_that_there_is_a_question(cast: Cast) -> None:
    House.objects.filter(pk=cast.house.pk).update(consultation_opens_in="aanmelding")
    case = filed(cast, surname="Kanarie")
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        consult(case, "Geheimvraag", by=rosa)
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        consult(case, "Geheimantwoord", by=piet)
    done("mail_question")
    [letter] = mail.outbox
    address = f"/casussen/aanmelden/{case.pk}/"
    assert letter.to == [cast.piet.user.email] and address in letter.body
    for secret in ("Kanarie", "Geheim", case.number):
        assert secret not in letter.subject + letter.body, secret
    assert cast.piet.client().get(address).url == f"/casussen/{case.number}/aanmelding/"


def test_a_registration_of_the_house_sends_no_question_by_mail(cast: Cast) -> None:
    House.objects.filter(pk=cast.house.pk).update(consultation_opens_in="aanmelding")
    case = filed(cast, by=cast.rosa)
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        consult(case, "Vraag", by=otto)
    assert not Job.objects.filter(name="mail_question").exists()
