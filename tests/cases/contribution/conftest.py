import pytest

from cases.models import Case
from tests.cases.contribution.story import case_in_triage
from tests.cast import Cast


@pytest.fixture
def triage(cast: Cast) -> Case:
    """A case in triage to which Piet (politie), Olga (OM), Gea (gemeente) and Gijs (GGZ) are assigned."""
    return case_in_triage(cast, cast.piet, cast.olga, cast.gea, cast.gijs)
