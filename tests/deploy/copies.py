# SPDX-License-Identifier: BSD-3-Clause
"""Three copies of the real site behind an nginx, each of which can be killed, stopped and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil

from tests.deploy.proxy import free_port
from tests.served.running import PATIENCE_SECONDS, wait_for

if TYPE_CHECKING:
    from pathlib import Path


class Copy:
    """One copy: `exxtra serve` with a name.

    Attributes:
        name: Its name.
        port: Where it listens, on the loopback; the same after each start.
        log_file: Where its standard error goes.
    """

    def __init__(self, name: str, folder: Path) -> None:
        """Start it; `wait_until_ready` waits for it."""
        self.name = name
        self.port = free_port()
        self.log_file = folder / f"log-{name}"
        self.start()

    def start(self) -> None:
        """Start it, or start it again."""
        given = {
            "EXXTRA_COPY_NAME": self.name,
            "EXXTRA_PORT": str(self.port),
            "EXXTRA_TRUSTED_PROXIES": "127.0.0.1",
            "EXXTRA_VISITOR_LIMIT": "60",
        }
        with self.log_file.open("a", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "exxtra_kit.cli", "serve"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={**os.environ, **given},
            )

    def wait_until_ready(self) -> None:
        """Wait for the line that says that it answers."""
        assert self._process.stdout
        said = self._process.stdout.readline()
        assert f":{self.port}/" in said, f"copy {self.name} said {said!r}; its log:\n{self.log_file.read_text()}"

    def processes(self) -> list[psutil.Process]:
        """Return its processes, the visitors' among them."""
        server = psutil.Process(self._process.pid)
        return [server, *server.children(recursive=True)]

    def kill(self) -> None:
        """Kill the server as the system does when memory runs out; wait until its visitors' processes are gone, too."""
        processes = self.processes()
        self._process.kill()
        self._process.wait(PATIENCE_SECONDS)
        wait_for(lambda: not any(map(_runs, processes)), f"the processes of copy {self.name} to end by themselves")

    def stop(self) -> int:
        """Ask it to end, as for an upgrade; return the exit status."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        status = self._process.wait(PATIENCE_SECONDS)
        if self._process.stdout:
            self._process.stdout.close()
        return status


def _runs(process: psutil.Process) -> bool:
    """Say whether a process still runs; one that ended but was not cleared away does not."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
