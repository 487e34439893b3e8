# SPDX-License-Identifier: BSD-3-Clause
"""The table's script in a real Chromium, and the map as a file, opened from a disk with no network at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from exxtra_kit.language import Language
from exxtra_kit.render.hosts_table import table_html
from exxtra_kit.widgets.partner_map.files import MAP_FILES
from exxtra_kit.widgets.partner_map.table import HostsTable
from tests.render.hostile_texts import ATTACKS
from tests.render.offered import judged, unjudged
from tests.render.snapshots import hostile_snapshot, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ENGLISH = Language.load()
# A model as the table's script knows it.
SHOW = """
async ([script, html]) => {
  const { default: widget } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const calls = [];
  window.model = { html, get: () => window.model.html, on: (_, call) => calls.push(call), off() {},
    take(next) { window.model.html = next; calls.forEach((call) => call()); } };
  widget.render({ model: window.model, el: document.body });
}
"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Yield an empty page without a network; no error in its console is forgiven."""
    context = chromium.new_context(offline=True)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def table_on(page: Page) -> None:
    """Show the table of the hosts, unfolded."""
    page.evaluate(SHOW, [str(HostsTable(ENGLISH).box._esm), str(table_html(judged(), ENGLISH))])
    page.get_by_text("As a table").click()


def order(page: Page) -> list[str]:
    """Return the hosts in the order in which they stand."""
    return page.locator("tbody th").all_inner_texts()


def test_a_heading_sorts_and_sorts_back(page: Page) -> None:
    """The nearest first, then the farthest; the heading says so, for who hears it too."""
    table_on(page)
    distance = page.get_by_role("button", name="Distance")

    distance.click()
    assert order(page)[0] == "DITECFER"
    expect(page.get_by_role("columnheader", name="Distance")).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_role("status")).to_have_text("Sorted by Distance, lowest first")

    distance.click()
    assert order(page)[0] == "ARUS"
    expect(page.get_by_role("columnheader", name="Distance")).to_have_attribute("aria-sort", "descending")


def test_numbers_are_no_words(page: Page) -> None:
    """The sum is sorted as a number, the highest first; what has none comes last both ways."""
    table_on(page)
    button = page.get_by_role("button", name="Sum", exact=True)

    button.click()
    assert order(page)[0] == "CenSec"
    assert order(page)[-1] == "DITECFER"
    button.click()
    assert order(page)[0] == "Railgrup"
    assert order(page)[-1] == "DITECFER"


def test_the_order_and_the_focus_outlast_new_answers(page: Page) -> None:
    """When the rows come anew, the table is still unfolded, sorted as before, and the heading keeps the focus."""
    table_on(page)
    page.get_by_role("button", name="Host").press("Enter")
    page.get_by_role("button", name="Host").press("Enter")
    backwards = sorted(order(page), key=str.casefold, reverse=True)
    assert order(page) == backwards

    page.evaluate("(html) => window.model.take(html)", str(table_html(unjudged(), ENGLISH)))

    assert order(page) == backwards
    expect(page.get_by_role("button", name="Host")).to_be_focused()
    expect(page.locator("details")).to_have_attribute("open", "")


def test_every_column_can_be_sorted_by_keyboard(page: Page) -> None:
    """Each heading is a button that takes the focus, and leaves all seven hosts where they can be read."""
    table_on(page)
    buttons = page.locator("thead button")

    for number in range(buttons.count()):
        buttons.nth(number).focus()
        page.keyboard.press("Space")
        assert len(order(page)) == 7
        assert page.locator('th[aria-sort="none"]').count() == buttons.count() - 1


def opened(page: Page, tmp_path: Path, content: bytes) -> list[str]:
    """Open a file from the disk, and return what the page asks for from then on, but for what it holds itself."""
    path = tmp_path / "map.html"
    path.write_bytes(content)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if not one.url.startswith(("data:", "blob:")) else None)
    page.goto(path.as_uri())
    asked.remove(path.as_uri())
    return asked


@pytest.mark.parametrize("width", [1280, 360])
def test_the_file_opens_without_a_network(page: Page, tmp_path: Path, width: int) -> None:
    """The map has the sums, a host is chosen on it and in the table, nothing is asked for, nothing is too wide."""
    page.set_viewport_size({"width": width, "height": 800})
    asked = opened(page, tmp_path, MAP_FILES[".html"].make(snapshot(), ENGLISH))
    inside = page.frame_locator("iframe")

    expect(inside.locator(".exx-rated")).to_have_count(7)
    expect(inside.locator(".exx-chosen")).to_contain_text("\N{EURO SIGN}750")
    expect(inside.locator("path.exx-route")).to_have_count(1)
    expect(inside.locator("path.exx-ring")).to_have_count(1)
    page.get_by_role("button", name="MAFEX").click()
    expect(inside.locator(".exx-chosen")).to_contain_text("\N{EURO SIGN}830")
    inside.get_by_role("button", name="CenSec").press("Enter")
    expect(page.locator("tr.exx-chosen th")).to_have_text("CenSec")
    page.get_by_role("button", name="Distance").click()
    assert order(page)[0] == "DITECFER"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert asked == []


@pytest.mark.parametrize("text", [one for one in ATTACKS if "\x00" not in one])
def test_hostile_names_run_nothing(page: Page, tmp_path: Path, text: str) -> None:
    """Whatever visitor, town and host are called: the map is drawn, the name is text, and nothing runs."""
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    asked = opened(page, tmp_path, MAP_FILES[".html"].make(hostile_snapshot(text), ENGLISH))
    inside = page.frame_locator("iframe")

    expect(inside.locator(".exx-me")).to_have_count(1)
    expect(page.locator("tbody tr")).to_have_count(7)
    names = page.locator("tbody th").evaluate_all("(cells) => cells.map((cell) => cell.textContent)")
    assert text.replace("\r\n", "\n").replace("\r", "\n") in names
    assert page.locator("script").count() == 2
    assert page.locator("img").count() == inside.locator("img[src='x']").count() == 0
    assert asked == []
