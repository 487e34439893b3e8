# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra sheet` writes a calculation sheet, `exxtra verify` computes one again and says whether it still holds.

Exit status of `exxtra verify`: 0 the sheet holds, 1 it does not, 3 the file is no sheet or can't be read.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit import __version__
from exxtra_kit.casefile import LARGEST_FILE_BYTES, decode_case, parse_case_text
from exxtra_kit.cli.common import INPUT_WAS_WRONG, language_of
from exxtra_kit.documents.sheet.checking import Again, Claims, check_sheet
from exxtra_kit.documents.sheet.pdf import sheet_pdf
from exxtra_kit.documents.sheet.reading import LARGEST_FILE_BYTES as LARGEST_SHEET_BYTES
from exxtra_kit.errors import InputError, Problem, SheetError
from exxtra_kit.language import Language
from exxtra_kit.messages import msg
from exxtra_kit.render.sheet import Origin, make_sheet, page_html

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from exxtra_kit.cli.common import Commands
    from exxtra_kit.messages import Message

HOLDS, DOES_NOT_HOLD = 0, 1
_ENDINGS = (".html", ".pdf")


def register(commands: Commands, language: argparse.ArgumentParser) -> None:
    """Add both commands."""
    sheet = commands.add_parser(
        "sheet", parents=[language], help="a calculation sheet (HTML or PDF) that a third person can check"
    )
    sheet.add_argument(
        "case", metavar="CASE", help="a case file (TOML or JSON), an exchange file, or - for standard input"
    )
    sheet.add_argument("-o", "--output", metavar="FILE", required=True, help="the sheet; ends in .html or .pdf")
    sheet.add_argument("--issued", metavar="DAY", help="day of issue, like 2021-09-13 (default: today)")
    sheet.set_defaults(run=_sheet)

    verify = commands.add_parser(
        "verify", parents=[language], help="compute a calculation sheet again and say whether it still holds"
    )
    verify.add_argument("sheet", metavar="SHEET", help="a sheet made by exxtra sheet, HTML or PDF")
    verify.set_defaults(run=_verify)


def _sheet(arguments: argparse.Namespace) -> int:
    target = Path(arguments.output)
    if target.suffix.lower() not in _ENDINGS:
        raise _wrong(
            "output", msg("{file}: a sheet is written to a file that ends in .html or .pdf.", file=target.name)
        )
    issued = _day(arguments.issued)
    sheet = make_sheet(_given(arguments.case), language_of(arguments), issued, Origin.of_kit(__version__))
    content = (
        page_html(sheet.page, sheet.record).encode("utf-8")
        if target.suffix.lower() == ".html"
        else sheet_pdf(sheet.page_data, sheet.record, issued)
    )
    try:
        target.write_bytes(content)
    except OSError as error:
        raise _wrong("output", _unusable(target, error)) from error
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    language = language_of(arguments)
    try:
        content = _bytes(Path(arguments.sheet), LARGEST_SHEET_BYTES)
        check = check_sheet(content, compute_again, Origin.of_kit(__version__).made_with)
    except SheetError as error:
        sys.stderr.write(f"{language.text(error.message)}\n")
        return INPUT_WAS_WRONG
    sys.stdout.write("".join(f"{language.text(message)}\n" for message in check.messages))
    return HOLDS if check.holds else DOES_NOT_HOLD


def compute_again(claims: Claims) -> Again:
    """Return a sheet computed from the claims of another, saying of its origin what that one says."""
    origin = Origin(claims.made_with, claims.programme_version, claims.programme_hash)
    sheet = make_sheet(claims.case, Language.load(claims.language), claims.issued, origin)
    return Again(sheet.record, sheet.page_data, page_html(sheet.page, sheet.record))


def _given(name: str) -> Mapping[str, object]:
    """Return the plain data of a case file or an exchange file, just as given; `-` is standard input."""
    path = Path(name)
    content = sys.stdin.buffer.read(LARGEST_FILE_BYTES + 1) if name == "-" else _bytes(path, LARGEST_FILE_BYTES)
    is_json = True if path.suffix.lower() == ".json" else None if name == "-" else False
    return parse_case_text(decode_case(content, path.name), is_json=is_json)


def _bytes(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise _wrong("", _unusable(path, error)) from error


def _day(text: str | None) -> date:
    if text is None:
        return date.today()  # noqa: DTZ011 (the day on the calendar of who issues the sheet)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _wrong(
            "issued", msg("{found} is not a day. Give year, month and day like 2021-09-13.", found=text)
        ) from error


def _unusable(path: Path, error: OSError) -> Message:
    return msg("{file} can't be opened: {reason}.", file=str(path), reason=error.strerror or type(error).__name__)


def _wrong(field: str, message: Message) -> InputError:
    return InputError((Problem(field, message),))
