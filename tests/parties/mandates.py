"""A mandate as it is filled in."""

from typing import Any

from parties.choices import MandateKind
from parties.models import Party
from tests.cast import START


def mandate_given(holder: Party, **changes: Any) -> dict[str, Any]:
    given = {
        "kind": MandateKind.MANDATE, "holder": holder, "body": None, "scope": "Besluiten over het jaarplan", "consent_on": START,
        "consent_reference": "brief 7", "from_date": START, "until_date": None,
    }  # fmt: skip
    return {**given, **changes}
