# SPDX-License-Identifier: BSD-3-Clause
"""A small table as the bytes of an .xlsx or a CSV file; nothing is written to a disk.

Text from outside never becomes a formula: in a workbook it is stored as text, in a CSV it gets an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from exxtra_kit.documents.decisions_file import LONGEST_CELL, harmless
from exxtra_kit.errors import ExxtraError
from exxtra_kit.messages import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = str | int | float | date | None
# What XML, and so a workbook, can't hold; a CSV leaves it out too, so that both say the same.
_NOT_STORED = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")
_WIDEST, _NARROWEST = 48, 9  # characters


class MapFileError(ExxtraError, RuntimeError):
    """A file of the map that can't be made here: the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook.

    Attributes:
        name: Its name, at most 31 characters.
        rows: Its rows, the headings first.
    """

    name: str
    rows: Sequence[Sequence[Cell]]


def stored(text: str) -> str:
    """Return a text as every file can hold it.

    A line ends in one way, control characters become a sign, and one that is too long for a cell loses its end.
    """
    kept = _NOT_STORED.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub("\n", text))
    return kept if len(kept) <= LONGEST_CELL else f"{kept[: LONGEST_CELL - 1]}\N{HORIZONTAL ELLIPSIS}"


def csv_bytes(rows: Sequence[Sequence[Cell]], *, decimal_comma: bool) -> bytes:
    """Return a table as CSV that a spreadsheet opens right by a double click.

    It begins with the mark of UTF-8, without which Excel takes the letters for those of an older Windows. Where
    numbers have a decimal comma, as in Italy, Excel expects semicolons between the cells and commas inside
    numbers; a table with commas between them would land in one column.

    Args:
        rows: The rows, the headings first.
        decimal_comma: Whether numbers have a decimal comma where the file is read.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if decimal_comma else ",", lineterminator="\r\n")
    writer.writerows([[_in_csv(cell, decimal_comma=decimal_comma) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _in_csv(cell: Cell, *, decimal_comma: bool) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(stored(cell))
        case float() if decimal_comma:
            return str(cell).replace(".", ",")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def xlsx_bytes(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """Return sheets as a workbook: numbers are numbers, days are days, the first row of each stays in sight.

    Args:
        sheets: The sheets.
        title: Title of the workbook.

    Raises:
        MapFileError: The library that writes it is not installed.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 (needs an extra, and is not wanted at the start of an app)
    except ImportError as error:
        raise MapFileError(
            msg(
                "This needs the library {library}. Install it with: pip install 'exxtra-kit[apps]'",
                library="xlsxwriter",
            )
        ) from error
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": stored(title)[:255]})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    plain, day = book.add_format({"valign": "top"}), book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 1)
        for number, row in enumerate(sheet.rows):
            for place, cell in enumerate(row):
                match cell:
                    case None:
                        pass
                    case str():
                        page.write_string(number, place, stored(cell), text if number else head)
                    case date():
                        page.write_datetime(number, place, cell, day)
                    case _:
                        page.write_number(number, place, cell, plain)
        for place, width in enumerate(_widths(sheet.rows)):
            page.set_column(place, place, width)
    book.close()
    return file.getvalue()


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    longest: dict[int, int] = {}
    for row in rows:
        for place, cell in enumerate(row):
            lines = str(cell or "").splitlines() or [""]
            longest[place] = max(longest.get(place, 0), *(len(line) for line in lines))
    return [max(_NARROWEST, min(_WIDEST, longest[place] + 2)) for place in sorted(longest)]
