# SPDX-License-Identifier: BSD-3-Clause
"""Tables and pictures of the map: read back they say what was written, and no text is a formula."""

from __future__ import annotations

import builtins
import csv
import io
import re
import struct
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exxtra_kit.documents.decisions_file import LONGEST_CELL
from exxtra_kit.documents.map_files import MapFileError, csv_bytes, png_bytes, xlsx_bytes
from exxtra_kit.documents.map_files.table import Sheet, stored
from tests.render.hostile_texts import ATTACKS, HOSTILE

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS: tuple[tuple[Any, ...], ...] = (
    ("Host", "km", "days", "checked"),
    ("Citt\u00e0", 847.5, 4, date(2026, 11, 22)),
    ("x", None, -3, None),
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#14713f"/></svg>'
)


def read_csv(content: bytes, delimiter: str) -> list[list[str]]:
    """Return the cells of a CSV."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def read_xlsx(content: bytes) -> list[Sequence[Any]]:
    """Return the cells of the first sheet of a workbook."""
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].rows]


def test_csv_as_excel_in_italy_opens_it() -> None:
    """The mark of UTF-8, semicolons between the cells, a comma inside a number, days in ISO form."""
    content = csv_bytes(ROWS, decimal_comma=True)

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[1] == "Citt\u00e0;847,5;4;2026-11-22"


def test_csv_where_numbers_have_a_point() -> None:
    """Commas between the cells, a point inside a number; a negative number stays one."""
    assert read_csv(csv_bytes(ROWS, decimal_comma=False), ",")[1:] == [
        ["Citt\u00e0", "847.5", "4", "2026-11-22"],
        ["x", "", "-3", ""],
    ]


def test_a_workbook_has_numbers_and_days() -> None:
    """Numbers are numbers, days are days, nothing is nothing, and every sheet is there."""
    content = xlsx_bytes(
        [Sheet("Hosts", ROWS), Sheet("About", [("What", "Value"), ("Made", date(2026, 11, 27))])], title="Map"
    )
    book = openpyxl.load_workbook(io.BytesIO(content))

    assert book.sheetnames == ["Hosts", "About"]
    assert book.properties.title == "Map"
    assert read_xlsx(content)[1] == ["Citt\u00e0", 847.5, 4, datetime(2026, 11, 22)]  # noqa: DTZ001 (a day in a workbook)
    assert read_xlsx(content)[2] == ["x", None, -3, None]
    assert book["Hosts"].freeze_panes == "B2"


@settings(max_examples=150, deadline=None)
@given(HOSTILE | st.text(max_size=30))
@example("\ud800")
def test_text_in_a_workbook_is_text(text: str) -> None:
    """Any text is read back as it was, but for what no workbook can hold; no cell is a formula, none a link."""
    content = xlsx_bytes([Sheet("Hosts", [("Host",), (text,)])], title=text)
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert (read_xlsx(content)[1][0] or "") == stored(text)


@settings(max_examples=150, deadline=None)
@given(HOSTILE | st.text(max_size=30), st.booleans())
def test_text_in_a_csv_is_text(text: str, comma: bool) -> None:  # noqa: FBT001 (drawn)
    """Any text is read back as it was; one that a spreadsheet might take for a formula has an apostrophe before it."""
    rows = read_csv(csv_bytes([("Host", "km"), (text, 1.5)], decimal_comma=comma), ";" if comma else ",")

    assert len(rows) == 2
    found = rows[1][0]
    assert found in {stored(text), "'" + stored(text)}
    number = re.fullmatch(r"[+-]?\d+([.,]\d+)?", found, re.ASCII)
    assert number or not found.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", ATTACKS)
def test_what_is_stored_fits_a_cell(text: str) -> None:
    """A text too long for a cell loses its end, and says so."""
    long = stored(text * 40_000)

    assert len(long) <= LONGEST_CELL
    assert long.endswith("\N{HORIZONTAL ELLIPSIS}")


def test_a_drawing_becomes_a_picture() -> None:
    """The PNG has the size that was asked for."""
    content = png_bytes(SVG, 400, 200)

    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == (400, 200)


@pytest.mark.parametrize(
    ("library", "make"),
    [
        ("xlsxwriter", lambda: xlsx_bytes([Sheet("Hosts", ROWS)], title="")),
        ("typst", lambda: png_bytes(SVG, 40, 20)),
    ],
)
def test_a_missing_library_is_named(library: str, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the message says which it is, and how to install it."""
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == library:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MapFileError, match=f"{library}.*pip install 'exxtra-kit"):
        make()
