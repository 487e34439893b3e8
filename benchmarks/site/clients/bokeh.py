# SPDX-License-Identifier: BSD-3-Clause
"""Bokeh's websocket, which Panel speaks: messages of three frames, header, metadata and content."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

from benchmarks.site.clients.http import get
from benchmarks.site.clients.visitor import LABEL, Visitor

_TOKEN = re.compile(r'"token"\s*:\s*"([^"]+)"')
_VALUES = ("sme", "")


class BokehError(RuntimeError):
    """The server did not do what the protocol says."""


class BokehVisitor(Visitor):
    """A visitor of a Panel page: the session is made with the page, and pulled over the websocket."""

    async def begin(self) -> None:
        """Fetch the page; open the websocket; pull the document."""
        answer = await get(self.page)
        found = _TOKEN.search(answer.text)
        if found is None:
            raise BokehError("The page carries no token.")
        path = self.page.removeprefix(self.origin).rstrip("/")
        await self.connect(f"{path}/ws", ["bokeh", found[1]])
        while (await self._receive())[0]["msgtype"] != "ACK":
            continue
        asked = await self._say("PULL-DOC-REQ", {})
        while True:
            header, content = await self._receive()
            if header["msgtype"] == "PULL-DOC-REPLY" and header["reqid"] == asked:
                break
        self._list = _list_of_types(content["doc"]["roots"])

    async def choose(self, number: int) -> None:
        """Choose an entry, and wait for the other text of the answer."""
        event = {"kind": "ModelChanged", "model": {"id": self._list}, "attr": "value", "new": _VALUES[number]}
        await self._say("PATCH-DOC", {"events": [event]})
        while True:
            header, content = await self._receive()
            if header["msgtype"] == "ERROR":
                raise BokehError(str(content))
            if header["msgtype"] == "PATCH-DOC" and any(one.get("attr") == "text" for one in content["events"]):
                return

    async def _say(self, kind: str, content: dict[str, Any]) -> str:
        number = uuid4().hex
        for part in ({"msgid": number, "msgtype": kind}, {}, content):
            await self.socket.send(json.dumps(part))
        return number

    async def _receive(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return header and content of the next message; its buffers are of no interest here."""
        header, _, content = [json.loads(await self.socket.recv()) for _ in range(3)]
        for _ in range(2 * header.get("num_buffers", 0)):
            await self.socket.recv()
        return header, content


def _list_of_types(roots: list[Any]) -> str:
    """Return the id of the list "We are a" among nested models."""
    waiting: list[Any] = [*roots]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            attributes = one.get("attributes") or {}
            if isinstance(attributes, dict) and "options" in attributes and attributes.get("title") == LABEL:
                key: str = one["id"]
                return key
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    raise BokehError(f"No list '{LABEL}' in the document.")
