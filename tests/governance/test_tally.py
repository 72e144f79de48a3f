"""What a vote comes to, by hand."""

import pytest

from governance.tally import tally
from parties.choices import VotingRule

MAJORITY, CONSENSUS, BOTH = VotingRule.MAJORITY, VotingRule.CONSENSUS, VotingRule.CONSENSUS_THEN_MAJORITY
# rule, votes as (choice, weight), outcome, whether all agreed
TABLE = [
    (MAJORITY, [("voor", 1), ("voor", 1), ("tegen", 1)], "aangenomen", False),
    (MAJORITY, [("voor", 1), ("tegen", 1), ("tegen", 1)], "verworpen", False),
    (MAJORITY, [("voor", 1), ("tegen", 1)], "staken", False),
    (MAJORITY, [("voor", 1), ("onthouding", 1), ("onthouding", 1)], "aangenomen", True),
    (MAJORITY, [("onthouding", 1), ("onthouding", 1)], "te-weinig", False),
    (MAJORITY, [], "te-weinig", False),
    (MAJORITY, [("voor", 0), ("voor", 0)], "te-weinig", False),  # manager and secretary have no vote
    (MAJORITY, [("voor", 0), ("tegen", 1)], "verworpen", False),
    (MAJORITY, [("voor", 2), ("tegen", 1), ("tegen", 1)], "staken", False),
    (MAJORITY, [("voor", 3), ("tegen", 1), ("tegen", 1)], "aangenomen", False),
    (CONSENSUS, [("voor", 1), ("voor", 1), ("onthouding", 1)], "aangenomen", True),
    (CONSENSUS, [("voor", 5), ("tegen", 1)], "geen-overeenstemming", False),
    (CONSENSUS, [], "te-weinig", False),
    (BOTH, [("voor", 2), ("tegen", 1)], "aangenomen", False),
    (BOTH, [("voor", 1), ("voor", 1)], "aangenomen", True),
    (BOTH, [("tegen", 1)], "verworpen", False),
]


@pytest.mark.parametrize(("rule", "votes", "outcome", "agreed"), TABLE)
def test_the_outcome(rule, votes, outcome, agreed):
    found = tally(votes)
    assert (found.outcome(rule), found.is_consensus) == (outcome, agreed)
