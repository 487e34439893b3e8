# SPDX-License-Identifier: BSD-3-Clause
"""A small site that speaks the front end's protocol with real ipywidgets, and does on request what goes wrong.

The widgets of all its visits live in this very process, in the thread of its server. `scenes.py` says what a page
shows. A test holds the process back, drops the line, ends the visit, changes the hash, and sees every frame.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import struct
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import comm
from tornado import httpserver, web, websocket
from tornado.netutil import bind_sockets

from exxtra_kit import serving
from tests.frontend.fake_visit import FakeComm, Visit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

STATIC = Path(serving.__file__).parent / "static"
SUBPROTOCOL = "exxtra.1"
PATIENCE_SECONDS = 20
WORDS = {
    "lost": "The line is lost.",
    "ended": "The visit has ended.",
    "fault": "Something failed: {ref}.",
    "queue": "All places are taken, yours is place {place}.",
    "reconnected": "Connected again.",
    "restart": "The site restarts.",
    "slow": "That took too long.",
    "broken_view": "This part cannot be shown.",
    "unknown_widget": "This page cannot show {name}.",
    "waiting": "Getting ready.",
}
POLICY = (
    "default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'; object-src 'none'"
)

Scene = "Callable[[Visit], list[Any]]"


class Line(websocket.WebSocketHandler):
    """The websocket."""

    visit: Visit | None = None

    def initialize(self, site: FakeSite) -> None:
        """Remember the site."""
        self.site = site

    def check_origin(self, origin: str) -> bool:
        """Anybody may come."""
        del origin
        return True

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """Only ours."""
        return SUBPROTOCOL if SUBPROTOCOL in subprotocols else None

    def open(self, name: str) -> None:
        """Give the visitor a process, or the one they had."""
        self.site.opened.append(self.request.arguments)
        if self.site.refusing:
            self.close(1008)
            return
        known = self.site.visits.get(self.get_query_argument("visit", ""))
        self.visit = known or Visit(self.site, name, query=self.get_query_argument("query", ""))
        self.site.visits[self.visit.id] = self.visit
        self.visit.socket, self.visit.is_ready = self, False
        if self.site.place:
            self.give({"t": "queue", "place": self.site.place})
        self.give({"t": "visit", "id": self.visit.id, "resumed": known is not None})
        self.site.notify()
        if not self.site.holding:
            self.begin()

    def begin(self) -> None:
        """The process is ready."""
        visit = self.visit
        assert visit is not None
        resumed = bool(visit.outputs)
        if not resumed:
            visit.build()
        same = not resumed and self.get_query_argument("have", "") == self.site.hash(visit.name)
        if same:
            self.give({"t": "page", "same": True, "hash": self.site.hash(visit.name)})
        else:
            states, buffers = visit.states()
            frame = {"t": "page", "same": False, "hash": "new", "outputs": visit.outputs, "states": states}
            self.give(frame, buffers)
        visit.is_ready = True
        self.site.notify()

    def on_message(self, message: str | bytes) -> None:
        """Take a frame."""
        buffers: list[memoryview] = []
        if isinstance(message, str):
            frame = json.loads(message)
        else:
            (length,) = struct.unpack_from(">I", message)
            frame = json.loads(message[4 : 4 + length])
            at = 4 + length
            for size in frame["buffers"]:
                buffers.append(memoryview(message)[at : at + size])
                at += size
        visit = self.visit
        assert visit is not None
        self.site.current = visit
        visit.heard.append(frame)
        if frame["t"] == "msg":
            self.take(visit, frame, buffers)
        self.site.notify()

    def take(self, visit: Visit, frame: dict[str, Any], buffers: list[memoryview]) -> None:
        """Hand a message to its widget."""
        if frame["comm"] in visit.comms:
            visit.comms[frame["comm"]].hear(frame["data"], buffers)
        if not self.site.mute:
            self.give({"t": "done", "n": frame["n"]})

    def on_close(self) -> None:
        """The line is gone."""
        if self.visit is not None and self.visit.socket is self:
            self.visit.socket = None
        self.site.notify()

    def give(self, frame: dict[str, Any], buffers: list[Any] | None = None) -> None:
        """Send a frame."""
        if self.ws_connection is None:
            return
        if not buffers:
            self.write_message(json.dumps(frame))
            return
        parts = [bytes(one) for one in buffers]
        head = json.dumps({**frame, "buffers": [len(part) for part in parts]}).encode()
        self.write_message(struct.pack(">I", len(head)) + head + b"".join(parts), binary=True)


class PageHandler(web.RequestHandler):
    """The page, with its snapshot unless there is a query."""

    def initialize(self, site: FakeSite) -> None:
        """Remember the site."""
        self.site = site

    def get(self, name: str) -> None:
        """Answer with the page."""
        if name not in self.site.scenes:
            raise web.HTTPError(404)
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Cache-Control", "no-store")
        self.write(self.site.page(name, self.request.query))


class EndHandler(web.RequestHandler):
    """Hears that a page was left."""

    def initialize(self, site: FakeSite) -> None:
        """Remember the site."""
        self.site = site

    def post(self, visit: str) -> None:
        """Remember it."""
        self.site.ended.append(visit)
        self.site.notify()


@dataclass
class FakeSite:
    """The site.

    Attributes:
        scenes: What its pages show, by name.
        address: Where it is; ends with "/".
        holding: Whether processes are held back; `release` lets them go.
        mute: Whether it no longer says that a message was worked on.
        refusing: Whether it refuses every line.
        place: Place in the queue that is told first; 0 for none.
        salt: What the hashes depend on besides the name.
    """

    scenes: Mapping[str, Any]
    address: str = ""
    holding: bool = False
    mute: bool = False
    refusing: bool = False
    place: int = 0
    salt: str = ""
    current: Visit | None = None
    visits: dict[str, Visit] = field(default_factory=dict)
    opened: list[Any] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def start(self) -> None:
        """Serve, in a thread of its own."""
        comm.create_comm = self._create_comm  # type: ignore[assignment]  # it has all that widgets ask of one
        threading.Thread(target=self._serve, name="fake-site", daemon=True).start()
        self.wait_for(lambda: self.address)

    def stop(self) -> None:
        """Serve no more."""
        self.loop.call_soon_threadsafe(self.loop.stop)

    def renew(self) -> None:
        """Forget what a test has set."""
        self.holding = self.mute = self.refusing = False
        self.place, self.salt = 0, ""
        self.visits.clear()
        self.opened.clear()
        self.ended.clear()

    def do(self, action: Callable[[], Any]) -> Any:
        """Do something in the server's thread, and return what it returns."""

        async def act() -> Any:
            return action()

        return asyncio.run_coroutine_threadsafe(act(), self.loop).result(PATIENCE_SECONDS)

    def notify(self) -> None:
        """Let those who wait look again."""
        with self.changed:
            self.changed.notify_all()

    def wait_for(self, wanted: Callable[[], Any]) -> Any:
        """Wait until something is so, and return it."""
        with self.changed:
            found = self.changed.wait_for(wanted, PATIENCE_SECONDS)
        assert found, "it did not come to that"
        return found

    def only_visit(self) -> Visit:
        """Return the one visit, when its process is ready."""
        return self.wait_for(lambda: next((one for one in self.visits.values() if one.is_ready), None))  # type: ignore[no-any-return]

    def newest_visit(self, after: Visit) -> Visit:
        """Return the visit that came after another one, when its process is ready."""

        def newest() -> Visit | None:
            last = list(self.visits.values())[-1]
            return last if last is not after and last.is_ready else None

        return self.wait_for(newest)  # type: ignore[no-any-return]

    def release(self) -> None:
        """Let the processes begin that were held back."""
        self.holding = False

        def begin() -> None:
            for visit in list(self.visits.values()):
                if visit.socket and not visit.is_ready:
                    visit.socket.begin()

        self.do(begin)

    def drop(self, visit: Visit, *, forget: bool = False) -> None:
        """Break the line; `forget` ends the process too."""
        if forget:
            self.visits.pop(visit.id)
        self.with_line(visit, lambda line: line.close(1001))

    def with_line(self, visit: Visit, action: Callable[[Line], None]) -> None:
        """Do something with a visit's line, if there is one."""

        def act() -> None:
            if visit.socket is not None:
                action(visit.socket)

        self.do(act)

    def end(self, visit: Visit, why: str) -> None:
        """End the visit and say why."""
        self.with_line(visit, lambda line: line.give({"t": "ended", "why": why}))
        self.drop(visit, forget=True)

    def hash(self, name: str) -> str:
        """Return the hash of a scene."""
        return hashlib.sha256(f"{name}{self.salt}".encode()).hexdigest()[:16]

    def page(self, name: str, query: str) -> str:
        """Return the page of a scene."""
        data: dict[str, Any] = {"address": name, "base": "/", "lang": "en", "query": query, "words": WORDS}
        data |= {"hash": "", "outputs": [], "states": {}}
        if not query:
            snapshot = Visit(self, name).build()
            states, buffers = snapshot.states()
            for entry in states.values():
                count = len(entry.get("buffer_paths", []))
                entry["buffers"], buffers = [base64.b64encode(one).decode() for one in buffers[:count]], buffers[count:]
            data |= {"hash": self.hash(name), "outputs": snapshot.outputs, "states": states}
        files = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
        embedded = json.dumps(data).replace("<", "\\u003c")
        return (
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Scene</title>'
            '<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<link rel="stylesheet" href="/static/{files["slim.css"]}">'
            f'<script type="module" async src="/static/{files["slim.js"]}"></script></head>'
            '<body><div id="site-status" role="status" hidden></div><main id="app"></main>'
            f'<script type="application/json" id="exxtra-page">{embedded}</script></body></html>'
        )

    def _create_comm(self, *_: object, **given: Any) -> FakeComm:
        assert self.current is not None
        return self.current.comm(**given)

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        site = {"site": self}
        pages = web.Application(
            [
                (r"/static/(.*)", web.StaticFileHandler, {"path": str(STATIC)}),
                (r"/visit/([^/]+)/end", EndHandler, site),
                (r"/visit/([^/]+)", Line, site),
                (r"/([a-z_]+)", PageHandler, site),
            ]
        )
        start: Awaitable[None] = self._listen(pages)
        self.loop.run_until_complete(start)
        self.loop.run_forever()

    async def _listen(self, pages: web.Application) -> None:
        sockets = bind_sockets(0, "127.0.0.1")
        httpserver.HTTPServer(pages).add_sockets(sockets)
        self.address = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/"
        self.notify()
