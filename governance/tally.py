"""What a vote comes to: the majority of the votes cast by weight, whether everybody agreed, a tie, and too few votes.

How a body decides is data of its covenant (`VotingRule`, and per kind of decision where the covenant makes an exception).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from parties.choices import VotingRule


class Choice(TextChoices):
    FOR = "voor", "voor"
    AGAINST = "tegen", "tegen"
    ABSTAINS = "onthouding", "onthoudt zich"


class Outcome(TextChoices):
    ADOPTED = "aangenomen", "aangenomen"
    REJECTED = "verworpen", "verworpen"
    TIE = "staken", "de stemmen staken"
    TOO_FEW = "te-weinig", "te weinig stemmen"
    NO_AGREEMENT = "geen-overeenstemming", "geen overeenstemming"


STUCK = (Outcome.TIE, Outcome.TOO_FEW, Outcome.NO_AGREEMENT)


@dataclass(frozen=True)
class Tally:
    """The weights of a vote. Who abstains has cast no vote."""

    votes_for: int
    votes_against: int
    abstained: int

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against

    @property
    def is_consensus(self) -> bool:
        """Everybody who voted is for it."""
        return self.votes_for > 0 and self.votes_against == 0

    def outcome(self, rule: str) -> Outcome:
        if self.cast == 0:
            return Outcome.TOO_FEW
        if rule == VotingRule.CONSENSUS:
            return Outcome.ADOPTED if self.is_consensus else Outcome.NO_AGREEMENT
        if self.votes_for == self.votes_against:
            return Outcome.TIE
        return Outcome.ADOPTED if self.votes_for > self.votes_against else Outcome.REJECTED


def tally(votes: Iterable[tuple[str, int]]) -> Tally:
    """(choice, weight) of each seat that voted."""
    sums = dict.fromkeys(Choice.values, 0)
    for choice, weight in votes:
        sums[choice] += weight
    return Tally(sums[Choice.FOR], sums[Choice.AGAINST], sums[Choice.ABSTAINS])
