# SPDX-License-Identifier: BSD-3-Clause
"""Which template a paper is drawn from: a partnership's own where it has one, else ours."""

from __future__ import annotations

from pathlib import Path

from exxtra_kit.errors import ExxtraError
from exxtra_kit.messages import Message, msg

OURS = Path(__file__).with_name("templates")
_FOR_ALL = "paper"


class PaperError(ExxtraError, RuntimeError):
    """A paper that can't be made here: a library is missing, or a template can't be used; the message says which."""


def find_template(kind: str, ending: str, folder: Path | None) -> Path:
    """Return the template of a paper.

    Args:
        kind: Which paper ("commitment_to_quality").
        ending: What is drawn: "docx" or "typ".
        folder: A folder with templates of one's own; None for ours only.

    Returns:
        In this order: the folder's template for this paper, its template for all papers ("paper.docx"), ours.

    Raises:
        PaperError: There is no such folder.
    """
    if folder is not None:
        if not folder.is_dir():
            raise PaperError(msg("There is no folder {folder}. Name the folder of your templates.", folder=str(folder)))
        for name in (kind, _FOR_ALL):
            own = folder / f"{name}.{ending}"
            if own.is_file():
                return own
    return OURS / f"{_FOR_ALL}.{ending}"


def unusable(template: Path, reason: str, line: int | None = None) -> PaperError:
    """Return the error for a template that can't be used.

    Args:
        template: The template.
        reason: What is wrong, in the words of the library that found it.
        line: In which line, where that is known.
    """
    return PaperError(
        msg(
            "The template {file} can\N{RIGHT SINGLE QUOTATION MARK}t be used: {reason}. Correct it, or take it out of "
            "your folder: then ours is used.",
            file=template.name if line is None else f"{template.name}:{line}",
            reason=" ".join(reason.split()).rstrip("."),
        )
    )


def missing_library(library: str) -> PaperError:
    """Return the error for a library that is not installed."""
    message: Message = msg(
        "This needs the library {library}. Install it with: pip install 'exxtra-kit[staff]'", library=library
    )
    return PaperError(message)
