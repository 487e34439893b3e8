# SPDX-License-Identifier: BSD-3-Clause
"""Answers survive a page that is loaded again: in stock Voila, and on our site with either front end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.house.reading import ROOT
from tests.served.running import PATIENCE_SECONDS, start_site, wait_for
from tests.served.test_other_hosts import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PATIENCE = PATIENCE_SECONDS * 1000
BACK = "Your answers are back."
HOSTS = ("voila", "full", "slim")


@contextmanager
def opened(host: str, app: str, folder: Path, chromium: Browser) -> Iterator[Page]:
    """Open an app in a tab of its own."""
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE)
    if host == "voila":
        with running(folder, "voila", str(ROOT / "notebooks" / f"{app}.ipynb")) as address:
            page.goto(address, timeout=PATIENCE)
            yield page
    else:
        site = start_site(folder / "log", EXXTRA_FRONT_END=host)
        try:
            page.goto(f"{site.address}{app}", timeout=PATIENCE)
            yield page
        finally:
            site.stop()
    page.close()


def kept(text: str) -> str:
    """Return a script that says whether the browser keeps a text."""
    return f"JSON.stringify(sessionStorage).includes({text!r})"


@pytest.mark.parametrize("host", HOSTS)
def test_answers_are_back_after_a_reload(host: str, tmp_path: Path, chromium: Browser) -> None:
    """What was answered in the calculator is there again, its sum too, and one line says so; starting again ends it."""
    with opened(host, "calculator", tmp_path, chromium) as page:
        page.get_by_role("button", name="See an example").click()
        expect(page.locator(".exx-side")).to_contain_text("750", timeout=PATIENCE)
        page.get_by_label("Last day", exact=True).fill("2021-09-16")
        wait_for(lambda: page.evaluate(kept("2021-09-16")), "the browser to keep the last day")

        page.reload()

        expect(page.get_by_text(BACK)).to_be_visible(timeout=PATIENCE)
        expect(page.locator(".exx-side")).to_contain_text("\N{EURO SIGN}375", timeout=PATIENCE)
        expect(page.get_by_label("Last day", exact=True)).to_have_value("2021-09-16")
        page.get_by_role("button", name="Start again").click()
        expect(page.get_by_text(BACK)).to_be_hidden(timeout=PATIENCE)
        page.reload()
        expect(page.get_by_role("button", name="See an example")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_text(BACK)).to_have_count(0)


@pytest.mark.parametrize("host", HOSTS)
def test_a_plan_is_back_after_a_reload(host: str, tmp_path: Path, chromium: Browser) -> None:
    """Of a plan, what was answered, planned and half typed is there again."""
    with opened(host, "planner", tmp_path, chromium) as page:
        page.get_by_label("Your organisation").fill("Zlab")
        page.get_by_label("Host", exact=True).select_option(label="ARUS, Ankara (Türkiye)")
        page.get_by_label("First day at the host").fill("2021-09-13")
        page.get_by_label("Last day", exact=True).fill("2021-09-17")
        page.get_by_role("button", name="+ Add").first.click(timeout=PATIENCE)
        page.get_by_label("What happens?").fill("Metro depot, half ty")
        page.get_by_label("What happens?").press("Tab")
        wait_for(lambda: page.evaluate(kept("half ty")), "the browser to keep what is typed")

        page.reload()

        expect(page.get_by_text(BACK)).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_label("Your organisation")).to_have_value("Zlab")
        expect(page.get_by_label("What happens?")).to_have_value("Metro depot, half ty")
