# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: S603 (it starts our own programs)
"""The measurements: pages and changes in a browser, arrivals, visits that end, and an hour of use."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any, Self

from benchmarks.site.processes import NotStartedError, Server
from benchmarks.site.statistics import median
from benchmarks.site.systems import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser

    from benchmarks.site.systems import System

LONGEST_SECONDS = 180.0
_CHANGES_AT_A_TIME = 10
_LEFT_SECONDS = 30.0
_AFTER_SHUTDOWN = 2.0


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Attributes:
        runs: How often each page is opened.
        changes: How many changes of each system.
        visitors: How many visitors arrive.
        seconds: Over which time they arrive.
        visits: How many visits are opened and closed.
        soak_minutes: How long the site is used without a pause.
    """

    runs: int = 5
    changes: int = 30
    visitors: tuple[int, ...] = (1, 20, 50, 100)
    seconds: float = 30.0
    visits: int = 500
    soak_minutes: float = 60.0


QUICK = Plan(runs=2, changes=10, visitors=(1, 20), seconds=10.0, visits=60)
# What a system that leaves a process behind for every closed page can be asked for without filling the memory.
_VISITS_OF_OTHERS = 20
_AT_ONCE = 5
_SOAK_BATCH = 10


def say(text: str) -> None:
    """Print at once, with the time: a run takes minutes."""
    sys.stdout.write(f"{datetime.now(UTC):%H:%M:%S} {text}\n")
    sys.stdout.flush()


def server_of(system: System) -> Server:
    """Return the server of a system, not yet started."""
    return Server(system.key, system.command, system.environment)


# ---------------------------------------------------------------------------------------------- in the browser


def in_browser(systems: Iterable[System], plan: Plan, parts: set[str]) -> dict[str, Any]:
    """Measure pages and changes, the systems in turn, again and again, so that a slow minute hits all of them."""
    from benchmarks.site.browser import chromium  # noqa: PLC0415 (other parts need no browser)

    found: dict[str, Any] = {part: {} for part in ("pages", "changes") if part in parts}
    with ExitStack() as stack:
        running = []
        for system in systems:
            try:
                server = stack.enter_context(server_of(system))
                of_map = server
                if system.map_command:
                    of_map = stack.enter_context(Server(f"{system.key}-map", system.map_command, system.environment))
                with light_visitors(system, server, 1, seconds=0.1):
                    pass
            except NotStartedError as error:
                say(f"{system.key}: {error}")
                continue
            running.append((system, server, of_map))
        for _, server, _ in running:
            server.settle()
        browser = stack.enter_context(chromium())
        if "pages" in parts:
            for number in range(plan.runs):
                for system, server, of_map in running:
                    address = server.address + system.page
                    _one_page(found["pages"], browser, system, address, page="calculator", number=number)
                    if system.map_page:
                        address = of_map.address + system.map_page
                        _one_page(found["pages"], browser, system, address, page="map", number=number)
        if "changes" in parts:
            _changes(found["changes"], browser, running, plan.changes)
    return found


def _one_page(found: dict[str, Any], browser: Browser, system: System, address: str, *, page: str, number: int) -> None:
    from playwright.sync_api import Error  # noqa: PLC0415 (as above)

    from benchmarks.site.browser import measure_page  # noqa: PLC0415

    kept = found.setdefault(page, {}).setdefault(system.key, {"cold": [], "warm": [], "errors": []})
    try:
        for state, figures in measure_page(browser, address, system.use if page == "calculator" else None).items():
            kept[state].append(figures)
            last = figures.get("reacts") or figures.get("drawn")
            say(f"{page} {state} {system.key} {number + 1}: {figures['bytes'] / 1000:.0f} kB, {last:.0f} ms")
    except Error as error:
        kept["errors"].append(str(error)[:300])
        say(f"{page} {system.key}: failed: {str(error)[:120]}")


def _changes(found: dict[str, Any], browser: Browser, running: list[tuple[System, Server, Server]], count: int) -> None:
    from playwright.sync_api import Error  # noqa: PLC0415 (as above)

    from benchmarks.site.browser import measure_changes  # noqa: PLC0415

    done = 0
    while done < count:
        some = min(_CHANGES_AT_A_TIME, count - done)
        for system, server, _ in running:
            kept = found.setdefault(system.key, {"ms": [], "errors": []})
            try:
                took = measure_changes(browser, server.address + system.page, system.use, some)
            except Error as error:
                kept["errors"].append(str(error)[:300])
                say(f"changes {system.key}: failed: {str(error)[:120]}")
                continue
            kept["ms"].extend(took)
            say(f"changes {system.key}: {', '.join(f'{ms:.0f}' for ms in took)} ms")
        done += some


# ---------------------------------------------------------------------------------------------- light visitors


