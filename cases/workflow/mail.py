"""Mail about the registration: that there is something to read, and a random link. No names, no case number (00, item 26)."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from cases.models import Case, Feedback
from parties.models import User
from zvh.jobs import work


@work("mail_feedback")
def mail_feedback(feedback_id: str) -> None:
    """Tell who filed that there is an answer to read."""
    feedback = Feedback.objects.select_related("filed_by").filter(pk=UUID(feedback_id)).first()
    if feedback:
        path = reverse("terugkoppeling", args=[feedback.pk])
        _send(
            feedback.filed_by,
            "Er staat een terugkoppeling voor u klaar",
            "terugkoppeling",
            path,
            until=feedback.ends_on,
        )


@work("mail_question")
def mail_question(case_id: str) -> None:
    """Tell who filed that the house asks something; the address is that of the concept, which leads to the registration."""
    case = Case.objects.select_related("filed_by").filter(pk=UUID(case_id)).first()
    if case:
        path = reverse("aanmelding-concept", args=[case.pk])
        _send(case.filed_by, "Er staat een vraag voor u klaar", "vraag", path)


def _send(person: User, subject: str, letter: str, path: str, **words: object) -> None:
    if person.is_active:
        text = render_to_string(f"cases/aanmelding/mail/{letter}.txt", {"url": f"{settings.BASE_URL}{path}", **words})
        send_mail(subject, text, None, [person.email])
