# SPDX-License-Identifier: BSD-3-Clause
"""Where visitors' processes come from: forks of the warm process, else started from nothing.

Where there is no `fork` (Windows; macOS' frameworks don't bear it), or the warm process is gone and doesn't come
back, a process is started from nothing, which takes a second instead of a few milliseconds.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from exxtra_kit.serving.faults import note_fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CAN_FORK = sys.platform.startswith("linux")
_LONGEST_ANSWER = 1 << 10
_WARM_UP_SECONDS = 120.0
_REHEARSAL_SECONDS = 60.0
_FORK_SECONDS = 10.0
_REST_SECONDS = 30.0
"""After the warm process could not be started, visitors don't wait for the next attempt for so long."""


class NoForkError(OSError):
    """The warm process is well, but the machine gives it no more processes."""


class Forked:
    """A visitor's process as the server holds it: by a descriptor that can't mean another process later."""

    def __init__(self, number: int) -> None:
        """Take the number of a process that runs.

        Raises:
            OSError: It has ended already, or there are no more descriptors.
        """
        self.number = number
        self._descriptor: int | None = os.pidfd_open(number) if hasattr(os, "pidfd_open") else None

    @classmethod
    def numbered(cls, number: int) -> Forked:
        """Return the process that the warm process has answered with.

        Raises:
            NoForkError: It had to answer with none.
        """
        if not number:
            raise NoForkError
        return cls(number)

    def signal(self, what: int) -> None:
        """Send a signal; a process that has ended hears nothing."""
        with suppress(ProcessLookupError, OSError):
            if self._descriptor is not None:
                signal.pidfd_send_signal(self._descriptor, what)
            else:
                os.kill(self.number, what)

    def close(self) -> None:
        """Let go of it; the warm process clears it away."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class Spawned:
    """The same of a process that was started from nothing."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Take the process."""
        self._process = process
        self.number = process.pid

    def signal(self, what: int) -> None:
        """Send a signal; a process that has ended hears nothing."""
        with suppress(ProcessLookupError, OSError):
            self._process.send_signal(what)

    def close(self) -> None:
        """Clear it away when it has ended, which a killed process does in a moment: nobody waits for it here."""
        threading.Thread(target=self._process.wait, daemon=True).start()


Born = tuple[Forked | Spawned, socket.socket]
"""A visitor's process, and the server's end of the pipe to it."""


