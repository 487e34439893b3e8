# SPDX-License-Identifier: BSD-3-Clause
"""Fixtures for tests that meet the kit as a visitor does: the real `exxtra serve`, a real Chromium.

How to use them:

* `site` is the running site with the real apps, one for the whole session: `site.address` ends with "/".
  `site.ask("/calculator?lang=it")` fetches a page without a browser and returns status, headers and text.
* `page` is a page of 1280 x 800 in Chromium, `phone` one of 360 x 780. Both are watched: the test fails at
  its end if another host was asked for anything, if the console had an error, or if an answer was 400 or more.
  An error that a test provokes is named beforehand: `watch.forgiven.append("404")`. What was asked for stands
  in `watch.requests`.
* A browser test bears the mark `browser`:

      pytestmark = pytest.mark.browser

      def test_the_calculator_opens(site: RunningSite, page: Page) -> None:
          page.goto(f"{site.address}calculator?lang=it")
          page.get_by_role("heading", level=1).wait_for()

  No sleeping: playwright's locators wait by themselves, `running.wait_for` asks until something has happened.
* `full_site` is the same as `small_site` with Voila's own front end, where each page has a Jupyter kernel.
* `small_site` is a site with the small notebooks of `notebooks.py` (session); `open_site(**variables)` starts
  one more with its own settings, e.g. `open_site(EXXTRA_KERNEL_LIMIT="1")`, and ends it after the test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from tests.served import notebooks
from tests.served.running import RunningSite, start_site, stopping
from tests.served.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 780}


class SiteOpener(Protocol):
    """Starts a site with settings of its own."""

    def __call__(self, **variables: str) -> RunningSite:
        """Start it; it ends with the test."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """Yield the site with the real apps."""
    yield from stopping(start_site(tmp_path_factory.mktemp("site") / "log"))


@pytest.fixture(scope="session")
def small_notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with small notebooks under the names of the apps, and two that must not be served."""
    return notebooks.write_notebooks(
        tmp_path_factory.mktemp("small") / "notebooks",
        index=notebooks.WORKING,
        calculator=notebooks.WORKING,
        planner=notebooks.FAILING,
        partner_map=notebooks.DYING,
        other=notebooks.WORKING,
        staff__explore=notebooks.WORKING,
    )


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory, small_notebooks: Path) -> Iterator[RunningSite]:
    """Yield a site with the small notebooks."""
    log = tmp_path_factory.mktemp("small_site") / "log"
    yield from stopping(start_site(log, EXXTRA_NOTEBOOKS=str(small_notebooks)))


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory, small_notebooks: Path) -> Iterator[RunningSite]:
    """Yield a site with the small notebooks and Voila's own front end."""
    log = tmp_path_factory.mktemp("full_site") / "log"
    yield from stopping(start_site(log, EXXTRA_NOTEBOOKS=str(small_notebooks), EXXTRA_FRONT_END="full"))


@pytest.fixture(scope="session")
def tough_notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with apps that go wrong in every way."""
    return notebooks.write_notebooks(
        tmp_path_factory.mktemp("tough") / "notebooks",
        index=notebooks.WORKING,
        calculator=notebooks.TOUGH,
        planner=notebooks.STUCK,
        partner_map=notebooks.DYING,
    )


@pytest.fixture(scope="session")
def tough_site(tmp_path_factory: pytest.TempPathFactory, tough_notebooks: Path) -> Iterator[RunningSite]:
    """Yield a site with those apps, which is soon out of patience with them."""
    yield from stopping(
        start_site(
            tmp_path_factory.mktemp("tough_site") / "log",
            EXXTRA_NOTEBOOKS=str(tough_notebooks),
            EXXTRA_CALLBACK_SECONDS="1",
            EXXTRA_START_SECONDS="5",
            EXXTRA_IDLE_SECONDS="4",
        )
    )


@pytest.fixture
def open_site(tmp_path: Path, small_notebooks: Path) -> Iterator[SiteOpener]:
    """Yield a function that starts a site with the small notebooks and settings of its own."""
    opened: list[RunningSite] = []

    def open_one(**variables: str) -> RunningSite:
        given = {"EXXTRA_NOTEBOOKS": str(small_notebooks), **variables}
        opened.append(start_site(tmp_path / f"log-{len(opened)}", **given))
        return opened[-1]

    yield open_one
    for running in opened:
        running.stop()


@pytest.fixture
def watch() -> Watch:
    """Return what watches the pages of a test."""
    return Watch()


@pytest.fixture
def page(chromium: Browser, watch: Watch) -> Iterator[Page]:
    """Yield a watched page as on a desk."""
    yield from _watched(chromium, watch, DESK)


@pytest.fixture
def phone(chromium: Browser, watch: Watch) -> Iterator[Page]:
    """Yield a watched page as on a phone."""
    yield from _watched(chromium, watch, PHONE)


def _watched(chromium: Browser, watch: Watch, size: dict[str, int]) -> Iterator[Page]:
    """Yield a page in a context of its own, which knows nothing of other tests; judge it at the end."""
    context = chromium.new_context(viewport={"width": size["width"], "height": size["height"]}, locale="en-GB")
    opened = context.new_page()
    watch.follow(opened)
    yield opened
    context.close()
    watch.check()
