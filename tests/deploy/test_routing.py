# SPDX-License-Identifier: BSD-3-Clause
"""Where nginx sends whom, seen with copies that only say who they are."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.aside import run_aside
from tests.deploy.fake_copies import ask, ports, three_copies
from tests.deploy.proxy import nginx_before
from tests.served.running import PATIENCE_SECONDS, wait_for

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.deploy.fake_copies import FakeCopy
    from tests.deploy.proxy import Proxy

SECRET = "Zk3-_x9QbW"  # noqa: S105  (made up)


def with_nginx(act: Callable[[Proxy, dict[str, FakeCopy]], Awaitable[None]]) -> None:
    """Run a test between an nginx and three copies."""

    async def run() -> None:
        with three_copies() as copies, nginx_before(ports(copies)) as proxy:
            await asyncio.wait_for(act(proxy, copies), PATIENCE_SECONDS)

    run_aside(run())


async def connect(proxy: Proxy, visit: str = "") -> tuple[WebSocketClientConnection, str]:
    """Open a page's websocket; return it and the name of the copy that answered."""
    request = HTTPRequest(
        f"ws://{proxy.host}/visit/calculator?lang=en&have=&visit={visit}&query=",
        headers={"Origin": f"http://{proxy.host}"},
    )
    socket = await websocket_connect(request, subprotocols=["exxtra.1"])
    said = await socket.read_message()
    assert isinstance(said, str)
    assert socket.selected_subprotocol == "exxtra.1"
    return socket, json.loads(said)["copy"]


def told(body: bytes) -> Any:
    """Return what a copy says it heard."""
    return json.loads(body)


def test_who_arrives_goes_where_there_is_room() -> None:
    """Of nine pages from one address, each of three copies has three; the place of those that leave is taken next."""

    async def act(proxy: Proxy, copies: dict[str, FakeCopy]) -> None:
        opened = [await connect(proxy) for _ in range(9)]
        assert {name: len(copy.pages) for name, copy in copies.items()} == {"a": 3, "b": 3, "c": 3}

        on_b = [socket for socket, name in opened if name == "b"]
        for socket in on_b:
            socket.close()
            assert await socket.read_message() is None
        # nginx has noticed, too, when it has written its line.
        await asyncio.to_thread(wait_for, lambda: len(proxy.log()) == 3, "nginx to see them out")

        assert [(await connect(proxy))[1] for _ in range(3)] == ["b", "b", "b"]

    with_nginx(act)


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_who_comes_back_goes_to_its_own_copy(name: str) -> None:
    """A visit's id names its copy: the websocket that resumes it and the page's last word go there, every time."""

    async def act(proxy: Proxy, _: dict[str, FakeCopy]) -> None:
        for _time in range(4):
            assert (await connect(proxy, f"{name}.{SECRET}"))[1] == name
            ended = await ask(proxy.host, f"/visit/{name}.{SECRET}/end", "POST", body=b"")
            assert told(ended.body)["copy"] == name

    with_nginx(act)


@pytest.mark.parametrize("visit", ["z." + SECRET, SECRET, "a", "any." + SECRET, "a.b." + SECRET, "127.0.0.1:1", "%00"])
def test_an_id_that_names_no_copy_goes_to_any(visit: str) -> None:
    """What a stranger writes into the address leads to a copy or nowhere: a name is looked up, never used."""

    async def act(proxy: Proxy, _: dict[str, FakeCopy]) -> None:
        assert (await connect(proxy, visit))[1] in {"a", "b", "c"}

    with_nginx(act)


def test_when_its_copy_is_gone_another_one_answers() -> None:
    """Who comes back to a dead copy, and who arrives, is answered by a living one."""

    async def act(proxy: Proxy, copies: dict[str, FakeCopy]) -> None:
        copies["b"].stop()

        for _time in range(6):
            assert (await connect(proxy, f"b.{SECRET}"))[1] in {"a", "c"}
            assert told((await ask(proxy.host, "/calculator")).body)["copy"] in {"a", "c"}
            assert (await ask(proxy.host, f"/visit/b.{SECRET}/end", "POST", body=b"")).code == 200

    with_nginx(act)


