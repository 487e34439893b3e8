# SPDX-License-Identifier: BSD-3-Clause
"""A light visitor: what the page's script does over its websocket, without a browser."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.served.running import PATIENCE_SECONDS

_LENGTH_BYTES = 4
_CHOOSES = "DropdownModel"


class LostError(Exception):
    """The connection is gone."""


class Visitor:
    """One visitor of the calculator.

    Attributes:
        visit: Secret name of the visit; the name of its copy stands before the dot.
        resumed: Whether the site found the visit's process again.
        draft: What the page keeps of the answers, as the app said last.
        why: Why the site ended the last visit; empty if it said nothing.
        connections: How often a page was got.
        changes: How many changes were answered.
    """

    def __init__(self, host: str) -> None:
        """Make a visitor who will call this host."""
        self.visit = ""
        self.resumed = False
        self.draft = ""
        self.why = ""
        self.connections = 0
        self.changes = 0
        self._host = host
        self._number = 0
        self._socket: WebSocketClientConnection | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._page: asyncio.Future[dict[str, Any]]
        self._done: dict[int, asyncio.Future[None]] = {}
        self._country = self._keeper = ""

    @property
    def copy(self) -> str:
        """Name of the copy that the visit is on."""
        return self.visit.partition(".")[0]

    async def connect(self, visit: str = "") -> None:
        """Open the websocket and wait for the page; with the name of a visit, come back to it.

        Raises:
            LostError: Nobody answers, or the connection was lost before the page was there.
        """
        request = HTTPRequest(
            f"ws://{self._host}/visit/calculator?lang=en&have=&visit={visit}&query=",
            headers={"Origin": f"http://{self._host}"},
        )
        self._page = asyncio.get_running_loop().create_future()
        try:
            self._socket = await websocket_connect(request, subprotocols=["exxtra.1"])
        except Exception as fault:
            raise LostError(str(fault)) from fault
        self._hearing = asyncio.create_task(self._hear(self._socket))
        page = await asyncio.wait_for(self._page, PATIENCE_SECONDS)
        states = page["states"]
        self._country = next(name for name, one in states.items() if one["model_name"] == _CHOOSES)
        self._keeper = next(name for name, one in states.items() if {"draft", "back"} <= set(one["state"]))
        self.connections += 1

    async def change(self) -> None:
        """Choose the next country, and wait until the app has answered.

        Raises:
            LostError: The connection was lost.
        """
        await self._update(self._country, {"index": self._number % 20 + 1})
        self.changes += 1

    async def hand_back(self) -> None:
        """Give the draft of before to a fresh process, and wait until it has worked on it."""
        before, self.draft = self.draft, ""
        await self._update(self._keeper, {"back": before})

    async def drop(self) -> None:
        """Lose the connection without a word, as a phone does that leaves the Wi-Fi."""
        assert self._socket
        self._socket.stream.close()
        await self._forget()

    async def leave(self) -> None:
        """Leave for good."""
        assert self._socket
        await self._socket.write_message(json.dumps({"t": "bye"}))
        await self._forget()

    async def _forget(self) -> None:
        if self._hearing:
            await asyncio.wait_for(self._hearing, PATIENCE_SECONDS)

    async def _update(self, comm: str, state: dict[str, Any]) -> None:
        self._number += 1
        done = self._done[self._number] = asyncio.get_running_loop().create_future()
        data = {"method": "update", "state": state, "buffer_paths": []}
        said = {"t": "msg", "n": self._number, "comm": comm, "data": data}
        if self._socket is None or self._hearing is None or self._hearing.done():
            raise LostError
        try:
            await self._socket.write_message(json.dumps(said))
        except Exception as fault:
            raise LostError(str(fault)) from fault
        await asyncio.wait_for(done, PATIENCE_SECONDS)

    async def _hear(self, socket: WebSocketClientConnection) -> None:
        """Listen until the connection ends; who waits for something then hears that it is lost."""
        try:
            while (frame := await socket.read_message()) is not None:
                self._take(_said(frame))
        finally:
            expected: list[asyncio.Future[Any]] = [self._page, *self._done.values()]
            for waiting in expected:
                if not waiting.done():
                    waiting.set_exception(LostError())
                    waiting.exception()  # seen, though perhaps nobody waits for it
            self._done.clear()

    def _take(self, said: dict[str, Any]) -> None:
        if said["t"] == "visit":
            self.visit, self.resumed, self.why = said["id"], said["resumed"], ""
        elif said["t"] == "page":
            if not self._page.done():
                self._page.set_result(said)
        elif said["t"] == "done":
            self._done.pop(said["n"]).set_result(None)
        elif said["t"] == "ended":
            self.why = said["why"]
        elif said["t"] == "msg" and said["comm"] == self._keeper:
            self.draft = said["data"]["state"].get("draft", self.draft)


def _said(frame: str | bytes) -> dict[str, Any]:
    """Return what stands in a frame; buffers are of no interest here."""
    if isinstance(frame, bytes):
        end = _LENGTH_BYTES + int.from_bytes(frame[:_LENGTH_BYTES], "big")
        frame = frame[_LENGTH_BYTES:end].decode()
    said: dict[str, Any] = json.loads(frame)
    return said
