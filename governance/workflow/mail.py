"""Mail to who holds a seat: day, place and a random link, with the same for the calendar; no subjects (00, item 26)."""

from datetime import timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from cases.workflow.letters import write_to
from governance.models import Attendee, BodyMeeting, Holder, Referral, Visitor
from zvh.jobs import work
from zvh.today import today

USUAL = timedelta(hours=2)


@work("mail_body_meeting")
def mail_body_meeting(meeting: str, holder: str) -> None:
    """The meeting as it is now, to who is invited; also that it is not held."""
    attendee = Attendee.objects.select_related("meeting__body__house", "holder__user").filter(
        meeting=UUID(meeting), holder=UUID(holder)
    )
    if found := attendee.first():
        _with_calendar(_mail(found.holder, _subject(found.meeting), "meeting", found), found.meeting).send()


@work("mail_visitor")
def mail_visitor(visitor: str) -> None:
    """The same to who has no seat: he has no account, so that there is no link."""
    for found in Visitor.objects.select_related("meeting__body__house").filter(pk=UUID(visitor)):
        words = {"meeting": found.meeting, "number": found.points.count()}
        text = render_to_string("governance/mail/visitor.txt", words)
        _with_calendar(EmailMessage(_subject(found.meeting), text, None, [found.mail]), found.meeting).send()


def _with_calendar(mail: EmailMessage, meeting: BodyMeeting) -> EmailMessage:
    mail.attach("vergadering.ics", calendar_file(meeting), f"text/calendar; method={_method(meeting)}")
    return mail


@work("mail_written_input")
def mail_written_input(attendee: str) -> None:
    """An absent member is asked for written input, before a date."""
    asked = Attendee.objects.select_related("meeting__body__house", "holder__user").filter(
        pk=UUID(attendee), is_present=False, written_input=None
    )
    if found := asked.first():
        _mail(found.holder, "Wat wilt u schriftelijk inbrengen?", "input", found).send()


@work("mail_referral")
def mail_referral(referral: str) -> None:
    """The secretary of the body before which a dispute was put."""
    for found in Referral.objects.filter(pk=UUID(referral), ruled_on=None):
        keepers = Holder.objects.in_force(today()).filter(seat__body=found.body_id, seat__is_secretary=True)
        write_to(keepers.values_list("user_id", flat=True), "geschil-orgaan")


def _mail(holder: Holder, subject: str, letter: str, attendee: Attendee) -> EmailMessage:
    path = reverse("vergadering", args=[attendee.meeting_id])
    words = {"attendee": attendee, "meeting": attendee.meeting, "holder": holder, "url": f"{settings.BASE_URL}{path}"}
    return EmailMessage(subject, render_to_string(f"governance/mail/{letter}.txt", words), None, [holder.mail])


def _subject(meeting: BodyMeeting) -> str:
    if meeting.cancelled_at:
        return "Een vergadering gaat niet door"
    return "Een vergadering is gewijzigd" if meeting.sequence else "Uitnodiging voor een vergadering"


def _method(meeting: BodyMeeting) -> str:
    return "CANCEL" if meeting.cancelled_at else "PUBLISH"


def calendar_file(meeting: BodyMeeting) -> bytes:
    """For a calendar. It keeps its UID, so that a file with a higher number replaces or removes it (RFC 5546)."""
    begins, event, calendar = timezone.localtime(meeting.begins), Event(), Calendar()
    event.add("uid", f"{meeting.pk}@casusportaal")
    event.add("sequence", meeting.sequence)
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    event.add("organizer", f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", begins)
    event.add("dtend", begins + USUAL)
    event.add("summary", meeting.body.name)
    event.add("location", meeting.place)
    event.add("class", "PRIVATE")
    calendar.add("prodid", "-//Casusportaal//NL")
    calendar.add("version", "2.0")
    calendar.add("method", _method(meeting))
    calendar.add_component(event)
    return bytes(calendar.to_ical())
