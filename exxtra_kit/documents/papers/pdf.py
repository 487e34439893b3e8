# SPDX-License-Identifier: BSD-3-Clause
"""A paper as a PDF for A4, drawn by Typst from a template file; the same input gives the same bytes."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from exxtra_kit.documents.papers.templates import find_template, missing_library, unusable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def paper_pdf(paper: Mapping[str, object], templates: Path | None = None) -> bytes:
    """Return a paper as a PDF.

    Nothing of the machine goes into it: no fonts but those that come with Typst and those in the folder of the
    template, no clock, no network. Its words come as data and are never read as markup.

    Args:
        paper: The paper as plain data (`exxtra_kit.render.papers.plain_paper`).
        templates: A folder with templates of one's own; what is not there is taken from ours.

    Raises:
        PaperError: The library that draws it is not installed, or the template can't be used.
    """
    try:
        import typst  # noqa: PLC0415 (needs an extra)
    except ImportError as error:
        raise missing_library("typst") from error
    template = find_template(str(paper["kind"]), "typ", templates)
    issued = date.fromisoformat(str(paper["issued"]))
    try:
        compiler = typst.Compiler(
            template,
            root=template.parent,
            font_paths=[template.parent],
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(paper, ensure_ascii=True)},
        )
        noon = datetime(issued.year, issued.month, issued.day, 12, tzinfo=UTC)
        drawn = compiler.compile(format="pdf", timestamp=noon)
    except RuntimeError as error:  # Typst's own error is one
        line = re.search(rf"{re.escape(template.name)}:(\d+):", str(getattr(error, "diagnostic", "")))
        raise unusable(template, str(error), int(line[1]) if line else None) from error
    if not isinstance(drawn, bytes):
        raise TypeError(f"one PDF was asked for, found {type(drawn).__name__}")
    return drawn
