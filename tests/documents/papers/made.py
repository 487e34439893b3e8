# SPDX-License-Identifier: BSD-3-Clause
"""An exchange with everything said, and what a paper of it says, as text."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from pypdf import PdfReader

from exxtra_kit.documents.exchange_file import open_exchange
from exxtra_kit.render.papers import PaperKind, paper_of, plain_paper
from exxtra_kit.widgets.planner.files import plan_facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exxtra_kit.documents.exchange_file import ExchangeFile
    from exxtra_kit.render.papers import PlanFacts

SAMPLES = Path(__file__).parents[1] / "samples"
ISSUED = date(2021, 6, 20)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def zlab() -> ExchangeFile:
    """Return Zlab's visit to ARUS as a saved plan."""
    return open_exchange((SAMPLES / "zlab-arus-version-2.json").read_bytes())


def facts(file: ExchangeFile | None = None) -> PlanFacts:
    """Return what the papers of the first visitor speak of."""
    return plan_facts(file or zlab(), ISSUED)[0][1]


def plain(kind: PaperKind, languages: tuple[str, ...] = ("en", "tr"), said: PlanFacts | None = None) -> dict[str, Any]:
    """Return a paper as plain data."""
    return plain_paper(paper_of(kind, said or facts(), languages))


def passages(paper: Mapping[str, Any], *, with_footer: bool = False) -> list[str]:
    """Return everything that a paper says, piece by piece."""
    shown = {name: paper[name] for name in ("title", "subject", "draft", "blocks")}
    found = list(_passages(shown))
    if paper["is_bilingual"]:
        found += [language["name"] for language in paper["languages"]]
    return found + (list(_passages(paper["footer"])) if with_footer else [])


def _passages(value: Any) -> Iterator[str]:
    match value:
        case {"type": "signatures", "rows": rows, "labels": labels}:
            for box in (box for row in rows for box in row):
                yield from _passages(box)
                # The lines to write on are there until it is signed; the first one only for an unknown organisation.
                wanted = [] if box["signed"]["first"] else labels[1:]
                yield from _passages(wanted if box["name"]["first"] else [labels[0], *wanted])
        case dict():
            for name, inner in value.items():
                if name in {"first", "second"}:
                    yield from (line for line in inner.split("\n") if line)
                elif name not in {"type", "shares"}:
                    yield from _passages(inner)
        case list():
            for inner in value:
                yield from _passages(inner)


def squeezed(text: str) -> str:
    """Return a text without what lays it out."""
    return re.sub(r"[\s\u200b]", "", text)


def left_over(text: str, said: list[str]) -> str:
    """Return what a text says beyond what was to be said, and mark what is missing with its own words."""
    rest = squeezed(text)
    for passage in sorted(map(squeezed, said), key=len, reverse=True):
        if passage not in rest:
            return f"missing: {passage}"
        rest = rest.replace(passage, "\x00", 1)
    return rest.replace("\x00", "")


def word_text(content: bytes, part: str = "word/document.xml") -> str:
    """Return the words of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tree = ET.fromstring(archive.read(part))  # noqa: S314 (our own file)
    return "\n".join("".join(run.text or "" for run in line.iter(f"{_WORD}t")) for line in tree.iter(f"{_WORD}p"))


def pdf_text(content: bytes) -> str:
    """Return the words of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def with_case(file: ExchangeFile, changes: dict[str, dict[str, object]]) -> ExchangeFile:
    """Return an exchange with other answers."""
    return copy.deepcopy(file).with_case(changes)
