# SPDX-License-Identifier: BSD-3-Clause
"""The columns of a table of cases: which heading means which field of a case.

One scheme: "visitor" or "host" and the case file's field ("visitor type", "host country"), and the bare field
for the stay ("start", "travel days"). The case file's dotted names ("visiting.type") mean the same. Capitals,
spaces, dots, underscores and brackets make no difference. `host` alone holds a partner cluster's id.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

from exxtra_kit.casefile import EXCHANGE_KEYS, ORGANISATION_KEYS
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.fields import shortened
from exxtra_kit.geo import fold
from exxtra_kit.messages import Listing, Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HEAD, VISITING, HOST, EXCHANGE = "", "visiting", "host", "exchange"
MOST_COLUMNS = 1000
_LONG_HEADING = 6
_LIKE_LONG, _LIKE_SHORT = 0.86, 0.8
_MOST_NOTES = 10


class Kind(Enum):
    """How the cells of a column are read."""

    TEXT = auto()
    CODE = auto()
    CODES = auto()
    COUNTRIES = auto()
    WHOLE = auto()
    DEGREES = auto()
    FLAG = auto()
    DAY = auto()
    DAYS = auto()
    SLOTS = auto()


_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("type", "membership", "support_kind", "form"), Kind.CODE),
    "purposes": Kind.CODES,
    "registered_in": Kind.COUNTRIES,
    **dict.fromkeys(("previous_visits", "staff", "turnover_eur", "balance_sheet_eur"), Kind.WHOLE),
    **dict.fromkeys(("representative_days", "group_visitors", "partnership_sum_eur"), Kind.WHOLE),
    **dict.fromkeys(("lat", "lon"), Kind.DEGREES),
    **dict.fromkeys(("representative_permit", "representative_business"), Kind.FLAG),
    **dict.fromkeys(("start", "end", "on"), Kind.DAY),
    **dict.fromkeys(("travel_days", "closed_days", "half_days"), Kind.DAYS),
    "slots": Kind.SLOTS,
}
_SPOKEN = {VISITING: "visitor ", HOST: "host ", EXCHANGE: "", HEAD: ""}
# What the beginning of a heading may be called, longest first, and how the scheme writes it.
_BEGINNINGS = (
    ("visiting organisation ", "visitor "),
    ("visiting ", "visitor "),
    ("host organisation ", "host "),
    ("exchange ", ""),
)
_OTHER_NAMES = {
    "visitor latitude": "visitor lat",
    "visitor longitude": "visitor lon",
    "host latitude": "host lat",
    "host longitude": "host lon",
    "visitor visits": "visitor previous visits",
    "host cluster": "host",
    "first day": "start",
    "last day": "end",
    "day of law": "on",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a case as a column.

    Attributes:
        section: The case file's section; empty for the head.
        key: The case file's field; empty for the column `host`, which names a partner cluster.
        kind: How its cells are read.
    """

    section: str
    key: str
    kind: Kind

    @property
    def field(self) -> str:
        """Dotted name, as problems carry it ("visiting.type"; "host" for a partner cluster)."""
        return ".".join(part for part in (self.section, self.key) if part)

    @property
    def heading(self) -> str:
        """The heading as the documentation writes it ("visitor type")."""
        return f"{_SPOKEN[self.section]}{self.key.replace('_', ' ')}".strip()


