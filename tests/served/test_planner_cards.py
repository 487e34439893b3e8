# SPDX-License-Identifier: BSD-3-Clause
"""The planner's cards as a visitor meets them: say more, find a host, make papers, close the exchange, leave."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.served.running import wait_for
from tests.served.test_planner import GOLDEN, open_planner, take_file

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Dialog, Page

    from tests.served.running import RunningSite

pytestmark = pytest.mark.browser

NO_HOST = GOLDEN.replace("&host=arus", "")
HOSTS = ".exx-plan-ranking .exx-rank-card h3"


def unfold(page: Page, name: str) -> None:
    """Unfold a card."""
    page.get_by_role("button", name=name).click()


def test_who_says_more_finds_another_host_first(page: Page, site: RunningSite) -> None:
    """The order follows profile and weights; the first host is chosen, and the text to it is there in two languages."""
    open_planner(page, site, NO_HOST)
    unfold(page, "Compare the hosts")
    expect(page.locator(HOSTS)).to_have_count(6)
    before = page.locator(HOSTS).first.inner_text()
    unfold(page, "Say more about you")
    page.get_by_label("What do you do, and why").fill("Software for quiet trams.\nWe look for test tracks.")
    page.get_by_label("Languages you can work in").select_option(label="Turkish")
    expect(page.get_by_role("button", name="Turkish")).to_be_visible()
    unfold(page, "What counts how much")
    page.get_by_label("Language", exact=True).select_option("100")
    page.get_by_label("Lump sum", exact=True).select_option("0")
    expect(page.locator(HOSTS).first).to_contain_text("ARUS")
    assert "ARUS" not in before

    page.get_by_role("button", name="Choose ARUS").click()
    expect(page.get_by_role("heading", name="Zlab visits ARUS")).to_be_visible()
    expect(page.locator(".exx-panel .exx-sum")).to_contain_text("750")
    request = page.get_by_role("region", name="Your request to the host")
    expect(request).to_contain_text("Software for quiet trams.")
    page.get_by_label("Second language of the text").select_option(label="Italian")
    expect(request).to_contain_text("ARUS")
    expect(page.get_by_role("region", name="Your profile in short")).to_contain_text("Software for quiet trams.")


def test_a_day_less_is_explained_at_the_end(page: Page, site: RunningSite, tmp_path: Path) -> None:
    """The stay is over, so the card is open; leaving on Thursday halves the sum; the report is in the file."""
    open_planner(page, site, GOLDEN)
    page.get_by_label("It began on").fill("2021-09-13")
    page.get_by_label("It ended on").fill("2021-09-16")
    expect(page.get_by_text("The sum changes from \N{EURO SIGN}750 to \N{EURO SIGN}375.")).to_be_visible()
    page.get_by_label("What was done?").fill("Ten visits.\nTwo talks.")
    page.get_by_label("All was handed in on").fill("2021-09-27")
    expect(page.get_by_text("To be paid by 7 October 2021.")).to_be_visible()
    page.get_by_role("link", name="Tick them off in the checklist").click()
    expect(page.locator("#exx-plan-papers")).to_be_in_viewport()
    assert "Ten visits.\\nTwo talks." in take_file(page, tmp_path).read_text(encoding="utf-8")


def test_the_papers_are_given_to_the_browser(page: Page, site: RunningSite, tmp_path: Path) -> None:
    """One paper comes as it is, and what came of it is said; several come in one archive."""
    open_planner(page, site, GOLDEN)
    unfold(page, "Make papers of the plan")
    page.get_by_label("Which papers").select_option(label="Commitment to Quality")
    page.get_by_label("Beside it").select_option(label="Italian")
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the papers").click()
    assert download.value.suggested_filename.endswith(".docx")
    expect(page.get_by_text("Saved: ")).to_be_visible()
    page.get_by_label("Which papers").select_option(label="All papers")
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the papers").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    with zipfile.ZipFile(saved) as opened:
        assert len(opened.namelist()) == 7
        assert opened.testzip() is None


def asked(page: Page) -> list[str]:
    """Return what the browser asks from now on; each question is answered with yes."""
    questions: list[str] = []

    def answer(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return questions


ASKS = """() => {
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}"""


def wait_until_it_asks(page: Page, *, asks: bool) -> None:
    """Wait until the page has heard whether there is something to lose: that comes a moment after what is seen."""
    wait_for(lambda: page.evaluate(ASKS) is asks, f"the page to {'ask' if asks else 'let go'}")


def test_leaving_an_untouched_page_asks_nothing(page: Page, site: RunningSite) -> None:
    """Neither what the address handed over nor looking around is work that could be lost."""
    questions = asked(page)
    open_planner(page, site, GOLDEN)
    unfold(page, "Compare the hosts")
    expect(page.locator(HOSTS)).to_have_count(6)
    page.goto("about:blank")
    assert questions == []


def test_leaving_with_unsaved_work_asks_back(page: Page, site: RunningSite, tmp_path: Path) -> None:
    """After a change the browser asks; not once the file is taken, nor for another language; after a change again."""
    questions = asked(page)
    open_planner(page, site, GOLDEN)
    page.get_by_role("button", name="5 days").click()
    expect(page.locator(".exx-plan-card")).to_have_count(10)
    wait_until_it_asks(page, asks=True)
    page.reload()
    page.locator(".exx-panel").wait_for()
    assert questions == ["beforeunload"]
    expect(page.locator(".exx-plan-card")).to_have_count(10)
    take_file(page, tmp_path)
    wait_until_it_asks(page, asks=False)
    page.reload()
    expect(page.locator(".exx-plan-card")).to_have_count(10)
    assert questions == ["beforeunload"]
    page.get_by_label("Profile in the ClusterXchange tool").check()
    expect(page.locator(".exx-plan-steps")).to_contain_text("2 things to do")
    wait_until_it_asks(page, asks=True)
    page.locator(".site-languages summary").click()
    page.get_by_role("link", name="Italiano").click()
    expect(page.locator("html")).to_have_attribute("lang", "it")
    assert questions == ["beforeunload"]
    expect(page.locator(".exx-plan-card")).to_have_count(10)
    wait_until_it_asks(page, asks=True)
    tick = page.locator(".exx-plan-task input").first
    tick.uncheck()  # now it is the plan that was taken along
    wait_until_it_asks(page, asks=False)
    tick.check()
    wait_until_it_asks(page, asks=True)
    page.goto("about:blank")
    assert questions == ["beforeunload"] * 2
