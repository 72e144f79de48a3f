"""The register of disclosures outlives the case, as long as the law of who supplied it asks, and no longer (Wpg 32; Wjsg 39j; 07).

OM: at least four years. Politie: until the audit of that period was held, and four years where that came earlier.
"""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.models import Case, Disclosure
from parties.choices import Deadline, Mark
from parties.models import Term
from privacy import accesslog
from privacy.models import AuditFinding, KeptDisclosure


def keep_disclosures(case: Case) -> None:
    """In the transaction that destroys the case: its rows go over to a random file id, and lose number and name of who wrote them."""
    found = Disclosure.objects.filter(house=case.house_id, number=case.number)
    _move(found.select_related("house__covenant", "supplier", "party", "to_house").prefetch_related("supplier__kinds"))


def _move(rows: Iterable[Disclosure]) -> int:
    files: dict[str, uuid.UUID] = {}
    found = list(rows)
    KeptDisclosure.objects.bulk_create(_kept(one, files.setdefault(one.number, uuid.uuid4())) for one in found)
    Disclosure.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


def _kept(one: Disclosure, file_id: uuid.UUID) -> KeptDisclosure:
    is_police = one.supplier is not None and one.supplier.mark == Mark.POLITIE
    term = Term.objects.of_house(one.house, Deadline.DISCLOSURE_POLICE if is_police else Deadline.DISCLOSURE_KEPT)
    on = timezone.localdate(one.at)
    return KeptDisclosure(
        house_id=one.house_id, file_id=file_id, supplier_id=one.supplier_id, receiver=str(one.party or one.to_house or one.receiver),
        what=one.what, source=one.source, on=on, ends_on=term.due(on), ends_source=term.source, until_audit=is_police,
    )  # fmt: skip


def keep_left_disclosures(today: date) -> int:
    """Rows of cases that went before this register knew an end."""
    here = Case.objects.filter(number=OuterRef("number"))
    left = Disclosure.objects.filter(~Exists(here))
    related = left.select_related("house__covenant", "supplier", "party", "to_house")
    return _move(related.prefetch_related("supplier__kinds"))


def forget_disclosures(today: date) -> int:
    """What is past its end goes; of politie only once an audit looked at that period (Wpg 32 and 33)."""
    audited = AuditFinding.objects.filter(
        house=OuterRef("house"), kind=AuditFinding.Kind.AUDIT, audited_on__gte=OuterRef("on")
    )
    past = KeptDisclosure.objects.filter(ends_on__lt=today)
    gone = past.filter(until_audit=False) | past.filter(Exists(audited), until_audit=True)
    number = gone.delete()[0]
    if number:
        accesslog.event(accesslog.EventKind.JOB, "D", rule="forget_disclosures", result_count=number)
    return number
