# SPDX-License-Identifier: BSD-3-Clause
"""The columns of a table of organisations: which heading means what.

Capitals, spaces, dots, underscores, accents and brackets make no difference. Every other column is the user's own
and is left alone.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit.casetable.columns import Kind
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.fields import shortened
from exxtra_kit.geo import fold
from exxtra_kit.messages import Listing, Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HEADINGS: Mapping[str, Kind] = {
    "name": Kind.TEXT,
    "role": Kind.CODE,
    "type": Kind.CODE,
    "country": Kind.TEXT,
    "town": Kind.TEXT,
    "lat": Kind.DEGREES,
    "lon": Kind.DEGREES,
    "sector": Kind.TEXT,
    "site": Kind.TEXT,
    "membership": Kind.CODE,
    "languages": Kind.TEXT,
}
"""Every field that is read, with how its cells are read."""
# What people call them, besides the field itself.
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": ("organisation", "organization", "organisation name", "organization name", "company", "company name"),
    "role": ("host or visitor", "side"),
    "type": ("kind", "organisation type", "organization type", "type of organisation", "type of organization"),
    "country": ("country code", "country of residence"),
    "town": ("city", "place", "town or city", "seat"),
    "lat": ("latitude",),
    "lon": ("longitude", "lng", "long"),
    "sector": ("sectors", "field", "industry", "activity", "sector of activity"),
    "site": ("website", "web site", "web", "web page", "url", "homepage", "home page", "address of the site"),
    "membership": ("member of", "cluster membership"),
    "languages": ("language", "languages spoken", "working languages"),
}
_BY_HEADING: Mapping[str, str] = {field: field for field in HEADINGS} | {
    other: field for field, others in _OTHER_NAMES.items() for other in others
}
# Without these an organisation has no name, or no place on the map; any one of a group will do.
_NEEDED: tuple[tuple[str, ...], ...] = (("name",), ("town", "lat"))
_LIKE = 0.82
_MOST_NOTES = 10


@dataclass(frozen=True, slots=True)
class Layout:
    """What the headings of a table mean.

    Attributes:
        headings: The headings as they stand there.
        columns: Place of each field that is read.
        notes: What the user should know about the headings.
    """

    headings: tuple[str, ...]
    columns: Mapping[str, int]
    notes: tuple[Message, ...]

    def heading_of(self, field: str) -> str:
        """Return the heading over a field as it stands in the table; the field's own name where there is none."""
        return self.headings[self.columns[field]] if field in self.columns else field


def field_of(heading: object) -> str | None:
    """Return the field that a heading means; None for one of the user's own.

    Examples:
        >>> field_of("Organisation (name)"), field_of("WEB-SITE"), field_of("remarks")
        ('name', 'site', None)
    """
    return _BY_HEADING.get(fold(heading)) if isinstance(heading, str) else None


def known_headings(cells: Iterable[object]) -> int:
    """Return how many of these cells are headings that are read."""
    return len({field for cell in cells if (field := field_of(cell))})


def lay_out(headings: Sequence[str]) -> Layout:
    """Say what each heading means.

    Raises:
        InputError: Two columns mean the same field, or one that is needed is not there.
    """
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for place, heading in enumerate(headings):
        field = field_of(heading)
        if field is None:
            continue
        if field in columns:
            twice = msg(
                "Two columns mean the same: \N{LEFT DOUBLE QUOTATION MARK}{first}\N{RIGHT DOUBLE QUOTATION MARK} and "
                "\N{LEFT DOUBLE QUOTATION MARK}{second}\N{RIGHT DOUBLE QUOTATION MARK}. Rename or delete one of them.",
                first=shortened(headings[columns[field]]),
                second=shortened(heading),
            )
            problems.append(Problem(field, twice))
        else:
            columns[field] = place
    missing = tuple(group[0] for group in _NEEDED if not columns.keys() & set(group))
    if missing:
        problems.append(
            Problem("", msg("The table needs a column for this: {missing}.", missing=Listing(missing))),
        )
    if problems:
        raise InputError(tuple(problems))
    return Layout(tuple(headings), columns, _near_misses(headings))


def _near_misses(headings: Sequence[str]) -> tuple[Message, ...]:
    """Return a note for each heading that looks like a slip of the pen."""
    notes = []
    for heading in headings:
        folded = fold(heading)
        near = difflib.get_close_matches(folded, _BY_HEADING, n=1, cutoff=_LIKE) if folded else []
        if near and field_of(heading) is None:
            notes.append(
                msg(
                    "The column \N{LEFT DOUBLE QUOTATION MARK}{heading}\N{RIGHT DOUBLE QUOTATION MARK} is not read. "
                    "Did you mean {known}?",
                    heading=shortened(heading),
                    known=_BY_HEADING[near[0]],
                )
            )
    return tuple(notes[:_MOST_NOTES])
