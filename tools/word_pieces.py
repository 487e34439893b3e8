# SPDX-License-Identifier: BSD-3-Clause
"""Pieces of a Word template: tags, tables, lines to write on; for tools/build_paper_templates.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.text.parfmt import CT_PPr
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

INK, MUTED, ACCENT, AMBER = (RGBColor.from_string(code) for code in ("16232E", "4D5C66", "00697A", "8A5A00"))
LINE, GROUND = "D5DDE1", "FDF3DC"
WIDTH_MM = 170.0
# Word wants the properties of a paragraph in this order.
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def to_write(cell: _Cell, label: str, space: float) -> None:
    """Put a line to write on, with its label below."""
    line = cell.add_paragraph()
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(space), Pt(1)
    line.paragraph_format.line_spacing = Pt(2)
    border(line, "bottom", "4D5C66")
    paragraph = cell.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    write(
        paragraph,
        f"{{{{ {label}.first }}}}{{% if {label}.second %}} / {{{{ {label}.second }}}}{{% endif %}}",
        MUTED,
        7.5,
    )


def stacked(cell: _Cell, name: str, second: str, first: str = "Normal") -> None:
    """Put both languages below each other."""
    put(cell, f"{{{{ {name}.first }}}}", first)
    tag(cell, f"if {name}.second")
    cell.add_paragraph(f"{{{{ {name}.second }}}}", style=second)
    tag(cell, "endif")


def put(cell: _Cell, text: str, style: str) -> Paragraph:
    """Fill the first paragraph of a cell, or add one after the tags that are there."""
    paragraph: Paragraph = cell.paragraphs[0] if len(cell.paragraphs) == 1 and not cell.text else cell.add_paragraph()
    paragraph.style = style
    paragraph.add_run(text)
    return paragraph


def tag(place: Word | _Cell, code: str) -> None:
    """Put a tag in a paragraph of its own, which the filling takes out."""
    place.add_paragraph(f"{{%p {code} %}}")


def row_tag(table: Table, number: int, code: str) -> None:
    """Put a tag in a row of its own, which the filling takes out."""
    table.rows[number].cells[0].paragraphs[0].add_run(f"{{%tr {code} %}}")


def drop_first(cell: _Cell) -> None:
    """Take out the empty paragraph that a cell begins with."""
    first = cell.paragraphs[0]
    if not first.text:
        first._p.getparent().remove(first._p)  # noqa: SLF001 (python-docx can't take a paragraph out)


def after(word: Word, points: float = 1) -> None:
    """Keep two tables apart: Word joins those that follow each other."""
    space = word.add_paragraph(style="Space")
    space.paragraph_format.line_spacing = Pt(points)


def write(paragraph: Paragraph, text: str, colour: RGBColor, size: float) -> Run:
    """Add words of a colour and size, in points."""
    run = paragraph.add_run(text)
    run.font.color.rgb, run.font.size = colour, Pt(size)
    return run


def add_table(
    word: Word, shares: tuple[int, ...], rows: int = 1, edges: tuple[str, ...] = (), margin: int = 0
) -> Table:
    """Add a table over the whole width no row of which breaks across pages.

    Args:
        word: The template.
        shares: How its columns share the width.
        rows: How many rows it has.
        edges: Which lines are drawn.
        margin: Space between its lines and its words, to the left and right, in twentieths of a point.
    """
    table: Table = word.add_table(rows, len(shares))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    for number, share in enumerate(shares):
        width = Mm(WIDTH_MM * share / sum(shares))
        table.columns[number].width = width
        for cell in table.columns[number].cells:
            cell.width = width
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 (no public name)
    properties = table._tbl.tblPr  # noqa: SLF001 (as above)
    if edges:
        borders = OxmlElement("w:tblBorders")
        for edge in edges:
            borders.append(_edge(edge, LINE, "single"))
        properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    margins = OxmlElement("w:tblCellMar")
    for edge, space in (
        ("top", max(margin, 30)),
        ("left", margin),
        ("bottom", max(margin, 30)),
        ("right", margin or 120),
    ):
        side = OxmlElement(f"w:{edge}")
        side.set(qn("w:w"), str(space))
        side.set(qn("w:type"), "dxa")
        margins.append(side)
    properties.insert_element_before(margins, "w:tblLook")
    return table


def repeat(table: Table, number: int) -> None:
    """Show a row again at the top of each page."""
    table.rows[number]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 (no public name)


def border(paragraph: Paragraph, edge: str, colour: str, kind: str = "single") -> None:
    """Draw a line at an edge of a paragraph."""
    borders = OxmlElement("w:pBdr")
    borders.append(_edge(edge, colour, kind))
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 (no public name)
        borders, *_AFTER_BORDERS
    )


def _edge(name: str, colour: str, kind: str) -> BaseOxmlElement:
    edge = OxmlElement(f"w:{name}")
    for attribute, value in (("val", kind), ("sz", "6"), ("space", "2"), ("color", colour)):
        edge.set(qn(f"w:{attribute}"), value)
    return edge


def shade(properties: CT_PPr, colour: str) -> None:
    """Put a colour behind a paragraph, by its properties."""
    shading = OxmlElement("w:shd")
    for attribute, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{attribute}"), value)
    properties.insert_element_before(shading, *_AFTER_BORDERS[1:])
