"""Mail to who speaks for a party that is asked for input on a plan: until when, with a random link (00, item 26)."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from governance.models import Holder, PaperInput
from governance.models.paper import PaperState
from governance.reach import LEVELS
from parties.inforce import delegations_in_force
from zvh.jobs import work
from zvh.today import today

SUBJECT = "Wat wilt u inbrengen?"


@work("mail_paper_input")
def mail_paper_input(input: str) -> None:
    """To the delegates of the party for the tables that govern, and its contacts without account."""
    asked = PaperInput.objects.filter(pk=UUID(input), given_on=None, paper__state=PaperState.DRAFT)
    for one in asked.select_related("paper__house", "paper__rule"):
        address = f"{settings.BASE_URL}{reverse('stuk-inbreng', args=[one.pk])}"
        for mail, url in {**dict.fromkeys(_contacts(one), ""), **dict.fromkeys(_delegates(one), address)}.items():
            text = render_to_string("governance/mail/paper_input.txt", {"asked": one, "paper": one.paper, "url": url})
            EmailMessage(SUBJECT, text, None, [mail]).send()


def _delegates(asked: PaperInput) -> list[str]:
    found = delegations_in_force(today()).filter(
        membership__houses=asked.paper.house_id, membership__party=asked.party_id, purpose__in=list(LEVELS)
    )
    return [one.user.email for one in found]


def _contacts(asked: PaperInput) -> list[str]:
    held = Holder.objects.in_force(today()).filter(
        seat__body__house=asked.paper.house_id, party=asked.party_id, user=None
    )
    return [one.contact_mail for one in held]
