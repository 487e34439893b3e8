# SPDX-License-Identifier: BSD-3-Clause
"""What the log holds, and above all what it does not."""

from __future__ import annotations

import io
import json
import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pydantic
import pytest

from exxtra_kit.serving.faults import note_fault
from exxtra_kit.serving.logs import DayMark, log_event, path_for_log, set_up_logs, without_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TYPED = "Zyxwvut"
"""What a visitor typed, in every test of this file."""
ADDRESS = "203.0.113.77"
DAY_SECONDS = 86400


@contextmanager
def logged_as(log_format: str) -> Iterator[io.StringIO]:
    """Yield what is logged in one form; what pytest has set up is put back."""
    root, access = logging.getLogger(), logging.getLogger("tornado.access")
    ours = logging.getLogger("exxtra_kit.serving")
    handlers, level, disabled, our_level = list(root.handlers), root.level, access.disabled, ours.level
    written = io.StringIO()
    set_up_logs(log_format, written)
    yield written
    root.handlers, access.disabled = handlers, disabled
    root.setLevel(level)
    ours.setLevel(our_level)


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Yield what is logged, in each of the two forms."""
    with logged_as(request.param) as written:
        yield written


@pytest.fixture
def json_log() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Yield a function that reads what was logged as JSON lines."""
    with logged_as("json") as written:
        yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def two_numbers(first: int, second: int) -> int:
    """Add two numbers; a model of pydantic quotes what it was given."""

    class Numbers(pydantic.BaseModel):
        first: int
        second: int

    found = Numbers(first=first, second=second)
    return found.first + found.second


def number(text: str) -> int:
    """Fail as `int` does; the words of the error quote what was typed, in a chain and in a group."""
    try:
        return int(text)
    except ValueError as error:
        try:
            raise RuntimeError(f"{text}: first line\n\n{text} second line\nTypeError: {text}") from error  # noqa: TRY301
        except RuntimeError as second:
            raise ExceptionGroup(f"both of {text}", [second, LookupError(f"a\n{text}")]) from None


@pytest.mark.parametrize("fails", [lambda: number(TYPED), lambda: two_numbers(TYPED, TYPED)])  # type: ignore[arg-type]
def test_what_was_typed_is_not_in_the_log(log: io.StringIO, fails: Callable[[], int]) -> None:
    """An error that quotes what was typed is logged by its kind and its way through the code, without its words."""
    try:
        fails()
    except Exception as fault:  # noqa: BLE001  (whatever a callback may raise)
        reference = note_fault("a callback of an app failed", fault)

    text = log.getvalue()
    assert TYPED not in text
    assert reference in text
    assert "test_logs.py" in text
    assert re.search(r"ValidationError|RuntimeError.*LookupError", text, re.DOTALL)


def test_what_a_process_sent_is_not_in_the_log(log: io.StringIO) -> None:
    """A trace that came as text, in IPython's way of writing, loses the words of its errors too."""
    trace = (
        "---------\nValueError                     Traceback (most recent call last)\nCell In[1], line 3\n"
        "----> 3 x: int = f(typed)\n\nFile ~/x.py:3, in f(a)\n\x1b[0;31mValueError\x1b[0m: invalid literal: "
        f"{TYPED}\nmore {TYPED}\n\nDuring handling of the above exception, another exception occurred:\n\n"
        f"TypeError           Traceback (most recent call last)\nTypeError: {TYPED}"
    )

    note_fault("a callback of an app failed", details=trace)

    text = log.getvalue()
    assert TYPED not in text
    assert "f(typed)" in text, "our own code is shown"
    assert "ValueError" in text
    assert "TypeError" in text


