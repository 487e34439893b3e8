# SPDX-License-Identifier: BSD-3-Clause
"""What answers at each address of the site."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError
from voila.static_file_handler import TemplateStaticFileHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler
from voila.utils import get_page_config

from exxtra_kit.messages import msg
from exxtra_kit.serving.faults import apology, note_fault
from exxtra_kit.serving.headers import page_headers
from exxtra_kit.serving.hosts import is_accepted, visitor_scheme
from exxtra_kit.serving.kernels import FullHouseError
from exxtra_kit.serving.page import Frame, fault_in_page, foot, head, sentence_page
from exxtra_kit.serving.renderer import AppRenderer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exxtra_kit.serving.apps import App
    from exxtra_kit.serving.site import Site

_HEARTBEAT_SECONDS = 10.0
_SERVER_ERROR = 500
_NOT_FOUND = 404
_RETRY_AFTER_SECONDS = "30"


class OurNamesOnly(JupyterHandler):
    """Answers only under the names of this site: a stranger's page may have given its own name our address."""

    def check_host(self) -> bool:
        """Say whether the request names this site."""
        return is_accepted(self.request.headers.get("Host"), self.settings["exxtra_site"].hosts)


class PageHandler(OurNamesOnly):
    """Anything that answers with a page: every error is one of our pages, without trace and path."""

    app: App | None = None

    def set_default_headers(self) -> None:
        """Send our own headers, and none of Jupyter's."""
        request, settings = self.request, self.site.settings
        scheme = visitor_scheme(settings, request.remote_ip or "", request.headers.get("X-Forwarded-Proto"))
        headers = page_headers(request.headers.get("Host"), scheme=scheme, front_end=settings.front_end)
        for name, value in headers.items():
            self.set_header(name, value)

    @property
    def site(self) -> Site:
        """The site that this request came to."""
        site: Site = self.settings["exxtra_site"]
        return site

    @property
    def frame(self) -> Frame:
        """The frame of the page that is answered with."""
        return Frame(
            self.site.settings.base_url, self.site.apps, self.app, self.request.query, self.site.settings.language
        )

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer with a page of one sentence."""
        if status_code < _SERVER_ERROR:
            heading = msg("This page does not exist") if status_code == _NOT_FOUND else msg("This is not possible")
            sentence = msg("Choose one of the apps above.")
        else:
            fault = kwargs.get("exc_info", (None, None, None))[1]
            heading, sentence = msg("Something went wrong"), apology(note_fault("a page could not be made", fault))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(sentence_page(self.frame, heading, sentence))

    def log_exception(self, *_: Any) -> None:
        """Log nothing here: `write_error` logs under the reference number that the visitor sees."""


class NowhereHandler(PageHandler):
    """Every address that is not named elsewhere: 404, whatever the method."""

    async def prepare(self) -> None:  # type: ignore[override]
        """Refuse."""
        await super().prepare()
        raise HTTPError(_NOT_FOUND)


class AppHandler(PageHandler):
    """One app: the frame at once, then the notebook run in a process of the visitor's own."""

    def initialize(self, app: App) -> None:
        """Remember which app stands at this address."""
        self.app = app

    async def get(self) -> None:
        """Answer with the page, piece by piece."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        try:
            with self.site.kernel_manager.place():
                begun = await self._begin()
        except FullHouseError:
            self._say_full()
            return
        except StreamClosedError:
            return
        if begun is None:
            await self.finish(foot(self.frame))
            return
        kernel_id, pieces = begun
        try:
            with self.site.kernel_manager.being_shown(kernel_id):
                await self._continue(pieces)
        except StreamClosedError:
            # The visitor left before the page was complete: no script can report it, so it is done here.
            await self.site.end_kernel(kernel_id)

    async def _begin(self) -> tuple[str, AsyncIterator[str]] | None:
        """Send the frame, then start the process; without one the page gets a sentence, and None is returned."""
        self.write(head(self.frame))
        await self.flush()
        try:
            renderer = self._renderer()
            await renderer.initialize()
            kernel_id: str = await self.site.kernel_manager.start_kernel(
                kernel_name=renderer.notebook.metadata.kernelspec.name, path="", env=self._kernel_environment()
            )
        except Exception as fault:  # noqa: BLE001  (whatever it is, the visitor gets a sentence)
            self._apologise("a visitor's process could not be started", fault)
            return None
        return kernel_id, renderer.pieces(kernel_id, self.site.kernel_manager.get_kernel(kernel_id))

    async def _continue(self, pieces: AsyncIterator[str]) -> None:
        """Send the pieces of the notebook as they come."""
        try:
            async for piece in _with_heartbeat(pieces):
                self.write(piece)
                await self.flush()
        except StreamClosedError:
            raise
        except Exception as fault:  # noqa: BLE001  (as above)
            self._apologise("a visitor's process ended before its page was complete", fault)
        await self.finish(foot(self.frame))

    def _apologise(self, what: str, fault: Exception) -> None:
        """Put a sentence with a reference number into the page that has begun."""
        self.write(fault_in_page(self.frame, apology(note_fault(what, fault))))

    def _say_full(self) -> None:
        """Answer that all places are taken."""
        self.set_status(503)
        self.set_header("Retry-After", _RETRY_AFTER_SECONDS)
        self.finish(
            sentence_page(
                self.frame,
                msg("All places are taken just now"),
                msg(
                    "Many people use this site at this moment. Load this page again in half a minute: a place is "
                    "free as soon as somebody closes a page."
                ),
            )
        )

    def _renderer(self) -> AppRenderer:
        """Return what runs the notebook of this app."""
        site, app = self.site, self.app
        configuration = site.voila_configuration
        page_config = get_page_config(
            base_url=self.base_url, settings=self.settings, log=self.log, voila_configuration=configuration
        )
        return AppRenderer(
            self.frame.language,
            request_handler=self,
            voila_configuration=configuration,
            traitlet_config=site.config,
            notebook_path=app.notebook if app else "",
            template_paths=site.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=page_config,
        )

    def _kernel_environment(self) -> dict[str, str]:
        """Return the environment of the visitor's process: the query string, and that it is on the site."""
        return {
            **os.environ,
            "QUERY_STRING": self.request.query,
            "SCRIPT_NAME": self.request.path,
            "SERVER_NAME": self.request.host_name,
            "VOILA_PREHEAT": "False",
            "VOILA_BASE_URL": self.base_url,
            "EXXTRA_SITE": "1",
            "EXXTRA_SITE_LANGUAGE": self.frame.language.code,
        }


