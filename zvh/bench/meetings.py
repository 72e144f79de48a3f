"""A casusoverleg of today about the full cases, with the first of them under discussion: what the chair and the room see."""

from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django.db import models

from cases.models import Action, AgendaItem, Attendance, Case, DomainScore, Invitation, Meeting, Minutes
from parties.models import LifeDomain
from zvh.bench.casefile import SENTENCE, Writer
from zvh.bench.people import DELEGATES, People
from zvh.today import moment

ACTIONS = 6


def meeting_of(writer: Writer, people: People, full: list[Case]) -> tuple[UUID, UUID, list[models.Model]]:
    """The meeting, the case under discussion, and every row of them; the measured delegates are there."""
    chair = people.measured["procesregisseur"].user
    held = Meeting(
        pk=writer.uuid(), house=full[0].house, on=writer.today, starts_at=time(9), place="Vergaderzaal", by=chair
    )
    items = [
        AgendaItem(pk=writer.uuid(), case=case, meeting=held, order=order, purpose=SENTENCE, asked=SENTENCE)
        for order, case in enumerate(full, start=1)
    ]
    said: dict[str, Any] = {"by": chair, "at": moment(writer.today)}
    first = items[0]
    first.started_at = moment(writer.today)
    rows: list[models.Model] = [held, *items]
    for one in (people.measured[name] for name in DELEGATES):
        assert one.party is not None
        seat: dict[str, Any] = {"party": one.party, "user": one.user, **said}
        given = {**seat, "answer": Invitation.Answer.YES, "answered_at": said["at"]}
        rows += [Invitation(pk=writer.uuid(), case=item.case, item=item, **given) for item in items]
        rows.append(
            Attendance(
                pk=writer.uuid(), case=first.case, item=first, is_present=True, secrecy_declared_at=said["at"], **seat
            )
        )
    about = {"case": first.case, "item": first}
    rows.append(Minutes(pk=writer.uuid(), picture=SENTENCE, judgement=SENTENCE, decision=SENTENCE, **about, **said))
    rows += [
        DomainScore(pk=writer.uuid(), domain=domain, level="oranje", explanation=SENTENCE, **about, **said)
        for domain in LifeDomain.objects.all()
    ]
    due = writer.today + timedelta(days=14)
    rows += [Action(pk=writer.uuid(), what=SENTENCE, due_on=due, **about, **said) for _ in range(ACTIONS)]
    return held.pk, first.pk, rows
