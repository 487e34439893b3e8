# SPDX-License-Identifier: BSD-3-Clause
"""Streamlit's websocket: protocol buffers, taken from Streamlit itself, in whose environment this runs."""

from __future__ import annotations

from typing import Any

from benchmarks.site.clients.http import get
from benchmarks.site.clients.visitor import LABEL, TYPES, Visitor


class StreamlitError(RuntimeError):
    """The server did not do what the protocol says."""


class StreamlitVisitor(Visitor):
    """A visitor of a Streamlit page: the script runs over once for the page, and over again for every change."""

    async def begin(self) -> None:
        """Fetch the page; open the websocket; ask for the first run, and read what it shows."""
        await get(self.page)
        await self.connect("/_stcore/stream", ["streamlit"])
        self._list = self._hash = ""
        await self._run({})
        if not self._list:
            raise StreamlitError(f"No list '{LABEL}' on the page.")

    async def choose(self, number: int) -> None:
        """Choose an entry, and wait until the script has run."""
        if not await self._run({self._list: TYPES[number]}):
            raise StreamlitError("The choice was not answered.")

    async def _run(self, values: dict[str, str]) -> int:
        """Have the script run with values of its lists, and return how many elements came."""
        from streamlit.proto.BackMsg_pb2 import BackMsg  # type: ignore[import-not-found]  # noqa: PLC0415
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # type: ignore[import-not-found]  # noqa: PLC0415

        asked: Any = BackMsg()
        asked.rerun_script.query_string = ""
        asked.rerun_script.page_script_hash = self._hash
        for key, value in values.items():
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = key, value
        await self.socket.send(asked.SerializeToString())
        elements = 0
        while True:
            said: Any = ForwardMsg()
            said.ParseFromString(await self.socket.recv())
            kind = said.WhichOneof("type")
            if kind == "new_session":
                self._hash = said.new_session.page_script_hash
            elif kind == "delta":
                elements += 1
                shown = said.delta.new_element
                if shown.WhichOneof("type") == "selectbox" and shown.selectbox.label == LABEL:
                    self._list = shown.selectbox.id
            elif kind == "script_finished":
                return elements
