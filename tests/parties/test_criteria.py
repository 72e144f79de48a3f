from itertools import combinations

import pytest
from django.core.exceptions import ValidationError

from parties import criteria


def test_a_and_b_and_one_of_c_or_d():
    met = {
        "".join(letters)
        for count in range(5)
        for letters in combinations("ABCD", count)
        if criteria.is_met("A and B and (C or D)", letters)
    }
    assert met == {"ABC", "ABD", "ABCD"}


@pytest.mark.parametrize(
    "expression",
    ["", "A and", "A && B", "not A", "A if B else C", "f(A)", "A.b", "1", "A and 'x'", "(" * 5000],
)
def test_anything_but_codes_and_or_and_brackets_is_refused(expression):
    with pytest.raises(ValidationError):
        criteria.validate_expression(expression)


def test_in_dutch_words():
    assert criteria.in_words("A and B and (C or D)") == "A en B en (C of D)"


def test_codes_of_an_expression():
    assert criteria.codes("T1 and (T2 or T3)") == {"T1", "T2", "T3"}
