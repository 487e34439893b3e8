# SPDX-License-Identifier: BSD-3-Clause
"""One map in a real Chromium: what it downloads, when it can be used, and how fast it answers."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error as BrowserError

from benchmarks.site.browser import Wire, rest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Frame, Page

_SCRIPT = Path(__file__).with_name("bench.js").read_text(encoding="utf-8")
HOSTS = 7
_LONGEST_SECONDS = 60.0
_PRESSES = 5
_READ = (
    "() => window.mapBench && { drawn: mapBench.drawn, markers: mapBench.markers, pressed: mapBench.pressed, "
    "answered: mapBench.answered, presses: mapBench.presses }"
)
_TIMES = (
    "() => { const page = performance.getEntriesByType('navigation')[0];"
    " const paint = performance.getEntriesByName('first-contentful-paint')[0];"
    " return { origin: performance.timeOrigin, first_byte: page.responseStart,"
    " painted: paint ? paint.startTime : null }; }"
)


def _ask(frame: Frame, script: str, value: object = None) -> Any:
    """Ask a frame; None while it is being replaced."""
    try:
        return frame.evaluate(script, value)
    except BrowserError:
        return None


def _known(page: Page) -> dict[str, float]:
    """Return the earliest of each time over the page and its frames, and how often a marker was pressed."""
    told = [facts for facts in (_ask(frame, _READ) for frame in page.frames) if facts]
    names = ("drawn", "markers", "pressed", "answered")
    times = {name: [facts[name] for facts in told if facts[name] is not None] for name in names}
    return {name: min(values) for name, values in times.items() if values} | {
        "presses": sum(facts["presses"] for facts in told)
    }


def _until_answered(page: Page) -> dict[str, float]:
    """Wait until a pressed marker was answered.

    Raises:
        BrowserError: It is not, in a minute.
    """
    until = time.monotonic() + _LONGEST_SECONDS
    while time.monotonic() < until:
        known = _known(page)
        if {"drawn", "markers", "answered"} <= known.keys():
            for frame in page.frames:
                _ask(frame, "() => window.mapBench && mapBench.stop()")
            return known
        page.wait_for_timeout(20)
    raise BrowserError(f"The map does not answer; it has {', '.join(_known(page))}.")


def use_map(context: BrowserContext, address: str, answer: str) -> dict[str, Any]:
    """Open a map, press its markers, and return times in milliseconds from the navigation, and what it cost.

    Args:
        context: A browser profile.
        address: Address of the page.
        answer: CSS selector of the element that says something once a marker is pressed.
    """
    page, wire = context.new_page(), Wire()
    page.add_init_script(_SCRIPT.replace("ANSWER", json.dumps(answer)).replace("HOSTS", str(HOSTS)))
    wire.listen(page)
    page.goto(address, wait_until="commit")
    known = _until_answered(page)
    rest(page, wire)
    times: dict[str, Any] = page.evaluate(_TIMES)
    costs, origin = wire.costs(), times.pop("origin")
    found = {**times, **{name: known[name] - origin for name in ("drawn", "markers", "answered")}, **costs}
    found["presses"], found["press"] = known["presses"], [_one_press(page, number) for number in range(1, _PRESSES + 1)]
    page.close()
    return found


def _one_press(page: Page, number: int) -> float:
    """Press another marker of a page that is at rest; return the milliseconds until it is answered."""
    for frame in page.frames:
        _ask(frame, "(at) => window.mapBench && mapBench.arm(at)", number)
    known = _until_answered(page)
    page.wait_for_timeout(300)  # for what unfolds beside the answer
    return known["answered"] - known["pressed"]


def measure_map(browser: Browser, address: str, answer: str) -> dict[str, dict[str, Any]]:
    """Open a map in a new browser profile, then once more: cold and warm."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        return {state: use_map(context, address, answer) for state in ("cold", "warm")}
    finally:
        context.close()
