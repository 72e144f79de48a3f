"""pytest plugin: with ZVH_REQUIRE_BROWSER=1 a browser test that is skipped has failed."""

import os
from collections.abc import Generator

import pytest

REQUIRED = os.environ.get("ZVH_REQUIRE_BROWSER") == "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    expected_to_fail = hasattr(report, "wasxfail")
    if REQUIRED and report.skipped and not expected_to_fail and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"browser test skipped while ZVH_REQUIRE_BROWSER=1: {report.longrepr}"
    return report
