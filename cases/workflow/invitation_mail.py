"""The mail with which somebody is invited: day, place and a random link, and the same for the calendar (00, item 26)."""

from datetime import timedelta
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

SUBJECT = "Uitnodiging voor een overleg"
USUAL = timedelta(hours=1)


@work("mail_invitation")
def mail_invitation(meeting_id: str, user_id: str) -> None:
    """To who is still invited: without persons, case numbers or the number of cases."""
    meeting = Meeting.objects.select_related("house").filter(pk=UUID(meeting_id), cancelled_at=None).first()
    user = User.objects.filter(pk=int(user_id), is_active=True).first()
    if meeting is None or user is None or not Invitation.objects.filter(item__meeting=meeting, user=user).exists():
        return
    url = f"{settings.BASE_URL}{reverse('overleg', args=[meeting.pk])}"
    text = render_to_string("cases/mail/invitation.txt", {"meeting": meeting, "url": url})
    mail = EmailMessage(SUBJECT, text, None, [user.email])
    mail.attach("overleg.ics", invitation_file(meeting, url), "text/calendar; method=PUBLISH")
    mail.send()


def invitation_file(meeting: Meeting, url: str) -> bytes:
    """The meeting for a calendar. The same meeting keeps its UID, so that a second file replaces the first."""
    begins = timezone.localtime(meeting.begins)
    event = Event()
    event.add("uid", f"{meeting.pk}@casusportaal")
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
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
