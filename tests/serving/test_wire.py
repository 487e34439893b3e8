# SPDX-License-Identifier: BSD-3-Clause
"""What page, server and process say to each other: read back as written, and nothing else is read at all."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.serving.visits import wire

CHANGE = {"t": "msg", "n": 1, "comm": "w1", "data": {"method": "update", "state": {"value": "x"}, "buffer_paths": []}}
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(
    said=st.dictionaries(st.text(max_size=5).filter(lambda name: name != "buffers"), VALUES, max_size=4),
    parts=st.lists(st.binary(max_size=40), max_size=4),
)
def test_a_frame_is_read_as_it_was_written(said: dict[str, Any], parts: list[bytes]) -> None:
    """What is packed comes out again, buffers included."""
    assert wire.unpack(wire.pack(said, parts)) == (said, parts)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_frame_or_malformed(frame: bytes) -> None:
    """Whatever comes, there is no other error."""
    try:
        said, _ = wire.unpack(frame)
    except wire.MalformedError:
        return
    assert isinstance(said, dict)


@given(st.text() | st.binary())
def test_any_message_is_one_of_a_page_or_malformed(message: str | bytes) -> None:
    """Nothing that is not built like a message of a page passes."""
    with pytest.raises(wire.MalformedError):
        wire.from_a_page(message)


@given(state=st.dictionaries(st.text(max_size=8), VALUES, max_size=4), number=st.integers(1, 2**53 - 1))
def test_a_change_passes(state: dict[str, Any], number: int) -> None:
    """Every change that a page can send passes as it is, as text and as bytes."""
    said = {"t": "msg", "n": number, "comm": "w1", "data": {"method": "update", "state": state, "buffer_paths": []}}
    assert wire.from_a_page(json.dumps(said)) == (said, [])
    assert wire.from_a_page(wire.pack(said)) == (said, [])


@pytest.mark.parametrize(
    "change",
    [
        {"t": "errand"},
        {"n": 0},
        {"n": 1.0},
        {"n": True},
        {"n": 2**53},
        {"comm": ""},
        {"comm": "w" * 65},
        {"comm": None},
        {"data": []},
        {"data": {"method": "request_state"}},
        {"data": {"method": "custom", "content": "x"}},
        {"data": {"method": "custom", "content": {}, "state": {}}},
        {"data": {"method": "update", "state": []}},
        {"data": {"method": "update", "state": {}, "buffer_paths": [[]]}},
        {"data": {"method": "update", "state": {}, "buffer_paths": "x"}},
        {"more": 1},
    ],
    ids=str,
)
def test_one_wrong_part_is_enough(change: dict[str, Any]) -> None:
    """A message with one part that no page sends is refused."""
    assert wire.from_a_page(json.dumps(CHANGE))
    with pytest.raises(wire.MalformedError):
        wire.from_a_page(json.dumps({**CHANGE, **change}))


def test_buffers_need_a_place_each() -> None:
    """A buffer goes where its path says; one without a path is refused."""
    said = {**CHANGE, "data": {"method": "update", "state": {"value": None}, "buffer_paths": [["value"]]}}
    assert wire.from_a_page(wire.pack(said, [b"file"])) == (said, [b"file"])
    with pytest.raises(wire.MalformedError):
        wire.from_a_page(wire.pack(said, [b"file", b"another"]))
    with pytest.raises(wire.MalformedError):
        wire.from_a_page(wire.pack(CHANGE, [b"file"]))
    many = {**CHANGE, "data": {**CHANGE["data"], "buffer_paths": [["value"]] * 65}}  # type: ignore[dict-item]
    with pytest.raises(wire.MalformedError):
        wire.from_a_page(wire.pack(many, [b""] * 65))


def test_half_a_pair_of_surrogates_is_replaced() -> None:
    """It would be no text for anybody who writes it down; a whole pair is a sign as any other."""
    text = json.dumps(CHANGE).replace('"x"', '"\\ud83d \\ud83d\\ude00"')
    said, _ = wire.from_a_page(text)
    assert said["data"]["state"]["value"] == "\N{REPLACEMENT CHARACTER} \N{GRINNING FACE}"
    assert wire.unpack(wire.pack(said))[0] == said


def test_what_an_app_says_is_always_packed() -> None:
    """An app that shows half a pair of surrogates does not fall over it."""
    frame = wire.pack({"t": "msg", "value": "\ud83d"})
    frame.decode("utf-8")
    assert wire.unpack(frame)[0]["value"] == "\ud83d"


def test_the_kind_is_read_without_the_rest() -> None:
    """A frame of ours begins with its kind; anything else has none."""
    assert wire.kind_of(wire.pack({"t": "page", "same": True})) == "page"
    assert wire.kind_of(wire.pack({"n": 1, "t": "done"})) == ""
    assert wire.kind_of(b"") == ""


def test_a_length_beyond_the_limit_is_refused() -> None:
    """A process that talks nonsense can't make the server wait for gigabytes."""
    assert wire.length_of(struct.pack(">I", 5), 5) == 5
    with pytest.raises(wire.MalformedError):
        wire.length_of(struct.pack(">I", 6), 5)


@pytest.mark.parametrize(
    "text", ["[" * 40 + "]" * 40, "[" * 100_000, "1e999", "NaN", "-Infinity", "1" + "0" * 22, "9" * 5000]
)
def test_values_that_no_page_sends_are_refused(text: str) -> None:
    """Depth and numbers that JavaScript can't have sent are refused."""
    with pytest.raises(wire.MalformedError):
        wire.from_a_page(json.dumps(CHANGE).replace('"x"', text))
