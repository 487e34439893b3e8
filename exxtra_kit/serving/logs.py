# SPDX-License-Identifier: BSD-3-Clause
"""The site's log on standard error: lines for people or JSON lines, and nothing of a visitor's in either.

An event is a word of our own with facts of our own (`log_event`). A query string holds what visitors
typed, so an address is logged by its path alone, and only if it is one that the site serves. The address
of a visitor is never written: where a line must tell visitors apart, it has a mark that changes with
the day and that nobody can turn back (`DayMark`). Of an error the log has the kind and the way to it
through the code, not its words, which often quote what was typed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
import secrets
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

from exxtra_kit.serving.limits import address_group

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

LOG = logging.getLogger("exxtra_kit.serving")
_REFERENCE = re.compile(r"\A(?:reference )?([0-9A-F]{4}-[0-9A-F]{4}): ")
_QUERY = re.compile(r"\?[^\s\"'<>]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Libraries name the other end of a connection in their warnings.
_ADDRESS = re.compile(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4})(?![\w:])")
# The line with an error's name, and what follows up to the next part of the trace. In a group of errors,
# lines begin with a bar.
_WORDS_OF_ERROR = re.compile(
    r"^((?:[ ]*\|[ ])?[A-Za-z_][\w.]*): .*?(?=\Z|\n(?:[ ]*[|+][ -]*)?(?:Traceback |During handling|The above|-----))",
    re.MULTILINE | re.DOTALL,
)
_MARK_CHARACTERS = 10
_ELSEWHERE = "(another address)"


def set_up_logs(log_format: str, stream: TextIO | None = None) -> None:
    """Send everything that is logged to standard error, in one form, whichever library says it.

    Args:
        log_format: "text" or "json".
        stream: Where to, if not standard error.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    root = logging.getLogger()
    for former in list(root.handlers):
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    LOG.setLevel(logging.INFO)
    # tornado writes a line with the full address, query string and all, for each failed request.
    logging.getLogger("tornado.access").disabled = True


def log_event(event: str, /, level: int = logging.INFO, **facts: float | str | None) -> None:
    """Log one event of the site.

    Args:
        event: A few words of our own, the same for each event of its kind: "visit ended".
        level: One of logging's levels.
        **facts: Numbers and words of our own, such as `why="idle"`; never a visitor's text.
    """
    LOG.log(level, event, extra={"facts": {name: fact for name, fact in facts.items() if fact is not None}})


def path_for_log(path: str, served: Collection[str]) -> str:
    """Return what may be logged of the address that was asked for: what the site serves, else that it was another.

    Args:
        path: The path, without the query string; a visitor may have typed something there as well.
        served: The paths of the site. One that ends with "/" stands for everything below it, of which
            only the beginning is logged.
    """
    if path in served:
        return path
    below = [one for one in served if one.endswith("/") and one != "/" and path.startswith(one)]
    return f"{max(below, key=len)}..." if below else _ELSEWHERE


class DayMark:
    """Turns the address of a visitor into a mark that is the same for a day and means nothing after it.

    The key is random, is kept in memory only and is thrown away at midnight (UTC): from then on nobody,
    whoever runs the site included, can tell which address a mark was.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Make it.

        Args:
            clock: Seconds since 1970.
        """
        self._clock = clock
        self._day = ""
        self._key = b""

    def of(self, address: str) -> str:
        """Return the mark of an address, or of the household that it stands for."""
        today = datetime.fromtimestamp(self._clock(), UTC).date().isoformat()
        if today != self._day:
            self._day, self._key = today, secrets.token_bytes(32)
        digest = hmac.new(self._key, address_group(address).encode(), hashlib.sha256)
        return digest.hexdigest()[:_MARK_CHARACTERS]


class _Lines(logging.Formatter):
    """What both forms share: taking a record apart, and taking out what is a visitor's."""

    def taken_apart(self, record: logging.LogRecord) -> tuple[str, str, str]:
        """Return the reference number, the words and the trace of a record, each perhaps empty."""
        head, _, rest = record.getMessage().partition("\n")
        found = _REFERENCE.match(head)
        words = _QUERY.sub("?...", head[found.end() if found else 0 :])
        if not record.name.startswith(LOG.name):
            words, rest = (_ADDRESS.sub("(address)", _QUERY.sub("?...", part)) for part in (words, rest))
        fault = self.formatException(record.exc_info) if record.exc_info else ""
        trace = "\n".join(part for part in (rest, fault) if part)
        return found.group(1) if found else "", _CONTROL.sub(" ", words), without_words(trace)


class TextLines(_Lines):
    """One line for people; the trace of a fault follows it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        reference, words, trace = self.taken_apart(record)
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: "
        line += f"reference {reference}: " if reference else ""
        line += words + "".join(f" {name}={fact}" for name, fact in _facts(record).items())
        return f"{line}\n{trace}" if trace else line


class JsonLines(_Lines):
    """One JSON object a line: ts, level, event, and what else is known (reference, facts, logger, trace)."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        reference, words, trace = self.taken_apart(record)
        line: dict[str, Any] = {
            "ts": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": words,
            **({"reference": reference} if reference else {}),
            **_facts(record),
            **({"logger": record.name} if record.name != LOG.name else {}),
            **({"trace": trace} if trace else {}),
        }
        return json.dumps(line, ensure_ascii=False)


def without_words(trace: str) -> str:
    """Return a trace without the words of its errors: they often quote what somebody typed.

    Examples:
        >>> without_words("ValueError: Cerea is no number")
        'ValueError'
    """
    return _WORDS_OF_ERROR.sub(r"\1", trace)


def _facts(record: logging.LogRecord) -> Mapping[str, Any]:
    facts: Mapping[str, Any] = getattr(record, "facts", {})
    return facts
