# SPDX-License-Identifier: BSD-3-Clause
"""The least of HTTP: one request on one connection, so that a client costs the machine almost nothing."""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass
from urllib.parse import urlsplit

_HEAD_END = b"\r\n\r\n"
_OK = 200
_MOST_HEAD_BYTES = 1 << 18


class HttpError(RuntimeError):
    """An answer that is not 200, or none at all."""


@dataclass(frozen=True)
class Answer:
    """An answer.

    Attributes:
        status: Its number.
        headers: Its headers, names in lower case; of several with one name the last.
        body: Its body, decompressed.
        wire_bytes: What came over the wire.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    wire_bytes: int

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


def parse(raw: bytes) -> Answer:
    """Return the answer that some bytes are.

    Raises:
        HttpError: They are none, or the body is cut.
    """
    head, found, body = raw.partition(_HEAD_END)
    lines = head.decode("latin-1").split("\r\n")
    if not found or not lines[0].startswith("HTTP/1."):
        raise HttpError("no answer")
    pairs = (line.partition(":") for line in lines[1:])
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _without_chunks(body)
    elif "content-length" in headers and len(body) < int(headers["content-length"]):
        raise HttpError("the answer is cut")
    if headers.get("content-encoding") == "gzip":
        body = zlib.decompress(body, wbits=31)
    return Answer(int(lines[0].split(" ")[1]), headers, body, len(raw))


def _without_chunks(body: bytes) -> bytes:
    parts: list[bytes] = []
    rest = body
    while True:
        size_line, found, rest = rest.partition(b"\r\n")
        if not found:
            raise HttpError("the answer is cut")
        size = int(size_line.split(b";")[0], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(rest[:size])
        rest = rest[size + 2 :]


async def request(address: str, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
    """Ask once, and return the answer whatever its status."""
    parts = urlsplit(address)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = {
        "Host": parts.netloc,
        "Connection": "close",
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language": "en",
        "Accept-Encoding": "gzip",
        **({"Content-Length": "0"} if method == "POST" else {}),
        **(headers or {}),
    }
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=_MOST_HEAD_BYTES)
    try:
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        writer.write(f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode())
        await writer.drain()
        return parse(await reader.read(-1))
    finally:
        writer.close()


async def get(address: str) -> Answer:
    """Fetch a page.

    Raises:
        HttpError: The status is not 200.
    """
    answer = await request(address)
    if answer.status != _OK:
        raise HttpError(f"status {answer.status}")
    return answer
