# SPDX-License-Identifier: BSD-3-Clause
"""The frame of the site in a real Chromium, around a small notebook: waiting, use, faults, loss, farewell."""

from __future__ import annotations

import os
import re
import signal
import threading
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.served import notebooks
from tests.served.running import KERNEL, is_running, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.served.conftest import SiteOpener
    from tests.served.running import RunningSite
    from tests.served.watching import Watch

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000


@pytest.fixture(autouse=True)
def patience() -> None:
    """Give expectations the time that a shared machine may need."""
    expect.set_options(timeout=PATIENCE_MS)


def kernel_of(page: Page) -> str:
    """Return the number of the process behind a page."""
    found = KERNEL.search(page.content())
    assert found
    return found.group(1)


def process_of(page: Page) -> int:
    """Return the process behind a page that shows the small notebook."""
    return int(re.findall(r"process=(\d+)", page.get_by_text("process=").inner_text())[0])


def test_it_opens_and_answers(full_site: RunningSite, page: Page, watch: Watch) -> None:
    """The app is drawn in the frame, the words of waiting go, and a press is answered; no other host is asked."""
    page.goto(f"{full_site.address}calculator?lang=en")
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name="A small app")).to_be_visible()

    main.get_by_label("Town").fill("Cerea <b>")
    main.get_by_role("button", name="Press").click()

    expect(main.get_by_text("Pressed in Cerea")).to_be_visible()
    expect(page.locator("#site-starting")).to_have_count(0)
    expect(page.locator("#site-notice")).to_be_hidden()
    assert any(url.startswith("ws://") for url in watch.requests)
    assert len(watch.requests) < 110


def test_it_holds_on_a_phone(full_site: RunningSite, phone: Page) -> None:
    """At 360 px nothing has to be pushed sideways, and the header is two lines of links 44 px high, in Italian too."""
    phone.goto(f"{full_site.address}calculator?lang=it")
    expect(phone.get_by_role("button", name="Press")).to_be_visible()

    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    links = phone.get_by_role("navigation").get_by_role("link")
    assert links.count() == 3
    assert all(box and box["height"] >= 44 for box in (links.nth(i).bounding_box() for i in range(3)))
    assert phone.get_by_role("banner").evaluate("header => header.offsetHeight") <= 84, "two lines, not three"


def test_it_lives_below_a_path(open_site: SiteOpener, page: Page, watch: Watch) -> None:
    """Behind a proxy that gives it a path, page, front end and process are all found below that path."""
    site = open_site(EXXTRA_FRONT_END="full", EXXTRA_BASE_URL="/exxtra/")

    page.goto(f"{site.address}calculator")
    page.get_by_role("button", name="Press").click()

    expect(page.get_by_text("Pressed in")).to_be_visible()
    assert site.address.endswith("/exxtra/")
    assert {url.split("/")[3] for url in watch.requests} == {"exxtra"}
    assert site.ask("/calculator").status == 404


def test_without_scripts_it_says_so(full_site: RunningSite, chromium: Browser) -> None:
    """Where scripts are off the page has its header and says what is needed, instead of waiting for ever."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{full_site.address}calculator")

    expect(page.get_by_text("This app needs JavaScript")).to_be_visible()
    expect(page.locator("#site-starting")).to_be_hidden()
    expect(page.get_by_role("link", name="Map")).to_be_visible()
    context.close()


def test_it_is_used_by_keyboard(full_site: RunningSite, page: Page) -> None:
    """The first stop leads past the header; the languages open and close with keys."""
    page.goto(f"{full_site.address}calculator?host=arus")
    expect(page.get_by_role("button", name="Press")).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.locator(".site-languages summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="English")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="English")).to_be_hidden()
    expect(page.locator(".site-languages summary")).to_be_focused()


def test_waiting_says_what_is_awaited(open_site: SiteOpener, page: Page, tmp_path: Path) -> None:
    """While the process still works the page stands with its header and says what it waits for."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    folder = notebooks.write_notebooks(tmp_path / "waiting", calculator=notebooks.WAITING)
    site = open_site(EXXTRA_FRONT_END="full", EXXTRA_NOTEBOOKS=str(folder), EXXTRA_TEST_GATE=str(gate))

    page.goto(f"{site.address}calculator", wait_until="commit")
    expect(page.get_by_role("status").get_by_text("Starting the calculator")).to_be_visible()
    expect(page.get_by_role("banner")).to_be_visible()
    threading.Thread(target=gate.write_text, args=("open",), daemon=True).start()

    expect(page.get_by_text("the gate was opened")).to_be_visible()
    expect(page.locator("#site-starting")).to_have_count(0)


