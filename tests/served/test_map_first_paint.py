# SPDX-License-Identifier: BSD-3-Clause
"""The map is there before anybody's process: drawn from memory, words first, and what is pressed early is not lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from exxtra_kit.catalogue import load_clusters
from exxtra_kit.language import Language
from exxtra_kit.messages import msg
from tests.served.test_partner_map import map_of

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route, WebSocketRoute

    from tests.served.running import RunningSite

pytestmark = pytest.mark.browser

LINE = re.compile(r"/visit/partner_map\?")
MAP = re.compile(r"/map/[^/]+\.html$")


def hold_the_line(page: Page) -> list[WebSocketRoute]:
    """Let the page's connection open and lead nowhere; return it once it is there."""
    held: list[WebSocketRoute] = []

    def hold(line: WebSocketRoute) -> None:
        held.append(line)

    page.route_web_socket(LINE, hold)
    return held


def test_the_map_is_painted_before_any_process_answers(site: RunningSite, page: Page) -> None:
    """Outlines, territories, seven markers and the list are there while the connection says nothing at all."""
    held = hold_the_line(page)

    page.goto(f"{site.address}partner_map?lang=en")

    expect(map_of(page).locator(".exx-host .exx-dot")).to_have_count(7)
    territories = map_of(page).locator("path.exx-territory")
    expect(territories).to_have_count(7)
    assert map_of(page).locator("path.exx-country.exx-in").count() == 38
    assert all((shape.bounding_box() or {"width": 0})["width"] > 2 for shape in territories.all())
    expect(map_of(page).locator(".exx-host .exx-name").first).to_be_visible()
    expect(page.locator(".exx-map-entry")).to_have_count(7)
    expect(page.locator(".exx-map-waiting")).to_be_hidden()
    assert page.evaluate("performance.getEntriesByName('first-contentful-paint').length") == 1
    assert len(held) == 1, "the page never asked for a process"


def test_the_words_do_not_wait_for_the_map(site: RunningSite, page: Page) -> None:
    """While the map's own page is on its way, question, form and list are there, and what is waited for is said."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(MAP, hold)
    hold_the_line(page)

    page.goto(f"{site.address}partner_map?lang=en", wait_until="commit")

    expect(page.get_by_role("heading", level=1)).to_have_text("Where can we go, and for how much?")
    expect(page.get_by_label("We are a", exact=True)).to_be_visible()
    expect(page.locator(".exx-map-entry")).to_have_count(7)
    expect(page.locator(".exx-map-waiting")).to_have_text("Drawing the map\N{HORIZONTAL ELLIPSIS}")
    expect(map_of(page).locator(".exx-host")).to_have_count(0)
    assert len(waiting) == 1

    waiting[0].continue_()

    expect(map_of(page).locator(".exx-host")).to_have_count(7)
    expect(page.locator(".exx-map-waiting")).to_be_hidden()


def test_the_words_are_in_the_page_itself(site: RunningSite) -> None:
    """The heading stands in what the site sends first, so it is read before any script has run."""
    page = site.ask("/partner_map?lang=it").text
    before_the_data = page[: page.index('<script type="application/json"')]

    assert Language.load("it").text(msg("Where can we go, and for how much?")) in before_the_data


def test_a_marker_that_is_pressed_early_is_answered_later(site: RunningSite, page: Page) -> None:
    """What is pressed before the process is there is kept, and the card opens as soon as it is."""
    held = hold_the_line(page)
    page.goto(f"{site.address}partner_map?lang=en")
    arus = next(cluster for cluster in load_clusters() if cluster.id == "arus")
    # By key: the map may still be finding its size, and move away under a finger.
    map_of(page).get_by_role("button", name=re.compile(f"^{arus.name}")).press("Enter")
    expect(page.locator(".exx-map-card")).to_have_count(0)

    held[0].connect_to_server()

    expect(page.get_by_role("group", name=arus.name)).to_contain_text("Ankara")
    expect(map_of(page).locator(".exx-chosen")).to_contain_text(arus.name)
