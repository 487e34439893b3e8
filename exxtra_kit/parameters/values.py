# SPDX-License-Identifier: BSD-3-Clause
"""Which values a parameter of each kind can have, and what is wrong with one that it can't."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exxtra_kit.language import country_names
from exxtra_kit.messages import Country, Listing, msg
from exxtra_kit.models import Membership, OrganisationType, Purpose, SupportKind
from exxtra_kit.parameters.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from exxtra_kit.messages import Message

_WORDS: Mapping[Kind, type[StrEnum]] = {
    Kind.TYPES: OrganisationType,
    Kind.MEMBERSHIPS: Membership,
    Kind.SUPPORT_KINDS: SupportKind,
    Kind.PURPOSES: Purpose,
}
_SHAPES: Mapping[Kind, tuple[type, Message]] = {
    Kind.WHOLE: (int, msg("a whole number, 0 or more, like 200")),
    Kind.SHARE: (float, msg("a share from 0.0 to 1.0, with a point, like 0.5")),
    Kind.FLAG: (bool, msg("true or false")),
    Kind.DAY: (date, msg("a day without quotation marks, like 2027-01-31")),
    Kind.SUMS: (dict, msg("whole euro by country, like AT = 900")),
    Kind.COUNTRIES: (tuple, msg('a list of countries, like ["AT", "BE"]')),
}
_EU_CODES = {"EL": "GR", "UK": "GB"}
_SHOWN = 60


def shown(value: object) -> str:
    """Return anything that a file holds as one short line: it may be huge, or steer a terminal."""
    if isinstance(value, dict | list | tuple):
        return "[...]" if isinstance(value, list | tuple) else "{...}"
    try:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    except ValueError:  # a number of thousands of digits
        text = type(value).__name__
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}\N{HORIZONTAL ELLIPSIS}"


def quoted(value: object) -> str:
    """Return the same, text in quotation marks as the file has it."""
    return f'"{shown(value)}"' if isinstance(value, str) else shown(value)


def needed(kind: Kind) -> Message:
    """Return what a value of this kind looks like."""
    if kind in _WORDS:
        return msg("a list of these words, in brackets and quotation marks: {known}", known=_known(kind))
    return _SHAPES[kind][1]


def wrong_value(kind: Kind, value: object) -> Message | None:
    """Return what is wrong with a value for a parameter of this kind, or None."""
    if isinstance(value, list):
        value = tuple(value)
    shape = tuple if kind in _WORDS else _SHAPES[kind][0]
    if type(value) is not shape or not _is_within(kind, value):
        return msg("{found} can't be used here. Needed: {needed}", found=quoted(value), needed=needed(kind))
    if isinstance(value, dict):
        return _wrong_countries(value) or _wrong_sums(value)
    if isinstance(value, tuple):
        return (_wrong_words(kind, value) if kind in _WORDS else _wrong_countries(value)) or _twice(value)
    return None


def _is_within(kind: Kind, value: object) -> bool:
    match value:
        case bool():
            return True
        case int() | float():
            return 0 <= value <= 1 if kind is Kind.SHARE else value >= 0
        case _:
            return True


def _wrong_sums(sums: Mapping[str, object]) -> Message | None:
    for code, amount in sums.items():
        if type(amount) is not int or amount < 0:
            return msg(
                "{found} can't be used for {code}. Needed: whole euro, 0 or more, like {code} = 900",
                found=quoted(amount),
                code=code,
            )
    return None


def _known(kind: Kind) -> Listing:
    return Listing(tuple(str(word) for word in _WORDS[kind]))


def _wrong_words(kind: Kind, words: Iterable[object]) -> Message | None:
    for word in words:
        if word not in tuple(_WORDS[kind]):
            return msg("{word} is not known here. Known: {known}", word=quoted(word), known=_known(kind))
    return None


def _wrong_countries(codes: Iterable[object]) -> Message | None:
    names = country_names()
    by_name = {name.casefold(): code for code, name in names.items()}
    for code in codes:
        right = (_EU_CODES.get(code) or by_name.get(code.casefold())) if isinstance(code, str) else None
        if right:
            return msg("write {right} for {found}", right=right, found=shown(code))
        if not isinstance(code, str) or code not in names:
            return msg(
                "{found} is no code of a country. Needed: two capital letters (ISO 3166-1), like AT for {country}",
                found=quoted(code),
                country=Country("AT"),
            )
    return None


def _twice(codes: Iterable[object]) -> Message | None:
    seen: set[object] = set()
    for code in codes:
        if code in seen:
            return msg("{found} stands here twice; once is enough", found=shown(code))
        seen.add(code)
    return None