class KernelFactsHandler(OurNamesOnly, KernelHandler):
    """Facts about one process, for the page that knows its number; ending it goes through `FarewellHandler`."""

    async def delete(self, kernel_id: str) -> None:  # noqa: ARG002  (the number is part of the address)
        """Refuse."""
        raise HTTPError(405)


class FarewellHandler(OurNamesOnly, APIHandler):
    """The page's last word: its process may end.

    A beacon can't carry the token against forged requests, so this one address asks for none. What
    protects it: one must know the random number of the process, and a page of another site is refused.
    """

    def check_xsrf_cookie(self) -> None:
        """Ask for no token, but for our own origin."""
        origin = self.request.headers.get("Origin")
        if origin and urlsplit(origin).netloc.lower() != self.request.host.lower():
            raise HTTPError(403)

    async def post(self, kernel_id: str) -> None:
        """End the process."""
        if not await self.site_kernel_ended(kernel_id):
            raise HTTPError(_NOT_FOUND)
        self.set_status(204)  # the page is gone: nobody waits for a body

    async def site_kernel_ended(self, kernel_id: str) -> bool:
        """End the process; say whether there was one."""
        site: Site = self.settings["exxtra_site"]
        return await site.end_kernel(kernel_id)


class ChannelsHandler(VoilaKernelWebsocketHandler, OurNamesOnly):  # type: ignore[misc]  # Voila carries no type information
    """The messages between a page of Voila's and its process."""


class TemplateFileHandler(TemplateStaticFileHandler):  # type: ignore[misc]  # Voila carries no type information
    """Scripts and styles of the one template in use; any other address is 404, not an error."""

    def parse_url_path(self, url_path: str) -> str:
        """Refuse addresses that Voila would stumble over."""
        if not url_path.startswith("lab/static/") or ".." in url_path or "\0" in url_path:
            raise HTTPError(_NOT_FOUND)
        path: str = super().parse_url_path(url_path)
        return path


async def _with_heartbeat(pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """Yield the pieces, and white space while the next takes long, so that no proxy gives up."""
    while True:
        coming = asyncio.ensure_future(anext(pieces))
        while not (await asyncio.wait({coming}, timeout=_HEARTBEAT_SECONDS))[0]:
            yield "\n"
        try:
            piece = coming.result()
        except StopAsyncIteration:
            return
        yield piece


async def end_quietly(manager: Any, kernel_id: str) -> bool:
    """End one process now; say whether there was one."""
    if kernel_id not in manager:
        return False
    try:
        await ensure_async(manager.shutdown_kernel(kernel_id, now=True))
    except KeyError:  # it ended in the same moment by itself
        return False
    return True
