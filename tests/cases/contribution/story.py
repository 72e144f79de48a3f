"""Verbs of the story, each in a request of its own: who acts steps down to the web role."""

from typing import Any

from django.db import connection
from django.utils import timezone

from cases import grants
from cases.models import Case, Contribution, ContributionRequest, Subject
from cases.workflow import contribution as work
from cases.workflow import release
from cases.workflow.aanmelding import accept_for_triage, file_aanmelding, mark_criterion, start_draft
from cases.workflow.asking import ask_contribution
from cases.workflow.steps import locked, take_step
from parties.models import ContributionKind
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring

FACTS = "Kanarie zong drie keer"
READERS = ("rosa", "otto", "mara", "piet", "olga", "gea", "gijs", "wil", "zoe", "abel", "fatima")


def case_in_triage(cast: Cast, *assigned: Person) -> Case:
    """Piet filed, Rosa accepted and assigned these delegates."""
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        approach = cast.house.approaches.get(code="complexe-casuistiek")
        case = start_draft(cast.house, approach, by=piet)
        Subject.objects.create(case=case, surname="Jansen", first_names="Jan")
        form = case.aanmelding
        form.problem, form.declared_correct_at = "Overlast", timezone.now()
        form.save()
        for criterion in approach.own_criteria():
            mark_criterion(case, criterion.pk, is_met=True, explanation="ja", by=piet)
        case = file_aanmelding(case, by=piet)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        case = accept_for_triage(case, by=rosa)
        for person in assigned:
            assign(case, person, rosa)
    return case


def assign(case: Case, person: Person, by: Any) -> None:
    grants.assign(case, person.user, person.party, by=by)


def to_casusoverleg(cast: Cast, case: Case) -> Case:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return take_step(locked(case, by=rosa), "admit_to_casusoverleg", by=rosa)


def ask(cast: Cast, case: Case, *people: Person) -> list[ContributionRequest]:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        parties = [person.party for person in people]
        return ask_contribution(case, parties=parties, question="Wat is er bekend?", purpose="Weging", by=rosa)


def values(**changes: Any) -> dict[str, Any]:
    kind = ContributionKind.objects.get(code=changes.pop("kind", "triagevraag"))
    return {"kind": kind, "facts": FACTS, **changes}


def draft(case: Case, person: Person, request: ContributionRequest | None = None, **changes: Any) -> Contribution:
    with open_keyring(), acting_as(person.pk) as actor:
        made = work.start_contribution(case, request=request, by=actor)
        return work.save_draft(made, values=values(**changes), version=made.version, by=actor)


def deliver(case: Case, person: Person, request: ContributionRequest | None = None, **changes: Any) -> Contribution:
    made = draft(case, person, request, **changes)
    with open_keyring(), acting_as(person.pk) as actor:
        return work.deliver(made, version=made.version, by=actor)


def open_table(cast: Cast, case: Case, *people: Person) -> None:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        release.open_table(case, parties=[person.party for person in people], by=rosa)


def who_reads(cast: Cast, contribution: Contribution) -> set[str]:
    """The people to whom the contribution shows, in Python and in SQL alike; the text with it."""
    return {name for name in READERS if _reads(getattr(cast, name), contribution)}


def _reads(person: Person, contribution: Contribution) -> bool:
    with open_keyring(), acting_as(person.pk) as actor:
        shown = Contribution.objects.visible_to(actor).filter(pk=contribution.pk).first()
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from cases_contribution where id = %s", [contribution.pk])
            assert cursor.fetchone()[0] == (shown is not None), person.user.name
        return shown is not None and shown.facts == contribution.facts
