"""Keeping what is sent into a lapsed session, and offering it afterwards; nothing is ever carried out by itself (00, item 14)."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.http import QueryDict
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from cases.models import Case, Enquiry, KeptDraft
from cases.models.case import CaseRow
from privacy import accesslog
from privacy.accesslog import EventKind
from zvh.actor import Actor
from zvh.routes import BEFORE_CAPACITY, BEFORE_SECOND_FACTOR, PUBLIC
from zvh.sealing import new_dossier
from zvh.today import moment

OURS = ("csrfmiddlewaretoken", "stap-code", "stap-sleutel", "stap-was")  # tokens and codes are never kept
MARK = "bewaard"  # in the address of a form that is offered again
MOST = 20  # of one person in one capacity


def written(address: str, posted: QueryDict) -> tuple[str, QueryDict]:
    """Address and fields of a form; the privacy screen brings along those of the page that it covers."""
    if address != reverse("privacyscherm"):
        return address, posted
    return posted.get("adres", ""), QueryDict(posted.get("invulling", ""))


@transaction.atomic
def keep(address: str, given: QueryDict, *, by: Actor) -> KeptDraft | None:
    """Seal this form for its writer, in place of an earlier one for the same address; None when there is nothing to keep."""
    match = _page(address)
    fields = given.copy()
    for name in OURS:
        fields.pop(name, None)
    if by.capacity_id is None or match is None or not any(value.strip() for value in _texts(fields)):
        return None
    _make_room(address, by)
    draft = KeptDraft(
        user_id=by.user_id, capacity_id=by.capacity_id, case_id=_case(match, by), kept_at=moment(by.today)
    )
    new_dossier(draft.pk)
    draft.address, draft.fields = address, fields.urlencode()
    draft.save(force_insert=True)
    accesslog.event(EventKind.CHANGE, "C", draft, rule="tekst-bewaren", dossier_id=draft.case_id or draft.pk)
    return draft


def offered(by: Actor) -> list[KeptDraft]:
    """What waits for this actor, the newest first."""
    return list(KeptDraft.objects.visible_to(by).fresh(moment(by.today)))


def find(pk: str, address: str, by: Actor) -> KeptDraft | None:
    """The draft with this id, when it is of this page."""
    try:
        wanted = UUID(pk)
    except ValueError:
        return None
    draft = KeptDraft.objects.visible_to(by).fresh(moment(by.today)).filter(pk=wanted).first()
    return draft if draft and draft.address.partition("?")[0] == address else None


def fields_of(draft: KeptDraft) -> QueryDict:
    return QueryDict(draft.fields)


def link_to(draft: KeptDraft) -> str:
    """The page of the form, asked to fill it in."""
    path, _, query = draft.address.partition("?")
    asked = QueryDict(query, mutable=True)
    asked[MARK] = str(draft.pk)
    return f"{path}?{asked.urlencode()}"


def texts_of(draft: KeptDraft) -> list[str]:
    """What a person would be sorry to lose, to copy where the form can not be filled again."""
    return [value for value in _texts(fields_of(draft)) if len(value.strip()) > 1 and not _is_id(value)]


@transaction.atomic
def forget(draft: KeptDraft) -> None:
    """It was sent after all, or its writer does not want it any more. Its key goes with the other orphans."""
    accesslog.event(EventKind.CHANGE, "D", draft, rule="tekst-bewaren", dossier_id=draft.case_id or draft.pk)
    draft.delete()


def forget_all(by: Actor) -> None:
    """Signing out leaves nothing waiting in this capacity."""
    for draft in KeptDraft.objects.visible_to(by):
        forget(draft)


def _texts(fields: QueryDict) -> list[str]:
    return [value for _, values in fields.lists() for value in values if isinstance(value, str)]


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _page(address: str) -> ResolverMatch | None:
    """The page of ours that needs a capacity; forms about signing in hold secrets."""
    try:
        match = resolve(address.partition("?")[0])
    except Resolver404:
        return None
    return None if match.view_name in PUBLIC | BEFORE_CAPACITY | BEFORE_SECOND_FACTOR else match


def _make_room(address: str, by: Actor) -> None:
    own = list(KeptDraft.objects.visible_to(by))
    for place, draft in enumerate(own):
        if draft.address == address or place >= MOST - 1:
            draft.delete()


def _case(match: ResolverMatch, by: Actor) -> UUID | None:
    """The case that the address is about, by its number or by a row of it."""
    if number := match.kwargs.get("number"):
        return Case.objects.visible_to(by).filter(number=number).values_list("pk", flat=True).first()
    ids = [value for value in match.kwargs.values() if isinstance(value, UUID)]
    if not ids:
        return None
    sources: list[tuple[Any, str]] = [(Case, "pk"), (Enquiry, "case_id"), *((row, "case_id") for row in _rows(CaseRow))]
    found = (model.objects.filter(pk__in=ids).values_list(name, flat=True).first() for model, name in sources)
    return next((pk for pk in found if pk), None)


def _rows(base: type[Model]) -> list[type[Model]]:
    return [row for row in base.__subclasses__() if row._meta.managed and not row._meta.abstract]
