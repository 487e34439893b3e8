# SPDX-License-Identifier: BSD-3-Clause
"""The partner map as a visitor meets it: in a real browser, on the real site, with the outside network closed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.served.running import PATIENCE_SECONDS
from tests.served.test_other_hosts import running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FrameLocator, Page

    from tests.served.running import RunningSite

pytestmark = pytest.mark.browser

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "partner_map.ipynb"
EURO = "\N{EURO SIGN}"
FROM_CEREA = "lang=en&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&start=2022-06-20&end=2022-06-24"
SUMS = {
    "CenSec": f"\u25cf {EURO}1,100",
    "i-Trans": f"\u25cf {EURO}900",
    "Rail.S": f"\u25cf {EURO}830",
    "MAFEX": f"\u25cf {EURO}830",
    "ARUS": f"\u25cf {EURO}750",
    "Railgrup": f"\u25d0 {EURO}415",
    "DITECFER": "\u2715 same country",
}


def map_of(page: Page) -> FrameLocator:
    """Return the inside of the map's frame."""
    return page.frame_locator("iframe[title^='Map of the seven']")


def test_the_map_is_drawn_without_the_network(site: RunningSite, page: Page) -> None:
    """Outlines, territories and seven markers are inside the frame; no verdict is shown before anything is typed."""
    page.goto(f"{site.address}partner_map?lang=en")
    drawn = map_of(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Where can we go, and for how much?")
    expect(drawn.locator(".exx-host")).to_have_count(7)
    expect(drawn.locator("path.exx-territory")).to_have_count(7)
    assert drawn.locator("path.exx-country.exx-in").count() == 38
    assert drawn.locator("path.exx-country").count() > 60
    box = drawn.locator("path.exx-territory").first.bounding_box()
    assert box
    assert box["width"] > 10
    expect(drawn.locator(".exx-rated")).to_have_count(0)
    expect(page.locator(".exx-map-hosts")).not_to_contain_text(EURO)
    expect(page.get_by_text("Still needed: what you are")).to_be_visible()


def test_what_is_typed_puts_the_sums_on_the_map(site: RunningSite, page: Page) -> None:
    """Filling in the form by its labels gives every host its sum, on the map and in the list."""
    page.goto(f"{site.address}partner_map?lang=en")
    expect(map_of(page).locator(".exx-host")).to_have_count(7)

    page.get_by_label("We are a", exact=True).select_option(label="SME (small or medium-sized company)")
    page.get_by_label("Country", exact=True).select_option(label="Italy")
    page.get_by_label("From (town)", exact=True).press_sequentially("Cerea")
    page.get_by_label("First day", exact=True).fill("2022-06-20")
    page.get_by_label("Last day", exact=True).fill("2022-06-24")
    page.get_by_label(re.compile("^Member of a cluster")).select_option(index=1)
    page.get_by_label("Visited before?", exact=True).select_option(label="No")

    for name, words in SUMS.items():
        expect(map_of(page).locator(".exx-host", has_text=name).locator(".exx-sum")).to_have_text(words)
    expect(map_of(page).locator("path.exx-ring")).to_have_count(1)
    expect(map_of(page).locator(".exx-me")).to_contain_text("you: Cerea")
    entries = page.locator(".exx-map-entry")
    assert [entry.split("\n")[0] for entry in entries.locator(".exx-map-name").all_inner_texts()] == list(SUMS)
    expect(entries.nth(5)).to_contain_text("24 June 2022")
    expect(entries.nth(6)).to_contain_text("not possible")


def test_a_marker_opens_its_card(site: RunningSite, page: Page) -> None:
    """Pressing a cluster on the map unfolds its card beside it, draws the way there, and leads on with the answers."""
    page.goto(f"{site.address}partner_map?{FROM_CEREA}")
    expect(map_of(page).locator(".exx-rated")).to_have_count(7)

    map_of(page).get_by_role("button", name=re.compile("^ARUS")).locator(".exx-label").click()

    card = page.get_by_role("group", name="ARUS")
    expect(card).to_contain_text("170 (2018)")
    expect(card).to_contain_text("o.o.c. (out of coverage)")
    expect(map_of(page).locator("path.exx-route")).to_have_count(1)
    link = card.get_by_role("link", name="Plan this exchange")
    expect(link).to_have_attribute("href", re.compile("planner.*town=Cerea.*host=arus"))


def test_a_marker_is_chosen_by_keyboard(site: RunningSite, page: Page) -> None:
    """A marker takes the focus, and Enter opens its card; the list's entry folds it again."""
    page.goto(f"{site.address}partner_map?{FROM_CEREA}")
    expect(map_of(page).locator(".exx-rated")).to_have_count(7)

    map_of(page).get_by_role("button", name=re.compile("^MAFEX")).focus()
    page.keyboard.press("Enter")

    entry = page.locator(".exx-map-entry", has_text="MAFEX")
    expect(entry).to_have_attribute("aria-expanded", "true")
    entry.press("Enter")
    expect(page.locator(".exx-map-card")).to_have_count(0)
    expect(entry).to_be_focused()


def test_the_list_chooses_on_the_map(site: RunningSite, page: Page) -> None:
    """An entry that is pressed is marked on the map."""
    page.goto(f"{site.address}partner_map?{FROM_CEREA}")
    expect(map_of(page).locator(".exx-rated")).to_have_count(7)

    page.locator(".exx-map-entry", has_text="Rail.S").click()

    expect(map_of(page).locator(".exx-chosen")).to_contain_text("Rail.S")


def test_the_same_as_a_table(site: RunningSite, page: Page) -> None:
    """The table unfolds and says the same."""
    page.goto(f"{site.address}partner_map?{FROM_CEREA}")
    page.get_by_text("As a table").click()

    row = page.get_by_role("row", name=re.compile("Railgrup"))
    expect(row).to_contain_text(f"{EURO}415")
    expect(row).to_contain_text("half sum")


def test_map_and_list_follow_filter_and_week(site: RunningSite, page: Page) -> None:
    """A filter takes hosts off map and list; a week pressed in the card moves the stay there, and on to the planner."""
    page.goto(f"{site.address}partner_map?{FROM_CEREA}")
    drawn = map_of(page)
    expect(drawn.locator(".exx-rated")).to_have_count(7)

    page.get_by_role("button", name="Sort and filter").click()
    page.get_by_label("Official language", exact=True).select_option(label="Spanish")
    page.get_by_label("Sort by", exact=True).select_option(label="Distance, the nearest first")

    expect(page.locator(".exx-map-name")).to_have_text(["Railgrup", "MAFEX"])
    expect(drawn.locator(".exx-host .exx-dot:visible")).to_have_count(2)
    # By the keyboard: the labels find new places after the filter, and a click may come in that very moment.
    drawn.get_by_role("button", name=re.compile("^Railgrup")).press("Enter")
    card = page.get_by_role("group", name="Railgrup")
    expect(card.get_by_role("button", name="24 June 2022: half sum", exact=False)).to_have_attribute(
        "aria-pressed", "true"
    )
    week = card.get_by_role("button", name=re.compile("^27 June.*full sum"))
    week.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_label("First day", exact=True)).to_have_value("2022-06-27")
    expect(page.get_by_label("Last day", exact=True)).to_have_value("2022-07-01")
    expect(drawn.locator(".exx-host", has_text="Railgrup").locator(".exx-sum")).to_have_text(f"\u25cf {EURO}830")
    expect(week).to_have_attribute("aria-pressed", "true")
    expect(week).to_be_focused()
    link = card.get_by_role("link", name="Plan this exchange")
    expect(link).to_have_attribute("href", re.compile("host=railgrup.*start=2022-06-27&end=2022-07-01"))
    page.get_by_role("button", name="Clear the filters").click()
    expect(drawn.locator(".exx-host .exx-dot:visible")).to_have_count(7)


