# SPDX-License-Identifier: BSD-3-Clause
"""Measure our site, stock Voila, Panel, Solara and Streamlit in one run, and write a table and plots.

The whole takes some twenty minutes, `--quick` some five; the hour's use is a part of its own (`--only soak`).
A run of a part, or of some systems, writes into build/benchmark, unless --output names another folder.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.site import environments, machine, measures, plots, report
from benchmarks.site.processes import LOGS
from benchmarks.site.systems import BY_KEY, chosen

HERE = Path(__file__).resolve().parent
PARTS = ("pages", "changes", "arrivals", "visits", "soak")
USUAL = PARTS[:-1]
RESULTS = "results.json"


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs and visitors")
    parser.add_argument("--only", default="", help=f"parts, separated by commas: {', '.join(PARTS)}")
    parser.add_argument("--systems", default="", help=f"systems, separated by commas: {', '.join(BY_KEY)}")
    parser.add_argument("--runs", type=int, help="how often each page is opened")
    parser.add_argument("--changes", type=int, help="how many changes of each system")
    parser.add_argument("--visitors", help="how many visitors arrive, separated by commas")
    parser.add_argument("--seconds", type=float, help="over which time they arrive")
    parser.add_argument("--visits", type=int, help="how many visits are opened and closed")
    parser.add_argument("--soak-minutes", type=float, help="how long the site is used without a pause")
    parser.add_argument("--output", type=Path, help="folder for results.json, RESULTS.md and the plots")
    parser.add_argument(
        "--merge", action="store_true", help="keep the other parts and systems of the last results there"
    )
    parser.add_argument("--report", action="store_true", help="measure nothing; write table and plots again")
    return parser.parse_args(arguments)


def plan_of(asked: argparse.Namespace) -> measures.Plan:
    """Return how much is measured."""
    plan = measures.QUICK if asked.quick else measures.Plan()
    given = {
        field.name: getattr(asked, field.name)
        for field in dataclasses.fields(plan)
        if getattr(asked, field.name) is not None
    }
    if "visitors" in given:
        given["visitors"] = tuple(int(count) for count in given["visitors"].split(","))
    return dataclasses.replace(plan, **given)


def parts_of(asked: argparse.Namespace) -> set[str]:
    """Return the parts to measure.

    Raises:
        ValueError: There is no such part.
    """
    wanted = {part.strip() for part in asked.only.split(",") if part.strip()} or set(USUAL)
    if wanted - set(PARTS):
        raise ValueError(f"Unknown: {', '.join(sorted(wanted - set(PARTS)))}. There are: {', '.join(PARTS)}.")
    return wanted


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Return results with new ones in place of the old: by part and by system, the rest as it was."""
    both = {**old, **{name: value for name, value in new.items() if name not in PARTS}}
    both["systems"] = {**old.get("systems", {}), **new["systems"]}
    both["systems"] = {key: both["systems"][key] for key in BY_KEY if key in both["systems"]}
    for part in PARTS:
        if part == "pages":
            pages = {**old.get(part, {})}
            for page, systems in new.get(part, {}).items():
                pages[page] = {**pages.get(page, {}), **systems}
            both[part] = pages
        else:
            both[part] = {**old.get(part, {}), **new.get(part, {})}
    return both


def measure(asked: argparse.Namespace) -> dict[str, Any]:
    """Measure what was asked for."""
    systems, plan, parts = chosen(asked.systems), plan_of(asked), parts_of(asked)
    environments.prepare(tuple(system.key for system in systems))
    results: dict[str, Any] = {
        "machine": machine.facts(),
        "systems": machine.versions(systems),
        "plan": dataclasses.asdict(plan),
    }
    if parts & {"pages", "changes"}:
        results |= measures.in_browser(systems, plan, parts)
    if "arrivals" in parts:
        results["arrivals"] = measures.all_arrivals(systems, plan)
    if "visits" in parts:
        results["visits"] = measures.ended_visits(systems, plan)
    if "soak" in parts:
        # An hour for each; ours unless others are asked for.
        results["soak"] = measures.soak(systems if asked.systems else chosen(report.OURS), plan)
    return results


def main() -> int:
    """Measure, and write."""
    asked = options()
    is_whole = not (asked.only or asked.systems)
    folder = asked.output or (HERE if is_whole or asked.report else LOGS)
    folder.mkdir(parents=True, exist_ok=True)
    file, begun = folder / RESULTS, time.monotonic()
    try:
        old = json.loads(file.read_text(encoding="utf-8")) if (asked.report or asked.merge) and file.is_file() else {}
        results = old if asked.report else measure(asked)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if asked.merge and not asked.report:
        results = merged(old, results)
    if not asked.report:
        results["took_minutes"] = round((time.monotonic() - begun) / 60, 1)
        file.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    text = report.markdown(results)
    (folder / "RESULTS.md").write_text(text, encoding="utf-8")
    for name, picture in plots.pictures(results).items():
        (folder / name).write_text(picture, encoding="utf-8")
    sys.stdout.write(f"\n{text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
