"""How a duty stands on a day: drawn from the covenants, by the one calendar."""

from datetime import date

import pytest

from governance.dutyfacts import Fact
from governance.standing import Stand, last_day_of, standing_of
from parties.dutychoices import DutyKind
from parties.models import Covenant, Duty

D = date.fromisoformat


class Told:
    """Facts as they are told here."""

    def __init__(self, **facts: Fact) -> None:
        self.facts = facts

    def get(self, name: str, ref: int = 0) -> Fact:
        return self.facts.get(name.replace("-", "_").partition(":")[0], Fact())


def stands(duty: Duty, today: str, **facts: Fact) -> tuple[str, str]:
    found = standing_of(duty, Told(**facts), D(today))  # type: ignore[arg-type]  # as much of Facts as is asked
    return found.state.value, str(found.due_on or "")


YEARLY = Duty(pk=1, kind=DutyKind.RECORDED, amount=1, unit="jaren")
ONCE = Duty(pk=1, kind=DutyKind.RECORDED)
TWO_YEARS = Duty(pk=1, kind=DutyKind.DECISION, decision_kind="plan", amount=2, unit="jaren")  # MN conv. 4.4
SENT = Duty(pk=1, kind=DutyKind.AFTER_DECISION, decision_kind="plan", amount=4, unit="weken")  # MN conv. 4.6
HALF = Duty(pk=1, kind=DutyKind.RECORDED, amount=6, unit="maanden")


@pytest.mark.parametrize(
    "duty, done, today, state, due",
    [
        (YEARLY, None, "2026-05-01", "nog-nooit", ""),
        (YEARLY, "2025-05-01", "2026-03-19", "op-tijd", "2026-05-01"),
        (YEARLY, "2025-05-01", "2026-03-20", "bijna", "2026-05-01"),  # six weeks ahead
        (YEARLY, "2025-05-01", "2026-05-01", "bijna", "2026-05-01"),  # the last day counts
        (YEARLY, "2025-05-01", "2026-05-02", "te-laat", "2026-05-01"),
        (YEARLY, "2024-02-29", "2024-03-01", "op-tijd", "2025-02-28"),  # a leap day
        (HALF, "2025-08-31", "2025-09-01", "op-tijd", "2026-02-28"),  # over the end of a month
        (HALF, "2023-08-31", "2023-09-01", "op-tijd", "2024-02-29"),
        (ONCE, "2022-12-31", "2026-05-01", "gedaan", ""),
        (ONCE, None, "2026-05-01", "nog-nooit", ""),
    ],
)
def test_what_is_written_down_counts_from_the_last_time(
    duty: Duty, done: str | None, today: str, state: str, due: str
) -> None:
    assert stands(duty, today, plicht=Fact(done_on=done and D(done))) == (state, due)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "decided, done, today, state, due",
    [
        (None, None, "2026-05-01", "op-tijd", ""),  # nothing to send yet
        ("2026-05-01", None, "2026-05-10", "op-tijd", "2026-05-29"),
        ("2026-05-01", None, "2026-05-25", "bijna", "2026-05-29"),
        ("2026-05-01", None, "2026-05-30", "te-laat", "2026-05-29"),
        ("2026-05-01", "2026-05-01", "2026-06-30", "gedaan", ""),
        ("2026-05-01", "2024-05-20", "2026-05-30", "te-laat", "2026-05-29"),  # that was the one before
    ],
)
def test_what_follows_a_decision_counts_from_that(
    decided: str | None, done: str | None, today: str, state: str, due: str
) -> None:
    facts = {"besluit": Fact(done_on=decided and D(decided)), "plicht": Fact(done_on=done and D(done))}  # type: ignore[arg-type]
    assert stands(SENT, today, **facts) == (state, due)


def test_a_plan_for_two_years_is_decided_again_after_two_years() -> None:
    decided = {"besluit": Fact(done_on=D("2024-02-29"))}
    assert stands(TWO_YEARS, "2026-02-28", **decided) == ("bijna", "2026-02-28")
    assert stands(TWO_YEARS, "2026-03-01", **decided) == ("te-laat", "2026-02-28")


