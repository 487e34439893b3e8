# SPDX-License-Identifier: BSD-3-Clause
"""The warm process: everything is imported in it once, and each visitor's process is a fork of it.

A fork takes a few milliseconds and shares what was imported and remembered. It is a process of its own for that:
one thread, no event loop, no socket of a visitor. It ends with the server, whose end of the line it watches.
`nursery` holds the server's end of that line.

Line from the server: a frame and the visitor's end of a pipe; answer: the process's number, 0 if it can't be had.
"""

from __future__ import annotations

import ast
import gc
import importlib
import json
import os
import signal
import socket
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.serving.faults import note_fault
from exxtra_kit.serving.logs import set_up_logs
from exxtra_kit.serving.visits.pipe import Pipe
from exxtra_kit.serving.visits.process import Stage, forget, live, perform, prepare

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_ASKED = 1 << 16
_LOOK_FOR_ENDED_SECONDS = 1.0


def import_what_it_imports(notebook: Path) -> None:
    """Import the modules that a notebook's cells import, without running the cells."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            with suppress(SyntaxError):  # told when a visitor's process runs it
                for name in _imported("".join(cell["source"])):
                    with suppress(Exception):  # as above
                        importlib.import_module(name)


def _imported(source: str) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names


def rehearse(notebook: str, environment: Mapping[str, str]) -> None:
    """Run a notebook that is known to work, and forget it: what it looked up is remembered for all visitors."""
    before = dict(os.environ)
    os.environ.update(environment)
    nobody, other = socket.socketpair()
    try:
        perform(Stage(Pipe(nobody)), notebook, lambda *_: "")
        forget()
    finally:
        os.environ.clear()
        os.environ.update(before)
        nobody.close()
        other.close()


def serve_forks(line: socket.socket) -> None:
    """Fork whenever the server asks, until it closes the line."""
    line.settimeout(_LOOK_FOR_ENDED_SECONDS)
    while True:
        _bury()
        try:
            frame, handed, _, _ = socket.recv_fds(line, LONGEST_ASKED, 1)
        except TimeoutError:
            continue
        except ConnectionError:
            return
        if not frame:
            return
        asked = json.loads(frame)
        if asked["t"] == "rehearse":
            try:
                rehearse(asked["notebook"], asked["environment"])
            except Exception as fault:  # noqa: BLE001  (whatever it is: a visitor's process will say so)
                note_fault("the warm process could not rehearse an app", fault)
            gc.freeze()  # the collector leaves alone what is here now, so that its pages stay shared
            line.send(b"{}")
            continue
        line.send(json.dumps({"pid": _fork(line, socket.socket(fileno=handed[0]))}).encode())


def _fork(line: socket.socket, end: socket.socket) -> int:
    """Return the number of a new process for a visitor; 0 if the machine has no room for it."""
    with end:
        try:
            number = os.fork()
        except OSError:
            return 0
        if number == 0:
            line.close()
            _become_a_visitors(end)
    return number


def _become_a_visitors(end: socket.socket) -> None:
    """Be a visitor's process, and nothing else any more."""
    try:
        os.setsid()
        live(end)
    except (BrokenPipeError, ConnectionResetError):
        pass  # the server has gone or has given the visitor up
    except BaseException as fault:  # noqa: BLE001  (nothing of it may go back into the warm process)
        note_fault("a visitor's process failed", fault)
    finally:
        os._exit(0)


def _bury() -> None:
    """Clear away processes that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def main() -> None:
    """Be the warm process: `python -m exxtra_kit.serving.visits.warm FD LOG_FORMAT NOTEBOOK...`."""
    set_up_logs(sys.argv[2])
    warnings.simplefilter("ignore")  # they are for authors
    # Ctrl-C, and the signal with which a whole service is stopped, are for the server, which then closes the line.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    prepare()
    for notebook in sys.argv[3:]:
        import_what_it_imports(Path(notebook))
    gc.collect()
    gc.freeze()
    line = socket.socket(fileno=int(sys.argv[1]))
    line.send(b"{}")
    serve_forks(line)


if __name__ == "__main__":
    main()
