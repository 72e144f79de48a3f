"""Cases of the tests, brought to a phase through the workflow; what other parts of casework decide is set
by the owner.
"""

from datetime import date
from typing import Any

from django.utils import timezone

from cases.grants import assign
from cases.models import Case, Contribution, ContributionRequest, CriterionMark, State, Subject
from cases.phases import Phase
from cases.workflow.aanmelding import accept_for_triage, file_aanmelding, start_draft
from parties.models import ContributionKind
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring

APPROACH = "complexe-casuistiek"


def draft(
    cast: Cast,
    by: Person,
    *,
    approach: str = APPROACH,
    surname: str = "Kanarie",
    born: date | None = None,
    bsn: str = "",
) -> Case:
    """A concept by this delegate or member of staff, complete enough to be filed."""
    with open_keyring(), acting_as(by.pk) as actor:
        chosen = cast.house.approaches.get(code=approach)
        case = start_draft(cast.house, chosen, by=actor)
        Subject.objects.create(case=case, surname=surname, first_names="Jan", born_on=born, bsn=bsn)
        form = case.aanmelding
        form.problem, form.declared_correct_at = "Zorgen", timezone.now()
        form.save()
        # At once: nearly every test needs a case, and the workflow of the form has tests of its own.
        CriterionMark.objects.bulk_create(
            CriterionMark(case=case, criterion=one, is_met=True, explanation="ja") for one in chosen.own_criteria()
        )
    return case


def filed(cast: Cast, by: Person | None = None, **about: Any) -> Case:
    by = by or cast.piet
    case = draft(cast, by, **about)
    with open_keyring(), acting_as(by.pk) as actor:
        return file_aanmelding(case, by=actor)


def in_triage(cast: Cast, **about: Any) -> Case:
    case = filed(cast, **about)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return accept_for_triage(case, by=rosa)


def at_table(cast: Cast, *delegates: Person, **about: Any) -> Case:
    """A case in the casusoverleg with these delegates assigned."""
    case = in_triage(cast, **about)
    Case.objects.filter(pk=case.pk).update(phase=Phase.CASUSOVERLEG)
    case.refresh_from_db()
    for person in delegates:
        assigned(cast, case, person)
    return case


def assigned(cast: Cast, case: Case, person: Person, **given: Any) -> None:
    with acting_as(cast.rosa.pk) as rosa:
        assign(case, person.user, person.party, by=rosa, **given)


def asked(case: Case, person: Person, by: Person, due_on: date) -> ContributionRequest:
    with open_keyring(), acting_as(by.pk) as actor:
        return ContributionRequest.objects.create(
            case=case, party=person.party, phase=case.phase, question="Wat speelt er?", purpose="plan",
            due_on=due_on, due_source="keuze van het huis", remind_on=due_on, by_id=actor.user_id, at=timezone.now(),
        )  # fmt: skip


def delivered(
    case: Case, person: Person, request: ContributionRequest | None = None, state: str = State.DELIVERED
) -> Contribution:
    with open_keyring(), acting_as(person.pk):
        return Contribution.objects.create(
            case=case, request=request, supplier=person.party, kind=ContributionKind.objects.first(),
            phase=case.phase,
            state=state, facts="Feit", author=person.user, delivered_at=timezone.now(),
        )  # fmt: skip
