# SPDX-License-Identifier: BSD-3-Clause
"""The planner as a visitor meets it: plan, take the file along, open it again, hand it to the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.served.running import RunningSite

pytestmark = pytest.mark.browser

GOLDEN = (
    "name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&host=arus"
    "&start=2021-09-13&end=2021-09-17"
)
PATIENCE_MS = 60_000


def open_planner(page: Page, site: RunningSite, query: str) -> None:
    """Open the planner and wait until its panel is there."""
    page.goto(f"{site.address}planner?{query}")
    page.locator(".exx-panel").wait_for(timeout=PATIENCE_MS)


def take_file(page: Page, folder: Path) -> Path:
    """Save the exchange file by pressing its link."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Take the exchange file with you").click()
    saved = folder / download.value.suggested_filename
    download.value.save_as(saved)
    return saved


def give_file(page: Page, file: Path) -> None:
    """Choose a file with the button."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open an exchange file").click()
    chooser.value.set_files(file)


def test_a_plan_is_carried_away_and_comes_back(page: Page, site: RunningSite, tmp_path: Path) -> None:
    """The golden case: 750 euro, ten visits, a file that opens again to the same plan; `exxtra assess` takes it."""
    open_planner(page, site, GOLDEN)
    expect(page.locator(".exx-panel .exx-sum")).to_contain_text("750")
    expect(page.get_by_role("heading", name="Zlab visits ARUS")).to_be_visible()

    page.get_by_role("button", name="5 days").click()
    expect(page.locator(".exx-plan-card")).to_have_count(10)
    page.get_by_label("Profile in the ClusterXchange tool").check()
    expect(page.locator(".exx-plan-steps")).to_contain_text("2 things to do")
    page.get_by_role("button", name="Change Joint project idea").click()
    page.get_by_label("What happens?").fill("Joint project: <quiet> tram")
    page.get_by_role("button", name="Save the activity").click()
    expect(page.get_by_role("button", name="Change Joint project: <quiet> tram")).to_be_visible()
    saved = take_file(page, tmp_path)
    assert saved.name == "exchange-zlab-arus-2021-09-13.json"
    document = json.loads(saved.read_text(encoding="utf-8"))
    assert document["verdict"]["lump_sum_eur"] == 750

    page.goto("about:blank")
    open_planner(page, site, "")
    expect(page.locator(".exx-panel")).to_contain_text("Still needed")
    give_file(page, saved)
    expect(page.locator(".exx-plan-card")).to_have_count(10)
    expect(page.locator(".exx-panel .exx-sum")).to_contain_text("750")
    expect(page.get_by_role("button", name="Change Joint project: <quiet> tram")).to_be_visible()
    expect(page.get_by_label("Profile in the ClusterXchange tool")).to_be_checked()
    again = take_file(page, tmp_path / "again")
    assert json.loads(again.read_text(encoding="utf-8")) == document

    command = [sys.executable, "-m", "exxtra_kit.cli", "assess", str(saved), "--json"]
    assessed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert assessed.returncode == 0, assessed.stderr
    assert json.loads(assessed.stdout)["lump_sum_eur"] == 750


def test_a_broken_file_leaves_the_plan_alone(page: Page, site: RunningSite, tmp_path: Path) -> None:
    """The message stands beside the button, the plan is still there, and a shorter stay changes the answer at once."""
    open_planner(page, site, GOLDEN)
    page.get_by_role("button", name="3-day group visit").click()
    expect(page.locator(".exx-plan-card")).to_have_count(6)
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": "exxtra-exchange", "version": 1, "case": ', encoding="utf-8")
    give_file(page, broken)
    expect(page.get_by_role("alert").filter(has_text="The file is damaged")).to_be_visible()
    expect(page.locator(".exx-plan-card")).to_have_count(6)
    page.get_by_role("button", name="Change the answers").click()
    page.get_by_label("Last day").fill("2021-09-15")
    expect(page.locator(".exx-panel .exx-sum")).to_contain_text("375")
    page.get_by_label("Town", exact=True).fill("Cereaa")
    expect(page.get_by_role("alert").filter(has_text="Did you mean")).not_to_have_count(0)


def test_the_planner_fits_a_phone(phone: Page, site: RunningSite) -> None:
    """At 360 pixels nothing has to be pushed sideways, and the answer's bar stays at the bottom."""
    open_planner(phone, site, GOLDEN)
    phone.get_by_role("button", name="5 days").click()
    expect(phone.locator(".exx-plan-card")).to_have_count(10)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    expect(phone.locator(".exx-bar")).to_be_in_viewport()
    phone.get_by_role("button", name="Change Welcome at the host").click()
    expect(phone.get_by_label("What happens?")).to_be_focused()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("size", [1_000_001, 50_000_000])
def test_a_file_that_is_too_large_is_named_and_changes_nothing(
    page: Page, site: RunningSite, tmp_path: Path, size: int
) -> None:
    """Whatever its size, the message stands beside the button, the connection stays, and the plan is there."""
    open_planner(page, site, GOLDEN)
    page.get_by_role("button", name="5 days").click()
    expect(page.locator(".exx-plan-card")).to_have_count(10)
    large = tmp_path / "large.json"
    large.write_bytes(b" " * size)

    give_file(page, large)

    expect(page.get_by_role("alert").filter(has_text=f"too large ({size:,} bytes)")).to_be_visible()
    expect(page.get_by_text("Your plan here is unchanged.")).to_be_visible()
    expect(page.locator(".exx-plan-card")).to_have_count(10)
    expect(page.locator("#site-status")).to_be_hidden()