def test_for_every_party_or_person_it_is_late_while_one_is_missing() -> None:
    sites = Duty(pk=1, kind=DutyKind.PER_PARTY, amount=1, unit="jaren")
    oldest = D("2025-05-01")
    assert stands(sites, "2025-06-01", per_partij=Fact(oldest, None, 4, 4)) == ("nog-nooit", "")
    assert stands(sites, "2025-06-01", per_partij=Fact(oldest, None, 4, 1)) == ("te-laat", "")
    assert stands(sites, "2025-06-01", per_partij=Fact(oldest, None, 4)) == ("op-tijd", "2026-05-01")
    assert stands(sites, "2026-06-01", per_partij=Fact(oldest, None, 4)) == ("te-laat", "2026-05-01")
    vog = Duty(pk=1, kind=DutyKind.VETTED)
    assert stands(vog, "2026-05-01", vog=Fact(None, D("2026-05-20"), 9)) == ("bijna", "2026-05-20")
    assert stands(vog, "2026-05-01", vog=Fact(None, D("2026-04-20"), 9, 0, 1)) == ("te-laat", "")
    secret = Duty(pk=1, kind=DutyKind.SECRECY)
    assert stands(secret, "2026-05-01", geheimhouding=Fact(total=9)) == ("gedaan", "")
    assert stands(secret, "2026-05-01", geheimhouding=Fact(total=9, open=2)) == ("te-laat", "")


def test_the_nightly_run_is_late_after_a_missed_night() -> None:
    night = Duty(pk=1, kind=DutyKind.NIGHTLY)
    assert stands(night, "2026-05-02", nachtwerk=Fact(D("2026-05-02")))[0] == "gedaan"
    assert stands(night, "2026-05-03", nachtwerk=Fact(D("2026-05-02")))[0] == "bijna"
    assert stands(night, "2026-05-04", nachtwerk=Fact(D("2026-05-02")))[0] == "te-laat"
    assert stands(night, "2026-05-04")[0] == "nog-nooit"


@pytest.mark.parametrize(
    "begins, first, renewal, today, last",
    [
        ("2019-01-01", 60, 12, "2019-06-01", "2023-12-31"),  # Haaglanden, conv. 23.1
        ("2019-01-01", 60, 12, "2023-12-31", "2023-12-31"),
        ("2019-01-01", 60, 12, "2024-01-01", "2024-12-31"),
        ("2019-01-01", 60, 12, "2026-11-22", "2026-12-31"),
        ("2019-10-01", 12, 12, "2026-09-30", "2026-09-30"),  # Midden-Nederland, conv. 23.1
        ("2019-10-01", 12, 12, "2026-10-01", "2027-09-30"),
        ("2019-03-01", 24, 12, "2024-02-29", "2024-02-29"),  # Kennemerland, conv. 22.1, in a leap year
        ("2019-03-01", 24, 12, "2024-03-01", "2025-02-28"),
        ("2019-01-01", None, None, "2026-11-22", None),  # Brabant Noordoost, for an indefinite time
    ],
)
def test_the_term_of_a_covenant_is_renewed(
    begins: str, first: int | None, renewal: int | None, today: str, last: str | None
) -> None:
    covenant = Covenant(in_force_from=D(begins), first_term_months=first, renewal_months=renewal)
    assert last_day_of(covenant, D(today)) == (last and D(last))


def test_half_a_year_before_its_end_the_term_stands_out() -> None:
    covenant = Covenant(in_force_from=D("2019-01-01"), first_term_months=60, renewal_months=12)
    duty = Duty(pk=1, kind=DutyKind.EXPIRY, covenant=covenant)
    assert stands(duty, "2026-07-01") == (Stand.IN_TIME.value, "2026-12-31")
    assert stands(duty, "2026-07-02") == (Stand.SOON.value, "2026-12-31")
    covenant.notice_months = 3
    assert stands(duty, "2026-04-02") == (Stand.SOON.value, "2026-09-30")


@pytest.mark.parametrize(
    "amount, unit, kind, words",
    [
        (1, "jaren", "vastleggen", "elk jaar"),
        (2, "jaren", "vastleggen", "elke 2 jaar"),
        (6, "maanden", "vastleggen", "elke 6 maanden"),
        (4, "weken", "na-besluit", "binnen 4 weken"),
        (1, "weken", "na-besluit", "binnen 1 week"),
        (4, "weken", "kopie", "binnen 4 weken"),
        (14, "dagen", "instemming", "binnen 14 dagen"),
        (None, "", "vastleggen", ""),
    ],
)
def test_how_often_stands_in_words(amount: int | None, unit: str, kind: str, words: str) -> None:
    assert Duty(kind=kind, amount=amount, unit=unit).how_often == words
