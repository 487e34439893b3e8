# SPDX-License-Identifier: BSD-3-Clause
"""Measure the map's page: ours, ipyleaflet's and plain folium's version of the same map, in one run.

The whole takes some ten minutes, `--quick` some two; the first run makes the rivals' environments.
A run of some systems writes into build/benchmark/map, unless --output names another folder.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.map import report, systems
from benchmarks.map.systems import BASE, FOLDER, SYSTEMS, MapSystem
from benchmarks.site import machine
from benchmarks.site.measures import say
from benchmarks.site.processes import NotStartedError, Server

HERE = Path(__file__).resolve().parent
RUNS, QUICK_RUNS = 10, 3
RESULTS = "results.json"


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.map", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_RUNS} runs instead of {RUNS}")
    parser.add_argument("--runs", type=int, help="how often each page is opened, cold and warm")
    parser.add_argument(
        "--systems", default="", help=f"some only, by commas: {', '.join(system.key for system in SYSTEMS)}"
    )
    parser.add_argument("--output", type=Path, help="folder for results.json and RESULTS.md")
    parser.add_argument("--report", action="store_true", help="measure nothing; write the tables again")
    return parser.parse_args(arguments)


def chosen(keys: str) -> tuple[MapSystem, ...]:
    """Return systems by their short names, in our order; all for empty text.

    Raises:
        ValueError: There is no such system.
    """
    known = {system.key for system in SYSTEMS}
    wanted = {key.strip() for key in keys.split(",") if key.strip()} or known
    if wanted - known:
        raise ValueError(f"Unknown: {', '.join(sorted(wanted - known))}. There are: {', '.join(sorted(known))}.")
    return tuple(system for system in SYSTEMS if system.key in wanted)


def measure(wanted: tuple[MapSystem, ...], runs: int) -> dict[str, Any]:
    """Open every map so often, in turn, so that a slow minute hits all of them."""
    from playwright.sync_api import Error as BrowserError  # noqa: PLC0415 (the report alone needs no browser)

    from benchmarks.map.browser import measure_map  # noqa: PLC0415
    from benchmarks.site.browser import chromium  # noqa: PLC0415

    kept: dict[str, Any] = {system.key: {"cold": [], "warm": [], "errors": []} for system in wanted}
    with ExitStack() as stack:
        systems.fetch_assets()
        assets = stack.enter_context(Server("map-assets", systems.assets_command(), {}))
        systems.prepare(assets.address)
        running = []
        for system in wanted:
            environment = {**system.environment, BASE: assets.address}
            try:
                running.append((system, stack.enter_context(Server(f"map-{system.key}", system.command, environment))))
            except NotStartedError as error:
                kept[system.key]["errors"].append(str(error))
                say(f"{system.key}: {error}")
        browser = stack.enter_context(chromium())
        for number in range(-1, runs):  # the very first opening warms the server up, and doesn't count
            for system, server in running:
                server.settle(5.0)
                try:
                    found = measure_map(browser, server.address + system.page, system.answer)
                except BrowserError as error:
                    if number >= 0:
                        kept[system.key]["errors"].append(str(error)[:300])
                    say(f"{system.key}: {str(error)[:200]}")
                    continue
                for state, figures in found.items():
                    if number >= 0:
                        kept[system.key][state].append(figures)
                    words = f"{figures['bytes'] / 1000:.0f} kB, drawn {figures['drawn']:.0f} ms"
                    say(f"{state} {system.key} {number + 1}: {words}, answered {figures['answered']:.0f} ms")
    return {
        "machine": machine.facts(),
        "systems": machine.releases({one.key: (one.title, one.python, one.library) for one in wanted}),
        "runs": runs,
        "maps": kept,
    }


def main() -> int:
    """Measure, and write."""
    asked = options()
    folder = asked.output or (HERE if asked.report or not asked.systems else FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    file, begun = folder / RESULTS, time.monotonic()
    if asked.report:
        results = json.loads(file.read_text(encoding="utf-8"))
    else:
        try:
            wanted = chosen(asked.systems)
        except ValueError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        results = measure(wanted, asked.runs or (QUICK_RUNS if asked.quick else RUNS))
        results["took_minutes"] = round((time.monotonic() - begun) / 60, 1)
        file.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    text = report.markdown(results)
    (folder / "RESULTS.md").write_text(text, encoding="utf-8")
    sys.stdout.write(f"\n{text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
