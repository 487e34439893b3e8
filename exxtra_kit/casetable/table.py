# SPDX-License-Identifier: BSD-3-Clause
"""A table of cases as a whole: its headings found, its rows read one by one."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from exxtra_kit.casetable.columns import MOST_COLUMNS, Layout, known_headings, lay_out
from exxtra_kit.casetable.rows import CaseReader
from exxtra_kit.casetable.sheets import open_sheet
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.messages import Listing, msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exxtra_kit.casetable.rows import Cells, Row
    from exxtra_kit.messages import Message

HEADINGS_WITHIN_ROWS = 20
"""Above the headings may stand a title; they are sought in so many rows."""
LEAST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class CaseTable:
    """A table that is open.

    Attributes:
        layout: What its headings mean.
        rows: Its rows, once; reading them may raise `InputError` if the file turns out to be damaged.
        delimiter: What stands between the cells of a text file; empty for a workbook.
        notes: What the user should know of how the table was read.
    """

    layout: Layout
    rows: Iterator[Row]
    delimiter: str
    notes: tuple[Message, ...]


@contextmanager
def open_table(path: Path, sheet: str | None = None) -> Iterator[CaseTable]:
    """Open a spreadsheet or a CSV file with a case in each row.

    Args:
        path: The file.
        sheet: Name of a workbook's sheet; None for the first one that has headings which are read.

    Raises:
        InputError: It can't be read, or it has no headings that are read, or two that mean the same.
    """
    with open_sheet(path, sheet) as raw:
        first = list(islice(raw.rows, HEADINGS_WITHIN_ROWS))
        place = _headings_at(path, first)
        layout = lay_out(_as_headings(first[place][1]))
        rows = CaseReader(layout).read_rows(chain(first[place + 1 :], raw.rows))
        yield CaseTable(layout, rows, raw.delimiter, (*raw.notes, *layout.notes))


def _headings_at(path: Path, rows: list[tuple[int, Cells]]) -> int:
    """Return which of the first rows holds the headings."""
    counts = [known_headings(cells) for _, cells in rows]
    most = max(counts, default=0)
    if most < LEAST_HEADINGS:
        message = msg(
            "{file}: none of the first {n} rows holds headings that are known here, such as {examples}.",
            file=path.name,
            n=HEADINGS_WITHIN_ROWS,
            examples=Listing(("visitor type", "visitor country", "host", "start", "end")),
        )
        raise InputError((Problem("", message),))
    return counts.index(most)


def _as_headings(cells: Cells) -> list[str]:
    """Return the headings as text; empty cells behind the last one are no columns."""
    headings = [str(cell) if cell is not None else "" for cell in cells]
    while headings and not headings[-1].strip():
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        message = msg("The table has {n} columns; at most {limit} can be read.", n=len(headings), limit=MOST_COLUMNS)
        raise InputError((Problem("", message),))
    return headings
