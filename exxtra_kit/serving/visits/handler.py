# SPDX-License-Identifier: BSD-3-Clause
"""The websocket of a page: the one way to a visitor's process, and all that a stranger can say to it."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from exxtra_kit.language import available_languages
from exxtra_kit.serving.faults import note_fault
from exxtra_kit.serving.headers import data_headers
from exxtra_kit.serving.hosts import is_own_origin
from exxtra_kit.serving.limits import TokenBucket
from exxtra_kit.serving.visits import wire
from exxtra_kit.serving.visits.desk import StoppingError
from exxtra_kit.serving.visits.places import QueueFullError

if TYPE_CHECKING:
    from exxtra_kit.serving.visits.desk import Desk
    from exxtra_kit.serving.visits.visit import Visit

_REFUSED, _TRY_LATER, _STOPPING = 1008, 1013, 1001
_LONGEST_QUERY = 8192
_LONGEST_NAME = 128
_PING_SECONDS, _PING_TIMEOUT_SECONDS = 20, 15
_FAREWELL_SECONDS = 2.0
_BYTES_OF_ONE_TOKEN = 50_000
_EARLY_MESSAGES = 2
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]")


class GoneError(Exception):
    """The page has left while it waited."""


class VisitHandler(WebSocketHandler):
    """One page's connection."""

    def initialize(self, desk: Desk) -> None:
        """Remember the desk."""
        self.desk = desk
        self.visit: Visit | None = None
        self._burst = desk.settings.message_burst
        self._bucket = TokenBucket(desk.settings.messages_per_second, self._burst)
        self._arriving: asyncio.Task[None] | None = None
        self._early: list[tuple[wire.Said, list[bytes]]] = []
        self._early_bytes = 0

    def set_default_headers(self) -> None:
        """Send our own headers."""
        for name, value in data_headers().items():
            self.set_header(name, value)

    def check_origin(self, origin: str) -> bool:
        """Accept our own pages only."""
        return is_own_origin(origin, self.request.headers.get("Host"))

    def prepare(self) -> None:
        """Refuse what is no page of ours before anything is opened; tornado asks `check_origin` in some cases only."""
        origin = self.request.headers.get("Origin")
        if origin is None or not self.check_origin(origin):
            raise HTTPError(403)

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """Speak our protocol."""
        return wire.SUBPROTOCOL if wire.SUBPROTOCOL in subprotocols else None

    @property
    def ping_interval(self) -> float:
        """How often to ask whether the page is still there."""
        return _PING_SECONDS

    @property
    def ping_timeout(self) -> float:
        """How long it may take to answer."""
        return _PING_TIMEOUT_SECONDS

    async def open(self, address: str) -> None:
        """Find the page's process again, or get one."""
        given = self._given()
        if given is None or self.desk.notebook(address) is None or self.selected_subprotocol != wire.SUBPROTOCOL:
            self.close(_REFUSED)
            return
        if given["lang"] not in available_languages():
            given["lang"] = self.desk.settings.language
        # Only after `open` does tornado read what the page says, and notice that it has gone.
        self._arriving = asyncio.create_task(self._come(address, given))

    def _given(self) -> dict[str, str] | None:
        """Return what the page says of itself in the address; None if no page of ours would say it."""
        try:
            given = {
                name: self.get_query_argument(name, "", strip=False) for name in ("lang", "have", "visit", "query")
            }
        except HTTPError:
            return None
        longest = {"query": _LONGEST_QUERY}
        if any(len(text) > longest.get(name, _LONGEST_NAME) for name, text in given.items()):
            return None
        return None if any(_CONTROL_CHARACTERS.search(text) for text in given.values()) else given

    async def _come(self, address: str, given: dict[str, str]) -> None:
        """Arrive; whatever goes wrong, the page is told."""
        try:
            await self._arrive(address, given)
        except QueueFullError:
            self.close(_TRY_LATER)
        except StoppingError:
            await self.hang_up("restart")
        except (GoneError, WebSocketClosedError, asyncio.CancelledError):
            pass
        except Exception as fault:  # noqa: BLE001  (whatever it is, the visitor gets a sentence)
            reference = note_fault("a visitor's process could not be started", fault)
            with suppress(WebSocketClosedError):
                await self.tell({"t": "fault", "ref": reference})
            self.close(_TRY_LATER)
        finally:
            self._arriving = None

    async def _arrive(self, address: str, given: dict[str, str]) -> None:
        known = self.desk.find(given["visit"])
        if known is not None and not known.over:
            before, self.visit = known.page, known
            known.come_back(self)
            # Its connection was lost, and the server has not noticed yet.
            farewell = before.hang_up("") if before is not None else asyncio.sleep(0)
            await asyncio.gather(self.tell({"t": "visit", "id": known.id, "resumed": True}), farewell)
            return
        errand = self.desk.errand(address, given["lang"], given["query"], given["have"])
        self.visit = visit = await self.desk.receive(
            errand, self.desk.visitor(self.request), self, self._place_in_the_queue
        )
        if self.ws_connection is None:  # it left while its process was started
            self.desk.page_left(visit, for_good=True)
            return
        for said, buffers in self._early:
            visit.hear(said, buffers)
        self._early.clear()

    async def _place_in_the_queue(self, place: int) -> None:
        if self.ws_connection is None:
            raise GoneError
        await self.tell({"t": "queue", "place": place})

    async def on_message(self, message: str | bytes) -> None:
        """Pass a change on; one that none of our pages would send ends the connection."""
        # Who sends faster than people type is not cut off: the next message is read only after a wait.
        tokens = min(1 + len(message) / _BYTES_OF_ONE_TOKEN, self._burst)
        if not self._bucket.take(tokens):
            await asyncio.sleep(self._bucket.wait_seconds(tokens))
            self._bucket.take(tokens)
        try:
            said, buffers = wire.from_a_page(message)
        except wire.MalformedError:
            self.close(_REFUSED)
            return
        is_ours = self.visit is not None and self.visit.page is self
        if said["t"] == "bye":
            if self._arriving is not None and self.visit is None:
                self._arriving.cancel()
            elif self.visit is not None and is_ours:
                self.desk.page_left(self.visit, for_good=True)
                return  # it closes the connection
            self.close()
        elif self.visit is not None and is_ours:
            self.visit.hear(said, buffers)
        elif self._arriving is not None:
            self._early.append((said, buffers))
            self._early_bytes += len(message)
            if len(self._early) > self._burst or self._early_bytes > _EARLY_MESSAGES * self.desk.settings.message_bytes:
                await self.hang_up("flood")

    def on_close(self) -> None:
        """Keep the process for a while: the page may come back."""
        self._early.clear()
        if self._arriving is not None and self.visit is None:
            self._arriving.cancel()
        if self.visit is not None and self.visit.page is self:
            self.desk.page_left(self.visit, for_good=False)

    async def tell(self, said: wire.Said) -> None:
        """Say something to the page."""
        await self.write_message(said)

    async def pass_on(self, frame: bytes) -> None:
        """Pass on what the process says: as text where there are no buffers, which phones read faster."""
        end = wire.LENGTH_BYTES + wire.length_of(frame[: wire.LENGTH_BYTES])
        with suppress(WebSocketClosedError):
            if end == len(frame):
                await self.write_message(frame[wire.LENGTH_BYTES :].decode())
            else:
                await self.write_message(frame, binary=True)

    async def hang_up(self, why: str) -> None:
        """Say why the visit has ended, and close; a phone that takes nothing in is not waited for."""
        if self._arriving is not None and self.visit is None:
            self._arriving.cancel()
        if why:
            with suppress(WebSocketClosedError, TimeoutError):
                async with asyncio.timeout(_FAREWELL_SECONDS):
                    await self.tell({"t": "ended", "why": why})
        self.close(_STOPPING)

    def log_exception(self, *details: Any) -> None:
        """Log a fault under a number; tornado would log the whole address, with what the visitor typed."""
        if not isinstance(details[1], HTTPError | WebSocketClosedError):
            note_fault("a page's connection failed", details[1])

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Answer an upgrade that is refused with its status and nothing else."""
        self.set_status(status_code)
        self.finish()


class EndHandler(RequestHandler):
    """The page's last word by a beacon: its process may end.

    A beacon can't carry a token. What protects it: one must know the secret name, and our own origin is asked for.
    """

    def initialize(self, desk: Desk) -> None:
        """Remember the desk."""
        self.desk = desk

    def set_default_headers(self) -> None:
        """Send our own headers."""
        for name, value in data_headers().items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse requests under a name that isn't ours, and from pages that aren't ours."""
        self.settings["exxtra_site"].check_host(self.request)
        if not is_own_origin(self.request.headers.get("Origin"), self.request.headers.get("Host")):
            raise HTTPError(403)

    def check_xsrf_cookie(self) -> None:
        """Ask for no token: `prepare` has asked for our own origin."""

    def post(self, secret: str) -> None:
        """End the process."""
        visit = self.desk.find(secret)
        if visit is None:
            raise HTTPError(404)
        self.desk.page_left(visit, for_good=True)
        self.set_status(204)

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Answer with the status and nothing else."""
        self.set_status(status_code)
        self.finish()
