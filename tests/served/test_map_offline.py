# SPDX-License-Identifier: BSD-3-Clause
"""The whole map page with the network closed: everything works, and what other hosts are asked for is counted: nothing.

The browser can resolve no name but this machine's (`tools.browser_setup`), and the site's own process may reach no
other host either (`tests/closed_network`).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from exxtra_kit.language import Language
from exxtra_kit.render.map_layers import shade_choices
from exxtra_kit.widgets.partner_map.files import MAP_FILES
from tests.served.test_partner_map import FROM_CEREA, SUMS, map_of
from tools.browser_setup import QUIET

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.served.running import RunningSite
    from tests.served.watching import Watch

pytestmark = pytest.mark.browser

BEGINNINGS = {
    ".html": b"<!DOCTYPE html>",
    ".xlsx": b"PK",
    ".csv": b"\xef\xbb\xbf",
    ".png": b"\x89PNG",
    ".svg": b"<svg",
    ".geojson": b"{",
}


def asked_by_everybody(page: Page) -> list[str]:
    """Return a list that fills with the addresses of all requests of the browser's profile: pages, frames, workers."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    return asked


def test_everything_on_the_map_page_works_without_the_network(
    site: RunningSite, page: Page, watch: Watch, tmp_path: Path
) -> None:
    """Question, choice both ways, layers, filter, weeks, table and files; other hosts are asked for nothing at all."""
    asked = asked_by_everybody(page)
    page.goto(f"{site.address}partner_map?{FROM_CEREA}")
    drawn = map_of(page)

    for name, words in SUMS.items():
        expect(drawn.locator(".exx-host", has_text=name).locator(".exx-sum")).to_have_text(words)

    choose_both_ways(page)
    change_layers(page)
    find_and_take_a_week(page)
    use_the_table(page)
    for ending in MAP_FILES:
        save(page, ending, tmp_path)
    open_the_saved_page(page, tmp_path / "map.html")

    outside = [address for address in asked if not address.startswith((site.address, "data:", "blob:", "file:"))]
    assert outside == []
    assert watch.outside() == []
    assert len(watch.requests) >= 4, "nothing was counted"


def choose_both_ways(page: Page) -> None:
    """A marker opens its card, and an entry of the list is chosen on the map."""
    map_of(page).get_by_role("button", name=re.compile("^ARUS")).press("Enter")
    expect(page.get_by_role("group", name="ARUS")).to_contain_text("Ankara")
    page.locator(".exx-map-entry", has_text="Rail.S").click()
    expect(map_of(page).locator(".exx-chosen")).to_contain_text("Rail.S")


def change_layers(page: Page) -> None:
    """The territories get another colour and legend; the other partnerships' clusters come, and tell of themselves."""
    drawn = map_of(page)
    page.get_by_label("Colour the territories by", exact=True).select_option(index=len(shade_choices()) - 1)
    expect(drawn.locator("path.exx-cat-more").first).to_be_attached()
    expect(page.locator(".exx-map-legend .exx-shade-cat-more")).to_be_visible()
    page.get_by_label("Show the clusters of the other partnerships").check()
    drawn.locator(".exx-other").first.press("Enter")
    expect(drawn.locator(".leaflet-popup-content")).to_contain_text("How sure")
    page.keyboard.press("Escape")


def find_and_take_a_week(page: Page) -> None:
    """A filter takes hosts off map and list, and a week of the season is taken."""
    page.get_by_role("button", name="Sort and filter").click()
    page.get_by_label("Official language", exact=True).select_option(label="Spanish")
    expect(map_of(page).locator(".exx-host:not(.exx-chosen) .exx-dot:visible")).to_have_count(2)
    page.locator(".exx-map-entry", has_text="Railgrup").click()
    page.get_by_role("group", name="Railgrup").get_by_role("button", name=re.compile("^27 June.*full sum")).click()
    expect(page.get_by_label("First day", exact=True)).to_have_value("2022-06-27")
    page.get_by_role("button", name="Clear the filters").click()
    expect(map_of(page).locator(".exx-host .exx-dot:visible")).to_have_count(7)


def use_the_table(page: Page) -> None:
    """The table unfolds, is sorted, and the time line below it unfolds too."""
    page.get_by_text("As a table").click()
    head = page.get_by_role("columnheader", name="Distance")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", re.compile("ascending|descending"))
    expect(page.locator(".exx-hosts-table tbody tr")).to_have_count(7)


def save(page: Page, ending: str, folder: Path) -> None:
    """A file of each kind is made by the visitor's own process, and begins as its kind does."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=Language.load().text(MAP_FILES[ending].title), exact=True).click()
    file = folder / f"map{ending}"
    waiting.value.save_as(file)
    assert waiting.value.suggested_filename.endswith(ending)
    assert file.read_bytes().startswith(BEGINNINGS[ending])


def open_the_saved_page(page: Page, file: Path) -> None:
    """The saved page opens from the disk, with map, sums and table."""
    opened = page.context.new_page()
    opened.goto(file.as_uri())
    expect(map_of(opened).locator(".exx-host.exx-rated")).to_have_count(7)
    expect(map_of(opened).locator("path.exx-territory.exx-cat-more").first).to_be_attached()
    expect(opened.get_by_role("row", name=re.compile("^CenSec"))).to_contain_text("\N{EURO SIGN}1,100")
    opened.close()


def test_the_network_really_is_closed(site: RunningSite, page: Page, watch: Watch) -> None:
    """The same browser asked for a public host gets nothing, and the count above would have named it."""
    watch.forgiven += ["ERR_NAME_NOT_RESOLVED", "Content Security Policy"]
    page.goto(f"{site.address}health")

    failed = page.evaluate("() => fetch('https://tile.openstreetmap.org/0/0/0.png').then(() => false, () => true)")

    assert failed
    assert "MAP * ~NOTFOUND" in "".join(QUIET)


def test_the_answer_of_the_site_names_no_other_host(site: RunningSite) -> None:
    """Neither the page nor the map's own page loads anything by an address of another host."""
    page = site.ask("/partner_map?lang=en").text
    frame = re.search(r'"src": ?"([^"]*map/[^"]+\.html)"', page)
    assert frame
    drawn = site.ask("/" + json.loads(f'"{frame[1]}"').lstrip("/")).text

    for text in (page, drawn):
        loaded = re.findall(r"""<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=["']([^"']+)""", text)
        assert loaded
        assert [address for address in loaded if re.match(r"(?:https?:)?//", address)] == []
