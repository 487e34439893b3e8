# SPDX-License-Identifier: BSD-3-Clause
"""The sanitiser does what its table says, in a browser, for mark-up and for labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.frontend.hostile import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.frontend.fake_site import FakeSite
    from tests.served.watching import Watch

pytestmark = pytest.mark.browser

_READ = "(which) => [...document.querySelectorAll(which)].map((one) => one.innerHTML)"


@pytest.fixture(scope="module")
def shown(chromium: Browser, running_site: FakeSite) -> Iterator[tuple[list[str], list[str], str]]:
    """Yield what a page shows of every case, as mark-up and as label, and its title afterwards."""
    running_site.renew()
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{running_site.address}hostile")
    page.locator("html[data-visit=live]").wait_for()
    yield page.evaluate(_READ, ".widget-html-content"), page.evaluate(_READ, ".widget-text > label"), page.title()
    context.close()


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number].source[:40])
def test_only_what_is_allowed_is_shown(shown: tuple[list[str], list[str], str], number: int) -> None:
    """Each case shows what the table says and nothing else, as mark-up and as label."""
    blocks, labels, _ = shown

    assert blocks[number] == CASES[number].block
    assert labels[number] == CASES[number].label


def test_nothing_has_run(shown: tuple[list[str], list[str], str]) -> None:
    """None of the cases came to run what it carries."""
    assert shown[2] == "Scene"
    assert len(shown[0]) == len(shown[1]) == len(CASES)


def test_labels_and_mark_up_go_through_it(site: FakeSite, page: Page, watch: Watch) -> None:
    """HTML widgets, labels with mark-up and outputs are sanitised; labels without stay text; sheets work."""
    # The browser reports what it finds in mark-up that it only reads for us.
    watch.forgiven.append("inline event handler")
    watch.forgiven.append("404")
    page.goto(f"{site.address}marked")
    page.locator("html[data-visit=live]").wait_for()

    assert page.title() == "Scene"
    assert page.locator("script:not([src]):not([type])").count() == 0
    assert page.locator("[onerror]").count() == 0
    assert page.locator(".sheet").evaluate("one => getComputedStyle(one).color") == "rgb(4, 5, 6)"
    assert page.locator("label b").inner_text() == "Bold"
    assert page.locator("label", has_text="<b>not bold</b>").count() == 1


def test_changed_mark_up_goes_through_it_too(site: FakeSite, page: Page, watch: Watch) -> None:
    """A value that comes later is sanitised like the first."""
    watch.forgiven += ["inline event handler", "404"]
    page.goto(f"{site.address}marked")
    visit = site.only_visit()
    bad = "<em>later</em><img src=missing onerror=\"document.title='harmed'\">"
    site.do(lambda: setattr(visit.widgets["text"], "value", bad))
    site.do(lambda: setattr(visit.widgets["field"], "description", bad))
    page.locator("label em").wait_for()

    assert page.locator("em").count() == 2
    assert page.locator("[onerror]").count() == 0
    assert page.title() == "Scene"
