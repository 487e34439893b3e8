# SPDX-License-Identifier: BSD-3-Clause
"""The launcher: Voila's server with settings for strangers, and nothing that it serves beyond the apps."""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

from exxtra_kit.errors import ServingError
from exxtra_kit.language import Language
from exxtra_kit.messages import msg
from exxtra_kit.serving.apps import App, notebooks_folder, served_apps
from exxtra_kit.serving.extra import packages_missing
from exxtra_kit.serving.headers import page_headers
from exxtra_kit.serving.hosts import accepted_hosts, is_accepted
from exxtra_kit.serving.lan import announcement
from exxtra_kit.serving.logs import set_up_logs
from exxtra_kit.serving.page import TEMPLATES

try:
    from jupyter_server.base.handlers import FileFindHandler
    from jupyter_server.utils import url_path_join
    from tornado.httpserver import HTTPServer
    from tornado.netutil import bind_sockets
    from tornado.web import HTTPError
    from traitlets.config import Config
    from voila.app import Voila
    from voila.static_file_handler import MultiStaticFileHandler

    from exxtra_kit.serving import handlers, slim
    from exxtra_kit.serving.kernels import BoundedKernelManager, NobodyInParticular, OwnKernelOnly, QuietConnection
    from exxtra_kit.serving.visits.desk import Desk
except ModuleNotFoundError as missing:
    raise packages_missing(missing) from missing

if TYPE_CHECKING:
    import socket

    from tornado.httputil import HTTPServerRequest
    from tornado.web import RequestHandler

    from exxtra_kit.serving.settings import Settings

_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
# The front end loads these and no other extension that happens to be installed.
_EXTENSIONS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget"]
_LONGEST_CULL_INTERVAL_SECONDS = 30
_PING_MILLISECONDS = 30_000
_LARGEST_BODY_BYTES = 2**20
_SERVER_ERROR, _FULL, _FORBIDDEN = 500, 503, 403
_LOG = logging.getLogger("exxtra_kit.serving")


class Site(Voila):  # type: ignore[misc]  # Voila carries no type information
    """Voila's application with our choices; configuration files of the machine have no say."""

    def __init__(self, settings: Settings, sockets: list[socket.socket]) -> None:
        """Make the site for sockets that are already bound.

        Args:
            settings: The choices of this deployment.
            sockets: Where it will answer.
        """
        folder = notebooks_folder(settings)
        super().__init__(config_file_paths=[], config=_configuration(settings), root_dir=str(folder))
        self.settings = settings
        self.apps: tuple[App, ...] = served_apps(folder)
        self.base_url = settings.base_url
        self.ip = settings.ip
        self.port = sockets[0].getsockname()[1]
        self.log_level = logging.WARNING
        self.open_browser = False
        self._sockets = sockets
        self._server: HTTPServer | None = None
        self._started = time.monotonic()
        self.hosts = accepted_hosts(settings)
        self.is_slim = settings.front_end == "slim"
        self.desk = Desk(settings, self.apps, folder)

    @property
    def visitors(self) -> int:
        """How many places are taken."""
        return self.desk.places.taken if self.is_slim else len(self.kernel_manager.list_kernel_ids())

    @property
    def waiting(self) -> int:
        """How many visitors wait for a place."""
        return self.desk.places.waiting

    @property
    def limit(self) -> int:
        """How many places there are."""
        return self.settings.visitor_limit

    @property
    def stopping(self) -> bool:
        """Whether the site has been told to stop."""
        return self.desk.stopping

    @property
    def uptime_seconds(self) -> float:
        """How long the site has been answering."""
        return time.monotonic() - self._started

    def check_host(self, request: HTTPServerRequest) -> None:
        """Refuse a request under a name that isn't ours: a stranger's page may have given it our address.

        Raises:
            HTTPError: It is refused.
        """
        if not is_accepted(request.headers.get("Host"), self.hosts):
            raise HTTPError(_FORBIDDEN)

    @property
    def address(self) -> str:
        """The address of the first page."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.ip, f"[{self.ip}]" if ":" in self.ip else self.ip)  # noqa: S104  (named, not bound)
        return f"http://{host}:{self.port}{self.base_url}"

    def setup_template_dirs(self) -> None:
        """Put our template before Voila's: from an editable install and from a wheel alike."""
        super().setup_template_dirs()
        self.template_paths.insert(0, str(TEMPLATES))

    def init_settings(self) -> dict[str, Any]:
        """Return tornado's settings: compressed, with our page for every error, closed to forged host names."""
        settings: dict[str, Any] = super().init_settings()
        # It warns at each visit that a notebook has no signature; ours come with the package.
        self.contents_manager.log = logging.getLogger("exxtra_kit.serving.contents")
        self.contents_manager.log.setLevel(logging.ERROR)
        return settings | {
            "exxtra_site": self,
            "compress_response": True,
            "allow_remote_access": not self.settings.only_this_machine,
            "local_hostnames": ["localhost", *self.settings.host_names],
            "default_handler_class": handlers.NowhereHandler,
            "kernel_websocket_connection_class": QuietConnection,
            "log_function": _log_request,
            "ws_ping_timeout": _PING_MILLISECONDS,
            "ws_ping_interval": _PING_MILLISECONDS,
            "websocket_max_message_size": self.settings.message_bytes,
            "headers": page_headers(None, front_end=self.settings.front_end),
        }

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """Return every address that exists, all of Voila's others left out (tree, files, contents, themes)."""

        def at(path: str) -> str:
            return url_path_join(self.base_url, path)

        if self.is_slim:
            return [*slim.routes(self), (r".*", handlers.NowhereHandler)]
        pages = [(self.base_url + app.address, handlers.AppHandler, {"app": app}) for app in self.apps]
        extensions = {"path": self.labextensions_path, "no_cache_paths": ["/"]}
        static = {"paths": self.static_paths}
        return [
            *pages,
            (at(rf"/api/kernels/{_KERNEL}"), handlers.KernelFactsHandler),
            (at(rf"/api/kernels/{_KERNEL}/channels"), handlers.ChannelsHandler),
            (at(rf"/voila/api/shutdown/{_KERNEL}"), handlers.FarewellHandler),
            (at(r"/voila/templates/(.*)"), handlers.TemplateFileHandler),
            (at(r"/voila/static/(.+)"), MultiStaticFileHandler, static),
            (at(r"/voila/labextensions/(.+)"), FileFindHandler, extensions),
            (at(r"/health"), slim.HealthHandler, {"site": self}),
            (r".*", handlers.NowhereHandler),
        ]

    async def open(self) -> None:
        """Begin to receive visitors."""
        if self.is_slim:
            await self.desk.open()

    def listen(self) -> None:
        """Answer on the sockets; the loop is run by `run`."""
        self._server = HTTPServer(self.app, max_body_size=_LARGEST_BODY_BYTES, xheaders=False)
        self._server.add_sockets(self._sockets)

    async def end_kernel(self, kernel_id: str) -> bool:
        """End one visitor's process; say whether there was one."""
        return await handlers.end_quietly(self.kernel_manager, kernel_id)

    async def close(self) -> None:
        """Take no more visitors and end every process."""
        if self._server is not None:
            self._server.stop()
        await self.desk.close()
        for kernel_id in self.kernel_manager.list_kernel_ids():
            await self.end_kernel(kernel_id)
        shutil.rmtree(self.connection_dir, ignore_errors=True)


