# SPDX-License-Identifier: BSD-3-Clause
"""A book as one page that needs nothing else: no script, no other host."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from exxtra_kit.messages import msg
from exxtra_kit.render.book import Book, English, Heading, Link, Listed, Paragraph, Strong
from exxtra_kit.render.html import Markup, element, escape, join, outside_link, sign, words

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.render.book import Block, Chapter, Item, Line, Part, Section

_KIT_SHEET, _OWN_SHEET = "exxtra.css", "book.css"
_TOKENS_BEGIN, _TOKENS_END = "/* 1 tokens */", "/* 2 "
_MAIN = "text"
_NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def book_as_page(book: Book, language: Language) -> str:
    """Return a book as a whole page in the language that it is written in."""
    head = [
        element("meta", None, charset="utf-8"),
        element("meta", None, name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", None, http_equiv="Content-Security-Policy", content=_NOTHING_ELSE),
        element("title", escape(book.title)),
        element("style", style_sheet()),
    ]
    skip = element("a", words(msg("Skip to the text"), language), "book-skip", href=f"#{_MAIN}")
    title = [element("h1", escape(book.title)), *(element("p", _line(line)) for line in book.lead)]
    body = [
        skip,
        element("header", join(title)),
        _contents(book),
        element("main", join(_chapter(chapter) for chapter in book.chapters), id=_MAIN),
    ]
    page = [element("head", join(head, "\n")), element("body", join(body, "\n"))]
    return f"<!doctype html>\n{element('html', join(page, chr(10)), lang=language.code)}\n"


@cache
def style_sheet() -> Markup:
    """Return the tokens of the kit's style sheet and the book's own rules; both are ours, so nothing is escaped."""
    folder = resources.files("exxtra_kit.render")
    kit = (folder / _KIT_SHEET).read_text(encoding="utf-8")
    begin = kit.index(_TOKENS_BEGIN)
    return Markup(kit[begin : kit.index(_TOKENS_END, begin)] + (folder / _OWN_SHEET).read_text(encoding="utf-8"))


def _contents(book: Book) -> Markup:
    chapters = []
    for chapter in book.chapters:
        sections = []
        for section in chapter.sections:
            hint = [element("span", escape(section.hint), "book-hint")] if section.hint else []
            link = element("a", escape(section.title), href=f"#{section.anchor}")
            sections.append(element("li", join([link, *hint], " ")))
        link = element("a", escape(chapter.title), href=f"#{chapter.anchor}")
        chapters.append(element("li", join([link, element("ul", join(sections))])))
    title = element("h2", escape(book.contents), id="contents")
    return element("nav", join([title, element("ul", join(chapters))]), aria_labelledby="contents")


def _chapter(chapter: Chapter) -> Markup:
    parts = [
        element("h2", escape(chapter.title), id=chapter.anchor),
        element("p", escape(chapter.lead), "book-lead"),
        *(_section(section) for section in chapter.sections),
    ]
    return element("section", join(parts, "\n"), "book-chapter", aria_labelledby=chapter.anchor)


def _section(section: Section) -> Markup:
    parts = [element("h3", escape(section.title), id=section.anchor), *(_block(block) for block in section.blocks)]
    return element("section", join(parts, "\n"), "book-card", aria_labelledby=section.anchor)


def _block(block: Block) -> Markup:
    match block:
        case Heading():
            return element("h4", _line(block.line))
        case Paragraph():
            return element("p", _line(block.line))
        case Listed():
            return element("ul", join(_item(item) for item in block.items), "book-list")


def _item(item: Item) -> Markup:
    lines = [
        element("p", _line(item.line)),
        *(element("p", _line(line), "book-below") for line in item.below),
    ]
    if not item.kind:
        return element("li", join(lines))
    return element("li", join([sign(item.kind), element("div", join(lines))]), "book-signed")


def _line(line: Line) -> Markup:
    return join(_part(part) for part in line)


def _part(part: Part) -> Markup:
    match part:
        case Strong():
            return element("strong", escape(part.text))
        case English():
            return element("span", escape(part.text), lang="en")
        case Link(target=target) if target.startswith("#"):
            return element("a", escape(part.text), href=target)
        case Link():
            return outside_link(escape(part.text), part.target)
        case _:
            return escape(part)
