# SPDX-License-Identifier: BSD-3-Clause
"""What a stranger uses: a page opened, bytes sent as they are, and the question whether the site is still well."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tests.served.light import Visitor

if TYPE_CHECKING:
    from tests.served.running import RunningSite

REFUSED, TOO_LARGE = 1008, 1009
PATIENCE_SECONDS = 30


def opened(site: RunningSite, app: str = "calculator", **said: Any) -> Visitor:
    """Return a visitor whose page is ready."""
    visitor = Visitor(site, app, **said)
    visitor.until("page")
    return visitor


def alive(site: RunningSite) -> bool:
    """Say whether the site serves a visitor from page to answer."""
    with opened(site) as visitor:
        visitor.press(visitor.widget("ButtonModel", description="Press"))
        return "Pressed in" in json.dumps(visitor.states) and site.ask("/health").status == 200


def raw(site: RunningSite, request: bytes) -> bytes:
    """Send bytes as they are; return everything that is answered until the site closes or says no more."""
    host, port = site.host.split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS) as line:
        with suppress(ConnectionError, OSError):
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
        parts = []
        with suppress(ConnectionError):  # cut off in the middle of what nobody wants to read
            while part := line.recv(65536):
                parts.append(part)
        return b"".join(parts)


def head_of_answer(site: RunningSite, request: bytes) -> bytes:
    """Send bytes as they are; return the head of the answer, while our side of the line stays open."""
    host, port = site.host.split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS) as line:
        line.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer and (part := line.recv(65536)):
            answer += part
        return answer.split(b"\r\n\r\n")[0]


def head(site: RunningSite, path: bytes = b"/health", more: bytes = b"", method: bytes = b"GET") -> bytes:
    """Return a request as it goes over the wire."""
    return b"%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\n" % (method, path, site.host.encode(), more)
