# SPDX-License-Identifier: BSD-3-Clause
"""Writing a table to an .xlsx or a CSV file, row by row; the only place that knows XlsxWriter.

The file is written beside the old one and takes its place only when it is whole. Text from outside never becomes
a formula: in a workbook it is stored as text, in a CSV it gets an apostrophe.
"""

from __future__ import annotations

import csv
import math
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from exxtra_kit.errors import ExxtraError
from exxtra_kit.messages import Listing, Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

XLSX, CSV, TSV = ".xlsx", ".csv", ".tsv"
MOST_ROWS = 1_048_576
"""What a sheet of a workbook holds, its headings included."""
LONGEST_CELL = 32_767
"""What a cell of a workbook holds, characters."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_AS_IT_IS = frozenset({int, float, type(None)})
_NUMBER = re.compile(r"[+-]?\d{1,30}([.,]\d{1,30})?", re.ASCII)
_DAY, _MOMENT, _TIME, _SPAN = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "[h]:mm:ss"


class DecisionsFileError(ExxtraError, OSError):
    """A table that can't be written; what stood there before stays as it was."""


class Sheet(Protocol):
    """A table that is being written."""

    def write(self, cells: Sequence[object]) -> None:
        """Write the next row."""


@contextmanager
def writing(path: Path, headings: Sequence[str], delimiter: str = ",") -> Iterator[Sheet]:
    """Write a table; it takes the place of an older file when the block ends without an error.

    Args:
        path: The file; its ending says what kind it is.
        headings: The first row.
        delimiter: What to put between the cells of a CSV.

    Raises:
        DecisionsFileError: It can't be written, or holds more rows than a workbook takes.
    """
    kind = _kind(path)
    target = Path(os.path.realpath(path))  # a link stays a link
    if target.exists() and not target.is_file():
        raise DecisionsFileError(msg("{file} is not a file that can be written to.", file=str(path)))
    try:
        # In the same folder, so that the last step is one renaming; and with all that the libraries put aside.
        with tempfile.TemporaryDirectory(prefix=f".{target.stem[:40]}-", dir=target.parent) as folder:
            unfinished = Path(folder, f"decisions{kind}")
            with (_workbook if kind == XLSX else _text)(unfinished, "\t" if kind == TSV else delimiter) as sheet:
                sheet.write(headings)
                yield sheet
            if target.exists():
                shutil.copymode(target, unfinished)
            unfinished.replace(target)
    except OSError as error:
        if isinstance(error, ExxtraError):
            raise
        reason = error.strerror or type(error).__name__
        raise DecisionsFileError(
            msg("{file} can't be written: {reason}. Nothing was changed.", file=str(path), reason=reason)
        ) from error


def _kind(path: Path) -> str:
    kind = path.suffix.lower()
    if kind not in {XLSX, CSV, TSV}:
        raise DecisionsFileError(
            msg(
                "{file}: the name must end with {known}, which says what kind of file to write.",
                file=str(path),
                known=Listing((XLSX, CSV, TSV), any_of=True),
            )
        )
    return kind


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula when it opens a CSV; a plain number stays one.

    Examples:
        >>> harmless("=1+1"), harmless("-2.935"), harmless("Zlab")
        ("'=1+1", '-2.935', 'Zlab')
    """
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


class _TextSheet:
    """Rows of a CSV."""

    def __init__(self, file: Any, delimiter: str) -> None:
        self._writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")

    def write(self, cells: Sequence[object]) -> None:
        # Nearly all cells go out as they are; only the others are worth a call.
        self._writer.writerow(
            [
                cell if type(cell) in _AS_IT_IS or (type(cell) is str and cell[:1] not in _FORMULA) else _plain(cell)
                for cell in cells
            ]
        )


def _plain(cell: object) -> object:
    """Return a value as a CSV holds it: days in ISO form, yes and no in words, text harmless."""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell


@contextmanager
def _text(path: Path, delimiter: str) -> Iterator[Sheet]:
    # With the mark that tells spreadsheets that it is UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        yield _TextSheet(file, delimiter)
        file.flush()
        os.fsync(file.fileno())


class _BookSheet:
    """Rows of a workbook."""

    def __init__(self, sheet: Any, formats: dict[str, Any]) -> None:
        self._sheet, self._formats = sheet, formats
        self._row = 0
        self._writers: dict[type, Callable[[int, int, Any], object]] = {
            int: sheet.write_number,
            float: self._number,
            bool: sheet.write_boolean,
            date: self._moment,
            datetime: self._moment,
            time: self._moment,
            timedelta: self._moment,
        }

    def write(self, cells: Sequence[object]) -> None:
        if self._row >= MOST_ROWS:
            raise DecisionsFileError(
                msg(
                    "A sheet of a workbook holds {limit} rows, and there are more. Write a CSV instead, or split the "
                    "table.",
                    limit=MOST_ROWS,
                )
            )
        row = self._row
        for place, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            write = self._writers.get(type(cell))
            if write is None:
                self._text(row, place, str(cell))
            else:
                write(row, place, cell)
        self._row += 1

    def _text(self, row: int, place: int, text: str) -> None:
        kept = text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}\N{HORIZONTAL ELLIPSIS}"
        self._sheet.write_string(row, place, kept)

    def _number(self, row: int, place: int, value: float) -> None:
        if math.isfinite(value):
            self._sheet.write_number(row, place, value)
        else:
            self._text(row, place, str(value))

    def _moment(self, row: int, place: int, value: date | time | timedelta) -> None:
        match value:
            case datetime() if value.time() != time():
                form = _MOMENT
            case date():
                form = _DAY
            case time():
                form = _TIME
            case _:
                form = _SPAN
        self._sheet.write_datetime(row, place, value, self._formats[form])


@contextmanager
def _workbook(path: Path, _delimiter: str) -> Iterator[Sheet]:
    try:
        import xlsxwriter  # noqa: PLC0415 (needs the extra "staff")
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 (as above)
    except ImportError as error:
        raise DecisionsFileError(_not_installed("xlsxwriter")) from error
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "tmpdir": str(path.parent),
            "use_zip64": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
        },
    )
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    formats = {form: book.add_format({"num_format": form}) for form in (_DAY, _MOMENT, _TIME, _SPAN)}
    try:
        yield _BookSheet(sheet, formats)
        book.close()
    except FileCreateError as error:
        raise _cause(error) from error


def _cause(error: BaseException) -> OSError:
    """Return the error of the system that XlsxWriter wraps."""
    inner = error.args[0] if error.args else error
    return inner if isinstance(inner, OSError) else OSError(str(inner))


def _not_installed(library: str) -> Message:
    return msg("This needs the library {library}. Install it with: pip install 'exxtra-kit[staff]'", library=library)
