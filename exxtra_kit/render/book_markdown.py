# SPDX-License-Identifier: BSD-3-Clause
"""A book as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exxtra_kit.render.book import Book, English, Heading, Link, Listed, Paragraph, Strong
from exxtra_kit.render.html import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.render.book import Block, Line, Part, Section

_MARKS = re.compile(r"([\\`*_\[\]<>|])")


def book_as_markdown(book: Book) -> str:
    """Return a book as Markdown, with its table of contents."""
    return "\n".join([*_lines(book), ""])


def _lines(book: Book) -> Iterator[str]:
    yield f"# {_text(book.title)}"
    for line in book.lead:
        yield from ("", _line(line))
    yield from ("", f"## {_text(book.contents)}", "")
    for chapter in book.chapters:
        yield f"* [{_text(chapter.title)}](#{chapter.anchor})"
        for section in chapter.sections:
            hint = f" {_text(section.hint)}" if section.hint else ""
            yield f"  * [{_text(section.title)}](#{section.anchor}){hint}"
    for chapter in book.chapters:
        yield from ("", f'<a id="{chapter.anchor}"></a>', "", f"## {_text(chapter.title)}", "", _text(chapter.lead))
        for section in chapter.sections:
            yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield from ("", f'<a id="{section.anchor}"></a>', "", f"### {_text(section.title)}")
    for block in section.blocks:
        yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"#### {_line(block.line)}"
        case Paragraph():
            yield _line(block.line)
        case Listed():
            for item in block.items:
                sign = f"{SIGNS[item.kind]} " if item.kind else ""
                lines = [f"* {sign}{_line(item.line)}", *(f"  {_line(line)}" for line in item.below)]
                yield "  \n".join(lines)  # two blanks at the end of a line break it


def _line(line: Line) -> str:
    return "".join(_part(part) for part in line)


def _part(part: Part) -> str:
    match part:
        case Strong():
            return f"**{_text(part.text)}**"
        case Link() if part.target:
            return f"[{_text(part.text)}]({part.target.replace('(', '%28').replace(')', '%29')})"
        case Link() | English():
            return _text(part.text)
        case _:
            return _text(part)


def _text(text: str) -> str:
    """Return plain text so that Markdown shows it as it is, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split("\n")))
