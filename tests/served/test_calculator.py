# SPDX-License-Identifier: BSD-3-Clause
"""The calculator as a visitor meets it: in a real browser, on the real site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.served.running import RunningSite, start_site, stopping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ZLAB_VISITS_ARUS = (
    "name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0"
    "&host=arus&start=2021-09-13&end=2021-09-17"
)
PATIENCE_MS = 60_000
EURO_750 = "\N{EURO SIGN}750"


@pytest.fixture(scope="module")
def site_of_voila(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """Yield the site with the real apps and Voila's own front end."""
    yield from stopping(start_site(tmp_path_factory.mktemp("voila") / "log", EXXTRA_FRONT_END="full"))


@pytest.mark.parametrize("front_end", ["site", "site_of_voila"])
def test_three_questions_are_answered(request: pytest.FixtureRequest, front_end: str, page: Page) -> None:
    """Filling in the form by its labels leads from the empty panel to 750 euro, with reasons; in both front ends."""
    site: RunningSite = request.getfixturevalue(front_end)
    page.goto(f"{site.address}calculator?lang=en")
    panel = page.locator("#exx-panel")
    expect(panel).to_contain_text("Your answer appears here", timeout=PATIENCE_MS)

    page.get_by_label("We are a", exact=True).select_option(label="SME (small or medium-sized company)")
    page.get_by_label(re.compile("^Country where")).select_option(label="Italy")
    page.get_by_label("Town", exact=True).press_sequentially("Cerea")
    page.get_by_label(re.compile("^Member of a cluster")).select_option(label="Yes, it has an ECCP profile")
    page.get_by_label(re.compile("^Visited with")).select_option(label="No")
    page.get_by_label("Host", exact=True).select_option(label="ARUS, Ankara (T\u00fcrkiye)")
    page.get_by_label(re.compile("^First day")).fill("2021-09-13")
    page.get_by_label("Last day").fill("2021-09-17")

    expect(panel.locator(".exx-verdict")).to_contain_text("Eligible")
    expect(panel.locator(".exx-sum")).to_have_text(EURO_750)
    expect(panel.locator(".exx-pill")).to_contain_text("table inferred")
    expect(panel.locator(".exx-fact").first).to_contain_text("5")
    panel.get_by_text(re.compile("Show all .. checks")).click()
    assert panel.locator(".exx-finding").count() >= 10
    assert panel.locator(".exx-finding a[href^=https]").count() >= 10


def test_the_answer_follows_every_change(site: RunningSite, page: Page) -> None:
    """A shorter stay halves the sum, an unknown membership opens the verdict, the own country refuses it."""
    page.goto(f"{site.address}calculator?{ZLAB_VISITS_ARUS}")
    total = page.locator("#exx-panel .exx-sum")
    expect(total).to_have_text(EURO_750)

    page.get_by_label("Last day").fill("2021-09-16")
    expect(total).to_have_text("\N{EURO SIGN}375")

    page.get_by_label(re.compile("^Member of a cluster")).select_option(index=0)
    expect(page.locator("#exx-panel .exx-verdict")).to_contain_text("Not decided yet")

    page.get_by_label("Host", exact=True).select_option(label="DITECFER, Pistoia (Italy)")
    expect(page.locator("#exx-panel .exx-verdict")).to_contain_text("Not eligible")


def test_what_is_wrong_is_said_beside_the_field(site: RunningSite, page: Page) -> None:
    """A misspelt town gets its message under the field and a button that mends it; the panel leads to the field."""
    page.goto(f"{site.address}calculator?{ZLAB_VISITS_ARUS.replace('Cerea', 'Cereaa')}")
    field = page.locator(".exx-field", has=page.get_by_label(re.compile("^Town Error")))
    expect(field.get_by_role("alert")).to_contain_text("Did you mean Cerea")

    page.locator("#exx-panel").get_by_role("link").first.click()
    assert urlsplit(page.url).fragment == "exx-field-visiting-town"
    field.get_by_role("button", name="Use Cerea", exact=True).click()

    expect(page.locator(".exx-sum")).to_have_text(EURO_750)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_stay_that_ends_before_it_begins_is_said_at_the_last_day(site: RunningSite, page: Page) -> None:
    """The message stands under the last day."""
    page.goto(f"{site.address}calculator?{ZLAB_VISITS_ARUS}")

    page.get_by_label("Last day").fill("2021-09-10")

    expect(page.locator(".exx-field.exx-invalid")).to_have_count(1)
    expect(page.locator(".exx-field.exx-invalid")).to_contain_text("is before the first day")


