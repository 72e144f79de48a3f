"""Two people who choose from one list of candidates at the same moment: one choice counts, the other is told."""

import threading

import pytest
from django.db import connection

from cases.models import Candidate, CandidateChoice
from cases.workflow.candidates import AlreadyDecided
from tests.access.world import candidate_list
from tests.cases.test_candidates import decide
from tests.cast import Cast, Person, staff


@pytest.fixture(scope="module")
def cast(committing: str) -> Cast:
    return Cast()


def test_two_choose_at_once_and_one_is_told(cast: Cast) -> None:
    row = candidate_list(cast, "Kanarie", "Vink")
    people = (cast.rosa, staff("Roos", cast.house, cast.rosa.capacity.role))
    start, outcome = threading.Barrier(2), []

    def one(person: Person, surname: str) -> None:
        try:
            start.wait()
            decide(person, row, surname)
            outcome.append("done")
        except AlreadyDecided:
            outcome.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in zip(people, ("Kanarie", "Vink"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["done", "told"]
    assert CandidateChoice.objects.count() == Candidate.objects.filter(is_chosen=True).count() == 1