def test_when_all_are_gone_a_page_says_so() -> None:
    """Without any copy the visitor gets a page that says what to do, in both languages; nothing may keep it."""

    async def act(proxy: Proxy, copies: dict[str, FakeCopy]) -> None:
        for copy in copies.values():
            copy.stop()

        answer = await ask(proxy.host, "/calculator?lang=it")

        assert answer.code == 503
        assert answer.headers["Retry-After"] == "10"
        assert answer.headers["Cache-Control"] == "no-store"
        assert b"Load this page again" in answer.body
        assert b"Ricaricate" in answer.body
        assert b"nginx" not in answer.body

    with_nginx(act)


def test_what_a_visitor_says_of_the_way_is_replaced() -> None:
    """A copy hears the visitor's true address and scheme, and none of the headers that a visitor made up."""

    async def act(proxy: Proxy, _: dict[str, FakeCopy]) -> None:
        lies = {
            "X-Forwarded-For": "8.8.8.8",
            "X-Forwarded-Proto": "https",
            "X-Real-IP": "8.8.8.8",
            "X-Forwarded-Host": "evil.example",
            "X-Scheme": "https",
            "Forwarded": "for=8.8.8.8",
        }

        heard = told((await ask(proxy.host, "/", headers=lies)).body)["headers"]

        assert heard["X-Forwarded-For"] == "127.0.0.1"
        assert heard["X-Forwarded-Proto"] == "http"
        assert heard["Host"] == proxy.host
        assert not {"X-Real-Ip", "X-Forwarded-Host", "X-Scheme", "Forwarded"} & set(heard)

    with_nginx(act)


def test_files_pass_with_the_headers_that_keep_them() -> None:
    """What the site says of keeping and comparing an answer arrives; who nginx is does not."""

    async def act(proxy: Proxy, _: dict[str, FakeCopy]) -> None:
        answer = await ask(proxy.host, "/static/slim.3f2a9c1d.js")

        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["ETag"] == '"made-with-the-page"'
        assert answer.headers["Server"] == "nginx"
        again = await ask(proxy.host, "/static/slim.3f2a9c1d.js", headers={"If-None-Match": '"made-with-the-page"'})
        assert told(again.body)["headers"]["If-None-Match"] == '"made-with-the-page"'

    with_nginx(act)


def test_large_requests_are_refused_before_they_reach_a_copy() -> None:
    """A body of more than 16 kB and an address of more than 16 kB are refused; a handed-over case passes."""

    async def act(proxy: Proxy, _: dict[str, FakeCopy]) -> None:
        assert (await ask(proxy.host, f"/visit/a.{SECRET}/end", "POST", body=b"x" * 16_385)).code == 413
        assert (await ask(proxy.host, "/planner?country=" + "x" * 17_000)).code == 414
        assert (await ask(proxy.host, "/planner?country=" + "x" * 8_000)).code == 200

    with_nginx(act)


def test_a_whole_venue_may_arrive_at_once() -> None:
    """Two hundred pages from one address, all in one moment, are let in; the limit stands beyond that."""

    async def act(proxy: Proxy, copies: dict[str, FakeCopy]) -> None:
        await asyncio.gather(*(connect(proxy) for _ in range(200)))
        assert sum(len(copy.pages) for copy in copies.values()) == 200

    with_nginx(act)


def test_the_log_says_nothing_of_a_visitor() -> None:
    """The logs hold kinds of requests and copies; no visitor's address, no visit's id, nothing typed."""

    async def act(proxy: Proxy, copies: dict[str, FakeCopy]) -> None:
        copies["b"].stop()
        await ask(proxy.host, "/planner?town=Cerea-typed")
        await ask(proxy.host, "/health")
        await ask(proxy.host, "/static/slim.js")
        await ask(proxy.host, f"/visit/b.{SECRET}/end", "POST", body=b"")
        await ask(proxy.host, "/planner?town=" + "x" * 17_000, headers={"User-Agent": "Phone-of-Anna"})
        (await connect(proxy, f"b.{SECRET}"))[0].close()
        await asyncio.to_thread(wait_for, lambda: len(proxy.log()) >= 6, "nginx to write its log")

        said = "\n".join(proxy.log()) + proxy.errors()

        assert [line.split()[2] for line in proxy.log()][:4] == ["page", "health", "file", "end"]
        for secret in (SECRET, "Cerea", "Anna", "xxxx"):
            assert secret not in said
        # The one address in a line is that of the copy that answered.
        own = {f"127.0.0.1:{copy.port}" for copy in copies.values()}
        asked = [set(line.split(maxsplit=6)[6].replace(",", "").split()) for line in proxy.log()]
        assert all(addresses <= {*own, ":", "-", "any"} for addresses in asked), asked

    with_nginx(act)
