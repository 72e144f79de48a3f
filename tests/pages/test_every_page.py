"""Every page of the matrix, as the house and as a party sees it: axe and the console silent on every screen, and nothing scrolls
sideways. With ZVH_PICTURES=1 pictures are kept, see album.py."""

import pytest

from cases.models import Case
from tests.access import asking
from tests.cast import Cast
from tests.pages.album import Album
from tests.pages.looking import tour
from tests.pages.visits import SEEN_BY, visits
from tests.pages.window import Window

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("group", SEEN_BY, ids=["huis", "partijen"])
def test_pages_of_a_running_case(cast: Cast, case: Case, window: Window, album: Album, group: tuple[str, ...]) -> None:
    wanted = [visit for visit in visits() if visit.who in group]
    assert wanted
    assert tour(cast, window, album, wanted, asking.ids(cast, case)) == []
