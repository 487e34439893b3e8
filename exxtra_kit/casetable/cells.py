# SPDX-License-Identifier: BSD-3-Clause
"""From a cell of a spreadsheet to what a case file would hold; the door then checks it.

A spreadsheet has 5.0 for 5, a moment for a day, and one cell for a list. What can't be meant otherwise is
turned round here; everything else goes to the door as it is, which says what it expects.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from exxtra_kit.casetable.columns import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MIDNIGHT = time()
_SEPARATORS = re.compile(r"[;,\n]+")
_SPACES_TOO = re.compile(r"[;,\s]+")
# A whole number, perhaps with the zeros of a spreadsheet and with spaces between the thousands.
_WHOLE = re.compile(r"[-+]?\d{1,3}([ \u00a0\u202f']\d{3})+|[-+]?\d{1,18}(\.0+)?", re.ASCII)
_DECIMAL = re.compile(r"[-+]?\d{1,3}[.,]\d{1,20}|[-+]?\d{1,3}", re.ASCII)
_DAY_AT_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(:00(\.0+)?)?", re.ASCII)
_FROM_TO = re.compile("\\s*(?:\\.\\.|/|\N{EN DASH}|\\s-\\s|\\sto\\s)\\s*")
_NOT_IN_A_NUMBER = re.compile(r"[^\d+-]")
_FLAGS = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
_SLOT_ENDS = 2
_LARGEST_WHOLE = 10**15  # beyond it a spreadsheet's number is no longer exact


def read_cell(value: object, kind: Kind) -> object:
    """Return a cell as a case file would hold it; None if it is empty.

    Args:
        value: What the spreadsheet holds.
        kind: How its column is read.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return _READERS[kind](value)


def _text(value: object) -> object:
    if isinstance(value, str):
        return value
    return str(_whole(value))


def _code(value: object) -> object:
    """Return words as the scheme's code ("Business network": business_network)."""
    return re.sub(r"[\s_-]+", "_", str(_text(value)).strip().lower())


def _codes(value: object) -> object:
    return [_code(part) for part in _SEPARATORS.split(str(_text(value))) if part.strip()]


def _countries(value: object) -> object:
    return [part for part in _SPACES_TOO.split(str(_text(value))) if part]


def _whole(value: object) -> object:
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_WHOLE:
        return int(value)
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(_NOT_IN_A_NUMBER.sub("", value.strip().partition(".")[0]))
    return value


def _degrees(value: object) -> object:
    if isinstance(value, str) and _DECIMAL.fullmatch(value.strip()):
        return float(value.strip().replace(",", "."))
    return value


def _flag(value: object) -> object:
    return _FLAGS.get(str(_text(value)).strip().lower(), value)


def _day(value: object) -> object:
    if isinstance(value, datetime):
        return value.date() if value.time() == _MIDNIGHT else value.isoformat(" ")
    if isinstance(value, str) and (at_midnight := _DAY_AT_MIDNIGHT.fullmatch(value.strip())):
        return at_midnight[1]
    return value


def _days(value: object) -> object:
    if isinstance(value, date):
        return [_day(value)]
    return [part for part in _SPACES_TOO.split(str(_text(value))) if part]


def _slots(value: object) -> object:
    """Return blocks of days ("2021-09-13..2021-09-17; 2021-09-27..2021-09-30")."""
    slots = []
    for part in _SEPARATORS.split(str(_text(value))):
        ends = [end for end in _FROM_TO.split(part.strip()) if end]
        if ends:
            slots.append({"start": ends[0], "end": ends[1]} if len(ends) == _SLOT_ENDS else {"start": part.strip()})
    return slots


_READERS: Mapping[Kind, Callable[[object], object]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.COUNTRIES: _countries,
    Kind.WHOLE: _whole,
    Kind.DEGREES: _degrees,
    Kind.FLAG: _flag,
    Kind.DAY: _day,
    Kind.DAYS: _days,
    Kind.SLOTS: _slots,
}
