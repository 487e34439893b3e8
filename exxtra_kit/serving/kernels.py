# SPDX-License-Identifier: BSD-3-Clause
"""The visitors' processes: how many there may be, and what they may say to a page."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.auth import IdentityProvider, User
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Int, List, Unicode, default

from exxtra_kit.serving.faults import note_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tornado.web import RequestHandler

_CONTENT = 3  # place of the content among the parts of a kernel message


class FullHouseError(Exception):
    """Every place is taken; the visitor gets a page that says so."""


class BoundedKernelManager(AsyncMappingKernelManager):
    """Starts at most so many processes: memory is the one thing that visitors share."""

    kernel_limit = Int(40, config=True, help="Highest number of visitors' processes at once.")

    def __init__(self, **kwargs: Any) -> None:
        """Make the manager; nobody is arriving yet."""
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._arriving = 0
        self._being_shown: set[str] = set()

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place while a process starts, so that visitors who arrive together are counted one by one.

        Raises:
            FullHouseError: Every place is taken.
        """
        if len(self.list_kernel_ids()) + self._arriving >= self.kernel_limit:
            raise FullHouseError
        self._arriving += 1
        try:
            yield
        finally:
            self._arriving -= 1

    @contextmanager
    def being_shown(self, kernel_id: str) -> Iterator[None]:
        """Keep a process while its page is still being sent: the page can't have connected to it yet."""
        self._being_shown.add(kernel_id)
        try:
            yield
        finally:
            self._being_shown.discard(kernel_id)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a process that no page is connected to and that has been idle for long."""
        if kernel_id not in self._being_shown:
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]


class QuietConnection(ZMQChannelsWebsocketConnection):
    """Passes messages between a page and its process, but keeps error traces on this side.

    A callback that fails is reported to the page with its trace, which shows paths and values; the page
    gets a reference number instead, and the log gets the trace.
    """

    def _on_error(self, channel: str, msg: dict[str, Any], msg_list: list[Any]) -> None:
        """Replace the content of an error message."""
        if channel != "iopub":
            return
        msg["header"] = self.get_part("header", msg["header"], msg_list)  # type: ignore[no-untyped-call]
        if msg["header"]["msg_type"] != "error":
            return
        content = self.get_part("content", msg["content"], msg_list)  # type: ignore[no-untyped-call]
        reference = note_fault("a callback of an app failed", details="\n".join(content.get("traceback", [])))
        msg["content"] = {"ename": "Error", "evalue": reference, "traceback": []}
        if msg_list and self.subprotocol:
            msg_list[_CONTENT] = self.session.pack(msg["content"])


class OwnKernelOnly(KernelSpecManager):
    """Knows the kernel of this very environment, whatever kernels the account has installed."""

    kernel_dirs = List(Unicode(), help="Folders with other kernels: none.")

    @default("kernel_dirs")
    def _no_folders(self) -> list[str]:
        """Return no folder."""
        return []


class NobodyInParticular(IdentityProvider):
    """All visitors are the same anonymous one: no account, and no cookie that tells them apart."""

    def get_user(self, handler: RequestHandler) -> User:  # noqa: ARG002  (the base class hands it over)
        """Return the one visitor."""
        return User("visitor")
