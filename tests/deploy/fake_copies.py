# SPDX-License-Identifier: BSD-3-Clause
"""Copies of a site that only say who they are and what they heard: to see where nginx sends a request."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class FakeCopy:
    """One copy.

    Attributes:
        name: Its name.
        port: Where it listens, on the loopback.
        pages: Pages that are connected.
    """

    def __init__(self, name: str) -> None:
        """Make a copy that listens on a free port."""
        self.name = name
        self.pages: list[FakeVisit] = []
        routes = [(r"/visit/[a-z]+", FakeVisit, {"copy": self}), (r".*", Told, {"copy": self})]
        self._server = HTTPServer(Application(routes))
        sockets = bind_sockets(0, "127.0.0.1")
        self.port: int = sockets[0].getsockname()[1]
        self._server.add_sockets(sockets)

    def stop(self) -> None:
        """Stop listening and drop every page, as a copy that died."""
        self._server.stop()
        for page in list(self.pages):
            if page.ws_connection and page.ws_connection.stream:
                page.ws_connection.stream.close()
        self.pages.clear()


class Told(RequestHandler):
    """Answers every request with what arrived."""

    def initialize(self, copy: FakeCopy) -> None:
        """Remember whose answer it is."""
        self.copy = copy

    def get(self) -> None:
        """Say who one is and what was heard; with headers as the site's pages and files have them."""
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.set_header("ETag", '"made-with-the-page"')
        self.finish(json.dumps({"copy": self.copy.name, "headers": dict(self.request.headers)}))

    def post(self) -> None:
        """Take a page's last word."""
        self.get()


class FakeVisit(WebSocketHandler):
    """Says who it is when a page connects."""

    def initialize(self, copy: FakeCopy) -> None:
        """Remember whose page it is."""
        self.copy = copy

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """Speak what is asked for."""
        return subprotocols[0] if subprotocols else None

    def check_origin(self, origin: str) -> bool:
        """As the site: our own pages only."""
        return origin.partition("://")[2] == self.request.host

    async def open(self) -> None:
        """Say who one is."""
        self.copy.pages.append(self)
        await self.write_message(json.dumps({"copy": self.copy.name}))

    def on_close(self) -> None:
        """Forget the page."""
        if self in self.copy.pages:
            self.copy.pages.remove(self)


@contextmanager
def three_copies() -> Iterator[dict[str, FakeCopy]]:
    """Yield the copies a, b and c, inside a running loop."""
    copies = {name: FakeCopy(name) for name in "abc"}
    try:
        yield copies
    finally:
        for copy in copies.values():
            copy.stop()


def ports(copies: Mapping[str, FakeCopy]) -> dict[str, int]:
    """Return the port of each copy by its name."""
    return {name: copy.port for name, copy in copies.items()}


async def ask(
    host: str, path: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> HTTPResponse:
    """Ask for one address; answers of any status are returned."""
    request = HTTPRequest(
        f"http://{host}{path}",
        method=method,
        headers=dict(headers or {}),
        body=body,
        decompress_response=False,
        follow_redirects=False,
    )
    return await AsyncHTTPClient(force_instance=True).fetch(request, raise_error=False)