class Nursery:
    """Gives birth to visitors' processes.

    Attributes:
        generation: Counts the warm processes: each knows only what it has rehearsed itself.
    """

    def __init__(self, notebooks: Sequence[Path], *, may_fork: bool = CAN_FORK, log_format: str = "text") -> None:
        """Make it for these notebooks; `start` makes it warm."""
        self.generation = 0
        self._notebooks = [str(path) for path in notebooks]
        self._may_fork = may_fork
        self._log_format = log_format
        self._line: socket.socket | None = None
        self._warm: subprocess.Popen[bytes] | None = None
        self._turn = asyncio.Lock()
        self._rest_until = 0.0
        self._asked: set[asyncio.Task[Born]] = set()
        self._closed = False

    @property
    def warm_number(self) -> int | None:
        """Number of the warm process; None where there is none."""
        return self._warm.pid if self._warm and self._warm.poll() is None else None

    async def keep_warm(self) -> None:
        """Start the warm process if there is none; one that can't be started is tried again after a rest."""
        if self._may_fork and self.warm_number is None:
            async with self._turn:
                await self._warm_up_if_needed()

    async def rehearse(self, notebook: Path, environment: Mapping[str, str]) -> None:
        """Let the warm process run a notebook once; one that doesn't come to its end costs the warm process."""
        async with self._turn:
            if self.warm_number is None:
                return
            said = {"t": "rehearse", "notebook": str(notebook), "environment": dict(environment)}
            try:
                async with asyncio.timeout(_REHEARSAL_SECONDS):
                    self._say(json.dumps(said).encode(), [])
                    await self._answer()
            except BaseException as fault:  # its answer, if it came later, would be taken for another's
                self._end_warm()
                if not isinstance(fault, OSError):
                    raise

    async def bear(self) -> Born:
        """Return a new process and the server's end of the pipe to it.

        Raises:
            OSError: The machine can't start one more.
        """
        # Who leaves meanwhile must not leave an answer behind in the line, where the next one would find it.
        asked = asyncio.create_task(self._bear())
        self._asked.add(asked)
        asked.add_done_callback(self._asked.discard)
        try:
            return await asyncio.shield(asked)
        except asyncio.CancelledError:
            asked.add_done_callback(_dismiss)
            raise

    def close(self) -> None:
        """End the warm process."""
        self._closed = True
        for asked in self._asked:
            asked.cancel()
            asked.add_done_callback(_dismiss)
        self._end_warm()

    async def _bear(self) -> Born:
        if self._may_fork:
            async with self._turn:
                for attempt in range(2):
                    if attempt:
                        self._end_warm()
                    await self._warm_up_if_needed()
                    if self.warm_number is None:
                        break
                    try:
                        return await self._forked()
                    except NoForkError:
                        break
                    except (OSError, ValueError):
                        continue
        return self._spawned()

    async def _forked(self) -> Born:
        # A pair of its own for each attempt: of two processes with the same end each would get half of what is said.
        ours, theirs = socket.socketpair()
        try:
            async with asyncio.timeout(_FORK_SECONDS):
                with theirs:
                    self._say(b'{"t":"fork"}', [theirs.fileno()])
                number = json.loads(await self._answer())["pid"]
            return Forked.numbered(number), ours
        except BaseException as fault:
            ours.close()
            if isinstance(fault, asyncio.CancelledError):
                self._end_warm()  # as in `rehearse`
            raise

    def _spawned(self) -> Born:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                return Spawned(self._start("process", theirs, own_session=True)), ours
        except BaseException:
            ours.close()
            raise

    def _start(self, what: str, end: socket.socket, *more: str, own_session: bool = False) -> subprocess.Popen[bytes]:
        """Start one of our modules with its end of a line. What it prints would stand between the server's lines."""
        command = [sys.executable, "-m", f"exxtra_kit.serving.visits.{what}", str(end.fileno()), self._log_format]
        return subprocess.Popen(  # noqa: S603  (ourselves)
            [*command, *more],
            pass_fds=[end.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=own_session,
        )

    async def _warm_up_if_needed(self) -> None:
        if self.warm_number is not None or self._closed or time.monotonic() < self._rest_until:
            return
        self._end_warm()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)  # noqa: FBT003  (the standard library's signature)
        self._line = ours
        try:
            with theirs:
                self._warm = self._start("warm", theirs, *self._notebooks)
            async with asyncio.timeout(_WARM_UP_SECONDS):
                await self._answer()
            self.generation += 1
        except OSError as fault:
            self._end_warm()
            self._rest_until = time.monotonic() + _REST_SECONDS
            note_fault("the warm process could not be started; visitors' processes are started from nothing", fault)
        except BaseException:
            self._end_warm()
            raise

    def _say(self, frame: bytes, descriptors: list[int]) -> None:
        if self._line is None:
            raise ConnectionResetError
        socket.send_fds(self._line, [frame], descriptors)

    async def _answer(self) -> bytes:
        """Return what the warm process answers.

        Raises:
            ConnectionResetError: It has ended.
        """
        if self._line is None:
            raise ConnectionResetError
        answer = await asyncio.get_running_loop().sock_recv(self._line, _LONGEST_ANSWER)
        if not answer:
            raise ConnectionResetError
        return answer

    def _end_warm(self) -> None:
        if self._line is not None:
            asyncio.get_running_loop().remove_reader(self._line)
            self._line.close()
            self._line = None
        if self._warm is not None:
            self._warm.kill()
            self._warm.wait()
            self._warm = None


def _dismiss(asked: asyncio.Task[Born]) -> None:
    """End a process that nobody waits for any more."""
    if not asked.cancelled() and asked.exception() is None:
        process, ours = asked.result()
        ours.close()
        process.signal(signal.SIGKILL)
        process.close()
