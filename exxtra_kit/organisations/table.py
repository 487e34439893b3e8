# SPDX-License-Identifier: BSD-3-Clause
"""A table of organisations as a whole: read row by row, as far as it can be used."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from exxtra_kit.casetable.sheets import open_sheet
from exxtra_kit.casetable.table import HEADINGS_WITHIN_ROWS
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.fields import shortened
from exxtra_kit.messages import Listing, msg
from exxtra_kit.organisations.columns import HEADINGS, known_headings, lay_out
from exxtra_kit.organisations.rows import RowReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from exxtra_kit.messages import Message
    from exxtra_kit.organisations.columns import Layout
    from exxtra_kit.organisations.rows import Entry, RowProblem

MOST_ORGANISATIONS = 50_000
"""More than stay in memory, and than a map can tell apart."""
MOST_PROBLEMS = 1000
"""Of so many cells it is said what is wrong; the others are counted."""
MOST_COLUMNS = 1000
LEAST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class OrganisationTable:
    """The organisations of a spreadsheet.

    Attributes:
        layout: What its headings mean.
        entries: The organisations, in the order of the rows.
        problems: What can't be used, by row and column; at most `MOST_PROBLEMS`.
        further_problems: How many more there are.
        notes: What the user should know of how the table was read.
    """

    layout: Layout
    entries: tuple[Entry, ...]
    problems: tuple[RowProblem, ...] = ()
    further_problems: int = 0
    notes: tuple[Message, ...] = ()


def read_organisations(path: Path, sheet: str | None = None) -> OrganisationTable:
    """Read a spreadsheet or a CSV file with an organisation in each row.

    Args:
        path: The file.
        sheet: Name of a workbook's sheet; None for the first one that has headings which are read.

    Raises:
        InputError: It can't be read, or its headings say no name or no place.
    """
    with open_sheet(path, sheet, known_headings) as raw:
        first = list(islice(raw.rows, HEADINGS_WITHIN_ROWS))
        place = _headings_at(path, [cells for _, cells in first])
        layout = lay_out(_as_headings(first[place][1]))
        return _read(layout, chain(first[place + 1 :], raw.rows), (*raw.notes, *layout.notes))


def _read(
    layout: Layout, rows: Iterator[tuple[int, tuple[object, ...]]], notes: tuple[Message, ...]
) -> OrganisationTable:
    reader = RowReader(layout)
    entries: list[Entry] = []
    problems: list[RowProblem] = []
    found = 0
    for number, cells in rows:
        if not any(cell is not None and str(cell).strip() for cell in cells):
            continue
        if len(entries) == MOST_ORGANISATIONS:
            more = msg("Only the first {limit} organisations were read; the table has more.", limit=MOST_ORGANISATIONS)
            notes = (*notes, more)
            break
        entry, wrong = reader.read(number, cells)
        found += len(wrong)
        problems += wrong[: MOST_PROBLEMS - len(problems)]
        if entry is not None:
            entries.append(entry)
    return OrganisationTable(layout, tuple(entries), tuple(problems), found - len(problems), notes)


def _headings_at(path: Path, rows: Sequence[tuple[object, ...]]) -> int:
    """Return which of the first rows holds the headings."""
    counts = [known_headings(cells) for cells in rows]
    most = max(counts, default=0)
    if most < LEAST_HEADINGS:
        message = msg(
            "{file}: none of the first {n} rows holds headings that are known here, such as {examples}.",
            file=path.name,
            n=HEADINGS_WITHIN_ROWS,
            examples=Listing(tuple(HEADINGS)),
        )
        raise InputError((Problem("", message),))
    return counts.index(most)


def _as_headings(cells: Sequence[object]) -> list[str]:
    """Return the headings as text on one line; empty cells behind the last one are no columns."""
    headings = ["" if cell is None else shortened(cell) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        message = msg("The table has {n} columns; at most {limit} can be read.", n=len(headings), limit=MOST_COLUMNS)
        raise InputError((Problem("", message),))
    return headings
