# SPDX-License-Identifier: BSD-3-Clause
"""How many visits there may be: places, and a queue in the order of arrival."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from exxtra_kit.serving.visits.visit import Visit


class QueueFullError(Exception):
    """Even the queue is full."""


class Places:
    """The places of a site.

    Attributes:
        visits: Those that have a place, by their secret name.
    """

    def __init__(self, limit: int, queue_limit: int) -> None:
        """Make so many places, and room for so many who wait."""
        self.limit = limit
        self.visits: dict[str, Visit] = {}
        self._queue_limit = queue_limit
        self._taken = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._moved: set[asyncio.Event] = set()

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return len(self._waiting)

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return self._taken

    async def take(self, tell: Callable[[int], Awaitable[None]]) -> None:
        """Take a place, or wait in the queue for one.

        Args:
            tell: Is told one's place in the queue whenever it changes; it may raise to give up waiting.

        Raises:
            QueueFullError: Too many wait already.
        """
        if self._taken < self.limit and not self._waiting:
            self._taken += 1
            return
        if len(self._waiting) >= self._queue_limit:
            raise QueueFullError
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        moved = asyncio.Event()
        self._waiting.append(turn)
        self._moved.add(moved)
        try:
            while not turn.done():
                await tell(self._waiting.index(turn) + 1)
                moved.clear()
                change = asyncio.ensure_future(moved.wait())
                either: set[asyncio.Future[Any]] = {turn, change}
                try:
                    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    change.cancel()
        except BaseException:
            if turn.done():  # it was given a place in the very moment in which it gave up
                self.leave()
            raise
        finally:
            self._moved.discard(moved)
            if turn in self._waiting:
                self._waiting.remove(turn)
                self._tell_that_it_moved()

    def leave(self) -> None:
        """Give a place back: to the first who waits, if anybody does."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                self._tell_that_it_moved()
                return
        self._taken -= 1

    def _tell_that_it_moved(self) -> None:
        for moved in self._moved:
            moved.set()
