# SPDX-License-Identifier: BSD-3-Clause
"""A calculation sheet read back from a PDF: drawn again from its own data, and compared."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING

from exxtra_kit.documents.sheet.pdf import ATTACHMENT, checksum_of, sheet_pdf
from exxtra_kit.documents.sheet.reading import SheetFile, Words, not_a_sheet, record_of, words_of_page
from exxtra_kit.errors import SheetError
from exxtra_kit.messages import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pypdf import PdfReader

# What reading a broken or hostile PDF can end in, besides the library's own errors.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def read_pdf(content: bytes, kit: str) -> SheetFile:
    """Read a PDF sheet back.

    Args:
        content: The file.
        kit: Version of the kit here. The same kit draws the same pages; another may lay them out anew.

    Raises:
        SheetError: It is no sheet, or a library that is needed is not installed.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415 (needs the extra "staff")
        from pypdf.errors import PyPdfError  # noqa: PLC0415 (as above)
    except ImportError as error:
        raise SheetError(
            msg("This needs the library {library}. Install it with: pip install 'exxtra-kit[staff]'", library="pypdf")
        ) from error
    try:
        reader = PdfReader(BytesIO(content))
        attached = reader.attachments.get(ATTACHMENT)
        data = record_of(attached[0].decode("ascii")) if attached and len(attached) == 1 else None
    except (PyPdfError, *_BROKEN):
        raise not_a_sheet() from None
    page, record = (data.get("page"), data.get("record")) if data else (None, None)
    if data is None or not isinstance(page, dict) or not isinstance(record, dict):
        raise not_a_sheet()
    try:
        words = words_of_page(page)
        is_ours = _kit_of(record) == kit and data.get("drawn_with") == version("typst")
        drawn = sheet_pdf(page, record, date.fromisoformat(str(record["issued"])))
        shown = drawn == content or _shows(reader, drawn, words, is_ours=is_ours)
    except (PyPdfError, RuntimeError, *_BROKEN):  # Typst's own error is a RuntimeError
        words, shown = Words(), False
    is_intact = shown and checksum_of(page, record) == data.get("checksum")
    return SheetFile(record=record, is_intact=is_intact, text=None, read=lambda: words)


def _kit_of(record: Mapping[str, object]) -> object:
    made_with = record.get("made_with")
    return made_with.get("exxtra-kit") if isinstance(made_with, dict) else None


def _shows(reader: PdfReader, drawn: bytes, words: Words, *, is_ours: bool) -> bool:
    """Say whether the pages show the words that the attached data hold.

    Args:
        reader: The file.
        drawn: What is drawn here from its attached data.
        words: What these data say.
        is_ours: Whether it was drawn by what draws it here: then nothing else may be on the pages.
    """
    again = type(reader)(BytesIO(drawn))
    if is_ours:
        return _drawings(reader) == _drawings(again) and _texts(reader) == _texts(again)
    seen = _squeezed("".join(_texts(reader)))
    return all(_squeezed(passage.text) in seen for passage in words.passages)


def _drawings(reader: PdfReader) -> list[tuple[bytes, int]]:
    """Return for each page what is drawn on it, and how many notes are laid over it."""
    found = []
    for sheet in reader.pages:
        drawing = sheet.get_contents()
        found.append((b"" if drawing is None else drawing.get_data(), len(sheet.get("/Annots") or ())))
    return found


def _texts(reader: PdfReader) -> list[str]:
    return [sheet.extract_text() for sheet in reader.pages]


def _squeezed(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char != "\N{ZERO WIDTH SPACE}")
