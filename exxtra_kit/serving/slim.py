# SPDX-License-Identifier: BSD-3-Clause
"""What answers on a site with the slim front end: pages from memory, built files, the map's page, health."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError, RequestHandler

from exxtra_kit.messages import msg
from exxtra_kit.serving.handlers import PageHandler
from exxtra_kit.serving.headers import data_headers, map_headers, static_headers
from exxtra_kit.serving.health import health, http_status
from exxtra_kit.serving.hosts import is_accepted, visitor_scheme
from exxtra_kit.serving.lan import guest_address
from exxtra_kit.serving.page import STATIC, fragment_page, static_files
from exxtra_kit.serving.qr import qr_fragment, qr_svg
from exxtra_kit.serving.visits.desk import INDEX
from exxtra_kit.serving.visits.handler import EndHandler, VisitHandler

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from exxtra_kit.serving.apps import App
    from exxtra_kit.serving.site import Site
    from exxtra_kit.serving.visits.pages import Page

_NOT_FOUND = 404
_KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
_VISIT = r"([A-Za-z0-9_.-]{1,128})"


class _Answer(RequestHandler):
    """An answer without a page around it."""

    def initialize(self, site: Site) -> None:
        """Remember the site."""
        self.site = site

    def prepare(self) -> None:
        """Refuse requests under a name that isn't ours."""
        if not is_accepted(self.request.headers.get("Host"), self.site.hosts):
            raise HTTPError(403)

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Answer with the status and nothing else."""
        self.set_status(status_code)
        self.finish()

    def send(self, kind: str, body: bytes, zipped: bytes | None, headers: Mapping[str, str]) -> None:
        """Send one of two forms of the same content."""
        for name, value in headers.items():
            self.set_header(name, value)
        self.set_header("Content-Type", kind if kind.startswith("image/") else f"{kind}; charset=utf-8")
        self.set_header("Vary", "Accept-Encoding")
        if zipped is not None and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            body = zipped
        self.set_header("Content-Length", str(len(body)))
        self.finish(body if self.request.method != "HEAD" else b"")


class AppPageHandler(PageHandler):
    """The page of an app, from memory."""

    def initialize(self, app: App) -> None:
        """Remember which app stands at this address."""
        self.app = app

    def get(self) -> None:
        """Answer with the page, or with "you have it already"."""
        page: Page = self.site.desk.pages.page(self.app.address or INDEX if self.app else INDEX, self.request.query)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        # It may be kept, but must be asked for: a new day or a new version of the kit changes it.
        self.set_header("Cache-Control", "private, no-cache")
        self.set_header("ETag", page.etag)
        self.set_header("Vary", "Accept-Encoding")
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        body = page.body
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            body = page.zipped
        self.set_header("Content-Length", str(len(body)))
        self.finish(body)

    def head(self) -> None:
        """Answer without the page."""
        self.get()

    def compute_etag(self) -> str | None:
        """Leave it as it is: it was made with the page."""
        return None


class StaticHandler(_Answer):
    """Scripts and styles: their names change with their content, so they are asked for once."""

    def get(self, name: str) -> None:
        """Answer with one of the built files, and with no other."""
        if name not in static_files().values():
            raise HTTPError(_NOT_FOUND)
        path: Path = STATIC / name
        zipped = STATIC / f"{name}.gz"
        self.send(
            _KINDS.get(path.suffix, "application/octet-stream"),
            path.read_bytes(),
            zipped.read_bytes() if zipped.is_file() else None,
            static_headers(),
        )

    head = get


class MapHandler(_Answer):
    """The map's page, which stands in a frame of its own."""

    def get(self, name: str) -> None:
        """Answer with the map in one language."""
        found = self.site.desk.maps.get(name)
        if found is None:
            raise HTTPError(_NOT_FOUND)
        self.send("text/html", found.body, found.zipped, {**static_headers(), **map_headers()})

    head = get


class QrHandler(AppPageHandler):
    """The page for a slide: a code to scan."""

    def initialize(self) -> None:  # type: ignore[override]
        """It belongs to no app."""
        self.app = None

    def get(self) -> None:
        """Answer with the code of the address for guests, else of the one that this page was called by."""
        settings, request = self.site.settings, self.request
        scheme = visitor_scheme(settings, request.remote_ip or "", request.headers.get("X-Forwarded-Proto"))
        shown = guest_address(settings, self.site.port, request.headers.get("Host"), scheme)
        words = self.frame.language.text(msg("Scan the code, or type the address:"))
        picture = "data:image/svg+xml;base64," + b64encode(qr_svg(shown)).decode()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(fragment_page(self.frame, msg("Take part"), qr_fragment(shown, picture, words)))


class HealthHandler(_Answer):
    """How the site is, for programs that watch it; nobody gets a process for that."""

    def get(self) -> None:
        """Answer with a few numbers."""
        for name, value in data_headers().items():
            self.set_header(name, value)
        answer = health(self.site)
        self.set_status(http_status(answer))
        self.finish(dict(answer))

    head = get


class GuardedVisitHandler(VisitHandler):
    """A page's connection, on a site that answers to certain names only."""

    def prepare(self) -> None:
        """Refuse requests under a name that isn't ours."""
        self.settings["exxtra_site"].check_host(self.request)
        super().prepare()


def routes(site: Site) -> list[tuple[Any, ...]]:
    """Return every address of a site with the slim front end."""
    base = re.escape(site.base_url)
    return [
        *((re.escape(site.base_url + app.address), AppPageHandler, {"app": app}) for app in site.apps),
        (rf"{base}visit/([a-z_]+)", GuardedVisitHandler, {"desk": site.desk}),
        (rf"{base}visit/{_VISIT}/end", EndHandler, {"desk": site.desk}),
        (rf"{base}static/([A-Za-z0-9_.-]+)", StaticHandler, {"site": site}),
        (rf"{base}map/([A-Za-z0-9_.-]+)", MapHandler, {"site": site}),
        (rf"{base}qr", QrHandler),
        (rf"{base}health", HealthHandler, {"site": site}),
    ]
