# SPDX-License-Identifier: BSD-3-Clause
"""Opening a spreadsheet or a text file with columns; the only place that knows openpyxl.

Rows are streamed: of an .xlsx only its table of distinct texts stays in memory, of a CSV nothing. openpyxl reads
slower than other libraries, but it lets rows pass one by one, and shows a cell's error ("#N/A") as what it is.
"""

from __future__ import annotations

import codecs
import csv
import io
import warnings
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TextIO
from xml.etree.ElementTree import ParseError

from exxtra_kit.casetable.columns import known_headings
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.fields import shortened
from exxtra_kit.messages import Listing, Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from exxtra_kit.casetable.rows import Cells

    Known = Callable[[Iterable[object]], int]

LARGEST_PART_BYTES = 400_000_000
"""What one part of a workbook that must be held in memory may unpack to."""
LONGEST_LINE = 1_000_000
_CHUNK = 1 << 20
_HEAD_BYTES = 8192
_SAMPLE = 65_536
_SAMPLE_ROWS = 20
_DELIMITERS = (";", ",", "\t", "|")
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK, _SHEETS = "xl/workbook.xml", "xl/worksheets/"
# What openpyxl and the unpacking below it raise on a damaged workbook.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class RawTable:
    """The rows of one sheet.

    Attributes:
        rows: The number and the cells of each row, from the first.
        delimiter: What stands between the cells of a text file; empty for a workbook.
        notes: What the user should know of how the file was read.
    """

    rows: Iterator[tuple[int, Cells]]
    delimiter: str
    notes: tuple[Message, ...]


@contextmanager
def open_sheet(path: Path, sheet: str | None = None, known: Known = known_headings) -> Iterator[RawTable]:
    """Open a table; what kind of file it is, its first bytes tell.

    Args:
        path: An .xlsx or .xlsm workbook, or text with commas, semicolons, tabs or bars between the cells.
        sheet: Name of the sheet; None for the first one that has headings which are read.
        known: Returns how many of a row's cells are headings that are read.

    Raises:
        InputError: It can't be read, also while its rows are.
    """
    head = _first_bytes(path)
    with ExitStack() as stack:
        if head.startswith(_ZIP):
            yield _open_workbook(path, sheet, known, stack)
        else:
            if head.startswith(_OLD_OFFICE):
                raise _wrong(_about_old_office(path))
            if sheet is not None:
                raise _wrong(msg("{file} is a text file and has no sheets.", file=path.name))
            yield _open_text(path, head, known, stack)


def _first_bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise _wrong(msg("{file} is not a file. Give an .xlsx workbook or a CSV file.", file=str(path)))
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError as error:
        raise _wrong(_unreadable(path, error)) from error


def _unreadable(path: Path, error: OSError) -> Message:
    return msg("{file} can't be read: {reason}.", file=str(path), reason=error.strerror or type(error).__name__)


def _wrong(message: Message) -> InputError:
    return InputError((Problem("", message),))


def _about_old_office(path: Path) -> Message:
    content = path.read_bytes()
    if _ENCRYPTED in content:
        return msg("{file} is protected by a password. Save a copy without one.", file=path.name)
    return msg(
        "{file} is a spreadsheet of an old kind (.xls). Save it as .xlsx or as CSV and try again.", file=path.name
    )


def _open_workbook(path: Path, sheet: str | None, known: Known, stack: ExitStack) -> RawTable:
    try:
        import openpyxl  # noqa: PLC0415 (needs the extra "staff")
    except ImportError as error:
        raise _wrong(
            msg(
                "This needs the library {library}. Install it with: pip install 'exxtra-kit[staff]'", library="openpyxl"
            )
        ) from error
    _check_parts(path)
    stack.enter_context(warnings.catch_warnings())
    warnings.simplefilter("ignore")  # of features that don't matter here, such as drop-down lists
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except _DAMAGED as error:
        raise _wrong(_damaged(path)) from error
    stack.callback(book.close)
    chosen, notes = _choose_sheet(path, book, sheet, known)
    return RawTable(_rows_of(path, chosen), "", notes)