def test_a_failing_notebook_shows_a_sentence(full_site: RunningSite, page: Page) -> None:
    """Instead of the app there is a sentence with a reference number, announced to screen readers."""
    page.goto(f"{full_site.address}planner")

    expect(page.get_by_role("main").get_by_role("alert")).to_contain_text(re.compile(r"number [0-9A-F]{4}-[0-9A-F]{4}"))
    expect(page.locator("#site-starting")).to_have_count(0)


def test_a_failing_callback_shows_a_reference(full_site: RunningSite, page: Page) -> None:
    """If a calculation fails the page says so with a number; trace and values stay in the log under it."""
    frames: list[str | bytes] = []

    def heard(frame: str | bytes) -> None:
        frames.append(frame)

    page.on("websocket", lambda socket: socket.on("framereceived", heard))
    page.goto(f"{full_site.address}calculator")
    page.get_by_role("button", name="Break").click()

    notice = page.locator("#site-notice")
    expect(notice.get_by_text(re.compile(r"Reference number: [0-9A-F]{4}-[0-9A-F]{4}"))).to_be_visible()
    reference = re.findall(r"[0-9A-F]{4}-[0-9A-F]{4}", notice.inner_text())[0]
    assert "secret-of-the-callback" in full_site.log().partition(reference)[2]
    sent = b"".join(frame if isinstance(frame, bytes) else frame.encode() for frame in frames)
    assert reference.encode() in sent
    assert b"secret-of-the-callback" not in sent
    assert b"Traceback" not in sent


def test_the_process_ends_with_its_page(full_site: RunningSite, page: Page) -> None:
    """Closing the page ends the visitor's process at once."""
    page.goto(f"{full_site.address}calculator")
    expect(page.get_by_role("button", name="Press")).to_be_visible()
    kernel_id, process = kernel_of(page), process_of(page)
    assert is_running(process)

    page.close()

    full_site.wait_until_gone(kernel_id)
    wait_for(lambda: not is_running(process), "the process to end")


def test_loading_again_leaves_no_process_behind(full_site: RunningSite, page: Page) -> None:
    """A page that is loaded again has a new process, and the old one ends."""
    page.goto(f"{full_site.address}calculator")
    expect(page.get_by_role("button", name="Press")).to_be_visible()
    before = kernel_of(page)

    page.reload()
    expect(page.get_by_role("button", name="Press")).to_be_visible()

    assert kernel_of(page) != before
    full_site.wait_until_gone(before)


def test_a_process_that_dies_under_a_page_is_told(full_site: RunningSite, page: Page, watch: Watch) -> None:
    """If the process behind an open page is killed, the page says that its calculations have ended."""
    watch.forgiven += ["404", "WebSocket"]
    page.goto(f"{full_site.address}calculator")
    expect(page.get_by_role("button", name="Press")).to_be_visible()

    os.kill(process_of(page), signal.SIGKILL)

    expect(page.get_by_text("its calculations have ended")).to_be_visible()
    expect(page.get_by_text("The connection to this site is lost")).to_be_hidden()
    expect(page.locator("#site-notice").get_by_role("link", name="Load the page again")).to_be_visible()


def test_a_lost_connection_is_told(open_site: SiteOpener, page: Page, watch: Watch) -> None:
    """If the site goes away under an open page, the page says so and keeps what was typed."""
    watch.forgiven += ["ERR_CONNECTION_REFUSED", "WebSocket", "Failed to fetch", "NetworkError"]
    site = open_site(EXXTRA_FRONT_END="full")
    page.goto(f"{site.address}calculator")
    page.get_by_label("Town").fill("Cerea")

    assert site.stop() == 0

    expect(page.get_by_text("The connection to this site is lost")).to_be_visible()
    expect(page.get_by_label("Town")).to_have_value("Cerea")
