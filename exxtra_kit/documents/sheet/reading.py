# SPDX-License-Identifier: BSD-3-Clause
"""A calculation sheet read back: its data, its words, and whether its checksum fits."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass
from functools import cached_property, partial
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from exxtra_kit.documents.safe_json import read_json_object
from exxtra_kit.errors import ExchangeFileError, SheetError
from exxtra_kit.messages import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

LARGEST_FILE_BYTES = 10_000_000
_CHECKSUM = re.compile(r'(<code id="exx-sheet-checksum">)([0-9a-f]{64})(</code>)')
_NO_CHECKSUM = "0" * 64
_DATA = re.compile(r'<pre id="exx-sheet-data"[^>]*>(.*?)</pre>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a sheet.

    Attributes:
        where: Headings of the section and of the row they stand in; empty before the first section.
        text: The words.
    """

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """What a sheet says.

    Attributes:
        passages: All its words, in order.
        verdict: The verdict at its head.
        amount: The sum at its head.
    """

    passages: tuple[Passage, ...] = ()
    verdict: str = ""
    amount: str = ""


@dataclass(frozen=True)
class SheetFile:
    """A sheet read back.

    Attributes:
        record: Its data; None if they can't be read any more.
        is_intact: Whether its checksum fits what it says.
        text: The whole page, for an HTML sheet; None for a PDF.
        read: Reads its words, which takes longer than all the rest.
    """

    record: Mapping[str, object] | None
    is_intact: bool
    text: str | None
    read: Callable[[], Words]

    @cached_property
    def words(self) -> Words:
        """What it says."""
        return self.read()


def not_a_sheet() -> SheetError:
    """Return the error for a file that is something else."""
    return SheetError(
        msg(
            "This is not a calculation sheet. Choose the .html or .pdf file that was made by "
            "exxtra sheet, as it was made: not a printout, and not a copy saved by another program."
        )
    )


def read_html(content: bytes) -> SheetFile:
    """Read an HTML sheet back.

    Raises:
        SheetError: It is no sheet.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise not_a_sheet() from None
    checksums, data = _CHECKSUM.findall(text), _DATA.findall(text)
    if len(checksums) != 1 or len(data) != 1:
        raise not_a_sheet()
    bare = _CHECKSUM.sub(rf"\g<1>{_NO_CHECKSUM}\g<3>", text)
    return SheetFile(
        record=record_of(html.unescape(data[0])),
        is_intact=hashlib.sha256(bare.encode()).hexdigest() == checksums[0][1],
        text=text,
        read=partial(words_of_html, text),
    )


def words_of_html(text: str) -> Words:
    """Return what an HTML sheet says."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    marked = reader.marked
    return Words(tuple(reader.passages), marked.get("exx-sheet-verdict", ""), marked.get("exx-sheet-sum", ""))


def words_of_page(page: Mapping[str, Any]) -> Words:
    """Return what a page of blocks says.

    Raises:
        KeyError, TypeError, AttributeError: It is no such page.
    """
    return Words(tuple(_page_passages(page)), str(page["verdict"]), str(page["amount"]))


def record_of(text: str) -> Mapping[str, object] | None:
    """Return data from a file as the plain table they are; None if they can't be read."""
    try:
        return read_json_object(text)
    except ExchangeFileError:
        return None


def _page_passages(page: Mapping[str, Any]) -> Iterator[Passage]:
    for name in ("title", "subject", "origin", "verdict", "amount", "sureness", "caution"):
        yield Passage("", str(page[name]))
    for section in page["sections"]:
        title = str(section["title"])
        yield Passage(title, title)
        for text in section["text"]:
            yield Passage(title, str(text))
        for table in section["tables"]:
            if table["caption"]:
                yield Passage(title, str(table["caption"]))
            yield from (Passage(title, str(column["title"])) for column in table["columns"])
            for row in table["rows"]:
                yield from _row_passages(title, row)
        for text in section["notes"]:
            yield Passage(title, str(text))
    for text in page["checking"]:
        yield Passage("", str(text))


def _row_passages(title: str, row: Sequence[Mapping[str, Any]]) -> Iterator[Passage]:
    where = f"{title}, {' '.join(str(line['text']) for line in row[0]['lines'])}" if row else title
    for cell in row:
        for line in cell["lines"]:
            yield Passage(where, str(line["text"]))


class _Reader(HTMLParser):
    """Gathers the words of an HTML sheet, each with the headings it stands under."""

    _HEADING, _ROW_HEADING = "h2", "th"
    _ENDS = frozenset({"h1", "h2", "p", "li", "th", "td", "caption", "summary", "pre", "title"})
    _PARTS = frozenset({"div"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self.marked: dict[str, str] = {}
        self._section = self._row = self._class = ""
        self._text: list[str] = []
        self._is_unread = False
        self._is_row_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        # A sign is only a picture of the words beside it; the checksum is compared by itself.
        self._is_unread = (
            tag == "style" or named.get("aria-hidden") == "true" or named.get("id") == "exx-sheet-checksum"
        )
        if tag in self._ENDS or tag in self._PARTS:
            self._flush()
        if tag in self._ENDS:
            self._class = (named.get("class") or "").split(" ")[0]
        if tag == self._ROW_HEADING:
            self._is_row_heading = named.get("scope") == "row"
            self._row = ""
        if tag == self._HEADING:
            self._section = self._row = ""
        if tag == "footer":
            self._section = self._row = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self._ENDS or tag in self._PARTS:
            self._flush(tag)
        self._is_unread = False
        if tag == self._ROW_HEADING:
            self._is_row_heading = False
        if tag in {"tr", "table"}:
            self._row = ""

    def handle_data(self, data: str) -> None:
        if not self._is_unread:
            self._text.append(data)

    def _flush(self, tag: str = "") -> None:
        text = " ".join("".join(self._text).split())
        self._text = []
        if not text:
            return
        if tag == self._HEADING:
            self._section = text
        if self._is_row_heading and tag in {self._ROW_HEADING, *self._PARTS}:
            self._row = f"{self._row} {text}".strip()
        self.marked.setdefault(self._class, text)
        self.passages.append(Passage(", ".join(part for part in (self._section, self._row) if part), text))
