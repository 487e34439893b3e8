# SPDX-License-Identifier: BSD-3-Clause
"""Starts the real site as a process of its own, and talks to it without a browser."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COMMAND = (sys.executable, "-m", "exxtra_kit.cli", "serve", "--port")
PATIENCE_SECONDS = 90
KERNEL = re.compile(r'"kernelId": "([0-9a-f-]{36})"')


@dataclass(frozen=True)
class Answer:
    """What the site answered: status, headers by lower-case name, text."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def kernel_id(self) -> str:
        """The number of the process that a page has got."""
        found = KERNEL.search(self.text)
        assert found, f"the page names no process: {self.text[-2000:]}"
        return found.group(1)


@dataclass
class RunningSite:
    """A site that has said that it is ready.

    Attributes:
        process: The server's process.
        address: Address of the first page, ending with "/".
        log_file: Where its standard error goes.
        said: Lines of its standard output, the first one included.
    """

    process: subprocess.Popen[str]
    address: str
    log_file: Path
    said: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        """Host and port, as in a Host header."""
        return self.address.split("/")[2]

    def ask(
        self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: str | None = None
    ) -> Answer:
        """Ask for one address, sent exactly as it is written here; wait for the whole answer."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path, body=body, headers=dict(headers or {}))
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return Answer(answer.status, {key.lower(): value for key, value in answer.getheaders()}, text)
        finally:
            connection.close()

    def log(self) -> str:
        """Return what the server has logged so far."""
        return self.log_file.read_text(encoding="utf-8")

    def wait_until_gone(self, kernel_id: str) -> None:
        """Wait until the site no longer knows a visitor's process."""
        wait_for(lambda: self.ask(f"/api/kernels/{kernel_id}").status == 404, f"process {kernel_id} to end")

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(PATIENCE_SECONDS)
        if self.process.stdout and not self.process.stdout.closed:
            self.said += self.process.stdout.read().splitlines()
            self.process.stdout.close()
        return status


def wait_for(happened: object, what: str) -> None:
    """Ask again and again until something has happened; each question takes the time it takes.

    Args:
        happened: A function that says whether it has.
        what: For the message if it never does.
    """
    assert callable(happened)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, f"waited {PATIENCE_SECONDS} s for {what}"


def is_running(process_id: int) -> bool:
    """Say whether a process of this machine is there (one that ended but was not cleared away is not)."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    asked = subprocess.run(["ps", "-o", "stat=", "-p", str(process_id)], capture_output=True, text=True, check=False)
    return not asked.stdout.strip().startswith("Z")


def start_site(log_file: Path, port: str = "0", **variables: str) -> RunningSite:
    """Start `exxtra serve` and wait for its line.

    Args:
        log_file: Where its standard error goes.
        port: Where it listens; 0 for a free port.
        **variables: Environment variables on top of those of the tests, e.g. `EXXTRA_KERNEL_LIMIT="1"`.

    Returns:
        The running site; the caller stops it.
    """
    with log_file.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [*COMMAND, port], stdout=subprocess.PIPE, stderr=errors, text=True, env={**os.environ, **variables}
        )
    line = _first_line(process)
    found = re.search(r"http://\S+/", line)
    if not found:
        process.kill()
        process.wait()
        raise AssertionError(f"the site did not say where it is, but {line!r}; its log:\n{log_file.read_text()}")
    return RunningSite(process, found.group(), log_file, [line.rstrip("\n")])


def _first_line(process: subprocess.Popen[str]) -> str:
    """Return the first line that a process says; empty if it ends or keeps silent for too long."""
    lines: Queue[str] = Queue()
    assert process.stdout
    threading.Thread(target=lambda: lines.put(process.stdout.readline() if process.stdout else ""), daemon=True).start()
    try:
        return lines.get(timeout=PATIENCE_SECONDS)
    except Empty:
        return ""


def stopping(site: RunningSite) -> Iterator[RunningSite]:
    """Yield a site to a test and end it after that, whatever happens."""
    try:
        yield site
    finally:
        site.stop()
