# SPDX-License-Identifier: BSD-3-Clause
"""What page, server and visitor's process say to each other: one JSON object, and bytes where a widget has some.

The same frame travels over the websocket and over the pipe between server and process:

* text: one JSON object;
* bytes: four bytes with the length of the JSON (big-endian), the JSON, then the buffers one after the other,
  whose lengths stand in the JSON under "buffers".

Over the pipe every frame is of the second kind, and four bytes with its length go before it.
"""

from __future__ import annotations

import json
import math
import re
import struct
from typing import Any

SUBPROTOCOL = "exxtra.1"
_LENGTH = struct.Struct(">I")
LENGTH_BYTES = _LENGTH.size
MOST_BUFFERS = 64
LONGEST_ID = 64
_DEEPEST = 32
_LARGEST_WHOLE = 10**21
"""JavaScript writes larger numbers as fractions."""
_KIND = re.compile(rb'\{"t":"([a-z]+)"')

Said = dict[str, Any]


class MalformedError(ValueError):
    """A frame that none of ours would send."""


def pack(said: Said, buffers: list[bytes] | None = None) -> bytes:
    """Return a frame of bytes."""
    if buffers:
        said = {**said, "buffers": [len(part) for part in buffers]}
    try:
        head = json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half of a pair of surrogates, which only an escape can express
        head = json.dumps(said, separators=(",", ":")).encode()
    return b"".join((_LENGTH.pack(len(head)), head, *(buffers or ())))


def unpack(frame: bytes) -> tuple[Said, list[bytes]]:
    """Return what a frame of bytes says, and its buffers.

    Raises:
        MalformedError: It is no frame.
    """
    if len(frame) < LENGTH_BYTES:
        raise MalformedError("shorter than its head")
    end = LENGTH_BYTES + _LENGTH.unpack_from(frame)[0]
    if end > len(frame):
        raise MalformedError("its JSON is cut off")
    said = _object(frame[LENGTH_BYTES:end])
    lengths = said.pop("buffers", [])
    if not isinstance(lengths, list) or len(lengths) > MOST_BUFFERS:
        raise MalformedError("its buffers are no short list")
    buffers = []
    for length in lengths:
        if not isinstance(length, int) or isinstance(length, bool) or length < 0 or end + length > len(frame):
            raise MalformedError("a buffer has an impossible length")
        buffers.append(frame[end : end + length])
        end += length
    if end != len(frame):
        raise MalformedError("bytes are left over")
    return said, buffers


def read(message: str | bytes) -> tuple[Said, list[bytes]]:
    """Return what a message of a websocket says, text or bytes.

    Raises:
        MalformedError: It is no frame.
    """
    return unpack(message) if isinstance(message, bytes) else (_object(message), [])


def _object(text: str | bytes) -> Said:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise MalformedError("no JSON") from fault
    if not isinstance(said, dict):
        raise MalformedError("no JSON object")
    return said


def kind_of(frame: bytes) -> str:
    """Return the kind of a frame that `pack` made, without reading the rest; empty for one that isn't such."""
    found = _KIND.match(frame, LENGTH_BYTES)
    return found.group(1).decode() if found else ""


def from_a_page(message: str | bytes) -> tuple[Said, list[bytes]]:
    """Return what a page says, checked: the only two things that a page may say.

    Raises:
        MalformedError: Anything else.
    """
    said, buffers = read(message)
    said = _sound(said)
    if said == {"t": "bye"} and not buffers:
        return said, buffers
    number, comm, data = said.get("n"), said.get("comm"), said.get("data")
    known = set(said) == {"t", "n", "comm", "data"} and said["t"] == "msg"
    if not known or not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**53:
        raise MalformedError("not a message of a page")
    if not isinstance(comm, str) or not 0 < len(comm) <= LONGEST_ID or not isinstance(data, dict):
        raise MalformedError("not a message to a widget")
    match data:
        case {"method": "update", "state": dict(), **rest} if set(rest) <= {"buffer_paths"}:
            if not _are_paths(rest.get("buffer_paths", []), len(buffers)):
                raise MalformedError("buffers without a place")
        case {"method": "custom", "content": dict(), **rest} if not rest:
            pass
        case _:
            raise MalformedError("no change and no message of a widget")
    return said, buffers


def _sound(value: Any, depth: int = 0) -> Any:
    """Return a value without half pairs of surrogates, such as a cut-off emoji leaves.

    Raises:
        MalformedError: It is deeper, or a number in it larger, than anything that a page sends.
    """
    if depth > _DEEPEST:
        raise MalformedError("too deep")
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_sound(name): _sound(part, depth + 1) for name, part in value.items()}
    if isinstance(value, list):
        return [_sound(part, depth + 1) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise MalformedError("no number")
    if isinstance(value, int) and abs(value) > _LARGEST_WHOLE:
        raise MalformedError("too large a number")
    return value


def _are_paths(paths: object, count: int) -> bool:
    """Say whether there is a path of names and numbers for each buffer."""
    return (
        isinstance(paths, list)
        and len(paths) == count
        and all(isinstance(path, list) and path and all(isinstance(step, str | int) for step in path) for path in paths)
    )


def framed(frame: bytes) -> bytes:
    """Return a frame as it goes through the pipe."""
    return _LENGTH.pack(len(frame)) + frame


def length_of(head: bytes, longest: int | None = None) -> int:
    """Return the length that the first four bytes tell.

    Raises:
        MalformedError: It is more than the longest that is expected.
    """
    length: int = _LENGTH.unpack(head[:LENGTH_BYTES])[0]
    if longest is not None and length > longest:
        raise MalformedError("longer than anything that an app shows")
    return length
