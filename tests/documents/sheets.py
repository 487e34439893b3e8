# SPDX-License-Identifier: BSD-3-Clause
"""Calculation sheets for tests: made, altered, sealed anew, checked."""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

from exxtra_kit.cli.sheet import compute_again
from exxtra_kit.documents.sheet.checking import check_sheet
from exxtra_kit.documents.sheet.pdf import sheet_pdf
from exxtra_kit.language import Language
from exxtra_kit.render.sheet import Origin, make_sheet, page_html
from tests.house.reading import ROOT

if TYPE_CHECKING:
    from exxtra_kit.documents.sheet.checking import Again, Check, Claims

KIT = "0.1.0"
ISSUED = date(2026, 11, 23)
ORIGIN = Origin.of_kit(KIT)
_CHECKSUM = re.compile(r'(?<=<code id="exx-sheet-checksum">)[0-9a-f]{64}')


def golden() -> dict[str, Any]:
    """Return the finished exchange of the partnership's presentation, as a case file has it."""
    return tomllib.loads((ROOT / "docs" / "examples" / "zlab-arus.toml").read_text(encoding="utf-8"))


def changed(section: str, **values: object) -> dict[str, Any]:
    """Return the golden case with other values in one section; None takes a value out."""
    case = golden()
    case[section] = {key: value for key, value in {**case[section], **values}.items() if value is not None}
    return case


def html_sheet(case: dict[str, Any] | None = None, *, language: str = "en", origin: Origin = ORIGIN) -> str:
    """Return an HTML sheet."""
    sheet = make_sheet(case or golden(), Language.load(language), ISSUED, origin)
    return page_html(sheet.page, sheet.record)


def pdf_sheet(case: dict[str, Any] | None = None, *, language: str = "en", origin: Origin = ORIGIN) -> bytes:
    """Return a PDF sheet."""
    sheet = make_sheet(case or golden(), Language.load(language), ISSUED, origin)
    return sheet_pdf(sheet.page_data, sheet.record, sheet.issued)


def check(content: str | bytes, made_with: dict[str, str] | None = None) -> Check:
    """Compute a sheet again, here and now."""
    data = content.encode() if isinstance(content, str) else content
    return check_sheet(data, compute_again, made_with or ORIGIN.made_with)


def said(answer: Check, language: str = "en") -> str:
    """Return what a check says."""
    return "\n".join(Language.load(language).text(message) for message in answer.messages)


def sealed(text: str) -> str:
    """Return an altered HTML sheet with a checksum that fits: what somebody does who knows how."""
    bare = _CHECKSUM.sub("0" * 64, text)
    return bare.replace("0" * 64, hashlib.sha256(bare.encode()).hexdigest())


def other_digit(text: str, place: int) -> str:
    """Return a text with one digit altered by one."""
    return f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"


def digits(text: str) -> list[int]:
    """Return where the digits of a text are."""
    return [found.start() for found in re.finditer(r"[0-9]", text)]


class Remembered:
    """Computes a sheet again, the same claims only once."""

    def __init__(self) -> None:
        """Begin with nothing remembered."""
        self._known: dict[str, Again] = {}

    def __call__(self, claims: Claims) -> Again:
        """Return the sheet of these claims."""
        question = repr(claims)
        if question not in self._known:
            self._known[question] = compute_again(claims)
        return self._known[question]
