"""Cases as far as a test needs them, made with the verbs of the workflow."""

from datetime import date

from django.utils import timezone

from cases import grants
from cases.models import Case, CriterionMark, Subject
from cases.workflow.aanmelding import accept_for_triage, file_aanmelding, start_draft
from parties.models import Party
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring

BORN = date(1994, 3, 27)


def filed_case(cast: Cast, approach: str = "complexe-casuistiek", *, born: date = BORN, subjects: int = 1) -> Case:
    """Piet of politie filed a registration."""
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        case = start_draft(cast.house, cast.house.approaches.get(code=approach), by=piet)
        for number in range(subjects):
            Subject.objects.create(case=case, surname=f"Kanarie{number}", first_names="Jan", born_on=born, order=number)
        form = case.aanmelding
        form.problem, form.declared_correct_at = "Kanarieprobleem", timezone.now()
        form.save()
        for criterion in case.approach.own_criteria():
            CriterionMark.objects.create(case=case, criterion=criterion, is_met=True, explanation="ja")
        return file_aanmelding(case, by=piet)


def case_in_triage(cast: Cast, approach: str = "complexe-casuistiek", *, born: date = BORN, subjects: int = 1) -> Case:
    """Rosa took the registration into triage."""
    case = filed_case(cast, approach, born=born, subjects=subjects)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return accept_for_triage(case, by=rosa)


def assign(cast: Cast, case: Case, person: Person) -> Party:
    """Rosa assigned this delegate."""
    with acting_as(cast.rosa.pk) as rosa:
        grants.assign(case, person.user, person.party, by=rosa)
    return person.party
