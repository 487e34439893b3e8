# SPDX-License-Identifier: BSD-3-Clause
"""What a calculation sheet is made of: sections of tables and sentences, in words, without a format.

The page and the PDF are drawn from the same blocks, so both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "quiet", "code", "link"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words.

    Attributes:
        text: The words, plain; with the style "link" an address.
        style: How it looks.
    """

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: lines, one below the other.

    Attributes:
        lines: The lines; none for an empty cell.
        sign: Key of `exxtra_kit.render.html.SIGNS` for the sign before the first line; empty for none.
    """

    lines: tuple[Line, ...] = ()
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        title: Its heading.
        share: Its share of the width.
        is_number: Whether it holds figures, which stand to the right.
    """

    title: str
    share: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is the row's heading.

    Attributes:
        caption: What the table shows; empty where its section's heading says it.
        columns: Its columns.
        rows: Its rows, each with one cell for each column.
        has_result: Whether the last row is the result of those above.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_result: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the sheet.

    Attributes:
        title: Its heading, with its number.
        text: Sentences before the tables.
        tables: Its tables.
        notes: Sentences after the tables.
    """

    title: str
    text: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The whole sheet in one language.

    Attributes:
        language: Code of the language.
        title: Its title.
        subject: Who visits whom, and when.
        origin: Day of issue, kit and version.
        kind: Look of the verdict: "met", "half", "not_met" or "undecided".
        verdict: The verdict in words.
        amount: The sum, or what can be said of it.
        sureness: How sure the sum is.
        caution: Who decides.
        sections: The numbered parts.
        checking: How to check the sheet, and what its checksum is for.
        checksum_title: What stands before the checksum.
        data_title: What stands before the data for programs.
    """

    language: str
    title: str
    subject: str
    origin: str
    kind: str
    verdict: str
    amount: str
    sureness: str
    caution: str
    sections: tuple[Section, ...]
    checking: tuple[str, ...]
    checksum_title: str
    data_title: str


def cell(*lines: Line | str, sign: str = "") -> Cell:
    """Return a cell of these lines; a text is a plain one, and an empty one is left out."""
    made = (Line(line) if isinstance(line, str) else line for line in lines)
    return Cell(tuple(line for line in made if line.text), sign)
