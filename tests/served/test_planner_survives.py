# SPDX-License-Identifier: BSD-3-Clause
"""The plan comes back: after a killed process, a killed server, a reload, a browser that was closed in the middle."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import psutil
import pytest
from playwright.sync_api import expect

from tests.served.running import PATIENCE_SECONDS, start_site, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.served.running import RunningSite

pytestmark = pytest.mark.browser

PATIENCE = PATIENCE_SECONDS * 1000
OFFER = "This browser has kept your plan of"
GOLDEN = (
    "planner?name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&host=arus"
    "&start=2021-09-13&end=2021-09-17"
)


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[RunningSite]:
    """Start a site that a test may hurt."""
    site = start_site(tmp_path / "log")
    yield site
    site.stop()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Open a browser with storage of its own, of the size of a phone."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


def planned(page: Page) -> None:
    """Plan ten visits, and one that is half typed."""
    page.get_by_role("button", name="Template: 5 days").click(timeout=PATIENCE)
    expect(page.locator(".exx-plan-card")).to_have_count(10, timeout=PATIENCE)
    page.get_by_role("button", name="Add an activity").click()
    page.get_by_label("What happens?").fill("Metro depot, half ty")
    page.get_by_label("What happens?").press("Tab")
    wait_for(lambda: page.evaluate("JSON.stringify(sessionStorage).includes('half ty')"), "the browser to keep it")


def is_back(page: Page) -> None:
    """Check that all of it is there again."""
    expect(page.locator(".exx-plan-card")).to_have_count(10, timeout=PATIENCE)
    expect(page.get_by_label("What happens?")).to_have_value("Metro depot, half ty")
    expect(page.locator(".exx-plan-title").first).to_contain_text("Zlab")
    expect(page.locator(".exx-side")).to_contain_text("750")


def open_golden(context: BrowserContext, site: RunningSite) -> Page:
    """Open the planner with the golden case, and plan."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(site.address + GOLDEN)
    planned(page)
    return page


def visitors_of(site: RunningSite) -> list[psutil.Process]:
    """Return the processes below the server, youngest last."""
    return sorted(psutil.Process(site.process.pid).children(recursive=True), key=lambda one: one.create_time())


def test_after_a_reload(context: BrowserContext, own_site: RunningSite) -> None:
    """The page is loaded again: the same tab has the plan at once, and asks nothing."""
    page = open_golden(context, own_site)
    page.reload()
    is_back(page)
    assert page.get_by_text(OFFER).count() == 0


def test_after_the_process_of_the_visitor_was_killed(context: BrowserContext, own_site: RunningSite) -> None:
    """Without its process the page says so, gets another, and hands it the plan."""
    before = {process.pid for process in visitors_of(own_site)}
    page = open_golden(context, own_site)
    theirs = [process for process in visitors_of(own_site) if process.pid not in before]
    assert theirs
    for process in theirs:
        process.kill()
    expect(page.get_by_text("Your answers are back.")).to_be_visible(timeout=PATIENCE)
    is_back(page)
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Empty the agenda").click()
    expect(page.locator(".exx-plan-card")).to_have_count(0, timeout=PATIENCE)


def test_after_the_server_was_killed(context: BrowserContext, tmp_path: Path) -> None:
    """The server dies without a word and is started again at the same address: the plan is there."""
    site = start_site(tmp_path / "log")
    try:
        page = open_golden(context, site)
        port = site.address.rstrip("/").rpartition(":")[2]
        children = visitors_of(site)
        os.kill(site.process.pid, signal.SIGKILL)
        for child in children:
            child.kill()
        site.process.wait(PATIENCE_SECONDS)
        again = start_site(tmp_path / "log2", port=port)
        try:
            page.reload()
            is_back(page)
        finally:
            again.stop()
    finally:
        site.stop()


def test_after_the_browser_was_closed(chromium: Browser, context: BrowserContext, own_site: RunningSite) -> None:
    """A phone's browser that was closed in the middle offers the plan when the planner is opened there again."""
    open_golden(context, own_site)
    left = context.storage_state()
    context.close()
    with_memory = chromium.new_context(storage_state=left, viewport={"width": 360, "height": 740})
    try:
        page = with_memory.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{own_site.address}planner")
        expect(page.get_by_text(OFFER)).to_be_visible()
        expect(page.locator(".exx-plan-card")).to_have_count(0)
        page.get_by_role("button", name="Put it back").click()
        is_back(page)
        expect(page.get_by_text(OFFER)).to_have_count(0)
    finally:
        with_memory.close()


def test_what_is_thrown_away_does_not_come_back(
    chromium: Browser, context: BrowserContext, own_site: RunningSite
) -> None:
    """Thrown away, the copy is gone for good; a plan begun meanwhile stays."""
    open_golden(context, own_site)
    left = context.storage_state()
    context.close()
    for has_begun in (False, True):
        with_memory = chromium.new_context(storage_state=left)
        try:
            page = with_memory.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(f"{own_site.address}planner")
            expect(page.get_by_text(OFFER)).to_be_visible()
            if has_begun:
                page.get_by_label("Your organisation").fill("Another")
                page.get_by_label("Your organisation").press("Tab")
                wait_for(lambda: page.evaluate("JSON.stringify(localStorage).includes('Another')"), "the copy")  # noqa: B023
            page.get_by_role("button", name="Throw it away").click()
            kept = page.evaluate("JSON.stringify(localStorage)")
            assert "Zlab" not in kept
            assert ("Another" in kept) is has_begun
        finally:
            with_memory.close()


def test_a_browser_that_can_keep_nothing_is_named(context: BrowserContext, own_site: RunningSite) -> None:
    """Where the browser's storage is full the page says so as soon as there is something to lose, and works on."""
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(own_site.address + GOLDEN)
    page.get_by_role("button", name="Template: 5 days").click(timeout=PATIENCE)
    expect(page.locator(".exx-plan-card")).to_have_count(10, timeout=PATIENCE)
    expect(page.get_by_role("status").filter(has_text="keep a copy of your plan: save the file.")).to_be_visible()
