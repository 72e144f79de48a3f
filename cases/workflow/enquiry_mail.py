"""Mail about an enquiry: that there is a question, and where. No names, no case number (00, item 26)."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from cases.models import Enquiry
from cases.workflow.speaking import speakers
from zvh.jobs import work
from zvh.today import today


@work("mail_enquiry")
def mail_enquiry(case_id: str, party_id: str) -> None:
    """Tell the delegates of a party that it is asked something; nothing where it answered meanwhile."""
    waiting = Enquiry.objects.waiting().filter(case_id=UUID(case_id), party_id=int(party_id)).first()
    if waiting is None:
        return
    text = render_to_string("cases/mail/enquiry.txt", {"url": f"{settings.BASE_URL}{reverse('bekendheidsvragen')}"})
    for address in _addresses(waiting):
        send_mail("Er staat een vraag voor u klaar", text, None, [address])


def _addresses(enquiry: Enquiry) -> list[str]:
    """Of those who speak for this party at the casusoverleg of this house."""
    found = speakers(enquiry.house_id, today()).filter(membership__party=enquiry.party_id)
    return sorted(set(found.values_list("user__email", flat=True)))
