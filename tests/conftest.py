# SPDX-License-Identifier: BSD-3-Clause
"""What holds for every test: no outside network, repeatable random cases, and a count in words at the end."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.closed_network.sitecustomize import close_network
from tests.summary import count_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

close_network()
# Processes that tests start close themselves: Python imports the module of that folder at start.
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(Path(__file__).parent / "closed_network"), *filter(None, [os.environ.get("PYTHONPATH")])]
)

# No deadline: a shared machine is slow now and then, and speed is measured elsewhere.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield a Chromium that can reach this machine only: one for the whole run, as one thread drives only one."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (most tests need no browser)

    from tools.browser_setup import launch_options  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests, notebooks and browser tests passed, just above pytest's own closing line."""
    reports = [
        report
        for outcome in ("passed", "failed", "error")
        for report in terminalreporter.stats.get(outcome, [])
        if report.when == "call" or outcome != "passed"
    ]
    if reports:
        terminalreporter.write_line("")
        terminalreporter.write_line(count_in_words(reports))
