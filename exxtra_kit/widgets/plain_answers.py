# SPDX-License-Identifier: BSD-3-Clause
"""Between what a form or an address holds (text, lists of text, days) and the plain values of a case file.

Nothing is checked here: text that is no number stays text, and the door (`exxtra_kit.casefile`) refuses it
with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from exxtra_kit.casefile import read_case
from exxtra_kit.errors import InputError
from exxtra_kit.widgets.handover import FIELDS, HOST_FIELD, LISTED, Handover

_COUNTS = frozenset(
    {
        "previous_visits",
        "staff",
        "turnover_eur",
        "balance_sheet_eur",
        "representative_days",
        "group_visitors",
        "partnership_sum_eur",
    }
)
_FLAGS = frozenset({"representative_permit", "representative_business"})
_YES, _NO = "yes", "no"
_BOOLEANS = {_YES: True, _NO: False}
# A whole number as people write it: 1200000, 1 200 000, 1.200.000, 1,200,000.
_GROUPED = re.compile(r"[0-9]{1,3}([ .,'\u2019\u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*")


def as_case(field: str, value: object) -> object:
    """Return an answer as a case file holds it.

    Args:
        field: Dotted field of the case file.
        value: What the form holds.
    """
    key = field.rpartition(".")[2]
    if not isinstance(value, str):
        return value
    if key in _COUNTS:
        digits = re.sub(r"[^0-9]", "", value) if _GROUPED.fullmatch(value.strip()) else value.strip()
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len("10000000000000") else value
    return _BOOLEANS.get(value, value) if key in _FLAGS else value


def as_answer(value: object) -> object:
    """Return a value of a case as a form holds it: text, a list of text, or a day."""
    match value:
        case bool():
            return _YES if value else _NO
        case list() | tuple():
            return [str(as_text(item)) for item in value]
        case date() | str():
            return str(value) if isinstance(value, str) else value
        case _:
            return str(value)


def as_text(value: object) -> str:
    """Return an answer as an address carries it; nothing as empty text."""
    match "" if value is None else as_answer(value):
        case date() as day:
            return day.isoformat()
        case list() as items:
            return ",".join(map(str, items))
        case text:
            return str(text)


def items_of(text: str) -> list[str]:
    """Return the items of a list in an address."""
    return [item for part in text.split(",") if (item := part.strip())]


def case_of(handed_over: Handover, host: Mapping[str, object] | None = None) -> dict[str, object]:
    """Return what an address carries as the plain data of a case.

    Args:
        handed_over: What the address carries.
        host: The section of a known host; what the address says of another one then doesn't count.
    """
    case: dict[str, object] = {"visiting": {}, "host": dict(host or {}), "exchange": {}}
    for key, text in handed_over.values.items():
        section, _, name = FIELDS[key].rpartition(".")
        value = items_of(text) if key in LISTED else as_case(FIELDS[key], text)
        if not section:
            case[name] = value
        elif FIELDS[key] != HOST_FIELD and not (section == "host" and host):
            inner = case[section]
            if isinstance(inner, dict):
                inner[name] = value
    return case


def usable_case(case: Mapping[str, object], asked: Collection[str]) -> dict[str, object]:
    """Return a case without what the door refuses and a page doesn't ask: nobody could mend that there.

    Args:
        case: The case.
        asked: Dotted fields that the page asks for; they stay, and their problems are shown beside them.
    """
    try:
        read_case(case)
    except InputError as error:
        refused = {problem.field for problem in error.problems}.difference(asked)
        return {
            name: {key: inner for key, inner in value.items() if f"{name}.{key}" not in refused}
            if isinstance(value, Mapping)
            else value
            for name, value in case.items()
            if name not in refused
        }
    return dict(case)