class Crowd:
    """Visitors in a process of their own, see `arrive`.

    Attributes:
        told: What each visit told; complete once the crowd is there.
    """

    def __init__(self, command: list[str]) -> None:
        """Let them come."""
        self.told: list[dict[str, Any]] = []
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )

    def __enter__(self) -> Self:
        """Wait until all are there; their visits stay open."""
        output: IO[str] = self._process.stdout  # type: ignore[assignment]
        for line in output:
            fact = json.loads(line)
            if "all" in fact:
                break
            self.told.append(fact)
        return self

    def __exit__(self, *_: object) -> None:
        """Let them leave."""
        try:
            self._process.communicate("\n", timeout=_LEFT_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()


def light_visitors(
    system: System, server: Server, count: int, *, seconds: float, choices: int = 1, leave_at_once: bool = False
) -> Crowd:
    """Return visitors of a server who arrive evenly; they come when it is entered."""
    options = {
        "protocol": system.protocol,
        "page": server.address + system.page,
        "visitors": count,
        "seconds": seconds,
        "longest": LONGEST_SECONDS,
        "choices": choices,
    }
    command = [str(system.client_python), "-m", "benchmarks.site.arrive"]
    command += [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return Crowd(command + (["--leave-at-once"] if leave_at_once else []))


def arrivals(system: System, count: int, seconds: float) -> dict[str, Any]:
    """Let visitors arrive at a server that was just started and has had one, and return what they met and it cost."""
    with server_of(system) as server:
        with light_visitors(system, server, 1, seconds=0.1, leave_at_once=True):
            pass
        server.settle()
        before = server.usage()
        with light_visitors(system, server, count, seconds=seconds) as crowd:
            after = server.usage()
    failures = [one["error"] for one in crowd.told if one["error"]]
    return {
        "visitors": count,
        "seconds": seconds,
        "failed": len(failures),
        "errors": sorted(set(failures))[:5],
        "usable": [one["usable"] for one in crowd.told],
        "answered": [one["answered"] for one in crowd.told],
        "cpu_each": (after.cpu_seconds - before.cpu_seconds) / count,
        "unique_mb_each": median(after.newcomers(before))
        if system.has_own_processes
        else (after.unique_mb - before.unique_mb) / count,
        "pss_mb_each": (after.pss_mb - before.pss_mb) / count,
        "before": before.totals(),
        "after": after.totals(),
    }


def all_arrivals(systems: Iterable[System], plan: Plan) -> dict[str, Any]:
    """Measure arrivals, the systems in turn for each number of visitors."""
    found: dict[str, Any] = {}
    chosen = tuple(systems)
    for count in plan.visitors:
        for system in chosen:
            try:
                one = arrivals(system, count, plan.seconds if count > 1 else 0.1)
            except NotStartedError as error:
                say(f"{system.key}: {error}")
                continue
            found.setdefault(system.key, {})[str(count)] = one
            times = sorted(time for time in one["answered"] if time is not None)
            slowest = f"{times[-1]:.2f} s" if times else "none"
            say(
                f"arrivals {system.key} {count}: {one['failed']} failed, slowest answered {slowest}, "
                f"{one['cpu_each']:.2f} CPU-s and {one['unique_mb_each'] or 0:.1f} MB each"
            )
            for words in one["errors"]:
                say(f"  {words}")
    return found


# ---------------------------------------------------------------------------------------------- visits that end


def ended_visits(systems: Iterable[System], plan: Plan) -> dict[str, Any]:
    """Open and close visits, and return how many processes there were before and are afterwards."""
    found = {}
    for system in systems:
        if not system.has_own_processes:
            continue
        count = plan.visits if system.key == "ours" else min(plan.visits, _VISITS_OF_OTHERS)
        try:
            found[system.key] = _ended_visits(system, count)
        except NotStartedError as error:
            say(f"{system.key}: {error}")
    return found


def _ended_visits(system: System, count: int) -> dict[str, Any]:
    with server_of(system) as server:
        with light_visitors(system, server, 1, seconds=0.1, leave_at_once=True):
            pass
        server.settle()
        before, begun = server.usage(), time.monotonic()
        # Evenly, and no faster than two cores start processes: this counts what is left, it does not race.
        pace = 0.7 if system.key == "ours" else 1.5
        crowd = light_visitors(system, server, count, seconds=count * pace / 2, leave_at_once=True)
        with crowd:
            pass
        took = time.monotonic() - begun
        time.sleep(_AFTER_SHUTDOWN)
        server.settle()
        after = server.usage()
    failed = sum(bool(one["error"]) for one in crowd.told)
    say(f"visits {system.key}: {count} opened and closed, {before.processes} processes before, {after.processes} after")
    return {
        "visits": count,
        "failed": failed,
        "seconds": took,
        "errors": sorted({one["error"] for one in crowd.told if one["error"]})[:5],
        "before": before.totals(),
        "after": after.totals(),
    }


def soak(systems: Iterable[System], plan: Plan) -> dict[str, Any]:
    """Use a site for long, batch after batch of visits, and return its memory after each batch."""
    found = {}
    for system in systems:
        series: list[dict[str, float]] = []
        visits = failed = 0
        errors: set[str] = set()
        with server_of(system) as server:
            begun = time.monotonic()
            while time.monotonic() - begun < plan.soak_minutes * 60:
                some = light_visitors(
                    system, server, _SOAK_BATCH, seconds=_SOAK_BATCH, choices=_AT_ONCE, leave_at_once=True
                )
                with some:
                    pass
                visits, failed = visits + len(some.told), failed + sum(bool(one["error"]) for one in some.told)
                errors |= {one["error"] for one in some.told if one["error"]}
                server.settle(3.0)
                series.append({"minute": (time.monotonic() - begun) / 60, **server.usage().totals()})
                if len(series) % 10 == 1:
                    last = series[-1]
                    say(
                        f"soak {system.key} {last['minute']:.0f} min: {visits} visits, {failed} failed, "
                        f"{last['pss_mb']:.0f} MB, {last['processes']:.0f} processes"
                    )
        found[system.key] = {"visits": visits, "failed": failed, "errors": sorted(errors)[:5], "series": series}
    return found
