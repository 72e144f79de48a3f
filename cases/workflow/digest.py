"""One mail per person and working day that there is something new; what it is, stands on the page (10, pattern 29; 00, item 26)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cases.news import happened, read_until
from parties.dates import is_working_day
from parties.inforce import appointments_in_force, casework_delegations
from parties.models import Appointment, Delegation, User
from zvh.actor import acting_as
from zvh.jobs import later, work
from zvh.models import Job

TRIED_FOR = timedelta(days=3)  # as long as a job is tried again (zvh/tasks.py)
SUBJECT = "Er is nieuws in uw casussen"


def start_digests(now: datetime) -> int:
    """On a working day a job for everybody who wants the mail and did not have it today. Gives their number."""
    today = timezone.localtime(now).date()
    if not is_working_day(today):
        return 0
    waiting = Q(name="send_digest", finished_at=None, created_at__gt=now - TRIED_FOR)
    begun = Job.objects.filter(Q(name="mail_digest", created_at__date=today) | waiting)
    started = set(begun.values_list("started_by", flat=True))
    wanting = {person.pk for person in _wanting(now)} - started
    capacities = {one.user_id: one for one in _capacities(Q(user__in=wanting), now)}
    for user_id, capacity in capacities.items():
        later("mail_digest", queue="people", capacity=capacity, user_id=user_id)
    return len(capacities)


def _wanting(now: datetime) -> "list[User]":
    today = timezone.localtime(now).date()
    unsent = Q(digest_at=None) | Q(digest_at__date__lt=today)
    return list(User.objects.filter(unsent, wants_digest=True, is_active=True))


def _capacities(whose: Q, now: datetime) -> "list[Appointment | Delegation]":
    """Those in force, in which cases are followed."""
    today = timezone.localtime(now).date()
    return [*appointments_in_force(today).filter(whose), *casework_delegations(today).filter(whose)]


@work("mail_digest")
def mail_digest(user_id: str) -> None:
    """In the name of this person, in each of the capacities in force: what may no longer be seen is no news.

    That the mail is to go out is noted with the job that sends it, in one transaction: this may run twice, that person is told once.
    """
    now = timezone.now()
    person = User.objects.get(pk=int(user_id))
    if not any(_has_news(capacity, person.digest_at) for capacity in _capacities(Q(user=person), now)):
        return
    today = timezone.localtime(now).date()
    unsent = User.objects.filter(Q(digest_at=None) | Q(digest_at__date__lt=today), pk=person.pk, wants_digest=True)
    if unsent.update(digest_at=now):
        later("send_digest", queue="people", user_id=person.pk)


@work("send_digest")
def send_digest(user_id: str) -> None:
    """Sends what was noted. It leaves after the commit: a worker that dies loses the mail of a day, but nobody gets it twice.

    A mail server that refuses it makes the job fail, which is then tried again; no other digest begins meanwhile.
    """
    person = User.objects.filter(pk=int(user_id), is_active=True, wants_digest=True).first()
    if person is not None:
        User.objects.filter(pk=person.pk).update(digest_at=timezone.now())
        transaction.on_commit(lambda: _send(person.email))


def _has_news(capacity: Appointment | Delegation, told: datetime | None) -> bool:
    """Since the last visit in this capacity and the last mail."""
    with acting_as(capacity.pk) as actor:
        since = max(filter(None, (read_until(actor), told)))
        return bool(happened(actor, since))


def _send(address: str) -> None:
    url = f"{settings.BASE_URL}{reverse('meldingen')}"
    send_mail(SUBJECT, render_to_string("cases/mail/digest.txt", {"subject": SUBJECT, "url": url}), None, [address])