def test_the_form_is_filled_by_keyboard_alone(site: RunningSite, page: Page) -> None:
    """The example is reached and pressed with the keyboard; focus can be seen."""
    page.goto(f"{site.address}calculator?lang=en")
    example = page.get_by_role("button", name=re.compile("^See an example"))
    example.wait_for()
    page.get_by_role("link", name="Planner").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if example.evaluate("button => button === document.activeElement"):
            break
    assert example.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"

    page.keyboard.press("Enter")

    expect(page.locator(".exx-sum")).to_have_text(EURO_750)


def test_the_planner_gets_everything(site: RunningSite, page: Page) -> None:
    """The main action leads to the planner on the same site, with what was typed."""
    page.goto(f"{site.address}calculator?{ZLAB_VISITS_ARUS}")

    address = page.get_by_role("link", name="Plan this exchange").evaluate("link => link.href")

    assert address.startswith(f"{site.address}planner?")
    carried = {key: values[-1] for key, values in parse_qs(urlsplit(address).query).items()}
    typed = dict(pair.split("=") for pair in ZLAB_VISITS_ARUS.split("&"))
    assert carried == {"lang": "en", "form": "physical", **typed}


def test_the_answer_stays_in_sight_on_a_desk(site: RunningSite, page: Page) -> None:
    """Scrolled to the end of a form that is longer than the screen, verdict and sum are still seen."""
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto(f"{site.address}calculator?{ZLAB_VISITS_ARUS}")
    expect(page.locator("#exx-panel .exx-sum")).to_have_text(EURO_750)

    page.get_by_role("button", name=re.compile("Travel days")).click()
    page.get_by_label(re.compile("^Region of the host")).scroll_into_view_if_needed()

    expect(page.get_by_role("heading", level=1)).not_to_be_in_viewport()
    expect(page.locator("#exx-panel .exx-sum")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["en", "it"])
def test_a_phone_keeps_the_answer_in_sight(site: RunningSite, phone: Page, language: str) -> None:
    """At 360 px nothing is cut, fields are large enough, and the bar shows the sum and leads to the panel."""
    phone.goto(f"{site.address}calculator?{ZLAB_VISITS_ARUS}&lang={language}")
    bar = phone.locator(".exx-bar")
    expect(bar.locator(".exx-bar-sum")).to_contain_text("750")
    expect(bar).to_be_in_viewport()

    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    sizes = phone.evaluate(
        "[...document.querySelectorAll('.exx-control > :is(input, select)')].filter(field => field.offsetParent)"
        ".map(field => [field.offsetHeight, parseFloat(getComputedStyle(field).fontSize)])"
    )
    assert len(sizes) >= 8
    assert all(height >= 44 and text >= 16 for height, text in sizes)

    bar.get_by_role("link").click()
    expect(phone.locator("#exx-panel .exx-sum")).to_be_in_viewport()


@pytest.mark.parametrize("language", ["en", "it"])
def test_a_phone_shows_the_whole_bar_of_an_undecided_answer(site: RunningSite, phone: Page, language: str) -> None:
    """Its words are the longest of all: none of them leaves the screen, and each stays on one line."""
    unknown = ZLAB_VISITS_ARUS.replace("membership=eccp_cluster&", "")
    phone.goto(f"{site.address}calculator?{unknown}&lang={language}")
    parts = phone.locator(".exx-bar-undecided > *")
    expect(parts).to_have_count(3)

    boxes = [part.bounding_box() for part in parts.all()]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
    assert all(box and box["height"] <= 48 for box in boxes)


def test_hostile_addresses_run_nothing(site: RunningSite, page: Page) -> None:
    """Mark-up in an address is shown as text and refused."""
    hostile = "%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D%27hacked%27%22%3E"
    page.goto(f"{site.address}calculator?type={hostile}&town={hostile}&country=IT&start={hostile}&host={hostile}")

    expect(page.locator(".exx-field.exx-invalid").first).to_be_visible()
    assert page.locator("img").count() == 0
    assert page.title() != "hacked"
