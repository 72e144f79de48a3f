"""The mail with which somebody is invited: day, place and a random link, and the same for the calendar (00, item 26)."""

from datetime import timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from cases.models import Invitation, Meeting
from parties.models import User
from zvh.jobs import work

SUBJECT, MOVED, CANCELLED = "Uitnodiging voor een overleg", "Een overleg is gewijzigd", "Een overleg gaat niet door"
USUAL = timedelta(hours=1)


@work("mail_invitation")
def mail_invitation(meeting_id: str, user_id: str) -> None:
    """To who is still invited: without persons, case numbers or the number of cases."""
    meeting = Meeting.objects.select_related("house").filter(pk=UUID(meeting_id), cancelled_at=None).first()
    user = User.objects.filter(pk=int(user_id), is_active=True).first()
    if meeting is None or user is None or not Invitation.objects.filter(item__meeting=meeting, user=user).exists():
        return
    _send(meeting, user, SUBJECT, "invitation")


@work("mail_rescheduled")
def mail_rescheduled(meeting_id: str, user_id: str) -> None:
    """The meeting as it is now, to who is still invited: on another day, or not held."""
    meeting = Meeting.objects.select_related("house").filter(pk=UUID(meeting_id)).first()
    user = User.objects.filter(pk=int(user_id), is_active=True).first()
    if meeting is None or user is None or not Invitation.objects.filter(item__meeting=meeting, user=user).exists():
        return
    _send(meeting, user, CANCELLED if meeting.cancelled_at else MOVED, "rescheduled")


def _send(meeting: Meeting, user: User, subject: str, letter: str) -> None:
    url = f"{settings.BASE_URL}{reverse('overleg', args=[meeting.pk])}"
    text = render_to_string(f"cases/mail/{letter}.txt", {"meeting": meeting, "url": url})
    mail = EmailMessage(subject, text, None, [user.email])
    mail.attach("overleg.ics", invitation_file(meeting, url), f"text/calendar; method={_method(meeting)}")
    mail.send()


def _method(meeting: Meeting) -> str:
    return "CANCEL" if meeting.cancelled_at else "PUBLISH"


def invitation_file(meeting: Meeting, url: str) -> bytes:
    """The meeting for a calendar. It keeps its UID, so that a file with a higher number replaces or removes it (RFC 5546)."""
    begins = timezone.localtime(meeting.begins)
    event = Event()
    event.add("uid", f"{meeting.pk}@casusportaal")
    event.add("sequence", meeting.sequence)
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    event.add("organizer", f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", begins)
    event.add("dtend", begins + USUAL)
    event.add("summary", f"Overleg {meeting.house.name}")
    event.add("location", meeting.place)
    event.add("description", f"Meer staat in het Casusportaal: {url}")
    event.add("url", url)
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Casusportaal//NL")
    calendar.add("version", "2.0")
    calendar.add("method", _method(meeting))
    calendar.add_component(event)
    return bytes(calendar.to_ical())