def run(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT; see `exxtra_kit.serving.serve`."""
    set_up_logs(settings.log_format)
    notebooks_folder(settings)
    asyncio.run(_serve(settings, _bind(settings)))
    return 0


async def _serve(settings: Settings, sockets: list[socket.socket]) -> None:
    """Build the site inside the running loop, say when it answers, wait for the signal, clear up."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    site = Site(settings, sockets)
    site.initialize([])
    # After `initialize`, which sets a handler of its own. Signals reach Python handlers on every system,
    # unlike the loop's own ones.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    site.start()
    await site.open()
    ready = Language.load(settings.language).text(msg("exxtra_kit is ready: {address}", address=site.address))
    print(ready, flush=True)  # noqa: T201  (the one line that people and scripts wait for)
    if settings.lan:
        print(announcement(settings, site.port, sys.stdout.encoding or "ascii"), flush=True)  # noqa: T201  (as above)
    try:
        await ended.wait()
    finally:
        await site.close()


def _bind(settings: Settings) -> list[socket.socket]:
    """Take the port before anything else, so that a taken one is told at once.

    Raises:
        ServingError: The port can't be had.
    """
    try:
        return bind_sockets(settings.port, settings.ip)
    except OSError as fault:
        raise ServingError(
            msg(
                "Port {port} of {ip} can't be used: {reason}. Stop the program that uses it, or choose another port.",
                port=str(settings.port),
                ip=settings.ip,
                reason=str(fault.strerror or fault),
            )
        ) from fault


def _configuration(settings: Settings) -> Config:
    """Return Voila's and Jupyter's configuration."""
    return Config(
        {
            "VoilaConfiguration": {
                "template": "lab",
                "theme": "light",
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "file_allowlist": [],
                "show_tracebacks": False,
                "strip_sources": True,
                "extension_allowlist": _EXTENSIONS,
                "multi_kernel_manager_class": BoundedKernelManager,
                "kernel_spec_manager_class": OwnKernelOnly,
            },
            "Site": {"identity_provider_class": NobodyInParticular},
            "VoilaExecutor": {"startup_timeout": settings.start_seconds, "timeout": settings.cell_seconds},
            "BoundedKernelManager": {"kernel_limit": settings.visitor_limit},
            "MappingKernelManager": {
                "cull_idle_timeout": settings.idle_seconds,
                "cull_interval": max(1, min(_LONGEST_CULL_INTERVAL_SECONDS, settings.idle_seconds // 2)),
                "allow_tracebacks": False,
            },
            # A process that died comes back empty: the page would look alive and answer nothing. It is told instead.
            "KernelRestarter": {"restart_limit": 0},
            # Sockets in a private folder instead of TCP ports that every account of the machine can try.
            "KernelManager": {} if sys.platform == "win32" else {"transport": "ipc"},
            "NotebookNotary": {"db_file": ":memory:"},
        }
    )


def _log_request(handler: RequestHandler) -> None:
    """Log failed requests without their query string, which holds what visitors typed."""
    if handler.get_status() >= _SERVER_ERROR and handler.get_status() != _FULL:
        _LOG.error("%d %s %s", handler.get_status(), handler.request.method, handler.request.path)
