# SPDX-License-Identifier: BSD-3-Clause
"""A book is shown as Markdown and as a page that needs nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

from exxtra_kit.language import Language
from exxtra_kit.render.book import Book, Chapter, English, Heading, Item, Link, Listed, Paragraph, Section, Strong
from exxtra_kit.render.book_html import book_as_page
from exxtra_kit.render.book_markdown import book_as_markdown
from exxtra_kit.render.html import SIGNS

ENGLISH, ITALIAN = Language.load("en"), Language.load("it")
HOSTILE = "<script>alert('1')</script> & *two* [three](four) | `five`"
SECTION = Section(
    "s1",
    "A section",
    (
        Paragraph(("Plain, ", Strong("strong"), " and ", Link("a link", "https://example.org/a(b)"), ".")),
        Heading(("A heading",)),
        Listed(
            (
                Item(("first",), (("below it",), (Link("there", "#s2"),)), "not_met"),
                Item((English("a name"), Link("no link", "javascript:alert(1)"), Link("bare", ""))),
            )
        ),
    ),
    hint="EX201",
)
BOOK = Book("The book", (("A lead.",),), "Contents", (Chapter("c1", "A chapter", "Its lead.", (SECTION,)),))
HOSTILE_BOOK = Book(
    HOSTILE,
    ((HOSTILE,),),
    HOSTILE,
    (Chapter("c", HOSTILE, HOSTILE, (Section("s", HOSTILE, (Paragraph((HOSTILE, Strong(HOSTILE))),), HOSTILE),)),),
)
EMPTY_ELEMENTS = {"meta"}


class Reader(HTMLParser):
    """Reads a page: what is nested how, and what it refers to."""

    def __init__(self) -> None:
        """Make a reader that has read nothing."""
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins."""
        self.seen.append((tag, dict(attrs)))
        if tag not in EMPTY_ELEMENTS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that what ends is what began last."""
        assert self.open.pop() == tag


def read(page: str) -> Reader:
    """Return what is on a page, each element closed where it should be."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_markdown() -> None:
    """Headings, contents, paragraphs, lists with their lower lines, links and signs."""
    lines = book_as_markdown(BOOK).splitlines()

    assert lines[0] == "# The book"
    assert "* [A chapter](#c1)" in lines
    assert "  * [A section](#s1) EX201" in lines
    assert '<a id="s1"></a>' in lines
    assert "### A section" in lines
    assert "Plain, **strong** and [a link](https://example.org/a%28b%29)." in lines
    assert "#### A heading" in lines
    first = lines.index(f"* {SIGNS['not_met']} first  ")
    assert lines[first + 1 : first + 3] == ["  below it  ", "  [there](#s2)"]
    assert "* a name[no link](javascript:alert%281%29)bare" in lines


def test_markdown_escapes() -> None:
    """What looks like mark-up is shown as it is written."""
    text = book_as_markdown(HOSTILE_BOOK)

    assert "<script" not in text.replace(r"\<script", "")
    assert r"\*two\* \[three\](four) \| \`five\`" in text


def test_page_is_whole_and_needs_nothing_else() -> None:
    """One document with a language, a title and a style; nothing is loaded from anywhere, nothing runs."""
    page = book_as_page(BOOK, ITALIAN)
    seen = read(page).seen
    names = [name for name, _ in seen]

    assert page.startswith("<!doctype html>")
    assert ("html", {"lang": "it"}) in seen
    assert names.count("h1") == names.count("main") == names.count("nav") == names.count("title") == 1
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(names)
    assert "url(" not in page
    assert "@import" not in page
    policy = next(attributes["content"] for name, attributes in seen if attributes.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_page_can_be_found_ones_way_in() -> None:
    """A link skips the contents; each section has a heading that names it; each link inside leads to an id."""
    seen = read(book_as_page(BOOK, ENGLISH)).seen
    ids = [attributes["id"] for _, attributes in seen if "id" in attributes]
    inside = [
        str(attributes["href"]).removeprefix("#")
        for _, attributes in seen
        if str(attributes.get("href", "")).startswith("#")
    ]
    named = [attributes["aria-labelledby"] for name, attributes in seen if name in ("nav", "section")]

    assert len(ids) == len(set(ids))
    assert inside[0] in ids
    assert set(inside) - {"s2"} <= set(ids)
    assert None not in named
    assert set(named) <= set(ids)
    levels = [int(name[1]) for name, _ in seen if re.fullmatch(r"h\d", name)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_page_shows_what_the_book_says() -> None:
    """Signs are hidden from a screen reader, English names are marked, other addresses are no links."""
    page = book_as_page(BOOK, ITALIAN)

    assert f'<span class="exx-sign exx-not_met" aria-hidden="true">{SIGNS["not_met"]}</span>' in page
    assert '<span lang="en">a name</span>' in page
    assert 'href="https://example.org/a(b)"' in page
    assert "javascript:" not in page
    assert "<strong>strong</strong>" in page


def test_page_escapes() -> None:
    """What looks like mark-up is shown as it is written."""
    page = book_as_page(HOSTILE_BOOK, ENGLISH)

    read(page)
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 6


def test_page_has_the_look_of_the_kit() -> None:
    """The tokens of the kit's style sheet are there, light and dark, and a style for paper."""
    page = book_as_page(BOOK, ENGLISH)

    assert "--exx-accent:" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert ".exx-app" not in page