def test_the_season_fits_a_phone(site: RunningSite, phone: Page) -> None:
    """At 360 px the calendar of a host lies inside the page, and each of its weeks can be hit with a finger."""
    phone.goto(f"{site.address}partner_map?{FROM_CEREA}&host=railgrup")
    weeks = phone.locator(".exx-map-week")
    expect(weeks.first).to_be_visible()

    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    boxes = [week.bounding_box() for week in weeks.all()]
    for box in boxes:
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert min(box["width"], box["height"]) >= 24


def test_a_misspelt_town_is_said_beside_it(site: RunningSite, page: Page) -> None:
    """The message stands at the town, with a button that mends it; until then there is no sum."""
    page.goto(f"{site.address}partner_map?{FROM_CEREA.replace('Cerea', 'Cereaa')}")
    field = page.locator(".exx-field.exx-invalid")
    expect(field.get_by_role("alert")).to_contain_text("Did you mean Cerea")
    expect(page.locator(".exx-map-hosts")).not_to_contain_text(EURO)

    field.get_by_role("button", name="Use Cerea", exact=True).click()

    expect(page.locator(".exx-map-hosts")).to_contain_text(f"{EURO}1,100")


def test_on_a_phone_nothing_is_cut_off(site: RunningSite, phone: Page) -> None:
    """At 360 px nothing scrolls sideways, labels carry sums only, lie inside the map and hide no other one."""
    phone.goto(f"{site.address}partner_map?{FROM_CEREA}")
    labels = map_of(phone).locator(".exx-host .exx-label")
    expect(map_of(phone).locator(".exx-rated")).to_have_count(7)

    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    expect(map_of(phone).locator(".exx-name").first).to_be_hidden()
    frame = phone.locator(".exx-map-frame").bounding_box()
    boxes = [labels.nth(number).bounding_box() for number in range(7)]
    assert frame
    for number, box in enumerate(boxes):
        assert box
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        for other in boxes[:number]:
            assert other
            apart = (
                box["x"] >= other["x"] + other["width"]
                or other["x"] >= box["x"] + box["width"]
                or box["y"] >= other["y"] + other["height"]
                or other["y"] >= box["y"] + box["height"]
            )
            assert apart, f"two labels overlap: {box} and {other}"


