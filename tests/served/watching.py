# SPDX-License-Identifier: BSD-3-Clause
"""A page in a real Chromium that remembers what it asked for and what it complained about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request, Response

OUR_HOSTS = {"127.0.0.1", "localhost"}
NETWORK_SCHEMES = {"http", "https", "ws", "wss"}


@dataclass
class Watch:
    """What one page did.

    Attributes:
        requests: Addresses of all requests, websockets included; `data:` and `blob:` are no requests.
        errors: Errors of the console, of scripts, and answers with 400 and more.
        forgiven: Pieces of text; an error that contains one is expected by the test.
    """

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Begin to watch a page."""
        page.on("request", self._requested)
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("response", self._answered)
        page.on("console", self._spoke)
        page.on("pageerror", lambda error: self.errors.append(f"script: {error}"))

    def outside(self) -> list[str]:
        """Return the addresses of other hosts that were asked for."""
        return [url for url in self.requests if urlsplit(url).hostname not in OUR_HOSTS]

    def complaints(self) -> list[str]:
        """Return the errors that the test didn't expect."""
        return [error for error in self.errors if not any(piece in error for piece in self.forgiven)]

    def check(self) -> None:
        """Fail if another host was asked for anything, or something went wrong."""
        assert not self.outside(), f"asked other hosts: {self.outside()}"
        assert not self.complaints(), "the page complained:\n" + "\n".join(self.complaints())

    def _requested(self, request: Request) -> None:
        if urlsplit(request.url).scheme in NETWORK_SCHEMES:
            self.requests.append(request.url)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status} {response.url}")

    def _spoke(self, message: ConsoleMessage) -> None:
        # "Unsatisfied version" warnings of the front end are no errors: see pyproject.toml on its versions.
        if message.type == "error":
            self.errors.append(f"console: {message.text}")
