# SPDX-License-Identifier: BSD-3-Clause
"""Ten thousand messages and requests by chance: nothing falls over, nothing is told, nothing is run."""

from __future__ import annotations

import asyncio
import json
import random
import re
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from exxtra_kit.serving.visits import wire
from tests.served import notebooks
from tests.served.light import SUBPROTOCOL, Visitor, as_v1, message_of_jupyter, to_its_end
from tests.served.running import RunningSite, start_site, stopping, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 20261125
CHANGES, BATCH, MESSAGES, REQUESTS, PIECES = 2400, 40, 3600, 2000, 2000
REFUSED = 1008
AT_ONCE = 60
MOMENT_SECONDS = 0.1
PATIENCE_SECONDS = 5
LEAKS = re.compile(r"Traceback|site-packages|secret-text-of|File \"|\.py\b|root:|/tm[p]/|ValueError|KeyError")
SIGNS = [
    "",
    "x",
    "\x00",
    "\ud800",
    "\N{GRINNING FACE}",
    "../..",
    "<script>",
    "%s%n",
    "'\"",
    "_esm",
    "w1",
    "w5",
    "value",
]
WORDS = [
    "t",
    "n",
    "comm",
    "data",
    "method",
    "state",
    "update",
    "custom",
    "content",
    "msg",
    "bye",
    "buffers",
    "buffer_paths",
]
KINDS = ["execute_request", "comm_open", "shutdown_request", "complete_request", "debug_request"]


@pytest.fixture(scope="module")
def fuzzed_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """Yield a site of its own with two places, and without the brake for floods."""
    folder = notebooks.write_notebooks(
        tmp_path_factory.mktemp("fuzzed") / "notebooks", index=notebooks.TOUGH, calculator=notebooks.WORKING
    )
    variables = {"EXXTRA_MESSAGES_PER_SECOND": "100000", "EXXTRA_MESSAGE_BURST": "100000", "EXXTRA_VISITOR_LIMIT": "2"}
    variables["EXXTRA_IDLE_SECONDS"] = "5"
    log = tmp_path_factory.mktemp("fuzzed_site") / "log"
    yield from stopping(start_site(log, EXXTRA_NOTEBOOKS=str(folder), **variables))


def value(chance: random.Random, code: str, depth: int = 0, *, any_number: bool = True) -> Any:  # noqa: PLR0911
    """Return any JSON value; numbers that no browser sends among them, or not."""
    kind = chance.randrange(9 if depth < 4 else 6)
    match kind:
        case 0:
            return chance.choice([None, True, False])
        case 1:
            return chance.choice(
                [0, 1, -1, 2**31, 2**53, 2**64, 10**20, chance.randrange(100), 10**30 if any_number else 7]
            )
        case 2:
            return chance.choice([0.5, -0.0, 1e308, 5e-324, *([float("nan"), float("inf")] if any_number else [])])
        case 3 | 4:
            return chance.choice([*SIGNS, *WORDS, code, "y" * chance.randrange(3000)])
        case 5:
            return f"w{chance.randrange(60)}"
        case 6:
            return [value(chance, code, depth + 1, any_number=any_number) for _ in range(chance.randrange(4))]
        case _:
            names = chance.choices([*WORDS, *SIGNS], k=chance.randrange(5))
            return {name: value(chance, code, depth + 1, any_number=any_number) for name in names}


def sound(chance: random.Random, code: str) -> dict[str, Any]:
    """Return a message that is built as a page would build it, with any content."""
    names = ["value", "index", "description", "_esm", "children", "layout", "min", "max", code]
    if chance.random() < 0.3:
        data: dict[str, Any] = {
            "method": "custom",
            "content": {"event": value(chance, code, any_number=False), "press": value(chance, code, any_number=False)},
        }
    else:
        state = {chance.choice(names): value(chance, code, any_number=False) for _ in range(chance.randrange(4))}
        data = {"method": "update", "state": state, "buffer_paths": []}
    return {"t": "msg", "n": chance.randrange(1, 1000), "comm": f"w{chance.randrange(40)}", "data": data}


def message(chance: random.Random, code: str) -> str | bytes:
    """Return a message for a websocket that is hardly ever one of a page, but often nearly."""
    kind = chance.choice([3, 3, 4, 4, 5, 5, 6, 7])
    if kind == 3:
        said = sound(chance, code)
        said[chance.choice([*said, *WORDS])] = value(chance, code)
        return json.dumps(said)
    if kind == 4:
        text = json.dumps(sound(chance, code))
        cut = chance.randrange(len(text))
        return text[:cut] + chance.choice(['"', "}", "\\", "\x00", ""]) + text[cut + chance.randrange(3) :]
    if kind == 5:
        body = json.dumps({**sound(chance, code), "buffers": [chance.randrange(-1, 9)]}).encode()
        length = len(body) + chance.choice([0, 0, 1, -1, 2**31])
        return (length & 0xFFFFFFFF).to_bytes(4, "big") + body + chance.randbytes(chance.randrange(9))
    if kind == 6:
        jupyters = message_of_jupyter(chance.choice(KINDS), chance.choice(["shell", "control"]), {"code": code})
        return as_v1(jupyters) if chance.random() < 0.5 else json.dumps(jupyters)
    return chance.randbytes(chance.randrange(200)) if chance.random() < 0.5 else json.dumps(value(chance, code))


