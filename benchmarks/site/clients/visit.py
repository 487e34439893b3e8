# SPDX-License-Identifier: BSD-3-Clause
"""Our site's own protocol: the page carries a snapshot of its widgets, and one websocket leads to the process."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

from benchmarks.site.clients.http import get
from benchmarks.site.clients.visitor import INDEXES, LABEL, Visitor

_EMBEDDED = re.compile(r'<script type="application/json" id="exxtra-page">(.*?)</script>', re.DOTALL)
_HEADER_BYTES = 4


class VisitError(RuntimeError):
    """The site did not do what its protocol says."""


def decode(frame: str | bytes) -> dict[str, Any]:
    """Return the JSON of a frame; its buffers are of no interest here."""
    if isinstance(frame, bytes):
        size = int.from_bytes(frame[:_HEADER_BYTES], "big")
        frame = frame[_HEADER_BYTES : _HEADER_BYTES + size].decode()
    found: dict[str, Any] = json.loads(frame)
    return found


def list_of_types(states: dict[str, Any]) -> str:
    """Return the id of the list "We are a" among the states of widgets."""
    for key, model in states.items():
        state = model["state"]
        if state.get("_model_name") == "DropdownModel" or model.get("model_name") == "DropdownModel":
            description = re.sub(r"<[^>]*>", "", state.get("description", "")).strip()
            if description.startswith(LABEL):
                return key
    raise VisitError(f"No list '{LABEL}' among {len(states)} widgets.")


class OurVisitor(Visitor):
    """A visitor of `exxtra serve`."""

    async def begin(self) -> None:
        """Fetch the page; open the websocket; wait until the process is there."""
        answer = await get(self.page)
        found = _EMBEDDED.search(answer.text)
        if found is None:
            raise VisitError("The page carries no snapshot.")
        page = json.loads(found[1])
        question = urlencode({"lang": page.get("lang", ""), "have": page.get("hash", ""), "visit": "", "query": ""})
        base = page.get("base") or "/"
        await self.connect(f"{base.rstrip('/')}/visit/{page['address'] or 'index'}?{question}", ["exxtra.1"])
        said = await self._wait_for("page")
        self._list = list_of_types(page["states"] if said["same"] else said["states"])
        self._number = 0

    async def choose(self, number: int) -> None:
        """Choose an entry, and wait until the process has worked on it."""
        self._number += 1
        data = {"method": "update", "state": {"index": INDEXES[number]}, "buffer_paths": []}
        await self.socket.send(json.dumps({"t": "msg", "n": self._number, "comm": self._list, "data": data}))
        answered = False
        while True:
            said = decode(await self.socket.recv())
            self._refuse(said)
            answered = answered or said["t"] == "msg"
            if said["t"] == "done" and said["n"] == self._number:
                break
        if not answered:
            raise VisitError("The choice was not answered.")

    async def leave(self) -> None:
        """Say good-bye, and close."""
        await self.socket.send('{"t": "bye"}')
        await self.vanish()

    async def _wait_for(self, kind: str) -> dict[str, Any]:
        while True:
            said = decode(await self.socket.recv())
            self._refuse(said)
            if said["t"] == kind:
                return said

    @staticmethod
    def _refuse(said: dict[str, Any]) -> None:
        if said["t"] in {"ended", "fault"}:
            raise VisitError(json.dumps(said))