CLUSTER = Column(HOST, "", Kind.TEXT)
COLUMNS: tuple[Column, ...] = (
    *(Column(HEAD, key, _KINDS.get(key, Kind.TEXT)) for key in ("programme", "on")),
    *(Column(VISITING, key, _KINDS.get(key, Kind.TEXT)) for key in ORGANISATION_KEYS),
    CLUSTER,
    *(Column(HOST, key, _KINDS.get(key, Kind.TEXT)) for key in ORGANISATION_KEYS),
    *(Column(EXCHANGE, key, _KINDS.get(key, Kind.TEXT)) for key in EXCHANGE_KEYS),
)
"""Every column that is read, in the order of the case file."""
# Without these a case is undecided; any one of the fields of a group will do.
_NEEDED: tuple[tuple[str, ...], ...] = (
    ("visiting.type",),
    ("visiting.country",),
    ("visiting.town", "visiting.lat"),
    ("visiting.membership",),
    ("visiting.previous_visits",),
    ("host.type", "host"),
    ("host.country", "host"),
    ("host.town", "host.lat", "host"),
    ("exchange.start", "exchange.slots"),
    ("exchange.end", "exchange.slots"),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the headings of a table mean.

    Attributes:
        headings: The headings as they stand there, each as one line of text.
        columns: The columns that are read, by their place; all others are the user's own.
        notes: What the user should know about the headings.
    """

    headings: tuple[str, ...]
    columns: Mapping[int, Column]
    notes: tuple[Message, ...]

    def heading_of(self, field: str) -> str:
        """Return the heading over a field of a case, as it stands in the table, or as the scheme writes it."""
        by_field = {column.field: self.headings[place] for place, column in self.columns.items()}
        known = {column.field: column.heading for column in COLUMNS}
        parts = field.split(".")
        for length in range(len(parts), 0, -1):  # "exchange.slots.0.start" stands under "slots"
            name = ".".join(parts[:length])
            if name in by_field or name in known:
                return by_field.get(name) or known[name]
        return field


@cache
def _by_heading() -> Mapping[str, Column]:
    """Return every column by its folded heading."""
    plain = {fold(column.heading): column for column in COLUMNS}
    return {**plain, **{other: plain[name] for other, name in _OTHER_NAMES.items()}}


def column_of(heading: str) -> Column | None:
    """Return the column that a heading means; None for one of the user's own.

    Examples:
        >>> column_of("Visitor type").field, column_of("visiting.type").field, column_of("host").field
        ('visiting.type', 'visiting.type', 'host')
    """
    return _by_heading().get(_folded(heading))


def _folded(heading: str) -> str:
    folded = fold(heading)
    for beginning, instead in _BEGINNINGS:
        if folded.startswith(beginning):
            return instead + folded.removeprefix(beginning)
    return folded


def known_headings(cells: Iterable[object]) -> int:
    """Return how many of these cells are headings that are read."""
    return len({column.field for cell in cells if isinstance(cell, str) and (column := column_of(cell))})


def lay_out(headings: Sequence[str]) -> Layout:
    """Say what each heading means.

    Raises:
        InputError: Two columns mean the same field.
    """
    columns: dict[int, Column] = {}
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for place, heading in enumerate(headings):
        column = column_of(heading)
        if column is None:
            continue
        if column.field in seen:
            twice = msg(
                "Two columns mean the same: \N{LEFT DOUBLE QUOTATION MARK}{first}\N{RIGHT DOUBLE QUOTATION MARK} and "
                "\N{LEFT DOUBLE QUOTATION MARK}{second}\N{RIGHT DOUBLE QUOTATION MARK}. Rename or delete one of them.",
                first=headings[seen[column.field]],
                second=heading,
            )
            problems.append(Problem(column.heading, twice))
        else:
            seen[column.field] = place
            columns[place] = column
    if problems:
        raise InputError(tuple(problems))
    return Layout(tuple(headings), columns, (*_near_misses(headings), *_not_there(set(seen))))


def _near_misses(headings: Sequence[str]) -> list[Message]:
    """Return a note for each heading that looks like a slip of the pen."""
    notes = []
    for heading in headings:
        folded = _folded(heading)
        if not folded or column_of(heading):
            continue
        likeness = _LIKE_LONG if len(folded) > _LONG_HEADING else _LIKE_SHORT
        near = difflib.get_close_matches(folded, _by_heading(), n=1, cutoff=likeness)
        if near:
            notes.append(
                msg(
                    "The column \N{LEFT DOUBLE QUOTATION MARK}{heading}\N{RIGHT DOUBLE QUOTATION MARK} is not read. "
                    "Did you mean {known}?",
                    heading=shortened(heading),
                    known=_by_heading()[near[0]].heading,
                )
            )
    return notes[:_MOST_NOTES]


def _not_there(fields: set[str]) -> list[Message]:
    """Return a note that names the needed columns which the table doesn't have."""
    heading = {column.field: column.heading for column in COLUMNS}
    missing = tuple(heading[group[0]] for group in _NEEDED if not fields.intersection(group))
    if not missing:
        return []
    return [msg("There is no column for this, so it is not known in any row: {missing}.", missing=Listing(missing))]
