# SPDX-License-Identifier: BSD-3-Clause
"""The layer of organisations in a real Chromium: grouped, filtered, listed, told of; by mouse, key and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from exxtra_kit.language import Language
from exxtra_kit.render.organisation_layer import organisation_page
from tests.render.organisations_made import HOSTILE, hostile, judged, some
from tools.build_frontend import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("_built")]

SAY = Language.load()
ALL = len(some())
# Two faces on the map that hide each other by more than a little.
OVERLAPS = """() => {
  const all = document.querySelectorAll('.exo-bubble, .exo-one, .exo-dot');
  const faces = [...all].map((one) => one.getBoundingClientRect());
  const shared = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
    Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
  let worst = 0;
  faces.forEach((a, i) => faces.slice(i + 1).forEach((b) => {
    worst = Math.max(worst, shared(a, b) / Math.min(a.width * a.height, b.width * b.height));
  }));
  return worst;
}"""


@pytest.fixture(scope="module")
def _built() -> None:
    """Build the layer's script from its sources as they are now."""
    build()


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Return what opens a map from a file; it may ask nobody for anything, and no error in its console is forgiven."""
    complaints: list[str] = []
    contexts = []

    def show(entries: Any = None, width: int = 1280, *, with_answers: bool = True) -> Page:
        data, answers = judged(some() if entries is None else entries, SAY)
        file = tmp_path / "map.html"
        file.write_text(
            organisation_page(SAY, data, answers if with_answers else None), encoding="utf-8", errors="replace"
        )
        context = chromium.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda sent: complaints.append(sent.url) if not sent.url.startswith(("data:", "file:", "blob:")) else None,
        )
        page.goto(file.as_uri())
        page.wait_for_function("performance.getEntriesByName('exxtra-organisations-drawn').length > 0")
        return page

    yield show
    for context in contexts:
        context.close()
    assert complaints == []


def counted(page: Page) -> int:
    """Return how many organisations the markers of the map stand for."""
    numbers = page.locator(".exo-number").all_inner_texts()
    return sum(int(number) for number in numbers) + page.locator(".exo-one, .exo-dot").count()


def test_all_of_them_are_on_the_map(opened: Callable[..., Page]) -> None:
    """Bubbles and single ones add up to all, the list has them all, and no two faces hide each other."""
    page = opened()

    assert counted(page) == ALL
    assert page.locator(".exo-list .exo-entry").count() == ALL
    expect(page.get_by_role("status")).to_have_text(f"{ALL} of {ALL} organisations")
    assert page.evaluate(OVERLAPS) < 0.2


def test_a_bubble_says_how_many_have_which_answer(opened: Callable[..., Page]) -> None:
    """A bubble's name says in words what its ring and its signs show."""
    page = opened()
    bubble = page.locator(".exo-marker", has=page.locator(".exo-bubble")).first
    label = bubble.get_attribute("aria-label") or ""

    assert "organisations" in label
    assert "full sum: " in label
    assert page.locator(".exo-shares").first.inner_text().strip()


def test_a_bubble_falls_apart_by_key(opened: Callable[..., Page]) -> None:
    """A bubble is a button; pressed by key it goes closer, until it lists those who share one spot."""
    page = opened()
    before = page.evaluate("exxOrganisations.page.map.getZoom()")
    page.get_by_role("button", name="press to zoom in").first.focus()
    page.keyboard.press("Enter")

    assert page.evaluate("exxOrganisations.page.map.getZoom()") > before
    assert page.evaluate("document.activeElement.classList.contains('exo-marker')")

    page.get_by_label("Name, town or sector").fill("dresden")
    expect(page.get_by_role("status")).to_have_text(f"40 of {ALL} organisations")
    page.get_by_role("button", name="Zoom to these").click()
    page.get_by_role("button", name="press for a list").focus()
    page.keyboard.press(" ")
    expect(page.locator(".exo-popup")).to_contain_text("40 organisations")
    page.locator(".exo-popup .exo-entry").first.click()
    expect(page.locator(".exo-popup")).to_contain_text("Sector: ")
    page.keyboard.press("Escape")
    expect(page.locator(".exo-popup")).to_have_count(0)
    assert page.evaluate("document.activeElement.classList.contains('exo-marker')")


def test_filters_work_together(opened: Callable[..., Page]) -> None:
    """Text, type, sector and answer each leave what fits all of them; showing all takes them away."""
    page = opened()
    page.get_by_label("Name, town or sector").fill("LEIPZ")
    expect(page.get_by_role("status")).to_have_text(f"5 of {ALL} organisations")
    sector = page.get_by_label("Sector", exact=True)
    sector.select_option(label=next(text for text in sector.locator("option").all_inner_texts() if "track" in text))
    within = page.locator(".exo-list .exo-entry").count()
    page.get_by_label("Answer").select_option("half")

    assert 0 < within < 5
    expect(page.get_by_role("status")).to_have_text(f"0 of {ALL} organisations")
    expect(page.locator(".exo-side")).to_contain_text("No match")
    assert counted(page) == 0
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text(f"{ALL} of {ALL} organisations")


def test_the_list_leads_to_the_map(opened: Callable[..., Page]) -> None:
    """The best answer is first in the list; pressing it tells of it on the map, with its link."""
    page = opened()
    first = page.locator(".exo-list .exo-entry").first
    assert "€1,100" in first.inner_text()
    first.click()
    popup = page.locator(".exo-popup")

    expect(popup).to_contain_text("full sum: €1,100")
    expect(popup).to_contain_text("5 working days")
    assert popup.evaluate("(one) => one === document.activeElement")
    page.get_by_label("Close", exact=True).click()
    assert first.evaluate("(one) => one === document.activeElement")


def test_a_site_opens_beside(opened: Callable[..., Page]) -> None:
    """A web address is a link that opens a page of its own and tells it nothing of ours."""
    page = opened()
    page.get_by_label("Name, town or sector").fill("copenhagen")
    expect(page.get_by_role("status")).to_have_text(f"1 of {ALL} organisations")
    page.locator(".exo-list .exo-entry").first.click()
    link = page.locator(".exo-popup a.exo-link")

    assert link.get_attribute("href") == link.inner_text()
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert link.get_attribute("target") == "_blank"


def test_without_a_question_there_are_dots(opened: Callable[..., Page]) -> None:
    """Without a question nothing is said of answers, and there is no filter for them."""
    page = opened(with_answers=False)

    assert counted(page) == ALL
    assert page.locator(".exo-shares, .exo-one").count() == 0
    expect(page.get_by_label("Answer")).to_be_hidden()


def test_it_fits_a_phone(opened: Callable[..., Page]) -> None:
    """At 360 pixels nothing runs out of the page, and the map has all of them in sight."""
    page = opened(width=360)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert counted(page) == ALL
    assert page.evaluate(OVERLAPS) < 0.2


def test_hostile_words_are_text(opened: Callable[..., Page]) -> None:
    """Whatever the organisations are called, every word is shown as text, on the map, in popups and in the list."""
    page = opened(hostile())
    entries = page.locator(".exo-list .exo-entry")
    assert entries.count() == len(HOSTILE)
    seen = set()
    for number in range(len(HOSTILE)):
        entries.nth(number).click()
        popup = page.locator(".exo-popup").last  # the one before fades away
        seen.add(popup.locator("b").first.text_content())
        assert popup.locator("img, svg, script, a").count() == 0

    assert seen == set(HOSTILE)
    assert page.evaluate("window.broken") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.locator(".exo-app img, .exo-app script").count() == 0