def test_the_map_can_do_nothing_to_the_page(site: RunningSite, page: Page) -> None:
    """The frame runs scripts and has no other right; a message that isn't from it changes nothing."""
    page.goto(f"{site.address}partner_map?{FROM_CEREA}")
    expect(map_of(page).locator(".exx-rated")).to_have_count(7)

    assert page.locator(".exx-map-frame").get_attribute("sandbox") == "allow-scripts"
    page.evaluate("window.postMessage({tag: 'exxtra-partner-map', selected: 'arus'}, '*')")
    # What is answered after the message has been answered after it.
    page.get_by_label("Last day", exact=True).fill("2022-06-23")

    expect(page.locator(".exx-map-hosts")).to_contain_text(f"{EURO}550")
    expect(page.locator(".exx-map-card")).to_have_count(0)


def test_the_map_works_under_plain_voila(chromium: Browser, tmp_path: Path) -> None:
    """`voila notebooks/partner_map.ipynb` is enough: map and card work, and no link leads nowhere."""
    with running(tmp_path, "voila", str(NOTEBOOK)) as address:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address, timeout=PATIENCE_SECONDS * 1000)
        page.get_by_role("button", name="See an example").click(timeout=PATIENCE_SECONDS * 1000)
        expect(map_of(page).locator(".exx-rated")).to_have_count(7)

        map_of(page).get_by_role("button", name=re.compile("^ARUS")).locator(".exx-label").click()

        expect(page.get_by_role("group", name="ARUS")).to_contain_text("Ankara")
        assert page.get_by_role("link", name="Plan this exchange").count() == 0
        page.close()
