# SPDX-License-Identifier: BSD-3-Clause
"""A visitor without a browser: fetches the page, opens the websocket, makes changes, reads the answers.

The websockets live in a thread with a loop of its own: in the tests' own thread a browser of the session may keep
a loop running.

    with Visitor(site, "calculator") as visitor:
        visitor.until("page")
        town = visitor.widget("TextModel", description="Town")
        visitor.change(town, value="Cerea")
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from concurrent.futures import CancelledError
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import urlencode

from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.served.running import PATIENCE_SECONDS, RunningSite

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping, Sequence
    from types import TracebackType

Result = TypeVar("Result")
SUBPROTOCOL = "exxtra.1"
_DATA = re.compile(r'<script type="application/json" id="exxtra-page">(.*?)</script>', re.DOTALL)


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    """Return the loop in which all visitors live."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True, name="light visitors").start()
    return loop


def to_its_end(talk: Coroutine[Any, Any, Result], seconds: float = PATIENCE_SECONDS) -> Result:
    """Run a coroutine in the visitors' loop and return what it returns.

    Raises:
        TimeoutError: It takes too long.
    """
    running = asyncio.run_coroutine_threadsafe(_within(talk, seconds), _loop())
    try:
        return running.result(seconds + 5)
    except CancelledError as fault:
        raise TimeoutError from fault


async def _within(talk: Coroutine[Any, Any, Result], seconds: float) -> Result:
    return await asyncio.wait_for(talk, seconds)


def data_of_page(text: str) -> dict[str, Any]:
    """Return the data that a page carries for its script."""
    found = _DATA.search(text)
    assert found, f"the page carries no data: {text[-2000:]}"
    data: dict[str, Any] = json.loads(found.group(1))
    return data


