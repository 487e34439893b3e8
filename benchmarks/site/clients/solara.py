# SPDX-License-Identifier: BSD-3-Clause
"""Solara's websocket: the kernel protocol of Jupyter, with a virtual kernel that the page itself names."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from benchmarks.site.clients.http import get
from benchmarks.site.clients.jupyter import JupyterError, JupyterVisitor
from benchmarks.site.clients.visitor import LABEL, TYPES


class SolaraVisitor(JupyterVisitor):
    """A visitor of a Solara page."""

    async def begin(self) -> None:
        """Fetch the page; open the websocket; run the app, and read its widgets."""
        answer = await get(self.page)
        cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        self._kernel, self._session = str(uuid4()), str(uuid4())
        await self.connect(
            f"/jupyter/api/kernels/{self._kernel}/channels?session_id={self._session}",
            headers={"Cookie": cookie} if cookie else None,
        )
        comm, path = uuid4().hex, urlsplit(self.page).path or "/"
        await self.say("comm_open", {"comm_id": comm, "target_name": "solara.control", "data": {}})
        run = {"method": "run", "args": {"path": path, "dark": False, "themes": {}, "appName": None}}
        came = await self.until_idle(await self.say("comm_msg", {"comm_id": comm, "data": run}))
        self._list = _list_of_types(came)

    async def choose(self, number: int) -> None:
        """Choose an entry, and wait until it has been worked on."""
        data = {"method": "update", "state": {"v_model": TYPES[number]}, "buffer_paths": []}
        came = await self.until_idle(await self.say("comm_msg", {"comm_id": self._list, "data": data}))
        if not any(said["header"]["msg_type"] in {"comm_msg", "comm_open"} for said in came):
            raise JupyterError("The choice was not answered.")

    async def leave(self) -> None:
        """Say that the page is closed, as Solara's page does."""
        await self.vanish()


def _list_of_types(came: list[dict[str, Any]]) -> str:
    for said in came:
        if said["header"]["msg_type"] == "comm_open":
            state = said["content"]["data"].get("state", {})
            if state.get("label") == LABEL and "v_model" in state:
                key: str = said["content"]["comm_id"]
                return key
    raise JupyterError(f"No list '{LABEL}' among {len(came)} messages.")
