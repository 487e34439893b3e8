# SPDX-License-Identifier: BSD-3-Clause
"""One visit as the server sees it: a page, a process, and a pipe between them."""

from __future__ import annotations

import asyncio
import secrets
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from exxtra_kit.serving.faults import note_fault
from exxtra_kit.serving.visits import wire

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from exxtra_kit.serving.visits.nursery import Forked, Nursery, Spawned
    from exxtra_kit.serving.visits.process import Errand

_LONGEST_FRAME = 1 << 26
_READ_AHEAD = 1 << 17
"""So much of what a process says waits here for a slow phone; then the process itself waits."""
_MOST_UNANSWERED = 1000
_SLOW_PHONE_SECONDS = 0.25
"""A frame that a page takes in for longer than this makes its process wait, which is not the process's fault."""
_GRACE_SECONDS = 3.0
"""How long an interrupted callback has to give up before its process is killed."""


class Page(Protocol):
    """The page of a visit, as long as it is connected."""

    async def tell(self, said: wire.Said) -> None:
        """Say something to the page."""

    async def pass_on(self, frame: bytes) -> None:
        """Pass on what the process says."""

    async def hang_up(self, why: str) -> None:
        """Say why the visit has ended, and close."""


class Visit:
    """One visit.

    Attributes:
        id: Secret name, by which a page that lost its connection finds its process again.
        page: The page; None while it is away.
        visitor: Address of the visitor, to count what each address holds.
        since: When the page went away, or when it last said something (monotonic seconds).
        over: Whether it has ended.
    """

    def __init__(
        self,
        ended: Callable[[Visit], Awaitable[None]],
        copy_name: str = "",
        visitor: str = "",
        most_unsent: int = _LONGEST_FRAME,
    ) -> None:
        """Make a visit without a process.

        Args:
            ended: Is told once when the process has ended, however that came.
            copy_name: Name of this copy of the site, for whoever finds the way to it.
            visitor: Address of the visitor.
            most_unsent: How many bytes of the page's may wait for the process.
        """
        self.id = f"{copy_name}.{secrets.token_urlsafe(18)}" if copy_name else secrets.token_urlsafe(18)
        self.page: Page | None = None
        self.visitor = visitor
        self.since = time.monotonic()
        self.over = False
        self._ended = ended
        self._most_unsent = most_unsent
        self._process: Forked | Spawned | None = None
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter | None = None
        self._life: asyncio.Task[None] | None = None
        self._to_end = asyncio.Event()
        self._why = "dead"
        self._ready = False
        self._pages_due = 1
        self._unanswered = 0
        self._at_it_since = time.monotonic()
        self._passing_on_since: float | None = None
        self._interrupted = False

    @property
    def process_number(self) -> int | None:
        """Number of its process."""
        return self._process.number if self._process else None

    async def begin(self, nursery: Nursery, errand: Errand) -> None:
        """Get a process and send it on its errand.

        Raises:
            OSError: The machine can't start one more.
        """
        process, ours = await nursery.bear()
        try:
            self._reader, self._writer = await asyncio.open_connection(sock=ours, limit=_READ_AHEAD)
        except BaseException:
            ours.close()
            process.signal(signal.SIGKILL)
            process.close()
            raise
        self._process = process
        self._at_it_since = time.monotonic()
        self._send(errand.as_said())
        self._life = asyncio.create_task(self._live())

    def come_back(self, page: Page) -> None:
        """Take a page that had lost its connection; it is sent everything, and nothing before that."""
        self.page = page
        self.since = time.monotonic()
        self._begin_to_wait()
        self._pages_due += 1
        self._send({"t": "state"})

    def hear(self, said: wire.Said, buffers: list[bytes]) -> None:
        """Pass a page's message on to the process; a page that sends far more than is worked on is cut off."""
        self.since = time.monotonic()
        if self._unanswered >= _MOST_UNANSWERED or self._unsent() > self._most_unsent:
            self.end("flood")
            return
        self._begin_to_wait()
        self._unanswered += 1
        self._send(said, buffers)

    def check(self, callback_seconds: float, start_seconds: float) -> None:
        """Interrupt a callback that takes too long; kill a process that doesn't let itself be interrupted."""
        now = time.monotonic()
        if self._process is None or not (self._pages_due or self._unanswered):
            return
        # A process that can't say what it has to say, because a phone takes it in slowly, is not slow itself.
        if self._passing_on_since is not None and now - self._passing_on_since > _SLOW_PHONE_SECONDS:
            return
        taken = now - self._at_it_since
        if not self._ready:
            if taken > start_seconds:
                self.end("slow")
        elif taken > callback_seconds + _GRACE_SECONDS:
            self.end("slow")
        elif taken > callback_seconds and not self._interrupted:
            self._interrupted = True
            self._process.signal(signal.SIGINT)

    def end(self, why: str) -> None:
        """End the process; the page is told why, if there is a reason. The first reason counts."""
        if not self._to_end.is_set():
            self._why = why
            self._to_end.set()

    async def wait_until_over(self) -> None:
        """Wait until the process has ended and everybody has been told."""
        if self._life is not None:
            await asyncio.wait({self._life})

    def _begin_to_wait(self) -> None:
        """Note that the process gets something to do; what it is at already counts on."""
        if not (self._pages_due or self._unanswered):
            self._at_it_since = time.monotonic()

    def _unsent(self) -> int:
        return self._writer.transport.get_write_buffer_size() if self._writer is not None else 0

    def _send(self, said: wire.Said, buffers: list[bytes] | None = None) -> None:
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(wire.framed(wire.pack(said, buffers)))

    async def _live(self) -> None:
        """Pass on what the process says until it says no more, or is to end."""
        listening = asyncio.create_task(self._listen())
        told = asyncio.create_task(self._to_end.wait())
        try:
            await asyncio.wait({listening, told}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            listening.cancel()
            told.cancel()
            await asyncio.gather(listening, told, return_exceptions=True)
            await self._bury()

    async def _listen(self) -> None:
        try:
            while True:
                length = wire.length_of(await self._reader.readexactly(wire.LENGTH_BYTES), _LONGEST_FRAME)
                frame = await self._reader.readexactly(length)
                if self._is_for_the_page(frame) and self.page is not None:
                    await self._pass_on(self.page, frame)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        except Exception as fault:  # noqa: BLE001  (whatever it is, it concerns this one visit)
            note_fault("what a visitor's process said could not be passed on", fault)

    async def _pass_on(self, page: Page, frame: bytes) -> None:
        begun = self._passing_on_since = time.monotonic()
        try:
            await page.pass_on(frame)
        finally:
            self._passing_on_since = None
            waited = time.monotonic() - begun
            if waited > _SLOW_PHONE_SECONDS:
                self._at_it_since += waited

    def _is_for_the_page(self, frame: bytes) -> bool:
        """Note what has been worked on; a page that has come back hears nothing before it has everything."""
        kind = wire.kind_of(frame)
        if kind == "page":
            self._ready = True
            self._pages_due = max(0, self._pages_due - 1)
        elif kind == "done":
            self._unanswered = max(0, self._unanswered - 1)
        if kind in {"page", "done"}:
            self._interrupted = False
            self._at_it_since = time.monotonic()  # the next one begins now
        return not self._pages_due

    async def _bury(self) -> None:
        """See the process off, give its place to the next, and tell the page."""
        self.over = True
        process, self._process = self._process, None
        if process is not None:
            process.signal(signal.SIGKILL)
            process.close()
        if self._writer is not None:
            self._writer.transport.abort()
        page, self.page = self.page, None
        await self._ended(self)
        if page is not None:
            if self._why == "dead" and not self._ready:
                reference = note_fault("a visitor's process ended before its page was complete")
                with suppress(Exception):  # it may have gone meanwhile
                    await page.tell({"t": "fault", "ref": reference})
            await page.hang_up(self._why)
