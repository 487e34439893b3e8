# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: S603 (it starts our own programs)
"""A server with all its processes, known by a mark in their environment: their processor time and their memory.

Parenthood is not enough: a visitor's process may outlive its parent, or be given to another.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from benchmarks.site.systems import PORT, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType

MARK = "EXXTRA_BENCHMARK_MARK"
LOGS = ROOT / "build" / "benchmark"
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_KIB = 1024
_PATIENCE_SECONDS = 90
_STOP_SECONDS = 15
_FIELDS_AFTER_NAME = 11  # utime is the 14th field of stat, the 12th after the name
_SHARED = re.compile(r"^(Pss|Private_Clean|Private_Dirty):\s+(\d+) kB", re.MULTILINE)


class NotStartedError(RuntimeError):
    """A server did not answer; the message names its log."""


@dataclass(frozen=True)
class Usage:
    """What a server has used.

    Attributes:
        cpu_seconds: Processor time of all its processes since they began, those that ended and were waited for too.
        unique_mb: Memory that only one of its processes has, summed.
        pss_mb: Proportional memory: what several share is counted once in all.
        processes: How many processes it has.
        of_each: Process number -> its unique memory.
    """

    cpu_seconds: float
    unique_mb: float
    pss_mb: float
    processes: int
    of_each: Mapping[str, float]

    def totals(self) -> dict[str, float]:
        """Return the figures of all processes together, as plain data."""
        return {
            "cpu_seconds": self.cpu_seconds,
            "unique_mb": self.unique_mb,
            "pss_mb": self.pss_mb,
            "processes": self.processes,
        }

    def newcomers(self, before: Usage) -> list[float]:
        """Return the unique memory of each process that was not there before."""
        return [unique for process, unique in self.of_each.items() if process not in before.of_each]


def parse_memory(text: str) -> tuple[int, int]:
    """Return the unique and the proportional bytes of a process from its `smaps_rollup`."""
    kib = {"Pss": 0, "Private_Clean": 0, "Private_Dirty": 0}
    for name, value in _SHARED.findall(text):
        kib[name] += int(value)
    return (kib["Private_Clean"] + kib["Private_Dirty"]) * _KIB, kib["Pss"] * _KIB


def parse_cpu(stat: str) -> int:
    """Return the processor's ticks of a process and of its ended children from its `stat`."""
    fields = stat.rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[_FIELDS_AFTER_NAME : _FIELDS_AFTER_NAME + 4])


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


class Server:
    """A running server.

    Attributes:
        port: Where it listens.
    """

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Remember how to start it."""
        self.port = free_port()
        self._name, self._environment = name, environment
        self._command = [part.replace(PORT, str(self.port)) for part in command]
        self._mark = uuid4().hex
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it, and wait until it listens.

        Raises:
            NotStartedError: It ended, or does not listen.
        """
        LOGS.mkdir(parents=True, exist_ok=True)
        log = LOGS / f"{self._name}.log"
        surroundings = {
            name: value for name, value in os.environ.items() if name not in {"PYTHONDONTWRITEBYTECODE", "QUERY_STRING"}
        }
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env={**surroundings, **self._environment, MARK: self._mark},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.1)
        self.stop()
        raise NotStartedError(f"{self._name} does not listen; its log is {log.relative_to(ROOT)}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    @property
    def address(self) -> str:
        """Its address without a path."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Stop it, gently first, and everything that it started."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for process in list(self.processes()):
            try:
                os.kill(int(process.name), signal.SIGKILL)
            except ProcessLookupError:
                continue

    def processes(self) -> Iterator[Path]:
        """Yield the folder in /proc of each of its processes."""
        mark = f"{MARK}={self._mark}".encode()
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                if mark in (folder / "environ").read_bytes():
                    yield folder
            except OSError:  # it has just ended, or is somebody else's
                continue

    def usage(self) -> Usage:
        """Return what it has used until now."""
        ticks = shared = 0
        unique: dict[str, float] = {}
        for folder in self.processes():
            try:
                stat, memory = (folder / "stat").read_text(), (folder / "smaps_rollup").read_text()
            except OSError:
                continue
            own, proportional = parse_memory(memory)
            ticks, shared = ticks + parse_cpu(stat), shared + proportional
            unique[folder.name] = own / 1e6
        return Usage(ticks / _TICKS, sum(unique.values()), shared / 1e6, len(unique), unique)

    def settle(self, longest: float = 20.0) -> None:
        """Wait until it hardly works any more: what it prepares for the next visitor must not count for this one."""
        until, before = time.monotonic() + longest, self.usage().cpu_seconds
        while time.monotonic() < until:
            time.sleep(1.0)
            now = self.usage().cpu_seconds
            if now - before < 0.05:  # noqa: PLR2004 (a twentieth of a core: its own clock)
                return
            before = now
