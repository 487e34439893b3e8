# SPDX-License-Identifier: BSD-3-Clause
"""Running what is asynchronous from a test, whatever else the session keeps open."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

Result = TypeVar("Result")


def run_aside(scene: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine in a loop and a thread of its own: the browser of the session keeps the tests' own loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, scene).result()
