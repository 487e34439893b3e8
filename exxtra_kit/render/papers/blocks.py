# SPDX-License-Identifier: BSD-3-Clause
"""What a paper is made of: blocks of words, each in every language of the paper, without a format.

Word and PDF are drawn from the same blocks, so both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from exxtra_kit.render.papers.kinds import PaperKind

Words = tuple[str, ...]
"""The same words in each language of a paper, in the paper's order of languages."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a paper.

    Attributes:
        words: The heading.
        level: 1 for a part of the paper, 2 for a part of that.
    """

    words: Words
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or several with an empty line between them."""

    words: Words


@dataclass(frozen=True, slots=True)
class Note:
    """A remark: a warning that nobody may overlook, or a quiet one.

    Attributes:
        words: The remark.
        is_warning: Whether it is a warning.
    """

    words: Words
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points.

    Attributes:
        items: The points.
    """

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of facts.

    Attributes:
        label: What the fact is about.
        value: The fact; empty for a line to write on.
        is_open: Whether the fact is not stated yet, and the value says so.
        is_main: Whether it is the one that the paper is about, as the sum of a financial agreement.
    """

    label: Words
    value: Words = ()
    is_open: bool = False
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts, one below the other.

    Attributes:
        rows: The facts.
    """

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        title: Its heading.
        share: Its share of the width.
        is_number: Whether it holds figures, which stand to the right.
    """

    title: Words
    share: int = 1
    is_number: bool = False


Cell = tuple[Words, ...]
"""A cell of a table: lines, one below the other; only the first is strong enough to stand alone."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        columns: Its columns.
        rows: Its rows, each with one cell for each column.
        has_result: Whether the last row is the result of those above.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_result: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Room for one signature.

    Attributes:
        role: Who signs: the role.
        name: Who signs: the organisation's name; empty where it is not known.
        signed: That it is noted as signed, and when; empty while it isn't.
    """

    role: Words
    name: Words = ()
    signed: Words = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """Room to sign.

    Attributes:
        boxes: One for each who signs.
        labels: What stands below the lines to write on: name, place and day, signature.
    """

    boxes: tuple[Box, ...]
    labels: tuple[Words, ...]


Block = Heading | Text | Note | Points | Facts | Table | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, before it is drawn.

    Attributes:
        kind: Which paper.
        languages: Codes of its languages, one or two.
        language_names: The name of each language for itself.
        issued: Day on which it was made.
        title: Its title.
        subject: Who visits whom.
        draft: The mark of a draft; empty once it is none any more.
        blocks: What it says.
        footer: What it is and is not.
        fields: The same facts by name, for a template that somebody makes.
    """

    kind: PaperKind
    languages: tuple[str, ...]
    language_names: tuple[str, ...]
    issued: date
    title: Words
    subject: Words
    draft: Words
    blocks: tuple[Block, ...]
    footer: Words
    fields: Mapping[str, Words] = field(default_factory=dict)
