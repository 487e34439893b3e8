# SPDX-License-Identifier: BSD-3-Clause
"""Programmes, further questions, changes by a button, the sheet and the comparison, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.served.running import start_site, stopping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.served.running import RunningSite

pytestmark = pytest.mark.browser

FOUR_DAYS = (
    "name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0"
    "&host=arus&start=2021-09-13&end=2021-09-16"
)
PATIENCE_MS = 60_000
EURO = "\N{EURO SIGN}"
OWN_PROGRAMME = """
[programme]
id = "our-exchange"
title = "Our own exchange"
version = "1.0.0"
description = "A programme of the staff."
builds_on = "clusterxchange-2020"

[[parameters.ceiling_eur.values]]
from = 2020-02-03
value = {TR = 502}
confidence = "O"
reference = "ABOUT"
last_checked = 2026-11-23
"""


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """Yield the site of somebody who has added a programme file."""
    folder = tmp_path_factory.mktemp("programmes")
    (folder / "our-exchange.toml").write_text(OWN_PROGRAMME, encoding="utf-8")
    yield from stopping(start_site(folder / "log", EXXTRA_PROGRAMMES=str(folder)))


def test_a_programme_file_shows_in_the_choice(own_site: RunningSite, page: Page) -> None:
    """A file put into the folder is offered by its title, and its amounts count."""
    page.goto(f"{own_site.address}calculator?{FOUR_DAYS}")
    total = page.locator("#exx-panel .exx-sum")
    expect(total).to_have_text(f"{EURO}375")

    page.get_by_label(re.compile("^Programme")).select_option(label="Our own exchange")

    expect(total).to_have_text(f"{EURO}251")
    address = page.get_by_role("link", name="Plan this exchange").evaluate("link => link.href")
    assert parse_qs(urlsplit(address).query)["programme"] == ["our-exchange"]


def test_a_change_is_applied_and_taken_back(site: RunningSite, page: Page) -> None:
    """Its button, pressed by keyboard, fills in the form; the answer is what was promised; "Undo" takes it back."""
    page.goto(f"{site.address}calculator?{FOUR_DAYS}")
    total = page.locator("#exx-panel .exx-sum")
    expect(total).to_have_text(f"{EURO}375")
    expect(page.locator(".exx-callout")).to_contain_text("17 September 2021")

    page.locator(".exx-callout").get_by_role("button", name=re.compile("^Apply")).focus()
    page.keyboard.press("Enter")

    expect(total).to_have_text(f"{EURO}750")
    expect(page.get_by_label("Last day")).to_have_value("2021-09-17")
    expect(page.locator("#exx-panel")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(total).to_have_text(f"{EURO}375")
    expect(page.get_by_label("Last day")).to_have_value("2021-09-16")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_what_was_unfolded_stays_unfolded(site: RunningSite, page: Page) -> None:
    """All checks, what was not checked, and a decision stay in sight when an answer changes; the rest stays folded."""
    page.goto(f"{site.address}calculator?{FOUR_DAYS}")
    panel = page.locator("#exx-panel")
    panel.get_by_text(re.compile(r"Show all \d+ checks")).click()
    panel.get_by_text(re.compile(r"\d+ things not checked")).click()
    decision = panel.locator("details[data-key=decision-LS403]")
    decision.locator("summary").click()
    expect(decision).to_contain_text("Chosen:")
    expect(panel.locator("details[open]")).to_have_count(3)

    page.get_by_label(re.compile("^Visited with")).select_option(label="Yes")

    expect(panel.locator(".exx-verdict")).to_contain_text("Not eligible")
    expect(panel.locator("details[open]")).to_have_count(3)
    expect(panel.get_by_text("Not checked: ").first).to_be_visible()
    expect(decision.get_by_text("Chosen:")).to_be_visible()


def test_the_sheet_is_saved(site: RunningSite, page: Page, tmp_path: Path) -> None:
    """One press, and the browser saves a page that holds the case, the sum and the programme's fingerprint."""
    page.goto(f"{site.address}calculator?{FOUR_DAYS}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Calculation sheet").click()

    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    text = saved.read_text(encoding="utf-8")
    assert saved.name == "calculation-sheet-2021-09-13.html"
    assert "Zlab" in text
    assert "375" in text
    assert re.search("[0-9a-f]{64}", text)


def test_further_questions_come_one_after_another_on_a_phone(site: RunningSite, phone: Page) -> None:
    """Folded at first; a nationality from elsewhere leads to days, these to papers; nothing leaves the screen."""
    phone.goto(f"{site.address}calculator?{FOUR_DAYS}")
    phone.locator(".exx-bar .exx-bar-sum").wait_for()
    nationality = phone.get_by_label(re.compile("^Nationality of the representative"))
    expect(nationality).to_be_hidden()

    phone.get_by_role("button", name=re.compile("More questions")).click()
    expect(phone.get_by_label(re.compile("^Kind of support organisation"))).to_be_hidden()
    days = phone.get_by_label(re.compile("^Days this person"))
    expect(days).to_be_hidden()
    nationality.select_option(label="India")
    days.fill("100")
    phone.get_by_label(re.compile("^With a residence permit")).select_option(label="No")

    expect(phone.locator("#exx-panel .exx-verdict")).to_contain_text("Not eligible")
    phone.get_by_label(re.compile("^Registered establishments in")).select_option(label="Germany")
    expect(phone.get_by_role("button", name=re.compile("^Germany"))).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("language", ["en", "it"])
def test_programmes_are_compared_on_a_phone(site: RunningSite, phone: Page, language: str) -> None:
    """Every programme in short; one beside the answer in full, without anything to push sideways."""
    phone.goto(f"{site.address}calculator?{FOUR_DAYS}&lang={language}")
    phone.locator(".exx-bar .exx-bar-sum").wait_for()
    fold = phone.locator(".exx-stack > button.exx-quiet").nth(-2)
    fold.click()
    expect(phone.locator(".exx-programmes > li")).to_have_count(5)

    phone.locator("#exx-field-compare-programme").locator("xpath=../../..").locator("select").select_option(index=2)

    table = phone.locator(".exx-compare-table").first
    expect(table).to_be_visible()
    box = table.bounding_box()
    assert box
    assert box["width"] <= 340
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


def test_the_planner_keeps_what_was_said(site: RunningSite, page: Page) -> None:
    """What the planner doesn't ask comes along by the link, and goes back with it."""
    page.goto(f"{site.address}calculator?{FOUR_DAYS}&staff=12&registered_in=IT,DE&travel_days=2021-09-13")
    expect(page.locator("#exx-panel .exx-facts")).to_contain_text("3")

    page.get_by_role("link", name="Plan this exchange").click()
    expect(page.get_by_role("heading", name="Plan the exchange")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#exx-panel .exx-facts")).to_contain_text("3")
    back = page.get_by_role("link", name="Try other dates").evaluate("link => link.href")

    carried = {key: values[-1] for key, values in parse_qs(urlsplit(back).query).items()}
    assert {key: carried.get(key) for key in ("staff", "registered_in", "travel_days")} == {
        "staff": "12",
        "registered_in": "IT,DE",
        "travel_days": "2021-09-13",
    }
