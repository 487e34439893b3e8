# SPDX-License-Identifier: BSD-3-Clause
"""A paper as plain data, for who draws it: a template of ours or of a partnership."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.render.papers.blocks import Facts, Heading, Note, Points, Signatures, Table, Text

if TYPE_CHECKING:
    from exxtra_kit.render.papers.blocks import Block, Fact, Paper, Words

Plain = dict[str, Any]


def plain_paper(paper: Paper) -> Plain:
    """Return a paper as plain data.

    Words become `{"first": ..., "second": ...}`, the second empty where there is one language, or where both say the
    same, as with names. `fields` has them by name, and `docs/papers.md` lists all.
    """
    return {
        "kind": str(paper.kind),
        "languages": [
            {"code": code, "name": name} for code, name in zip(paper.languages, paper.language_names, strict=True)
        ],
        "is_bilingual": len(paper.languages) > 1,
        "issued": paper.issued.isoformat(),
        "title": _words(paper.title),
        "subject": _words(paper.subject),
        "draft": _words(paper.draft),
        "footer": _words(paper.footer),
        "blocks": [_block(block) for block in paper.blocks],
        "fields": {name: _words(words) for name, words in paper.fields.items()},
    }


def _words(words: Words) -> Plain:
    first, second = (*words, "", "")[:2]
    return {"first": first, "second": "" if second == first else second}


def _block(block: Block) -> Plain:
    match block:
        case Heading():
            return {"type": "heading", "level": block.level, **_words(block.words)}
        case Text():
            return {"type": "text", **_words(block.words)}
        case Note():
            return {"type": "warning" if block.is_warning else "note", **_words(block.words)}
        case _:
            return _parts(block)


def _parts(block: Points | Facts | Table | Signatures) -> Plain:
    match block:
        case Points():
            return {"type": "points", "points": [_words(item) for item in block.items]}
        case Facts():
            return {"type": "facts", "rows": [_fact(row) for row in block.rows]}
        case Table():
            return _table(block)
        case Signatures():
            return _signatures(block)


def _fact(row: Fact) -> Plain:
    return {
        "label": _words(row.label),
        "value": _words(row.value),
        "is_open": row.is_open,
        "is_main": row.is_main,
        "is_to_write": not row.value,
    }


def _table(block: Table) -> Plain:
    return {
        "type": "table",
        "shares": [column.share for column in block.columns],
        "columns": [
            {**_words(column.title), "share": column.share, "is_number": column.is_number} for column in block.columns
        ],
        "rows": [
            {
                "is_result": block.has_result and number == len(block.rows),
                "cells": [
                    {"is_number": column.is_number, "lines": [_words(line) for line in cell]}
                    for column, cell in zip(block.columns, row, strict=True)
                ],
            }
            for number, row in enumerate(block.rows, start=1)
        ],
    }


def _signatures(block: Signatures) -> Plain:
    boxes = [{"role": _words(box.role), "name": _words(box.name), "signed": _words(box.signed)} for box in block.boxes]
    # Two beside each other; an odd one stands alone.
    rows = [boxes[start : start + 2] for start in range(0, len(boxes), 2)]
    return {"type": "signatures", "rows": rows, "labels": [_words(label) for label in block.labels]}
