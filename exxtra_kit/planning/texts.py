# SPDX-License-Identifier: BSD-3-Clause
"""Text, days and times that people write into a plan: one line or several, printable, limited."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

TITLE_LIMIT = 120
TEXT_LIMIT = 500
LONG_TEXT_LIMIT = 4000


def one_line(text: str) -> str:
    """Turn control characters into spaces: a title is one line, whatever somebody pasted."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def lines(text: str) -> str:
    r"""Return several printable lines, at most one of them empty between two others.

    Examples:
        >>> lines(" Two visits a day. \r\n\r\n\r\n Both\tsides satisfied.")
        'Two visits a day.\n\nBoth sides satisfied.'
    """
    found: list[str] = []
    for line in map(one_line, text.splitlines()):
        if line or (found and found[-1]):
            found.append(line)
    return "\n".join(found).strip()


def without_overlong_text(text: str, limit: int = TITLE_LIMIT) -> str:
    r"""Return one printable line of at most `limit` characters, for text that a person typed.

    Examples:
        >>> without_overlong_text("  Metro\n depot ")
        'Metro depot'
    """
    return one_line(text)[:limit].rstrip()


def without_overlong_lines(text: str, limit: int = LONG_TEXT_LIMIT) -> str:
    """Return printable lines of at most `limit` characters together, for text that a person typed."""
    return lines(text)[:limit].rstrip()


def _written(value: object) -> object:
    """Refuse numbers: pydantic would take them for seconds since 1970, and nobody writes a day like that."""
    if isinstance(value, int | float):
        raise ValueError("a day or time in ISO form is expected")  # noqa: TRY004 (pydantic reports ValueErrors)
    return value


def _local(value: time) -> time:
    """Refuse a zone: times of an agenda are those on the clock at the host, and must compare."""
    if value.tzinfo is not None:
        raise ValueError("a time without a zone is expected")
    return value.replace(microsecond=0)


Day = Annotated[date, BeforeValidator(_written)]
Clock = Annotated[time, BeforeValidator(_written), AfterValidator(_local)]
Title = Annotated[str, AfterValidator(one_line), StringConstraints(min_length=1, max_length=TITLE_LIMIT)]
Text = Annotated[str, AfterValidator(one_line), StringConstraints(max_length=TEXT_LIMIT)]
LongText = Annotated[str, AfterValidator(lines), StringConstraints(max_length=LONG_TEXT_LIMIT)]
