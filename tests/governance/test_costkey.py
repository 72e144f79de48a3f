"""Money in cents: a total is divided by inhabitants so that it adds up, and the same table always gives the same amounts."""

from decimal import Decimal
from itertools import permutations
from random import Random

import pytest
from django.core.exceptions import ValidationError

from zvh.money import MoneyField, divide, euros, plain

# Total, inhabitants, and what comes out, by hand: rounded down, the cents that are left to the largest remainders.
TABLE = [
    ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
    ("0.01", [1, 1], ["0.01", "0.00"]),
    ("0.05", [3, 3, 1], ["0.02", "0.02", "0.01"]),
    ("10.00", [2, 1], ["6.67", "3.33"]),
    ("1000.00", [50_000, 30_000, 20_000], ["500.00", "300.00", "200.00"]),
    ("123456.78", [361_742, 24_789, 66_912], ["98489.78", "6749.19", "18217.81"]),
    ("0.00", [5, 7], ["0.00", "0.00"]),
    ("9.99", [0, 4], ["0.00", "9.99"]),
]


@pytest.mark.parametrize(("total", "weights", "wanted"), TABLE)
def test_a_table_by_hand(total: str, weights: list[int], wanted: list[str]) -> None:
    found = divide(Decimal(total), dict(enumerate(weights)))
    assert [str(one) for one in found.values()] == wanted
    assert sum(found.values()) == Decimal(total)


def test_whatever_the_numbers_it_adds_up_and_nobody_is_a_cent_off() -> None:
    dice = Random(20261122)
    for _ in range(500):
        weights = {n: dice.randint(1, 900_000) for n in range(dice.randint(1, 40))}
        total = Decimal(dice.randint(0, 10**9)) / 100
        found = divide(total, weights)
        assert sum(found.values()) == total
        whole = sum(weights.values())
        assert all(abs(amount - total * weights[n] / whole) < Decimal("0.01") for n, amount in found.items())


def test_more_inhabitants_never_pay_less() -> None:
    found = divide(Decimal("1000.01"), {"a": 10, "b": 11, "c": 12})
    assert found["a"] <= found["b"] <= found["c"]


def test_the_order_of_the_table_changes_nothing_but_a_tie() -> None:
    weights = {"a": 7, "b": 13, "c": 29}
    every = {tuple(sorted(divide(Decimal("77.77"), dict(one)).items())) for one in permutations(weights.items())}
    assert len(every) == 1


@pytest.mark.parametrize("weights", [{}, {"a": 0}, {"a": 3, "b": -1}])
def test_nothing_to_divide_by(weights: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="nothing"):
        divide(Decimal("1.00"), weights)


@pytest.mark.parametrize(
    ("sent", "amount"),
    [
        ("1.234,56", "1234.56"), ("1234,5", "1234.50"), ("€ 12", "12.00"), ("1234.56", "1234.56"), ("1.234", "1234.00"),
        ("0", "0.00"), ("1 234,00", "1234.00"), (" 7,10 ", "7.10"),
    ],
)  # fmt: skip
def test_an_amount_as_people_write_it(sent: str, amount: str) -> None:
    assert MoneyField().clean(sent) == Decimal(amount)


@pytest.mark.parametrize(
    "sent", ["", "abc", "1,234.56", "12,345", "1.23.456", "1e3", "١٢", "NaN", "-5", "1" * 11, "1.2345", "--1"]
)  # noqa: RUF001
def test_what_is_no_amount_is_refused(sent: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(sent)


def test_a_booking_back_is_negative() -> None:
    assert MoneyField(may_be_negative=True).clean("-1.234,5") == Decimal("-1234.50")


def test_amounts_in_words() -> None:
    shown = [euros(Decimal(one)) for one in ("0", "1234.5", "1234567.89", "-12.30")]
    assert shown == ["€ 0,00", "€ 1.234,50", "€ 1.234.567,89", "-€ 12,30"]
    assert plain(Decimal("1234.5")) == "1234,50" and euros(None) == plain(None) == ""
