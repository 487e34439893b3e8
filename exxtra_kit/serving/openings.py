# SPDX-License-Identifier: BSD-3-Clause
"""Whether the site is closed: it is built on a free port of the loopback, looked into, and asked as a stranger would.

The list of what may answer is written a second time here, on purpose. An address that is added to the
site, or one that is made wider, is an opening until it stands here as well. No visitor's process is
started: the one place is taken beforehand, and the page of the check waits in the queue.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import signal
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import Message, msg
from exxtra_kit.serving.extra import packages_missing

try:
    from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
    from tornado.netutil import bind_sockets
    from tornado.simple_httpclient import HTTPStreamClosedError
    from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect
except ModuleNotFoundError as missing:
    raise packages_missing(missing) from missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.serving.settings import Settings
    from exxtra_kit.serving.site import Site

_PATIENCE_SECONDS = 20
_REFUSED = frozenset({403, 404, 405})
_POLICY_VIOLATED = 1008
_STRANGER = "stranger.invalid"
_NOWHERE = "exxtra_kit.serving.handlers.NowhereHandler"
_EVERYBODY = frozenset({"0.0.0.0/0", "::/0"})
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"

# What may answer, after the base path: the address as a pattern, and who answers.
_SLIM = {
    r"visit/([a-z_]+)$": "exxtra_kit.serving.slim.GuardedVisitHandler",
    r"visit/([A-Za-z0-9_.-]{1,128})/end$": "exxtra_kit.serving.visits.handler.EndHandler",
    r"static/([A-Za-z0-9_.-]+)$": "exxtra_kit.serving.slim.StaticHandler",
    r"map/([A-Za-z0-9_.-]+)$": "exxtra_kit.serving.slim.MapHandler",
    r"health$": "exxtra_kit.serving.slim.HealthHandler",
    r"qr$": "exxtra_kit.serving.slim.QrHandler",
}
_FULL = {
    rf"api/kernels/{_KERNEL}$": "exxtra_kit.serving.handlers.KernelFactsHandler",
    rf"api/kernels/{_KERNEL}/channels$": "exxtra_kit.serving.handlers.ChannelsHandler",
    rf"voila/api/shutdown/{_KERNEL}$": "exxtra_kit.serving.handlers.FarewellHandler",
    r"voila/templates/(.*)$": "exxtra_kit.serving.handlers.TemplateFileHandler",
    r"voila/static/(.+)$": "voila.static_file_handler.MultiStaticFileHandler",
    r"voila/labextensions/(.+)$": "jupyter_server.base.handlers.FileFindHandler",
    r"health$": "exxtra_kit.serving.slim.HealthHandler",
}
_UNKNOWN = "00000000-0000-0000-0000-000000000000"
_BEHIND_PAGES = {
    "slim": ("visit/calculator",),
    "full": (f"api/kernels/{_UNKNOWN}", f"api/kernels/{_UNKNOWN}/channels"),
}
_PAGES = {"slim": "exxtra_kit.serving.slim.AppPageHandler", "full": "exxtra_kit.serving.handlers.AppHandler"}
# What a page may say to a kernel of the full front end: messages of widgets, and farewell.
_HARMLESS = frozenset(
    {"comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request", "shutdown_request"}
)
_CLOSED_CHOICES = {
    "allow_template_override": "NO",
    "allow_theme_override": "NO",
    "file_allowlist": [],
    "show_tracebacks": False,
    "strip_sources": True,
    "preheat_kernel": False,
    "progressive_rendering": False,
}
_MUST_NOT_EXIST = (
    "nothing",
    "calculator.ipynb",
    "other",
    "staff/explore",
    "tree",
    "lab",
    "login",
    "metrics",
    "api",
    "api/contents",
    "api/kernels",
    "api/kernelspecs",
    "api/sessions",
    "api/terminals",
    "static/../site.py",
    "static/%2e%2e/site.py",
    "static/manifest.json",
    "voila/tree",
    "voila/render/calculator.ipynb",
    "voila/api/contents/",
    "voila/files/calculator.ipynb",
    "voila/files/picture.png",
    "voila/templates/reveal/static/voila.js",
    "voila/templates/lab/static/../index.html.j2",
)
# Each would run something if anybody listened.
_CODE = (
    {"t": "execute", "n": 1, "code": "1 + 1"},
    {"t": "msg", "n": 1, "comm": "0", "data": {"method": "execute", "code": "1 + 1"}},
    {"header": {"msg_type": "execute_request"}, "channel": "shell", "content": {"code": "1 + 1"}},
)


def find_openings(settings: Settings) -> list[Message]:
    """Build the site, look into it and ask it as a stranger would.

    Args:
        settings: The settings that `serve` would be given.

    Returns:
        What is open that must not be, a sentence each; nothing if the site is closed.

    Raises:
        ServingError: The site can't be built: packages, notebooks or files of the front end are missing.
    """
    main = threading.current_thread() is threading.main_thread()
    former = signal.getsignal(signal.SIGTERM)
    logging.disable()  # each question that is refused would be logged
    try:
        return asyncio.run(_find(settings))
    finally:
        logging.disable(logging.NOTSET)
        if main:  # Voila takes the signal for itself
            signal.signal(signal.SIGTERM, former)


async def _find(settings: Settings) -> list[Message]:
    from exxtra_kit.serving.site import Site  # noqa: PLC0415  (a second of imports)

    sockets = bind_sockets(0, "127.0.0.1")
    site = Site(replace(settings, visitor_limit=1, queue_limit=len(_CODE)), sockets)
    site.initialize([])
    site.start()
    try:
        found = [*_in_the_settings(settings), *_in_the_addresses(site), *_in_the_choices(site)]
        stranger = _Stranger(site)
        found += await stranger.asks_for_what_must_not_exist()
        found += await stranger.reads_the_headers()
        found += await stranger.comes_under_another_name()
        if site.settings.front_end == "slim":
            found += await stranger.comes_from_another_page()
            found += await stranger.sends_code()
        return found
    finally:
        await site.close()


def _in_the_settings(settings: Settings) -> Iterator[Message]:
    if _EVERYBODY & set(settings.trusted_proxies):
        yield msg("trusted_proxies names everybody: any visitor could pass for another. Name the proxy's own address.")


def _in_the_addresses(site: Site) -> Iterator[Message]:
    """Compare what answers with what may."""
    front_end = site.settings.front_end
    may = dict(_SLIM if front_end == "slim" else _FULL)
    may |= {re.escape(app.address) + "$": _PAGES[front_end] for app in site.apps}
    for pattern, answers in addresses_of(site.app.default_router):
        if answers == _NOWHERE:
            continue
        after_base = next(
            (
                pattern.removeprefix(base)
                for base in (re.escape(site.base_url), site.base_url)
                if pattern.startswith(base)
            ),
            None,
        )
        if after_base is None or may.get(after_base) != answers:
            yield msg(
                "The address {address} is answered by {handler}, which must not be.", address=pattern, handler=answers
            )
    last = site.app.settings.get("default_handler_class")
    if last is None or _name(last) != _NOWHERE:
        yield msg("An address that does not exist is not answered by a page of ours.")


def addresses_of(router: Any) -> Iterator[tuple[str, str]]:
    """Yield each address of a router of tornado as a pattern, and the name of what answers there."""
    for rule in router.rules:
        if hasattr(rule.target, "rules"):
            yield from addresses_of(rule.target)
        else:
            known = getattr(rule.matcher, "regex", None)
            yield known.pattern if known else repr(rule.matcher), _name(rule.target)


def _in_the_choices(site: Site) -> Iterator[Message]:
    """Compare Voila's choices with the closed ones."""
    for name, closed in _CLOSED_CHOICES.items():
        chosen = getattr(site.voila_configuration, name)
        if chosen != closed:
            yield msg(
                "Voila's setting {name} is {chosen}, and must be {closed}.",
                name=name,
                chosen=repr(chosen),
                closed=repr(closed),
            )
    more = set(site.kernel_manager.allowed_message_types) - _HARMLESS
    if more or not site.kernel_manager.allowed_message_types:
        yield msg(
            "A page may send a kernel messages that run or read something: {kinds}.", kinds=", ".join(sorted(more))
        )


