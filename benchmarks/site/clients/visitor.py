# SPDX-License-Identifier: BSD-3-Clause
"""What every light client is: a visitor who opens a page, reads its state, chooses what they are, and leaves."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from websockets.asyncio.client import connect

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

LABEL = "We are a"
TYPES = ("SME (small or medium-sized company)", "Choose")
"""The entries that are chosen in turn; on an empty form each is answered by another list of what is needed."""
INDEXES = (1, 0)
"""Where they stand in the list."""


class Visitor(ABC):
    """One visit.

    Attributes:
        page: Address of the page.
    """

    def __init__(self, page: str) -> None:
        """Remember the page."""
        self.page = page
        parts = urlsplit(page)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._socket: ClientConnection | None = None

    @property
    def socket(self) -> ClientConnection:
        """The open websocket."""
        if self._socket is None:
            raise RuntimeError("The visit has not begun.")
        return self._socket

    async def connect(self, path: str, protocols: list[Any] | None = None, headers: Any = None) -> None:
        """Open the websocket, as the page's own origin."""
        parts = urlsplit(self.origin)
        self._socket = await connect(
            urlunsplit(("ws", parts.netloc, "", "", "")) + path,
            origin=self.origin,  # type: ignore[arg-type]
            subprotocols=protocols,
            additional_headers=headers,
            max_size=None,
            open_timeout=None,
            ping_interval=None,
            close_timeout=2,
            proxy=None,
        )

    @abstractmethod
    async def begin(self) -> None:
        """Fetch the page, open the websocket, read the state: after this the page can be used."""

    @abstractmethod
    async def choose(self, number: int) -> None:
        """Choose an entry of `TYPES` in the list "We are a", and wait for the answer."""

    async def leave(self) -> None:
        """Close the page as a browser does."""
        await self.vanish()

    async def vanish(self) -> None:
        """Be gone without a word."""
        if self._socket is not None:
            await self._socket.close()
