"""Mail to who speaks for a party that is told of an accession, and again without an answer: a random link, no names (00, item 26)."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from governance.models import AccessionConsent
from governance.models.accession import Stage
from governance.reach import GOVERNING
from parties.inforce import delegations_in_force
from privacy import accesslog
from zvh.jobs import later, work
from zvh.today import today

WEEK = timedelta(days=7)


@work("mail_accession")
def mail_accession(consent: str) -> None:
    """A party is told that another one wants to join, and asked to agree."""
    _mail(consent, "Een organisatie wil toetreden")


@work("mail_accession_reminder")
def mail_accession_reminder(consent: str) -> None:
    _mail(consent, "Herinnering: een organisatie wil toetreden")


def _mail(consent: str, subject: str) -> None:
    """Nothing to who answered already, or where it went further."""
    waiting = AccessionConsent.objects.filter(pk=UUID(consent), answer="", accession__stage=Stage.CONSENT)
    for found in waiting.select_related("accession__house__covenant", "party"):
        url = f"{settings.BASE_URL}{reverse('toetreding-antwoord', args=[found.pk])}"
        words = {"consent": found, "house": found.accession.house, "url": url}
        text = render_to_string("governance/mail/accession.txt", words)
        for address in speakers(found):
            EmailMessage(subject, text, None, [address]).send()


def speakers(consent: AccessionConsent) -> list[str]:
    """The addresses of who speaks for the party about this covenant."""
    covenant = consent.accession.house.covenant_id
    found = delegations_in_force(today()).filter(
        membership__party=consent.party_id, membership__covenant=covenant, purpose__in=GOVERNING
    )
    return sorted({one.user.email for one in found})


def remind_of_accessions(day: date) -> int:
    """From a week before the term ends, once a week, until a party answered. Again on the same day does nothing."""
    waiting = AccessionConsent.objects.filter(answer="", accession__stage=Stage.CONSENT, due_on__lte=day + WEEK)
    found = list(waiting.exclude(reminded_on__gt=day - WEEK).select_for_update(of=("self",)))
    for one in found:
        one.reminded_on = day
        one.save(update_fields=["reminded_on"])
        later("mail_accession_reminder", consent=one.pk)
        accesslog.changed(one, rule="remind_of_accessions", action="E")
    return len(found)
