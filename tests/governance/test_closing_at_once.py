"""Two windows that close one vote at the same moment: one result."""

import pytest

from governance.models import Decision, Holder, Informing
from governance.workflow import decisions, voting
from tests.cases.test_chairing_at_once import at_once, posting
from tests.cast import Cast
from tests.governance import story
from zvh.actor import acting_as


@pytest.fixture(scope="module")
def cast(committing: str) -> Cast:
    return Cast()


@pytest.fixture(scope="module")
def voter(cast: Cast) -> Holder:
    """The secretary is there, and one seat with a vote is filled."""
    story.secretary(cast, story.table(cast))
    return story.contact(story.table(cast), cast.abel, every_party=True)


@pytest.mark.parametrize("turn", range(3))
def test_closing_twice_gives_one_result(cast: Cast, voter: Holder, turn: int) -> None:
    body = story.table(cast)
    with acting_as(cast.mara.pk) as by:
        made = decisions.propose_decision(body, kind="kader", subject=f"Ronde {turn}", text="Tekst", by=by)
        decisions.say_none_affected(made, by=by)
        voting.open_vote(made, by=by)
        voting.cast_vote(made, voter, "voor", by=by)
    address = f"/bestuur/besluiten/{made.pk}/"
    answers = at_once(*(posting(cast.mara, address, {"stap": "sluiten", "toelichting": ""}) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [302, 404]
    assert Decision.objects.get(pk=made.pk).outcome == "aangenomen"
    assert Informing.objects.filter(decision=made).count() == body.information_duties.count() == 1