class _Stranger:
    """Asks the site for what it must not give."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._host = f"127.0.0.1:{site.port}"
        self._base = site.base_url
        self._client = AsyncHTTPClient(force_instance=True)

    async def asks_for_what_must_not_exist(self) -> list[Message]:
        found = []
        for path in _MUST_NOT_EXIST:
            try:
                answer = await self._ask(path)
            except HTTPStreamClosedError:
                found.append(msg("{address} breaks the connection off: what answers there is broken.", address=path))
                continue
            if answer.code not in _REFUSED:
                found.append(
                    msg("{address} answers with {status}, and must not exist.", address=path, status=str(answer.code))
                )
            elif b"Traceback" in answer.body or b"site-packages" in answer.body:
                found.append(msg("{address} answers with a trace of an error.", address=path))
        return found

    async def reads_the_headers(self) -> list[Message]:
        """Look at the first page, at one that does not exist, and at the health of the site."""
        slim = self._site.settings.front_end == "slim"
        found = []
        for path in ("", "nothing", "health") if slim else ("nothing", "health"):
            answer = await self._ask(path)
            found += [
                msg("{address} comes without a safe header {header}.", address=self._base + path, header=header)
                for header in unsafe_headers(answer, with_unsafe_code=not slim)
            ]
        return found

    async def comes_under_another_name(self) -> list[Message]:
        if self._site.hosts is None:
            return []
        found = []
        for path in ("", "nothing", "health", *_BEHIND_PAGES[self._site.settings.front_end]):
            answer = await self._ask(path, Host=_STRANGER)
            if answer.code not in _REFUSED - {404}:
                found.append(
                    msg(
                        "{address} answers under a stranger's host name, with {status}.",
                        address=self._base + path,
                        status=str(answer.code),
                    )
                )
        return found

    async def comes_from_another_page(self) -> list[Message]:
        found = []
        for origin in (f"http://{_STRANGER}", "null"):
            try:
                connection = await self._connect(origin)
            except (HTTPClientError, WebSocketClosedError):
                continue
            connection.close()
            found.append(msg("A page from {origin} gets a connection to a visitor's process.", origin=origin))
        return found

    async def sends_code(self) -> list[Message]:
        """Send what would run code, as a page that waits for a place; each must end the connection at once."""
        await self._site.desk.places.take(_tell_nobody)
        try:
            return [
                msg("The websocket does not refuse a message with code: {message}.", message=json.dumps(code))
                for code in _CODE
                if not await self._is_refused(code)
            ]
        finally:
            self._site.desk.places.leave()

    async def _is_refused(self, code: dict[str, Any]) -> bool:
        connection = await self._connect(f"http://{self._host}")
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                said = json.loads(await connection.read_message() or "{}")
                if said.get("t") != "queue":  # it was given a process, or sent away for another reason
                    return False
                await connection.write_message(json.dumps(code))
                while await connection.read_message() is not None:
                    pass
        except TimeoutError:
            return False
        finally:
            connection.close()
        return connection.close_code == _POLICY_VIOLATED

    async def _connect(self, origin: str) -> WebSocketClientConnection:
        address = (
            f"ws://{self._host}{self._base}visit/{self._site.apps[0].address or 'index'}?lang=en&have=&visit=&query="
        )
        request = HTTPRequest(address, headers={"Origin": origin}, request_timeout=_PATIENCE_SECONDS)
        return await websocket_connect(request, subprotocols=["exxtra.1"])

    async def _ask(self, path: str, **headers: str) -> HTTPResponse:
        address = f"http://{self._host}{self._base}{path}"
        return await self._client.fetch(
            address, headers=headers, follow_redirects=False, raise_error=False, request_timeout=_PATIENCE_SECONDS
        )


def unsafe_headers(answer: HTTPResponse, *, with_unsafe_code: bool) -> list[str]:
    """Return the names of the headers of an answer that are missing, or that permit too much.

    Args:
        answer: What the site answered.
        with_unsafe_code: Whether the policy may permit code in the page: Voila's front end needs it.
    """
    headers = answer.headers
    policy = headers.get("Content-Security-Policy", "")
    open_policy = (
        not re.search(r"default-src '(none|self)'", policy)
        or "frame-ancestors" not in policy
        or re.search(r"https?:|(?<=\s)\*", policy)
        or (not with_unsafe_code and re.search(r"'unsafe-eval'|script-src[^;]*'unsafe-inline'", policy))
    )
    found = ["Content-Security-Policy"] if open_policy else []
    if headers.get("X-Content-Type-Options") != "nosniff":
        found.append("X-Content-Type-Options")
    if headers.get("Referrer-Policy") not in {"same-origin", "no-referrer"}:
        found.append("Referrer-Policy")
    if re.search(r"[0-9]|tornado", headers.get("Server", ""), re.IGNORECASE):
        found.append("Server")
    if "Set-Cookie" in headers:
        found.append("Set-Cookie")
    return found


async def _tell_nobody(_place: int) -> None:
    """Hear one's place in the queue."""


def _name(thing: Any) -> str:
    return f"{thing.__module__}.{thing.__qualname__}" if isinstance(thing, type) else repr(thing)
