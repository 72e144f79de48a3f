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
    """The same to who has no seat: he has no account, so that there is no link. Also that he need not come."""
    for found in Visitor.objects.select_related("meeting__body__house").filter(pk=UUID(visitor)):
        words = {"visitor": found, "meeting": found.meeting, "number": found.points.count()}
        subject = "Uw uitnodiging is ingetrokken" if found.withdrawn_at else _subject(found.meeting)
        mail = EmailMessage(subject, render_to_string("governance/mail/visitor.txt", words), None, [found.mail])
        _with_calendar(mail, found.meeting, is_off=bool(found.withdrawn_at)).send()


def _with_calendar(mail: EmailMessage, meeting: BodyMeeting, *, is_off: bool = False) -> EmailMessage:
    is_off = is_off or meeting.cancelled_at is not None
    method = "CANCEL" if is_off else "PUBLISH"
    mail.attach("vergadering.ics", calendar_file(meeting, method), f"text/calendar; method={method}")
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


def calendar_file(meeting: BodyMeeting, method: str) -> bytes:
    """For a calendar, to which it says PUBLISH or CANCEL. It keeps its UID: one with a higher number replaces or removes it (RFC 5546)."""
    begins, event, calendar = timezone.localtime(meeting.begins), Event(), Calendar()
    event.add("uid", f"{meeting.pk}@casusportaal")
    event.add("sequence", meeting.sequence)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", begins)
    event.add("dtend", begins + USUAL)
    event.add("summary", meeting.body.name)
    event.add("location", meeting.place)
    event.add("class", "PRIVATE")
    calendar.add("prodid", "-//Casusportaal//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