def request(chance: random.Random, site: RunningSite, code: str) -> bytes:
    """Return any request."""
    parts = [
        "",
        "calculator",
        "planner",
        "static",
        "visit",
        "end",
        "health",
        "map",
        "..",
        "%2e%2e",
        "%00",
        "voila",
        "api",
        "kernels",
        "\\",
        "x" * 300,
    ]
    path = "/" + "/".join(chance.choices(parts, k=chance.randrange(4)))
    query = chance.choice(
        ["", "?lang=it", "?lang=%ff", "?host=%00&town=<b>", f"?town={code}", "?" + "a=b&" * 500, "?visit=x&have=y"]
    )
    method = chance.choice(["GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "FOO", ""])
    own = site.address.rstrip("/")
    lines = chance.choices(
        [
            f"Host: {site.host}",
            "Host: evil.example",
            f"Origin: {own}",
            "Origin: null",
            "Accept-Encoding: gzip",
            'If-None-Match: "x", W/',
            "Range: bytes=0-1,5-",
            "Content-Length: 3",
            "Content-Length: x",
            "Transfer-Encoding: chunked",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==",
            'Cookie: a="\\"; _xsrf=2|x|y|z',
            "X-Forwarded-For: ::1, x",
            "Content-Type: multipart/form-data; boundary=x",
            "\x00",
            ": x",
        ],
        k=chance.randrange(6),
    )
    if chance.random() < 0.8:
        lines.insert(0, f"Host: {site.host}")
    raw = (
        f"{method} {path}{query} HTTP/1.{chance.choice('1119')}\r\n" + "".join(line + "\r\n" for line in lines) + "\r\n"
    )
    raw += chance.choice(["", "", "x=1", "--x\r\n\r\n", "3\r\nabc\r\n0\r\n\r\n", "fffffffff\r\n"])
    frames = bytes(chance.randbytes(chance.randrange(40))) if "websocket" in raw else b""
    return raw.encode("utf-8", "replace") + frames


def check(told: str, code: str) -> None:
    """Fail if an answer says what nobody should know."""
    found = LEAKS.search(told.replace(code, ""))
    assert found is None, f"{found.group()!r} in {told[max(0, found.start() - 200) : found.end() + 200]!r}"


@pytest.fixture
def secret(fuzzed_site: RunningSite) -> Iterator[Visitor]:
    """Yield a visitor whose text nobody else may hear, and who may notice nothing."""
    with Visitor(fuzzed_site, "calculator") as visitor:
        visitor.until("page")
        visitor.change(visitor.widget("TextModel"), value="secret-text-of-another")
        yield visitor
        visitor.press(visitor.widget("ButtonModel", description="Press"))
        assert "Pressed in secret-text-of-another" in json.dumps(visitor.states)
    assert "Uncaught exception" not in fuzzed_site.log()


@pytest.mark.usefixtures("secret")
def test_changes_by_chance(fuzzed_site: RunningSite, tmp_path: Path) -> None:
    """Changes built like a page's, with any content, on two apps: worked on in their order, nothing told or run."""
    chance, marker = random.Random(SEED), tmp_path / "marker"  # noqa: S311  (repeatable, not secret)
    code = f"open({str(marker)!r}, 'w').close()"
    for visit in range(CHANGES // BATCH):
        with Visitor(fuzzed_site, ("calculator", "index")[visit % 2]) as visitor:
            visitor.until("page")
            for number in range(1, BATCH + 1):
                visitor.send(json.dumps({**sound(chance, code), "n": number}))
            while True:
                said = visitor.hear()
                if said is None or said == {"t": "done", "n": BATCH}:
                    break
                check(json.dumps(said), code)
            told = visitor.kinds_heard()
            assert told.count("done") == BATCH or told[-1] == "ended"
            assert "fault" in told or "ended" not in told, "only who makes callbacks fail again and again is ended"
    assert not marker.exists()


@pytest.mark.usefixtures("secret")
def test_messages_by_chance(fuzzed_site: RunningSite, tmp_path: Path) -> None:
    """Messages that no page would send, each on a connection of its own: closed, nothing told, nothing run."""
    chance, marker = random.Random(SEED + 3), tmp_path / "marker"  # noqa: S311  (as above)
    code = f"open({str(marker)!r}, 'w').close()"
    with Visitor(fuzzed_site, "calculator") as takes_the_last_place:
        takes_the_last_place.until("page")
        closed = 0
        for _ in range(MESSAGES // AT_ONCE):
            batch = [message(chance, code) for _ in range(AT_ONCE)]
            for heard, close_code in to_its_end(_each_alone(fuzzed_site, batch)):
                assert {json.loads(said)["t"] for said in heard} <= {"queue"}
                closed += close_code == REFUSED
        takes_the_last_place.press(takes_the_last_place.widget("ButtonModel", description="Press"))
    assert closed > MESSAGES * 0.9
    assert not marker.exists()


async def _each_alone(site: RunningSite, batch: list[str | bytes]) -> list[tuple[list[str | bytes], int | None]]:
    """Say each of some things on a connection of its own; return what each was answered, and how it was closed."""
    return await asyncio.gather(*(_alone(site, said) for said in batch))


async def _alone(site: RunningSite, said: str | bytes) -> tuple[list[str | bytes], int | None]:
    address = site.address.replace("http", "ws", 1) + "visit/calculator?lang=en&have=&visit=&query="
    request = HTTPRequest(address, headers={"Origin": site.address.rstrip("/")})
    connection = await websocket_connect(request, subprotocols=[SUBPROTOCOL])
    sent = said if isinstance(said, bytes) else said.encode("utf-8", "replace")
    await connection.write_message(sent, binary=isinstance(said, bytes))
    heard = []
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_SECONDS if len(sent) else MOMENT_SECONDS):
            while (told := await connection.read_message()) is not None:
                heard.append(told)
                if _is_of_a_page(said):
                    break
    connection.close()
    return heard, connection.close_code


def _is_of_a_page(said: str | bytes) -> bool:
    """Say whether chance has hit on a message that a page may send."""
    try:
        wire.from_a_page(said)
    except wire.MalformedError:
        return False
    return True


@pytest.mark.usefixtures("secret")
def test_requests_by_chance(fuzzed_site: RunningSite, tmp_path: Path) -> None:
    """Two thousand requests, most of them odd: each is answered or cut off, and none is told anything."""
    chance, marker = random.Random(SEED + 1), tmp_path / "marker"  # noqa: S311  (as above)
    code = f"open({str(marker)!r}, 'w').close()"
    statuses: dict[bytes, int] = {}
    for _ in range(REQUESTS):
        answer = _ask(fuzzed_site, request(chance, fuzzed_site, code))
        status = answer[9:12]
        statuses[status] = statuses.get(status, 0) + 1
        check(re.sub(r"<style>.*?</style>", "", answer.decode("utf-8", "replace"), flags=re.DOTALL), code)
    assert not any(status.startswith(b"5") for status in statuses), statuses
    assert {b"200", b"404", b"400"} <= statuses.keys()
    assert not marker.exists()


def _ask(site: RunningSite, sent: bytes) -> bytes:
    host, port = site.host.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        parts = []
        with suppress(OSError):
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            while part := line.recv(65536):
                parts.append(part)
    return b"".join(parts)


@pytest.mark.usefixtures("secret")
def test_bytes_by_chance(fuzzed_site: RunningSite) -> None:
    """Two thousand connections with a websocket's beginning and any bytes after it end without harm."""
    chance = random.Random(SEED + 2)  # noqa: S311  (as above)
    opening = (
        "GET /visit/{app}?lang=en&have=&visit=&query= HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: exxtra.1\r\n\r\n"
    )
    origin = fuzzed_site.address.rstrip("/")
    for _ in range(PIECES):
        begin = opening.format(
            app=chance.choice(["other", "calculator"]), host=fuzzed_site.host, origin=origin
        ).encode()
        if chance.random() < 0.5:
            begin = begin[: chance.randrange(len(begin))] + chance.randbytes(3) + begin[chance.randrange(len(begin)) :]
        answer = _ask(fuzzed_site, begin + chance.randbytes(chance.randrange(60)))
        check(answer.split(b"\r\n\r\n", 1)[-1].decode("utf-8", "replace").split("<style>")[0], "")


def test_after_all_that_nothing_is_left(fuzzed_site: RunningSite) -> None:
    """No process and no place is left of it, and the log is in proportion."""

    def places() -> int:
        told: dict[str, int] = json.loads(fuzzed_site.ask("/health").text)
        return told["visitors"] + told["waiting"]

    wait_for(lambda: places() == 0, "the places to be free")
    children = psutil.Process(fuzzed_site.process.pid).children
    wait_for(lambda: len(children(recursive=True)) == 1, "the warm process alone to be left")
    assert len(fuzzed_site.log()) < 10_000_000
