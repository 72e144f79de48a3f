"""After the choice from a list of candidates: concepts first, then the list and its key go at once (05: unused candidates likewise)."""

from datetime import date
from uuid import UUID

from django.db import transaction

from cases.models import CandidateChoice, CandidateList
from cases.workflow.candidates import carry_out
from privacy.destruction import candidates_are_due, destroy_dossier
from zvh.jobs import work
from zvh.today import today


@work("carry_out_choice")
def carry_out_choice(list_id: str) -> None:
    """The key goes after the commit, so never before the rows; what is killed in between the nightly run finishes."""
    pk = UUID(list_id)
    if carry_out(pk, today=today()):
        transaction.on_commit(lambda: destroy_dossier(CandidateList, pk, candidates_are_due, today=today()) and None)


def carry_out_left_choices(today: date) -> int:
    """Choices of which the job never ran, before the night destroys their lists."""
    left = list(CandidateChoice.objects.filter(carried_out_at=None).values_list("list_id", flat=True))
    return sum(carry_out(pk, today=today) for pk in left)