def _check_parts(path: Path) -> None:
    """Refuse what is no workbook, and a small file that unpacks to a huge one."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()}
    except _DAMAGED as error:
        raise _wrong(_damaged(path)) from error
    if _WORKBOOK not in sizes:
        raise _wrong(
            msg(
                "{file} is not an .xlsx workbook. Save the table as .xlsx or as CSV and try again.",
                file=path.name,
            )
        )
    if any(size > LARGEST_PART_BYTES for name, size in sizes.items() if not name.startswith(_SHEETS)):
        raise _wrong(msg("{file} unpacks to more than can be read. Save it as CSV and try again.", file=path.name))


def _damaged(path: Path) -> Message:
    return msg("{file} is damaged and can't be read. Open it and save it again as .xlsx.", file=path.name)


def _choose_sheet(path: Path, book: Any, wanted: str | None, known: Known) -> tuple[Any, tuple[Message, ...]]:
    """Return the sheet of that name, or the first one with headings that are read."""
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    names = Listing(tuple(shortened(name) for name in sheets))
    if wanted is not None:
        if wanted not in sheets:
            raise _wrong(msg("{file} has no sheet of that name. It has: {names}.", file=path.name, names=names))
        return sheets[wanted], ()
    if not sheets:
        raise _wrong(msg("{file} has no sheet with cells.", file=path.name))
    visible = [sheet for sheet in sheets.values() if sheet.sheet_state == "visible"] or list(sheets.values())
    chosen = max(visible, key=lambda sheet: _most_headings(islice(_rows_of(path, sheet), _SAMPLE_ROWS), known))
    if len(sheets) == 1:
        return chosen, ()
    return chosen, (
        msg("Of several sheets this one was read: {sheet}. Another one is named with --sheet.", sheet=chosen.title),
    )


def _most_headings(rows: Iterable[tuple[int, Cells]], known: Known) -> int:
    return max((known(cells) for _, cells in rows), default=0)


def _rows_of(path: Path, sheet: Any) -> Iterator[tuple[int, Cells]]:
    sheet.reset_dimensions()  # some programs write a wrong size, and openpyxl would believe it
    try:
        yield from enumerate(sheet.iter_rows(values_only=True), start=1)
    except _DAMAGED as error:
        raise _wrong(_damaged(path)) from error
    except OSError as error:
        raise _wrong(_unreadable(path, error)) from error


def _open_text(path: Path, head: bytes, known: Known, stack: ExitStack) -> RawTable:
    encoding, notes = _encoding(path, head)
    if "16" not in encoding and b"\0" in head:
        raise _wrong(
            msg("{file} is not a spreadsheet. Give an .xlsx workbook or a CSV file.", file=path.name),
        )
    file = stack.enter_context(path.open(encoding=encoding, newline=""))
    try:
        sample = file.read(_SAMPLE)
        file.seek(0)
    except UnicodeError as error:
        raise _wrong(_not_text(path)) from error
    delimiter = _delimiter(sample, known)
    return RawTable(_text_rows(path, file, delimiter), delimiter, notes)


def _encoding(path: Path, head: bytes) -> tuple[str, tuple[Message, ...]]:
    """Return the encoding of a text file: what its mark says, else UTF-8 if it is that, else Windows-1252."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ()
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            note = msg(
                "{file} is not in UTF-8; it was read as Windows-1252 (Latin-1). If letters look wrong, save it again "
                "as UTF-8.",
                file=path.name,
            )
            return "latin-1" if _has_undefined(path) else "cp1252", (note,)
    return "utf-8-sig", ()


def _has_undefined(path: Path) -> bool:
    """Say whether a file holds one of the five bytes that Windows-1252 leaves open and Latin-1 has."""
    undefined = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
    with path.open("rb") as file:
        return any(any(byte in chunk for byte in undefined) for chunk in iter(lambda: file.read(_CHUNK), b""))


def _delimiter(sample: str, known: Known) -> str:
    """Return the separator with which the beginning of a file shows most headings, else most cells."""

    def likelihood(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), _SAMPLE_ROWS))
        except csv.Error:
            return 0, 0
        return max(map(known, rows), default=0), max(map(len, rows), default=0)

    return max(_DELIMITERS, key=likelihood)


def _text_rows(path: Path, file: TextIO, delimiter: str) -> Iterator[tuple[int, Cells]]:
    number = 0
    try:
        for number, cells in enumerate(csv.reader(_lines(file), delimiter=delimiter), start=1):
            yield number, tuple(cells)
    except (csv.Error, _LineTooLongError) as error:
        raise _wrong(
            msg(
                "{file}: after row {row} a text is too long to be read. Perhaps a quotation mark is not closed.",
                file=path.name,
                row=str(number),
            )
        ) from error
    except UnicodeError as error:
        raise _wrong(_not_text(path)) from error
    except OSError as error:
        raise _wrong(_unreadable(path, error)) from error


def _not_text(path: Path) -> Message:
    return msg("{file} is not a text file that can be read. Save it again as CSV in UTF-8.", file=path.name)


class _LineTooLongError(Exception):
    """A line without an end, which would fill the memory."""


def _lines(file: TextIO) -> Iterator[str]:
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise _LineTooLongError
        yield line
