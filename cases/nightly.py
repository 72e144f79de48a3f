"""What the clock does: finds what is due and calls the workflow per object. Every function may run twice."""

from datetime import date, timedelta

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cases.models import (
    Action,
    BreakGlass,
    Case,
    ContributionRequest,
    Enquiry,
    FurtherUse,
    HouseEnquiry,
    KeptDraft,
    RetentionWarning,
    Transfer,
)
from cases.phases import Phase
from cases.retention import legal_end, legal_end_near
from cases.workflow.action import remind_of_action
from cases.workflow.asking import remind_supplier
from cases.workflow.breakglass_notice import remind_of_verdict
from cases.workflow.enquiry import remind_of_enquiry
from cases.workflow.furtheruse import remind_of_further_use
from cases.workflow.houseenquiry import remind_of_house_enquiry
from cases.workflow.letters import write_to
from cases.workflow.transfer import expire_transfer
from parties.dates import add_months
from parties.inforce import appointments_in_force
from parties.models import RetentionPolicy
from parties.roles import Role
from zvh.models import Job

JOBS_KEPT_DAYS = 30


def remind_parties(today: date) -> int:
    """Parties that have not answered an enquiry in time get a reminder, once in every term. Gives their number."""
    due = list(Enquiry.objects.waiting().filter(remind_on__lte=today).select_related("house"))
    for enquiry in due:
        remind_of_enquiry(enquiry, today=today)
    return len(due)


def remind_suppliers(today: date) -> int:
    """The same for parties that were asked for a contribution, and neither gave it nor said why not."""
    due = list(ContributionRequest.objects.to_remind(today).select_related("case__house"))
    for request in due:
        remind_supplier(request, today=today)
    return len(due)


def remind_houses(today: date) -> int:
    """The same for other houses that were asked something."""
    due = list(HouseEnquiry.objects.waiting().filter(remind_on__lte=today).select_related("house", "asked", "answer"))
    for enquiry in due:
        remind_of_house_enquiry(enquiry, today=today)
    return len(due)


def remind_of_further_uses(today: date) -> int:
    """Suppliers and participants that did not say yet whether a contribution may be used further are told in time."""
    due = list(FurtherUse.objects.to_remind(today).select_related("case"))
    for asked in due:
        remind_of_further_use(asked, today=today)
    return len(due)


def add_up_facts(today: date) -> int:
    """What happened since the night before is added up, so that a page of figures reads cells and not facts. Gives the number of facts."""
    with connection.cursor() as cursor:
        cursor.execute("select app.add_up_facts()")
        return int(cursor.fetchone()[0])


def expire_transfers(today: date) -> int:
    """Offers to another house whose term went by without an answer. Gives their number."""
    due = list(Transfer.objects.open().filter(due_on__lt=today))
    for transfer in due:
        expire_transfer(transfer, today=today)
    return len(due)


def remind_of_actions(today: date) -> int:
    """Who has an action due tomorrow or late is told so, each once. Gives the number of actions."""
    due = list(Action.objects.to_remind(today).select_related("case"))
    for action in due:
        remind_of_action(action, today=today)
    return len(due)


def nearly_over(today: date) -> "QuerySet[Case]":
    """Closed cases whose last date is within the warning time of their policy (DPIA 10)."""
    found = Case.objects.none()
    for policy in RetentionPolicy.objects.all():
        until = add_months(today, policy.warning_months)
        found |= Case.objects.filter(
            house=policy.house_id, approach=policy.approach_id, phase=Phase.AFSCHALING, destroy_on__lte=until
        )
    return found.order_by("destroy_on", "pk")


def warn_of_destruction(today: date) -> int:
    """Tell procesregisseur and procesondersteuner that data go soon, once per case and date. Gives the number of cases."""
    warned = RetentionWarning.objects.filter(destroy_on=F("case__destroy_on")).values("case_id")
    found = list(nearly_over(today).exclude(pk__in=warned))
    for case in found:
        assert case.destroy_on  # or it would not be nearly over
        RetentionWarning.objects.create(case=case, destroy_on=case.destroy_on, at=timezone.now())
        support = appointments_in_force(today).filter(house=case.house_id, role=Role.PROCESONDERSTEUNER)
        write_to([case.procesregisseur_id, *support.values_list("user_id", flat=True)], "bewaartermijn")
    return len(found)


def warn_of_legal_end(today: date) -> int:
    """Tell procesregisseur and manager that the law lets an open case stay no longer, once per date. Gives their number."""
    near = Q(pk=None)
    for policy in RetentionPolicy.objects.select_related("approach__regime"):
        near |= legal_end_near(policy, today)
    found = 0
    for case in Case.objects.filter(near).select_related("approach__regime"):
        end = legal_end(case, today)
        if end is None or RetentionWarning.objects.filter(case=case, destroy_on=end.date).exists():
            continue
        RetentionWarning.objects.create(case=case, destroy_on=end.date, at=timezone.now())
        managers = appointments_in_force(today).filter(house=case.house_id, role=Role.MANAGER)
        write_to([case.procesregisseur_id, *managers.values_list("user_id", flat=True)], "wettelijke-termijn")
        found += 1
    return found


def remind_judges(today: date) -> int:
    """Who judges break-glass is reminded once when the term is past. Gives the number of times that the glass was broken."""
    late = list(BreakGlass.objects.late(today).filter(reminded_on=None))
    for row in late:
        remind_of_verdict(row, today=today)
    return len(late)


def forget_jobs(today: date) -> int:
    """Work that was done a month ago is no longer needed to see how it went."""
    return Job.objects.filter(finished_at__date__lt=today - timedelta(days=JOBS_KEPT_DAYS)).delete()[0]


def forget_kept_drafts(today: date) -> int:
    """What nobody took up within a day; their keys go with the other orphans."""
    return KeptDraft.objects.filter(kept_at__date__lt=today).delete()[0]
