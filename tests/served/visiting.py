# SPDX-License-Identifier: BSD-3-Clause
"""What tests of visits share: the health of a site, its processes, and a page that is ready."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import psutil

from tests.served.light import Visitor

if TYPE_CHECKING:
    from tests.served.running import RunningSite

REFERENCE = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}")


def health(site: RunningSite) -> dict[str, Any]:
    """Return what the site says of itself."""
    told: dict[str, Any] = json.loads(site.ask("/health").text)
    return told


def process_of(visitor: Visitor) -> int:
    """Return the number of the process behind a visitor's page, which says it."""
    said = next(one for one in visitor.heard if one["t"] == "page")
    return int(re.findall(r"process=(\d+)", json.dumps(said["outputs"]))[0])


def warm_of(site: RunningSite) -> psutil.Process:
    """Return the warm process of a site."""
    found = [
        one for one in psutil.Process(site.process.pid).children() if "exxtra_kit.serving.visits.warm" in one.cmdline()
    ]
    assert len(found) == 1
    return found[0]


def opened(site: RunningSite, app: str = "calculator", **said: Any) -> Visitor:
    """Return a visitor whose page is ready."""
    visitor = Visitor(site, app, **said)
    visitor.until("page")
    return visitor


def button(visitor: Visitor, name: str) -> str:
    """Return the number of a button of the app."""
    return visitor.widget("ButtonModel", description=name)


def put_press(visitor: Visitor, name: str) -> int:
    """Press a button without waiting for what comes of it."""
    return visitor.put(button(visitor, name), {"method": "custom", "content": {"event": "click"}})
