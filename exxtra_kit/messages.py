# SPDX-License-Identifier: BSD-3-Clause
"""Sentences that have no language yet.

The engine decides once and speaks many languages, so it never builds text: it builds a
`Message`, an English template with named values, and `exxtra_kit.language.Language` turns
that into a sentence. Values keep their type (kilometres, euro, country, day) until then,
because each language writes them in its own way.

Extraction: the functions `msg` and `plural` are the gettext keywords of this project.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Union

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Kilometres:
    """A distance in kilometres: a float is a measured one, an int a threshold."""

    value: float


@dataclass(frozen=True, slots=True)
class Euro:
    """A sum in whole euro."""

    value: int


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 alpha-2 code (XK for Kosovo), shown by its name."""

    code: str


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language by its code ("it"), shown by its name."""

    code: str


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The days from `start` to `end`, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values, shown as the language lists them ("a, b and c", or "a, b or c" with `any_of`)."""

    items: tuple[Value, ...]
    any_of: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its values, not yet in a language.

    Attributes:
        text: English template; `{name}` stands for a value. It is the gettext key.
        values: What the names stand for.
        plural: English template for a count other than one, if the sentence counts something.
        count: The number that chooses between `text` and `plural`.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None


Value = Union[str, int, float, date, Kilometres, Euro, Country, LanguageName, DaySpan, Listing, Message]  # noqa: UP007 (forward references in an alias)


def msg(text: str, /, **values: Value) -> Message:
    """Make a message; `text` is extracted for translation.

    Examples:
        >>> msg("The host is in {country}.", country=Country("TR")).text
        'The host is in {country}.'
    """
    return Message(text, values)


def plural(one: str, many: str, /, n: int, **values: Value) -> Message:
    """Make a message that counts something; both forms are extracted for translation.

    The count is available in the templates as `{n}`.

    Examples:
        >>> plural("{n} working day", "{n} working days", n=5).count
        5
    """
    return Message(one, {**values, "n": n}, many, n)