class RefusedError(Exception):
    """The site refused the connection; `status` says how."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Visitor:
    """One visitor's connection.

    Attributes:
        heard: Everything that the site has said, in order.
        states: What the site has told about each widget: number -> names and values.
        kinds: Number of a widget -> its model's name.
    """

    def __init__(
        self,
        site: RunningSite,
        app: str = "calculator",
        *,
        headers: Mapping[str, str] | None = None,
        subprotocols: Sequence[str] = (SUBPROTOCOL,),
        **said: str,
    ) -> None:
        """Connect.

        Args:
            site: The site.
            app: Address of the app ("index" for the first page).
            headers: In place of our own origin.
            subprotocols: What the connection offers to speak.
            **said: `lang`, `have`, `visit`, `query`.

        Raises:
            RefusedError: The site refused.
        """
        self.heard: list[dict[str, Any]] = []
        self.states: dict[str, dict[str, Any]] = {}
        self.kinds: dict[str, str] = {}
        self._count = 0
        asked = urlencode({"lang": "en", "have": "", "visit": "", "query": "", **said})
        address = site.address.replace("http", "ws", 1) + f"visit/{app}?{asked}"
        given = {"Origin": site.address.rstrip("/")} if headers is None else dict(headers)
        self._socket = to_its_end(self._connect(HTTPRequest(address, headers=given), list(subprotocols)))

    async def _connect(self, request: HTTPRequest, subprotocols: list[str]) -> WebSocketClientConnection:
        request.connect_timeout = PATIENCE_SECONDS
        try:
            return await websocket_connect(request, subprotocols=subprotocols, max_message_size=1 << 26)
        except HTTPClientError as fault:
            raise RefusedError(fault.code) from fault

    def __enter__(self) -> Self:
        """Return this visitor."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave for good."""
        self.leave()

    @property
    def close_code(self) -> int | None:
        """With which code the site has closed the connection."""
        return self._socket.close_code

    @property
    def id(self) -> str:
        """Secret name of the visit."""
        return str(next(one["id"] for one in reversed(self.heard) if one["t"] == "visit"))

    def kinds_heard(self) -> list[str]:
        """Return the kinds of everything that was heard."""
        return [one["t"] for one in self.heard]

    def send(self, said: dict[str, Any] | str | bytes) -> None:
        """Send one message, whatever it is."""
        text = json.dumps(said) if isinstance(said, dict) else said

        async def write() -> None:
            await self._socket.write_message(text, binary=isinstance(text, bytes))

        to_its_end(write())

    def hear(self, seconds: float = PATIENCE_SECONDS) -> dict[str, Any] | None:
        """Return the next message; None if the connection is closed."""

        async def read() -> str | bytes | None:
            return await self._socket.read_message()

        message = to_its_end(read(), seconds)
        if message is None:
            return None
        if isinstance(message, bytes):
            length = int.from_bytes(message[:4], "big")
            message = message[4 : 4 + length].decode()
        said: dict[str, Any] = json.loads(message)
        self.heard.append(said)
        self._learn(said)
        return said

    def _learn(self, said: dict[str, Any]) -> None:
        if said["t"] == "page" and not said["same"]:
            self.learn(said["states"])
        elif said["t"] == "open":
            self.states[said["comm"]] = dict(said["data"]["state"])
            self.kinds[said["comm"]] = said["data"]["state"]["_model_name"]
        elif said["t"] == "msg" and said["data"].get("method") == "update":
            self.states.setdefault(said["comm"], {}).update(said["data"]["state"])

    def learn(self, states: Mapping[str, Any]) -> None:
        """Take the states that a page carries."""
        self.states = {number: dict(known["state"]) for number, known in states.items()}
        self.kinds = {number: known["model_name"] for number, known in states.items()}

    def until(self, kind: str) -> dict[str, Any]:
        """Return the next message of a kind."""
        while True:
            said = self.hear()
            assert said is not None, f"closed with {self.close_code} before {kind!r}; heard {self.kinds_heard()}"
            if said["t"] == kind:
                return said

    def until_closed(self) -> int | None:
        """Listen until the site closes the connection; return the code."""
        while self.hear() is not None:
            pass
        return self.close_code

    def widget(self, kind: str, **values: Any) -> str:
        """Return the number of the first widget of a kind with these values."""
        for number, known in self.kinds.items():
            state = self.states[number]
            if known == kind and all(state.get(name) == value for name, value in values.items()):
                return number
        raise AssertionError(f"no {kind} with {values} among {sorted(self.kinds.values())}")

    def put(self, comm: str, data: dict[str, Any]) -> int:
        """Send a message to a widget; return its number."""
        self._count += 1
        self.send({"t": "msg", "n": self._count, "comm": comm, "data": data})
        return self._count

    def change(self, comm: str, **state: Any) -> None:
        """Change a widget and wait until that has been worked on."""
        self.until_done(self.put(comm, {"method": "update", "state": state, "buffer_paths": []}))

    def press(self, comm: str) -> None:
        """Press a button and wait until that has been worked on."""
        self.until_done(self.put(comm, {"method": "custom", "content": {"event": "click"}}))

    def until_done(self, number: int) -> None:
        """Wait until a message has been worked on."""
        while self.until("done")["n"] != number:
            pass

    def leave(self) -> None:
        """Leave as a page does that is closed."""
        if self.close_code is None:

            async def bye() -> None:
                if self._socket.protocol is not None and not self._socket.protocol.is_closing():
                    await self._socket.write_message('{"t":"bye"}')
                self._socket.close()

            to_its_end(bye())

    def lose(self) -> None:
        """Lose the connection without a word, as when the Wi-Fi goes."""

        async def cut() -> None:
            if self._socket.protocol is not None and self._socket.protocol.stream is not None:
                self._socket.protocol.stream.close()

        to_its_end(cut())


def message_of_jupyter(kind: str, channel: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a kernel message as JupyterLab sends it in JSON."""
    header = {"msg_id": "m1", "msg_type": kind, "session": "s", "username": "", "version": "5.4", "date": ""}
    return {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": dict(content),
        "channel": channel,
        "buffers": [],
    }


def as_v1(message: Mapping[str, Any]) -> bytes:
    """Return a kernel message in Jupyter's binary form, `v1.kernel.websocket.jupyter.org`."""
    parts = [str(message["channel"]).encode()]
    parts += [json.dumps(message[name]).encode() for name in ("header", "parent_header", "metadata", "content")]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    numbers = [len(offsets), *offsets]
    return b"".join([*(number.to_bytes(8, "little") for number in numbers), *parts])
