# SPDX-License-Identifier: BSD-3-Clause
"""The first page leads to the apps, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.served.running import RunningSite

pytestmark = pytest.mark.browser


def test_the_first_page_names_three_ways(site: RunningSite, page: Page) -> None:
    """Three questions, each a link to an app of this site, under one main heading."""
    page.goto(site.address)

    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    ways = page.locator(".exx-start-way a")
    expect(ways).to_have_count(3)
    assert [address.split("?")[0] for address in ways.evaluate_all("links => links.map(link => link.href)")] == [
        f"{site.address}{app}" for app in ("partner_map", "calculator", "planner")
    ]


def test_a_way_opens_its_app_in_the_same_language(site: RunningSite, page: Page) -> None:
    """One click on a card, and the calculator is there."""
    page.goto(f"{site.address}?lang=en")

    page.get_by_role("link", name="May we go, and what is paid?").click()

    expect(page.locator("#exx-panel")).to_be_visible()
    assert page.url == f"{site.address}calculator?lang=en"


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_first_page_fits_a_phone(site: RunningSite, phone: Page, language: str) -> None:
    """Nothing is wider than 360 px."""
    phone.goto(f"{site.address}?lang={language}")
    expect(phone.locator(".exx-start-way")).to_have_count(3)

    assert phone.evaluate("document.documentElement.scrollWidth") == 360
