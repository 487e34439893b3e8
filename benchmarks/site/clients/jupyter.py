# SPDX-License-Identifier: BSD-3-Clause
"""The kernel websocket of Jupyter in its JSON form, as Voila's page speaks it."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

from benchmarks.site.clients.http import get, request
from benchmarks.site.clients.visit import list_of_types
from benchmarks.site.clients.visitor import INDEXES, Visitor

_KERNEL = re.compile(r'"kernelId"\s*:\s*"([0-9a-f-]{36})"')
_INTEGER_BYTES = 4
_CONTROL_VERSION = "1.0.0"


class JupyterError(RuntimeError):
    """The server did not do what the protocol says."""


def decode(frame: str | bytes) -> dict[str, Any]:
    """Return the message of a frame; its buffers are of no interest here."""
    if isinstance(frame, bytes):
        count = int.from_bytes(frame[:_INTEGER_BYTES], "big")
        offsets = [int.from_bytes(frame[4 * n : 4 * n + 4], "big") for n in range(1, count + 1)]
        frame = frame[offsets[0] : offsets[1] if count > 1 else len(frame)].decode()
    found: dict[str, Any] = json.loads(frame)
    return found


class JupyterVisitor(Visitor):
    """A visitor of a Voila page: the page is complete when the notebook has run; then the states are read."""

    async def begin(self) -> None:
        """Fetch the page; open the websocket; ask for the states of all widgets."""
        answer = await get(self.page)
        found = _KERNEL.search(answer.text)
        if found is None:
            raise JupyterError("The page names no kernel.")
        self._kernel, self._session = found[1], uuid4().hex
        await self.connect(f"/api/kernels/{self._kernel}/channels?session_id={self._session}")
        self._list = list_of_types(await self._states())

    async def choose(self, number: int) -> None:
        """Choose an entry, and wait until the kernel is idle again."""
        data = {"method": "update", "state": {"index": INDEXES[number]}, "buffer_paths": []}
        asked = await self.say("comm_msg", {"comm_id": self._list, "data": data})
        await self.until_idle(asked)

    async def leave(self) -> None:
        """Send the page's last word, and close."""
        await self.vanish()
        await request(f"{self.origin}/voila/api/shutdown/{self._kernel}", "POST", {"Origin": self.origin})

    async def _states(self) -> dict[str, Any]:
        comm = uuid4().hex
        await self.say("comm_open", {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}})
        await self.say("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
        while True:
            said = decode(await self.socket.recv())
            content = said["content"]
            if said["header"]["msg_type"] == "comm_msg" and content["comm_id"] == comm:
                states: dict[str, Any] = content["data"]["states"]
                return states

    async def say(self, kind: str, content: dict[str, Any]) -> str:
        """Send a message, and return its id."""
        number = uuid4().hex
        header = {"msg_id": number, "msg_type": kind, "session": self._session, "username": "", "version": "5.2"}
        about = {"version": _CONTROL_VERSION} if kind == "comm_open" else {}
        parts = {"parent_header": {}, "metadata": about, "content": content, "buffers": []}
        await self.socket.send(json.dumps({"channel": "shell", "header": header, **parts}))
        return number

    async def until_idle(self, asked: str) -> list[dict[str, Any]]:
        """Wait until a message has been worked on, and return what came meanwhile."""
        came = []
        while True:
            said = decode(await self.socket.recv())
            came.append(said)
            if said["parent_header"].get("msg_id") != asked or said["header"]["msg_type"] != "status":
                continue
            if said["content"]["execution_state"] == "idle":
                return came
