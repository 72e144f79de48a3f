"""A real browser in tests: how it starts, and what axe says of a page."""

import os
import re
import shutil
from typing import Any

from playwright.sync_api import expect

from zvh.dev.frontend import AXE

CHROMIUM = os.environ.get("ZVH_CHROMIUM") or shutil.which("chromium")
PICTURES = bool(os.environ.get("ZVH_PICTURES"))  # keep pictures of what was seen: it takes longer than the checks
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # what axe judges by colour
RUN = "async (rules) => (await axe.run({runOnly: rules, resultTypes: ['violations']})).violations"


def violations(page: Any, *, colours_only: bool = False) -> list[str]:
    """What axe finds against WCAG 2.2 AA; of a page that was judged whole on this width, in other colours only what colours change."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(RUN, COLOURS if colours_only else STANDARDS)
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


def arrive(page: Any, place: "str | re.Pattern[str]") -> None:
    """Wait until the page of this address is shown, also when another navigation was given up for it; `**` is anything."""
    if isinstance(place, str):
        place = re.compile(".*".join(re.escape(part) for part in place.split("**")) + "$")
    expect(page).to_have_url(place, timeout=30_000)
    page.wait_for_load_state("load")