def test_what_libraries_say_of_a_visitor_is_taken_out(log: io.StringIO) -> None:
    """Libraries write address and query string of a request that failed; neither reaches the log."""
    request = f"GET /calculator?town={TYPED} ({ADDRESS})"
    logging.getLogger("tornado.application").error(
        "Uncaught exception %s\n%r", request, {"uri": f"/x?town={TYPED}", "remote_ip": ADDRESS, "six": "2001:db8::77"}
    )
    logging.getLogger("tornado.access").warning("404 %s", request)
    logging.getLogger("tornado.general").warning("Malformed HTTP message from %s", "2001:db8::77")

    text = log.getvalue()
    assert "Uncaught exception GET /calculator" in text
    assert "Malformed HTTP message" in text
    for hidden in (TYPED, ADDRESS, "2001:db8", "404"):
        assert hidden not in text


def test_a_line_can_not_be_forged(log: io.StringIO) -> None:
    """Whatever stands in an event, it begins no line of its own and no colour of the terminal."""
    log_event("visit \x1b[31mended\x07", why="idle")

    assert len(log.getvalue().splitlines()) == 1
    assert "\x1b" not in log.getvalue()
    assert "\x07" not in log.getvalue()


def test_an_event_is_a_json_object(json_log: Callable[[], list[dict[str, Any]]]) -> None:
    """An event has its time, level, words and facts; a fact that is unknown is left out."""
    log_event("visit ended", why="idle", seconds=3.5, place=None)

    [line] = json_log()
    assert line == {"ts": line["ts"], "level": "info", "event": "visit ended", "why": "idle", "seconds": 3.5}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["ts"])


def test_a_fault_is_a_json_object(json_log: Callable[[], list[dict[str, Any]]]) -> None:
    """A fault is one line with its reference number in a field of its own, and the trace in another."""
    try:
        number(TYPED)
    except ExceptionGroup as fault:
        reference = note_fault("a page could not be made", fault)

    [line] = json_log()
    assert line["level"] == "error"
    assert line["event"] == "a page could not be made"
    assert line["reference"] == reference
    assert "in number" in line["trace"]
    assert "logger" not in line, "it is our own"


def test_others_are_named(json_log: Callable[[], list[dict[str, Any]]]) -> None:
    """What a library says carries its name."""
    logging.getLogger("asyncio").warning("something")

    assert [(line["logger"], line["event"]) for line in json_log()] == [("asyncio", "something")]


def test_setting_up_twice_writes_once(log: io.StringIO) -> None:
    """However often the log is set up, a line is written once."""
    set_up_logs("text", log)
    log_event("something")

    assert len(log.getvalue().splitlines()) == 1


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/calculator", "/calculator"),
        ("/", "/"),
        (f"/visit/{TYPED}/end", "/visit/..."),
        (f"/{TYPED}", "(another address)"),
        (f"/calculator/{TYPED}", "(another address)"),
        (f"/visitors/{TYPED}", "(another address)"),
    ],
)
def test_an_address_is_logged_if_it_is_ours(path: str, logged: str) -> None:
    """What somebody typed into the address itself, or the secret name of a visit, is not logged either."""
    assert path_for_log(path, {"/", "/calculator", "/visit/", "/visit/old/"}) == logged


def test_a_mark_holds_for_a_day() -> None:
    """The mark of an address is the same all day, tells addresses apart, and is another one the next day."""
    now = [0.0]
    marks = DayMark(lambda: now[0])
    morning, other = marks.of(ADDRESS), marks.of("203.0.113.78")
    now[0] = DAY_SECONDS - 1

    assert marks.of(ADDRESS) == morning != other
    now[0] = DAY_SECONDS
    assert marks.of(ADDRESS) != morning
    now[0] = 0
    assert marks.of(ADDRESS) != morning, "the key of the day is gone"
    assert DayMark(lambda: 0.0).of(ADDRESS) != morning, "each site has keys of its own"


def test_a_mark_does_not_show_the_address() -> None:
    """A mark is ten hexadecimal characters, which are no part of the address."""
    assert re.fullmatch(r"[0-9a-f]{10}", DayMark().of(ADDRESS))


def test_a_trace_without_errors_stays() -> None:
    """Code and places in a trace are ours and stay as they are."""
    trace = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    x: int = {"a": 1}\nKeyError'

    assert without_words(trace) == trace
