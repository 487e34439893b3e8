# SPDX-License-Identifier: BSD-3-Clause
"""The calculation sheet as a PDF for A4, with its data attached; the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.errors import SheetError
from exxtra_kit.messages import msg

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

ATTACHMENT = "exxtra-sheet.json"
_TEMPLATE = Path(__file__).with_name("sheet.typ")


def sheet_pdf(page: Mapping[str, object], record: Mapping[str, object], issued: date) -> bytes:
    """Return the sheet as a PDF.

    Nothing of the machine goes into it: no fonts but those that come with Typst, no clock, no network.

    Args:
        page: What the sheet says: the fields of `exxtra_kit.render.sheet.blocks.Page` as plain data.
        record: The data from which it is computed again.
        issued: Day of issue, which is also the day in the PDF's own data.

    Raises:
        SheetError: The library that draws it is not installed.
    """
    try:
        import typst  # noqa: PLC0415 (needs the extra "staff")
    except ImportError as error:
        raise SheetError(
            msg("This needs the library {library}. Install it with: pip install 'exxtra-kit[staff]'", library="typst")
        ) from error
    checksum = checksum_of(page, record)
    drawn_with = version("typst")
    attachment = canonical({"checksum": checksum, "drawn_with": drawn_with, "page": page, "record": record})
    compiler = typst.Compiler(
        _template(),
        ignore_system_fonts=True,
        sys_inputs={
            "page": canonical(page),
            "attachment": attachment,
            "checksum": checksum,
            "issued": issued.isoformat(),
        },
    )
    noon = datetime(issued.year, issued.month, issued.day, 12, tzinfo=UTC)
    drawn = compiler.compile(format="pdf", timestamp=noon)
    if not isinstance(drawn, bytes):
        raise TypeError(f"one PDF was asked for, found {type(drawn).__name__}")
    return drawn


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def canonical(data: object) -> str:
    """Return plain data as JSON text that is the same for the same data."""
    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def checksum_of(page: object, record: object) -> str:
    """Return the SHA-256 of what a PDF sheet says and of its data."""
    return hashlib.sha256(canonical({"page": page, "record": record}).encode("ascii")).hexdigest()
