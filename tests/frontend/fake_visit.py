# SPDX-License-Identifier: BSD-3-Clause
"""One visit to the fake site: its widgets, their ends of the line, and what the page was told."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ipywidgets.widgets.widget import _remove_buffers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.frontend.fake_site import FakeSite, Line

WIDGET = "application/vnd.jupyter.widget-view+json"

Scene = "Callable[[Visit], list[Any]]"


class FakeComm:
    """One widget's end of the line."""

    def __init__(self, visit: Visit, comm_id: str) -> None:
        """Take the next number of the visit."""
        self.visit, self.comm_id = visit, comm_id
        self._heard: Callable[[Mapping[str, Any]], None] = lambda _: None
        self.widget: Any = None

    def on_msg(self, callback: Callable[[Mapping[str, Any]], None]) -> None:
        """Remember who wants to hear: the widget itself."""
        self._heard = callback
        self.widget = getattr(callback, "__self__", None)

    def on_close(self, callback: object) -> None:
        """Nobody closes but us."""

    def send(self, data: Any = None, metadata: object = None, buffers: Any = None) -> None:
        """Tell the page."""
        del metadata
        self.visit.tell({"t": "msg", "comm": self.comm_id, "data": data}, buffers or [])

    def close(self, *_: object, **__: object) -> None:
        """End it."""
        self.visit.comms.pop(self.comm_id, None)
        self.visit.tell({"t": "close", "comm": self.comm_id})

    def hear(self, data: Any, buffers: list[memoryview]) -> None:
        """Give the widget what the page said."""
        self._heard({"content": {"data": data, "comm_id": self.comm_id}, "buffers": buffers, "metadata": {}})


@dataclass
class Visit:
    """One visitor's widgets.

    Attributes:
        site: The site.
        name: Name of the scene.
        id: What the page calls it by.
        widgets: The widgets that its scene wants to be found by, by name.
        comms: Ends of lines by widget id.
        outputs: What the page shows.
        heard: Messages of the page, in order.
        socket: The line; None while there is none.
    """

    site: FakeSite
    name: str
    id: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    widgets: dict[str, Any] = field(default_factory=dict)
    comms: dict[str, FakeComm] = field(default_factory=dict)
    outputs: list[dict[str, Any]] = field(default_factory=list)
    heard: list[dict[str, Any]] = field(default_factory=list)
    query: str = ""
    socket: Line | None = None
    is_ready: bool = False
    _count: int = 0

    def build(self) -> Visit:
        """Run the scene."""
        self.site.current = self
        for shown in self.site.scenes[self.name](self):
            if isinstance(shown, str):
                self.outputs.append({"text/html": shown})
            elif isinstance(shown, dict):
                self.outputs.append(shown)
            else:
                self.outputs.append({WIDGET: {"model_id": shown.model_id}})
        return self

    def comm(self, **given: Any) -> FakeComm:
        """Make the end of the line of a new widget, with the next number."""
        self._count += 1
        made = FakeComm(self, f"w{self._count}")
        self.comms[made.comm_id] = made
        self.tell({"t": "open", "comm": made.comm_id, "data": given["data"]}, given.get("buffers") or [])
        return made

    def tell(self, frame: dict[str, Any], buffers: list[Any] | None = None) -> None:
        """Send a frame to the page, if the page has its widgets."""
        if self.socket is not None and self.is_ready:
            self.socket.give(frame, buffers)

    def fail(self) -> None:
        """Say that a callback failed, as the process does."""
        self.tell({"t": "fault", "ref": "7F3A-91C2"})

    def states(self) -> tuple[dict[str, Any], list[bytes]]:
        """Return the states of all widgets as they are now, and their buffers one after the other."""
        found, all_buffers = {}, []
        for name, end in self.comms.items():
            widget = end.widget
            state, paths, buffers = _remove_buffers(widget.get_state())
            found[name] = {
                "model_name": widget._model_name,
                "model_module": widget._model_module,
                "model_module_version": widget._model_module_version,
                "state": state,
                **({"buffer_paths": paths} if paths else {}),
            }
            all_buffers += [bytes(one) for one in buffers]
        return found, all_buffers
