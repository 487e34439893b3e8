# SPDX-License-Identifier: BSD-3-Clause
"""With TLS: who may come in by which name, and that nobody comes in without."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
from typing import TYPE_CHECKING

import pytest

from tests.aside import run_aside
from tests.deploy.fake_copies import ask, ports, three_copies
from tests.deploy.proxy import NAME, nginx_before
from tests.served.running import PATIENCE_SECONDS

if TYPE_CHECKING:
    from tests.deploy.proxy import Proxy

UPGRADE = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    f"Origin: https://{NAME}",
)


def trusting(proxy: Proxy) -> ssl.SSLContext:
    """Return what trusts the certificate of this test and no other."""
    context = ssl.create_default_context(cafile=str(proxy.folder / "tls" / "fullchain.pem"))
    context.check_hostname = False  # the tests call 127.0.0.1 by the name
    return context


def handshake(proxy: Proxy, name: str | None, version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> str | None:
    """Say hello under a name; return the version that was agreed on."""
    context = trusting(proxy)
    context.minimum_version = context.maximum_version = version
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", proxy.tls_port), PATIENCE_SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=name) as safe,
    ):
        return safe.version()


def test_only_the_site_s_own_name_gets_a_page() -> None:
    """By its name the site is reached with TLS 1.2 and 1.3; by another name, or by none, there is no handshake."""

    async def run() -> None:
        with three_copies() as copies, nginx_before(ports(copies), tls=True) as proxy:
            assert await asyncio.to_thread(handshake, proxy, NAME) == "TLSv1.3"
            assert await asyncio.to_thread(handshake, proxy, NAME, ssl.TLSVersion.TLSv1_2) == "TLSv1.2"
            for name in ("evil.example", None):
                with pytest.raises(ssl.SSLError):
                    await asyncio.to_thread(handshake, proxy, name)

    run_aside(run())


def test_plain_requests_are_sent_to_tls() -> None:
    """A request without TLS is answered with the way to TLS, whatever it asks for, and reaches no copy."""

    async def run() -> None:
        with three_copies() as copies, nginx_before(ports(copies), tls=True) as proxy:
            for method, body in (("GET", None), ("POST", b"")):
                answer = await ask(proxy.host, "/planner?town=Cerea", method, {"Host": NAME}, body)
                assert answer.code == 308
                assert answer.headers["Location"] == f"https://{NAME}/planner?town=Cerea"

    run_aside(run())


def test_a_visit_goes_over_tls() -> None:
    """A page and its websocket go over TLS to a copy, which hears that the visitor came by https."""

    async def run() -> None:
        with three_copies() as copies, nginx_before(ports(copies), tls=True) as proxy:
            page = await ask_safely(proxy, "/calculator", "X-Forwarded-Proto: http", "Connection: close")
            heard = json.loads(page.partition(b"\r\n\r\n")[2])["headers"]
            assert (heard["X-Forwarded-Proto"], heard["X-Forwarded-For"]) == ("https", "127.0.0.1")
            assert heard["Host"] == NAME

            visit = await ask_safely(proxy, "/visit/calculator?visit=b.secret", *UPGRADE, end=b'"b"}')
            assert visit.startswith(b"HTTP/1.1 101 ")

    run_aside(run())


async def ask_safely(proxy: Proxy, path: str, *headers: str, end: bytes = b"") -> bytes:
    """Ask by the site's name over TLS; return the answer to its end, or up to these bytes."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", proxy.tls_port, ssl=trusting(proxy), server_hostname=NAME
    )
    writer.write("\r\n".join([f"GET {path} HTTP/1.1", f"Host: {NAME}", *headers, "", ""]).encode())
    answer = await asyncio.wait_for(reader.readuntil(end) if end else reader.read(), PATIENCE_SECONDS)
    writer.close()
    return answer
