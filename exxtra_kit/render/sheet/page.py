# SPDX-License-Identifier: BSD-3-Clause
"""The calculation sheet as one HTML page that asks no host for anything and runs no script."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.render.html import Markup, element, escape, join, outside_link, sign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.render.sheet.blocks import Cell, Line, Page, Section, Table

_FOLDER = Path(__file__).parent
# A page that a mail program or a browser opens may not fetch, run or send anything.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_NO_CHECKSUM = "0" * 64
_LINE_ELEMENTS = {"plain": "span", "strong": "strong", "quiet": "span", "code": "code", "link": "span"}


def page_html(page: Page, record: Mapping[str, object]) -> str:
    """Return the sheet as an HTML page.

    Args:
        page: What the sheet says.
        record: The data from which it is computed again; JSON must be able to hold it.

    Returns:
        The page. Its checksum is the SHA-256 of the page with sixty-four zeros in the checksum's place.
    """
    parts = [_header(page), *(_section(section, number) for number, section in enumerate(page.sections, start=1))]
    body = element("main", join([*parts, _footer(page, record)], "\n"), "exx-sheet")
    head = join(
        [
            element("meta", None, charset="utf-8"),
            element("meta", None, name_="viewport", content_="width=device-width, initial-scale=1"),
            element("meta", None, http_equiv="Content-Security-Policy", content_=_POLICY),
            element("meta", None, name_="robots", content_="noindex"),
            element("title", escape(f"{page.title}: {page.subject}")),
            element("style", Markup(_style())),
        ],
        "\n",
    )
    document = element("html", join([element("head", head), element("body", body)], "\n"), lang=page.language)
    text = f"<!DOCTYPE html>\n{document}\n"
    mark = _checksum_mark(_NO_CHECKSUM)
    checksum = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return text.replace(mark, _checksum_mark(checksum))


def _checksum_mark(checksum: str) -> str:
    return element("code", escape(checksum), id="exx-sheet-checksum")


@cache
def _style() -> str:
    """Return the kit's tokens and the sheet's own style; the tokens have one home, the kit's stylesheet."""
    common = (_FOLDER.parent / "exxtra.css").read_text(encoding="utf-8")
    tokens = common.partition("/* 1 tokens */")[2].partition("/* 2 page */")[0]
    return f"{tokens.strip()}\n{(_FOLDER / 'sheet.css').read_text(encoding='utf-8').strip()}\n"


def _header(page: Page) -> Markup:
    band = [
        element("p", join([sign(page.kind), escape(page.verdict)], " "), f"exx-sheet-verdict exx-{page.kind}"),
        element("p", escape(page.amount), "exx-sheet-sum"),
        element("p", escape(page.sureness), "exx-sheet-quiet"),
    ]
    return element(
        "header",
        join(
            [
                element("h1", escape(page.title)),
                element("p", element("bdi", escape(page.subject)), "exx-sheet-subject"),
                element("p", escape(page.origin), "exx-sheet-quiet"),
                element("div", join(band), f"exx-sheet-band exx-sheet-{page.kind}"),
                element("p", escape(page.caution), "exx-sheet-caution"),
            ],
            "\n",
        ),
    )


def _section(section: Section, number: int) -> Markup:
    heading = f"exx-sheet-{number}"
    parts = [element("h2", escape(section.title), id=heading)]
    parts += [element("p", escape(text)) for text in section.text]
    parts += [_table(table, heading) for table in section.tables]
    if section.notes:
        parts.append(element("ul", join(element("li", escape(note)) for note in section.notes), "exx-sheet-notes"))
    return element("section", join(parts, "\n"), aria_labelledby=heading)


def _table(table: Table, heading: str) -> Markup:
    # The roles keep the table a table where a narrow screen shows each row as a block.
    whole = sum(column.share for column in table.columns)
    widths = join(element("col", None, style=f"width:{100 * column.share / whole:.1f}%") for column in table.columns)
    titles = join(
        element("th", escape(column.title), _number(column.is_number), scope="col", role="columnheader")
        for column in table.columns
    )
    rows = []
    for place, row in enumerate(table.rows, start=1):
        cells: list[Markup] = []
        for column, entry in zip(table.columns, row, strict=True):
            content = _cell(entry)
            if not cells:
                cells.append(element("th", content, scope="row", role="rowheader"))
            else:
                cells.append(element("td", content, _number(column.is_number), role="cell", data_title=column.title))
        is_result = table.has_result and place == len(table.rows)
        rows.append(element("tr", join(cells), "exx-sheet-result" if is_result else "", role="row"))
    return element(
        "table",
        join(
            [
                element("caption", escape(table.caption)) if table.caption else Markup(""),
                element("colgroup", widths),
                element("thead", element("tr", titles, role="row"), role="rowgroup"),
                element("tbody", join(rows, "\n"), role="rowgroup"),
            ],
            "\n",
        ),
        role="table",
        aria_labelledby="" if table.caption else heading,
    )


def _number(is_number: bool) -> str:  # noqa: FBT001 (a private word for a class)
    return "exx-sheet-number" if is_number else ""


def _cell(entry: Cell) -> Markup:
    lines = [_line(line) for line in entry.lines]
    if entry.sign and lines:
        lines[0] = join([sign(entry.sign), lines[0]], " ")
    return join(element("div", line) for line in lines) if len(lines) > 1 else join(lines)


def _line(line: Line) -> Markup:
    text = element("bdi", escape(line.text))
    if line.style == "link":
        text = outside_link(text, line.text)
    return element(
        _LINE_ELEMENTS[line.style], text, "" if line.style in {"plain", "strong"} else f"exx-sheet-{line.style}"
    )


def _footer(page: Page, record: Mapping[str, object]) -> Markup:
    data = json.dumps(record, indent=1, ensure_ascii=True, sort_keys=True)
    checksum = join([escape(f"{page.checksum_title} "), Markup(_checksum_mark(_NO_CHECKSUM))])
    return element(
        "footer",
        join(
            [
                *(element("p", escape(text)) for text in page.checking),
                element("p", checksum),
                element(
                    "details",
                    join(
                        [
                            element("summary", escape(page.data_title)),
                            element("pre", escape(data), id="exx-sheet-data", dir="ltr", tabindex="0"),
                        ]
                    ),
                ),
            ],
            "\n",
        ),
    )
