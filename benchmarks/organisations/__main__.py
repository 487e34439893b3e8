# SPDX-License-Identifier: BSD-3-Clause
"""Ten thousand organisations on the map: ours beside folium's own layers, in one run of one Chromium.

.venv/bin/python -m benchmarks.organisations --quick
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from benchmarks.organisations.made import SEED, made, question
from benchmarks.organisations.pages import SYSTEMS, System, libraries
from exxtra_kit.language import Language
from exxtra_kit.matching.many import judge_hosts
from exxtra_kit.organisations import locate
from exxtra_kit.render.organisations import layer_answers, layer_data
from tools.browser_setup import launch_options
from tools.build_frontend import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page

COUNT, RUNS, QUICK_RUNS = 10_000, 7, 3
WIDTH, HEIGHT = 1280, 800
PATIENCE_MS = 240_000
# From the call until the second frame after it: then the change is on the screen.
TIMED = """
(code) => new Promise((done) => {
  const begin = performance.now();
  (0, eval)(code);
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begin)));
})
"""
MEASURES = {
    "page_kb": ("page and its libraries", "kB"),
    "drawn_ms": ("open until drawn", "ms"),
    "pan_ms": ("move the map by a third", "ms"),
    "zoom_ms": ("one step closer", "ms"),
    "filter_ms": ("filter to a third", "ms"),
    "heap_mb": ("memory of the page's script", "MB"),
}


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def served(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def measure(browser: Browser, address: str, system: System) -> dict[str, float]:
    """Open a page once and use it."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())) if answer.url.startswith("http") else None)
    page.goto(f"{address}/{system.key}.html", wait_until="commit", timeout=PATIENCE_MS)
    page.wait_for_function(system.is_drawn, polling="raf")
    drawn = page.evaluate("new Promise((done) => requestAnimationFrame(() => done(performance.now())))")
    page.wait_for_load_state("load")
    page.wait_for_timeout(500)
    found = {"drawn_ms": drawn, "page_kb": sum(sizes) / 1000}
    for key, code in (("pan_ms", system.pan), ("zoom_ms", system.zoom), ("filter_ms", system.filter)):
        found[key] = page.evaluate(TIMED, code)
        page.wait_for_timeout(300)
    found["heap_mb"] = _heap(page) / 1e6
    context.close()
    return found


def _heap(page: Page) -> float:
    """Return the bytes that the page's script holds after a sweep."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"])


def judge(count: int) -> dict[str, float]:
    """Return how long it takes without a browser: places, verdicts, data for the page; seconds of the processor."""
    entries = [entry for entry, _ in made(count)]
    times = {}
    begin = time.process_time()
    located = locate(entries)
    times["places"] = time.process_time() - begin
    begin = time.process_time()
    verdicts = judge_hosts(question(), located.placed)
    times["verdicts"] = time.process_time() - begin
    begin = time.process_time()
    say = Language.load()
    json.dumps([layer_data(located.placed, say), layer_answers(verdicts, say)])
    times["data for the page"] = time.process_time() - begin
    return times | {"placed": len(located.placed), "asked back": len(located.unplaced)}


def run(runs: int, count: int, systems: Sequence[System]) -> dict[str, dict[str, list[float]]]:
    """Open every page so often, in turn, so that a slow minute hits all of them."""
    kept: dict[str, dict[str, list[float]]] = {system.key: {key: [] for key in MEASURES} for system in systems}
    with tempfile.TemporaryDirectory(prefix="exxtra-") as name:
        folder = Path(name)
        libraries(folder)
        placed = [entry for _, entry in made(count)]
        for system in systems:
            (folder / f"{system.key}.html").write_text(system.draw(placed), encoding="utf-8")
        for address in served(folder):
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(**launch_options())
                for number in range(runs):
                    for system in (one for one in systems if not (one.is_slow and number)):
                        sys.stderr.write(f"run {number + 1}: {system.name} ...\n")
                        for key, value in measure(browser, address, system).items():
                            kept[system.key][key].append(value)
                browser.close()
    return kept


def report(kept: dict[str, dict[str, list[float]]], systems: Sequence[System]) -> str:
    """Return the medians, and how many times as much as ours each needs."""
    ours = systems[0].key
    lines = []
    for key, (words, unit) in MEASURES.items():
        lines.append(f"{words} ({unit}; median, least to most)")
        base = statistics.median(kept[ours][key])
        for system in systems:
            values = kept[system.key][key]
            median = statistics.median(values)
            ratio = "" if system.key == ours else f"{median / base:8.1f} times ours"
            lines.append(f"  {system.name:44s}{median:10,.0f}  ({min(values):,.0f} to {max(values):,.0f}){ratio}")
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.organisations", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_RUNS} runs instead of {RUNS}")
    parser.add_argument("--runs", type=int, help="how often each page is opened")
    parser.add_argument("--count", type=int, default=COUNT, help="how many organisations")
    parser.add_argument("--systems", default="", help=f"some only: {', '.join(system.key for system in SYSTEMS)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    chosen = parser.parse_args(arguments)
    wanted = set(chosen.systems.split(",")) - {""}
    systems = [system for system in SYSTEMS if not wanted or system.key in wanted or system is SYSTEMS[0]]
    build()
    alone: dict[str, Any] = judge(chosen.count)
    say = sys.stdout.write
    say(f"{chosen.count:,} organisations, seed {SEED}; without a browser, seconds of the processor:\n")
    say("".join(f"  {name:20s}{value:10,.2f}\n" for name, value in alone.items()))
    runs = chosen.runs or (QUICK_RUNS if chosen.quick else RUNS)
    kept = run(runs, chosen.count, systems)
    say(report(kept, systems))
    if chosen.json:
        chosen.json.write_text(json.dumps({"alone": alone, "pages": kept}, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
