# SPDX-License-Identifier: BSD-3-Clause
"""The shape of a book that is shown as Markdown and as a page: chapters, sections, lines.

Text is plain here; who shows it escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class English:
    """Words that are English in every language, such as the name of a case."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere.

    Attributes:
        text: The words.
        target: A web address, or `#` and the anchor of a section.
    """

    text: str
    target: str


Part = str | Strong | English | Link
Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list.

    Attributes:
        line: Its first line.
        below: Smaller lines below it: source, how sure, why.
        kind: One of `html.SIGNS` for a sign before it; empty for none.
    """

    line: Line
    below: tuple[Line, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one line."""

    line: Line


@dataclass(frozen=True, slots=True)
class Listed:
    """A list."""

    items: tuple[Item, ...]


Block = Heading | Paragraph | Listed


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a chapter that others can point to.

    Attributes:
        anchor: Its name in addresses ("r13").
        title: Its title.
        blocks: What stands in it.
        hint: A few words behind the title in the table of contents.
    """

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter."""

    anchor: str
    title: str
    lead: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book.

    Attributes:
        title: Its title.
        lead: Paragraphs at its beginning.
        contents: Title of the table of contents.
        chapters: Its chapters.
    """

    title: str
    lead: tuple[Line, ...]
    contents: str
    chapters: tuple[Chapter, ...]
