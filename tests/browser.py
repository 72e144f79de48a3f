"""A real browser in tests: how it starts, and what axe says of a page."""

import os
import shutil
from typing import Any

from zvh.dev.frontend import AXE

CHROMIUM = os.environ.get("ZVH_CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN = "async (tags) => (await axe.run({runOnly: tags, resultTypes: ['violations']})).violations"


def violations(page: Any) -> list[str]:
    """What axe finds against WCAG 2.2 AA."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(RUN, STANDARDS)
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]
