# SPDX-License-Identifier: BSD-3-Clause
"""Visitors who arrive evenly, in a process of their own. Prints a line of JSON for each, and one when all are there.

Then it waits for a line on its standard input, while the visits stay open to be measured, and leaves.
Times count from the moment at which a visitor should have arrived, so that a slow machine cannot flatter itself.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib
import json
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.site.clients.visitor import Visitor

CLIENTS = {
    "visit": "visit.OurVisitor",
    "jupyter": "jupyter.JupyterVisitor",
    "bokeh": "bokeh.BokehVisitor",
    "solara": "solara.SolaraVisitor",
    "streamlit": "streamlit.StreamlitVisitor",
}


def client(protocol: str) -> type[Visitor]:
    """Return the visitor's class of a protocol; Streamlit's is found only where Streamlit is."""
    module, name = CLIENTS[protocol].split(".")
    found: type[Visitor] = getattr(importlib.import_module(f"benchmarks.site.clients.{module}"), name)
    return found


async def visit(visitor: Visitor, due: float, longest: float, choices: int) -> dict[str, Any]:
    """Make one visit at its time, and return when it was usable and answered, in seconds, or what failed."""
    await asyncio.sleep(max(due - time.monotonic(), 0))
    told: dict[str, Any] = {"usable": None, "answered": None, "error": None, "round_trips": []}
    try:
        async with asyncio.timeout_at(due - time.monotonic() + asyncio.get_running_loop().time() + longest):
            await visitor.begin()
            told["usable"] = time.monotonic() - due
            for number in range(choices):
                asked = time.monotonic()
                await visitor.choose(number % 2)
                told["round_trips"].append(time.monotonic() - asked)
                told["answered"] = told["answered"] or time.monotonic() - due
    except Exception as error:  # noqa: BLE001 (whatever it is, this visitor failed)
        told["error"] = f"{type(error).__name__}: {error}"[:200]
    return told


async def everybody(arguments: argparse.Namespace) -> None:
    """Let all visitors come, tell of each, wait for the word, and leave."""
    kind, begun = client(arguments.protocol), time.monotonic()
    visitors = [kind(arguments.page) for _ in range(arguments.visitors)]
    gap = arguments.seconds / len(visitors)

    async def one(number: int, visitor: Visitor) -> None:
        told = await visit(visitor, begun + number * gap, arguments.longest, arguments.choices)
        if arguments.leave_at_once:
            await _leave(visitor)
        _tell(told)

    async with asyncio.TaskGroup() as group:
        for number, visitor in enumerate(visitors):
            group.create_task(one(number, visitor))
    _tell({"all": len(visitors)})
    await asyncio.to_thread(sys.stdin.readline)
    if not arguments.leave_at_once:
        await asyncio.gather(*(_leave(visitor) for visitor in visitors))


async def _leave(visitor: Visitor) -> None:
    with contextlib.suppress(Exception):
        async with asyncio.timeout(10):
            await visitor.leave()


def _tell(fact: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the options and let the visitors come."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--protocol", choices=tuple(CLIENTS), required=True)
    parser.add_argument("--page", required=True)
    parser.add_argument("--visitors", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30.0, help="over which they arrive")
    parser.add_argument("--longest", type=float, default=180.0, help="after which a visitor has failed")
    parser.add_argument("--choices", type=int, default=1)
    parser.add_argument("--leave-at-once", action="store_true")
    asyncio.run(everybody(parser.parse_args()))


if __name__ == "__main__":
    main()
