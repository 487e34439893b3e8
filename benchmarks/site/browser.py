# SPDX-License-Identifier: BSD-3-Clause
"""Pages in a real Chromium that reaches this machine only: cold, warm, and a change's round trip.

Times are taken inside the page, by its own clock, and count from the start of the navigation.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright

from tools.browser_setup import launch_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Request, WebSocket

    from benchmarks.site.systems import Use

_SCRIPT = Path(__file__).with_name("bench.js").read_text(encoding="utf-8")
_LONGEST_MS = 60_000
_CHOOSE_AGAIN_MS = 3000
_CHOICES = 10
_UNFOLDED_MS = 350
ENTRIES = ("SME (small or medium-sized company)", "Cluster organisation")
_QUIET_SECONDS = 0.7
_TIMES = (
    "() => { const page = performance.getEntriesByType('navigation')[0];"
    " const paint = performance.getEntriesByName('first-contentful-paint')[0];"
    " return {first_byte: page.responseStart, page_end: page.responseEnd, painted: paint ? paint.startTime : null,"
    " usable: bench.usable, origin: performance.timeOrigin}; }"
)


@dataclass
class Wire:
    """What goes over the wire for one page, frames that are processes of their own included.

    Attributes:
        sockets: Websockets opened.
        socket_bytes: Payload of their messages, both ways.
        last: When something last came, by the monotonic clock.
        finished: Requests that were answered, by a server or by the cache.
        failed: Requests that were not.
    """

    sockets: int = 0
    socket_bytes: int = 0
    last: float = field(default_factory=time.monotonic)
    finished: list[Request] = field(default_factory=list)
    failed: int = 0

    def listen(self, page: Page) -> None:
        """Count what the browser tells."""
        page.on("requestfinished", self._finished)
        page.on("requestfailed", self._failed)
        page.on("websocket", self._socket)

    def costs(self) -> dict[str, Any]:
        """Return requests that a server got, websockets included, and bytes that came from it."""
        sizes = [request.sizes() for request in self.finished]
        received = [size["responseHeadersSize"] + size["responseBodySize"] for size in sizes]  # 0 from the cache
        return {
            "requests": sum(size > 0 for size in received) + self.failed + self.sockets,
            "bytes": sum(size for size in received if size > 0) + self.socket_bytes,
            "sockets": self.sockets,
            "failed": self.failed,
        }

    def _finished(self, request: Request) -> None:
        self.last = time.monotonic()
        if request.url.startswith("http"):  # not what is in the page itself: data, blob
            self.finished.append(request)

    def _failed(self, request: Request) -> None:
        self.last = time.monotonic()
        self.failed += request.url.startswith("http")

    def _socket(self, socket: WebSocket) -> None:
        self.sockets += 1
        socket.on("framereceived", self._frame)
        socket.on("framesent", self._frame)

    def _frame(self, content: str | bytes) -> None:
        self.last = time.monotonic()
        self.socket_bytes += len(content.encode() if isinstance(content, str) else content)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser."""
    with sync_playwright() as tool:
        browser = tool.chromium.launch(**launch_options())
        try:
            yield browser
        finally:
            browser.close()


def open_page(context: BrowserContext, use: Use | None) -> tuple[Page, Wire]:
    """Return a page with our script in it, and its counter."""
    page, wire = context.new_page(), Wire()
    control, answer = (use.control, use.answer) if use else ("null", "null")
    page.add_init_script(_SCRIPT.replace("(CONTROL)", f"({control})").replace("(ANSWER)", f"({answer})"))
    wire.listen(page)
    page.set_default_timeout(_LONGEST_MS)
    return page, wire


