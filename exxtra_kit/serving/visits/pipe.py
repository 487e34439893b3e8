# SPDX-License-Identifier: BSD-3-Clause
"""The visitor's end of the pipe to the server, and what an interrupt may stop."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from exxtra_kit.serving.visits import wire

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator


class Interrupts:
    """Lets the server's interrupt stop a callback, and nothing else.

    Half a frame in the pipe would be the end of the visit, so an interrupt that comes while one is sent waits; one
    that comes between two callbacks comes too late and is forgotten.

    Attributes:
        working: Whether there is something to stop.
    """

    def __init__(self) -> None:
        """Begin with nothing to stop."""
        self.working = False
        self._sending = False
        self._missed = False

    def listen(self) -> None:
        """Hear interrupts from now on."""
        signal.signal(signal.SIGINT, self._came)

    @contextmanager
    def later(self) -> Iterator[None]:
        """Let an interrupt wait until this is done."""
        self._sending = True
        try:
            yield
        finally:
            self._sending = False
        missed, self._missed = self._missed, False
        if missed and self.working:
            raise KeyboardInterrupt

    def _came(self, *_: object) -> None:
        if self.working and self._sending:
            self._missed = True
        elif self.working:
            raise KeyboardInterrupt


class Pipe:
    """The visitor's end of the pipe to the server; it blocks, since there is nothing else to do."""

    def __init__(self, end: socket.socket) -> None:
        """Take one end of a pair of sockets."""
        self.interrupts = Interrupts()
        self._end = end
        self._turn = threading.Lock()  # an app may work in several threads

    def send(self, said: wire.Said, buffers: list[bytes] | None = None) -> None:
        """Send one frame."""
        frame = wire.framed(wire.pack(said, buffers))
        with self.interrupts.later(), self._turn:
            self._end.sendall(frame)

    def receive(self) -> tuple[dict[str, Any], list[bytes]] | None:
        """Wait for one frame; None when the server has closed."""
        head = self._exactly(wire.LENGTH_BYTES)
        body = self._exactly(wire.length_of(head)) if head is not None else None
        return wire.unpack(body) if body is not None else None

    def _exactly(self, count: int) -> bytes | None:
        parts, missing = [], count
        while missing:
            part = self._end.recv(min(missing, 1 << 16))
            if not part:
                return None
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)
