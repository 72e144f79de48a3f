"""How much work a house has. Of Regio Utrecht it is known: 441 persons in three years, 11 discussions each, 33 discussions a week,
250 cases running. Of the other houses no figures are published; they get a share of it by hand.
"""

from dataclasses import dataclass

WEEKS = 52


@dataclass(frozen=True)
class Volume:
    """What happens in a year at full size, and how a case runs on average."""

    admitted: float  # cases a year that come to the casusoverleg
    discussions: float  # of such a case
    weeks_between: float  # two discussions of it

    @property
    def discussions_a_week(self) -> float:
        return self.admitted * self.discussions / WEEKS

    @property
    def running(self) -> float:
        """Cases at the table at one moment: as many as come in during the time that one lasts."""
        return self.admitted * self.discussions * self.weeks_between / WEEKS


# 441 / 3 = 147 a year; 147 x 11 / 52 = 31 discussions a week; 250 running means that one lasts 250 / 147 years, 8 weeks between two.
UTRECHT = Volume(admitted=147, discussions=11, weeks_between=8)
SHARES = {"RU": 1.0, "HG": 0.9, "BN": 0.6, "KL": 0.4, "FL": 0.4, "GV": 0.25}

# Of all that is filed; the rest is admitted. Assumed.
REJECTED, NOT_ADMITTED = 0.18, 0.17
CONCEPT_TO_TABLE = 1 - REJECTED - NOT_ADMITTED


def volume_of(house: str) -> Volume:
    share = SHARES.get(house, 0.3)
    return Volume(UTRECHT.admitted * share, UTRECHT.discussions, UTRECHT.weeks_between)