def change(page: Page, use: Use, number: int) -> float | None:
    """Choose another entry of the first list, and return the milliseconds until the answer changed.

    Args:
        page: The page.
        use: How it is used.
        number: How many changes were made before; even: the entry above is chosen, odd: the one below.

    Returns:
        None if it had no effect in time, as on a page that shows controls before it listens to them.
    """
    if use.entry:
        page.evaluate_handle("() => bench.control()").as_element().click()  # type: ignore[union-attr]
        entry = page.locator(use.entry).filter(has_text=ENTRIES[number % 2]).locator("visible=true").first
        entry.wait_for()
        page.wait_for_timeout(_UNFOLDED_MS)
        page.evaluate("() => bench.arm('click')")
        entry.click()
    else:
        page.evaluate("() => { bench.control().focus(); bench.arm('keydown'); }")
        page.keyboard.press("ArrowDown" if number == 0 or number % 2 else "ArrowUp")
    try:
        page.wait_for_function("() => bench.answered !== null", timeout=_CHOOSE_AGAIN_MS)
    except BrowserError:
        page.evaluate("() => bench.disarm()")
        return None
    pressed, answered = page.evaluate("() => [bench.pressed, bench.answered]")
    return float(answered) - float(pressed)


def use_page(context: BrowserContext, address: str, use: Use) -> dict[str, Any]:
    """Open the calculator, use it as soon as it lets us, and return the times in milliseconds and what it cost."""
    page, wire = open_page(context, use)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => bench.usable !== null")
    choices = 1
    while (took := change(page, use, choices - 1)) is None:
        choices += 1
        if choices > _CHOICES:
            raise BrowserError("The page does not answer to its first list.")
    rest(page, wire)
    times: dict[str, Any] = page.evaluate(_TIMES)
    # The time that our own hand takes, and a list takes to unfold, is left out; a choice that was lost is not.
    times["reacts"] = times["usable"] + took if choices == 1 else page.evaluate("() => bench.answered")
    found = {**times, "choices": choices, **wire.costs()}
    page.close()
    return found


def open_map(context: BrowserContext, address: str) -> dict[str, Any]:
    """Open a page with a map, wait until its first shape is drawn, and return times and what it cost."""
    page, wire = open_page(context, None)
    page.goto(address, wait_until="commit")
    until = time.monotonic() + _LONGEST_MS / 1000
    drawn = None
    while drawn is None and time.monotonic() < until:
        page.wait_for_timeout(20)
        for frame in page.frames:
            try:
                drawn = frame.evaluate("() => window.bench ? bench.drawn : null") or drawn
            except BrowserError:  # the frame is being replaced
                continue
    if drawn is None:
        raise BrowserError("The map is never drawn.")
    rest(page, wire)
    times: dict[str, Any] = page.evaluate(_TIMES)
    times["drawn"] = drawn - times["origin"]
    found = {**times, **wire.costs()}
    page.close()
    return found


def measure_page(browser: Browser, address: str, use: Use | None) -> dict[str, dict[str, Any]]:
    """Open a page in a new browser profile, then once more: cold and warm."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        return {
            state: use_page(context, address, use) if use else open_map(context, address) for state in ("cold", "warm")
        }
    finally:
        context.close()


def measure_changes(browser: Browser, address: str, use: Use, count: int) -> list[float]:
    """Fill the form in, choose another entry again and again, and return the milliseconds of each round trip."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page, wire = open_page(context, use)
        page.goto(address, wait_until="commit")
        page.wait_for_function("() => bench.usable !== null")
        page.wait_for_function("() => bench.text() !== ''")
        rest(page, wire)
        before = page.evaluate("() => bench.text()")
        page.get_by_text(use.example).first.click()
        page.wait_for_function("before => bench.text() !== before", arg=before)
        _settle(page)
        took = []
        for number in range(count):
            one = change(page, use, number + 1)
            if one is None:
                raise BrowserError(f"Change {number + 1} was not answered.")
            took.append(one)
            _settle(page)
        return took
    finally:
        context.close()


def _settle(page: Page) -> None:
    """Wait until the answer has stayed the same for a little while: some put it together piece by piece."""
    said, since = page.evaluate("() => bench.text()"), time.monotonic()
    while time.monotonic() - since < _QUIET_SECONDS / 3:
        page.wait_for_timeout(40)
        now = page.evaluate("() => bench.text()")
        if now != said:
            said, since = now, time.monotonic()


def rest(page: Page, wire: Wire) -> None:
    """Wait until nothing has come for a while, so that what a page fetches late is counted too."""
    until = time.monotonic() + _LONGEST_MS / 1000
    while time.monotonic() - wire.last < _QUIET_SECONDS and time.monotonic() < until:
        page.wait_for_timeout(50)
