# SPDX-License-Identifier: BSD-3-Clause
"""Build the Word template of the papers, exxtra_kit/documents/papers/templates/paper.docx.

A partnership may open that file in Word, change it and keep it as its own (docs/papers.md); ours is written by this
script, so that each of its tags has a reason. Run it after a change: python -m tools.build_paper_templates
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tools.word_pieces import (
    ACCENT,
    AMBER,
    GROUND,
    INK,
    LINE,
    MUTED,
    add_table,
    after,
    border,
    drop_first,
    put,
    repeat,
    row_tag,
    shade,
    stacked,
    tag,
    to_write,
    write,
)

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import _Cell

TARGET = Path(__file__).resolve().parents[1] / "exxtra_kit" / "documents" / "papers" / "templates" / "paper.docx"
# How the widths of the columns are shared in the tables of our papers; any other table gets equal columns.
SHARES = ((2, 5, 3, 4), (3, 6, 1, 1), (5, 5, 3), (1, 8, 3), (4, 4, 4))
FIGURES = {(3, 6, 1, 1): 2, (5, 5, 3): 1}
"""How many of the last columns hold figures, which stand to the right."""
MOST_COLUMNS = 6
LINES = ("bottom", "insideH")


def build() -> Word:
    """Return the template."""
    word = Document()
    _prepare(word)
    _footer(word)
    _head(word)
    tag(word, "for block in blocks")
    _heading(word, 'block.type == "heading" and block.level == 1', "Heading 1")
    _heading(word, 'block.type == "heading" and block.level == 2', "Heading 2")
    _words(word, 'block.type == "text"', "Prose")
    _words(word, 'block.type == "note"', "Quiet")
    _words(word, 'block.type == "warning"', "Warning")
    _points(word)
    _facts(word)
    _tables(word)
    _signatures(word)
    tag(word, "endfor")
    return word


def _prepare(word: Word) -> None:
    """Set page and styles."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(18), Mm(20)
    section.footer_distance = Mm(9)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Arial", Pt(9.5), INK
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
    normal.paragraph_format.space_after, normal.paragraph_format.space_before = Pt(1), Pt(0)
    for name, size, colour, before in (("Title", 20, INK, 0), ("Heading 1", 12, ACCENT, 12), ("Heading 2", 10, INK, 6)):
        style = word.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = "Arial", Pt(size), True, colour
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{attribute}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
        style.paragraph_format.keep_with_next = True
        borders = style.element.pPr.find(qn("w:pBdr"))
        if borders is not None:
            style.element.pPr.remove(borders)
    for name, colour, points in (
        ("Prose", INK, 9.5),
        ("Quiet", MUTED, 9.5),
        ("Second", MUTED, 8.5),
        ("Warning", INK, 9.5),
        ("Draft", AMBER, 11),
    ):
        style = word.styles.add_style(name, 1)
        style.base_style = normal
        style.font.size, style.font.color.rgb = Pt(points), colour
        style.paragraph_format.space_after = Pt(0 if name == "Second" else 4)
    space = word.styles.add_style("Space", 1)
    space.base_style, space.font.size = normal, Pt(1)
    space.paragraph_format.space_after = Pt(0)
    word.styles["List Bullet"].paragraph_format.space_after = Pt(1)
    word.styles["Quiet"].font.italic = True
    word.styles["Warning"].font.bold = word.styles["Draft"].font.bold = True
    shade(word.styles["Warning"].element.get_or_add_pPr(), GROUND)
    about = word.core_properties
    about.title = about.comments = about.subject = about.keywords = ""
    about.author = about.last_modified_by = "exxtra_kit"
    about.created = about.modified = datetime(2026, 11, 27, 12, tzinfo=UTC)


def _footer(word: Word) -> None:
    footer = word.sections[0].footer
    first = footer.paragraphs[0]
    border(first, "top", LINE)
    write(first, "{{ footer.first }}", MUTED, 7)
    write(first, "{% if footer.second %} / {{ footer.second }}{% endif %}", MUTED, 7)
    number = footer.add_paragraph()
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for field, between in (("PAGE", " / "), ("NUMPAGES", "")):
        run = write(number, "", MUTED, 7)
        for kind, text in (("begin", ""), ("", field), ("end", "")):
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            element.text = text or None
            run._r.append(element)  # noqa: SLF001 (python-docx has no fields)
        write(number, between, MUTED, 7)


def _head(word: Word) -> None:
    tag(word, "if draft.first")
    draft = word.add_paragraph(style="Draft")
    draft.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    draft.add_run("{{ draft.first }}{% if draft.second %} / {{ draft.second }}{% endif %}")
    tag(word, "endif")
    word.add_paragraph("{{ title.first }}", style="Title")
    tag(word, "if title.second")
    write(word.add_paragraph(), "{{ title.second }}", MUTED, 14)
    tag(word, "endif")
    _heading(word, "true", "Heading 2", of="subject")
    tag(word, "if is_bilingual")
    table = add_table(word, (1, 1))
    for number, cell in enumerate(table.rows[0].cells):
        write(cell.paragraphs[0], f"{{{{ languages[{number}].name }}}}", ACCENT, 8).bold = True
    after(word)
    tag(word, "endif")


def _heading(word: Word, condition: str, style: str, of: str = "block") -> None:
    """Put a heading in one paragraph: Word finds its way by headings, and keeps them with what follows."""
    tag(word, f"if {condition}")
    paragraph = word.add_paragraph(f"{{{{ {of}.first }}}}", style=style)
    second = write(
        paragraph,
        f"{{% if {of}.second %}}  /  {{{{ {of}.second }}}}{{% endif %}}",
        MUTED,
        word.styles[style].font.size.pt - 1,
    )
    second.bold = False
    if style == "Heading 1":
        border(paragraph, "bottom", "00697A")
    tag(word, "endif")


def _words(word: Word, condition: str, style: str) -> None:
    """Put words: both languages beside each other, or one over the whole width."""
    tag(word, f"if ({condition}) and block.second")
    table = add_table(word, (1, 1))
    for cell, name in zip(table.rows[0].cells, ("first", "second"), strict=True):
        put(cell, f"{{{{ block.{name} }}}}", style)
    after(word)
    tag(word, f"elif {condition}")
    word.add_paragraph("{{ block.first }}", style=style)
    tag(word, "endif")


def _points(word: Word) -> None:
    tag(word, 'if block.type == "points"')
    tag(word, "for point in block.points")
    tag(word, "if point.second")
    table = add_table(word, (1, 1))
    for cell, name in zip(table.rows[0].cells, ("first", "second"), strict=True):
        put(cell, f"{{{{ point.{name} }}}}", "List Bullet")
    after(word)
    tag(word, "else")
    word.add_paragraph("{{ point.first }}", style="List Bullet")
    tag(word, "endif")
    tag(word, "endfor")
    tag(word, "endif")


def _facts(word: Word) -> None:
    tag(word, 'if block.type == "facts"')
    table = add_table(word, (34, 66), rows=3, edges=LINES)
    row_tag(table, 0, "for row in block.rows")
    label, value = table.rows[1].cells
    stacked(label, "row.label", "Second")
    tag(value, "if row.is_to_write")
    put(value, "", "Normal").paragraph_format.space_before = Pt(12)
    border(value.paragraphs[-1], "bottom", "4D5C66", "dotted")
    tag(value, "elif row.is_main")
    main = value.add_paragraph()
    write(main, "{{ row.value.first }}", INK, 13).bold = True
    tag(value, "elif row.is_open")
    value.add_paragraph("{{ row.value.first }}", style="Quiet")
    tag(value, "else")
    value.add_paragraph("{{ row.value.first }}")
    tag(value, "endif")
    tag(value, "if row.value.second")
    value.add_paragraph("{{ row.value.second }}", style="Second")
    tag(value, "endif")
    drop_first(value)
    row_tag(table, 2, "endfor")
    after(word, 8)
    tag(word, "endif")


def _tables(word: Word) -> None:
    tag(word, 'if block.type == "table"')
    equal = [(1,) * number for number in range(2, MOST_COLUMNS + 1)]
    for place, shares in enumerate([*SHARES, *equal]):
        condition = f"block.shares == {list(shares)}" if shares in SHARES else f"block.shares|length == {len(shares)}"
        tag(word, f"{'if' if place == 0 else 'elif'} {condition}")
        table = add_table(word, shares, rows=4, edges=LINES)
        for number, cell in enumerate(table.rows[0].cells):
            stacked(cell, f"block.columns[{number}]", "Second", first="Second")
        repeat(table, 0)
        row_tag(table, 1, "for row in block.rows")
        for number, cell in enumerate(table.rows[2].cells):
            tag(cell, f"for line in row.cells[{number}].lines")
            tag(cell, "if row.is_result")
            write(cell.add_paragraph(), "{{ line.first }}", INK, 9).bold = True
            tag(cell, "elif loop.first")
            write(cell.add_paragraph(), "{{ line.first }}", INK, 9)
            tag(cell, "else")
            cell.add_paragraph("{{ line.first }}", style="Second")
            tag(cell, "endif")
            tag(cell, "if line.second")
            cell.add_paragraph("{{ line.second }}", style="Second")
            tag(cell, "endif")
            tag(cell, "endfor")
            drop_first(cell)
        for cell in (one for row in (0, 2) for one in table.rows[row].cells[len(shares) - FIGURES.get(shares, 0) :]):
            for paragraph in cell.paragraphs:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        row_tag(table, 3, "endfor")
    tag(word, "endif")
    after(word, 8)
    tag(word, "endif")


def _signatures(word: Word) -> None:
    tag(word, 'if block.type == "signatures"')
    table = add_table(word, (1, 1), rows=3, edges=("top", "left", "bottom", "right", "insideH", "insideV"), margin=140)
    row_tag(table, 0, "for row in block.rows")
    for number, cell in enumerate(table.rows[1].cells):
        tag(cell, f"if row|length > {number}")
        _box(cell, f"row[{number}]")
        tag(cell, "endif")
        cell.add_paragraph().paragraph_format.space_after = Pt(0)
        drop_first(cell)
    row_tag(table, 2, "endfor")
    for paragraph in (one for cell in table.rows[1].cells for one in cell.paragraphs):
        paragraph.paragraph_format.keep_with_next = True
    after(word, 10)
    tag(word, "endif")


def _box(cell: _Cell, box: str) -> None:
    write(cell.add_paragraph(), f"{{{{ {box}.role.first }}}}", INK, 9.5).bold = True
    tag(cell, f"if {box}.role.second")
    cell.add_paragraph(f"{{{{ {box}.role.second }}}}", style="Second")
    tag(cell, "endif")
    tag(cell, f"if {box}.name.first")
    cell.add_paragraph(f"{{{{ {box}.name.first }}}}")
    tag(cell, "else")
    to_write(cell, "block.labels[0]", 16)
    tag(cell, "endif")
    tag(cell, f"if {box}.signed.first")
    write(cell.add_paragraph(), f"{{{{ {box}.signed.first }}}}", ACCENT, 9.5).bold = True
    tag(cell, f"if {box}.signed.second")
    cell.add_paragraph(f"{{{{ {box}.signed.second }}}}", style="Second")
    tag(cell, "endif")
    tag(cell, "else")
    for number, space in ((1, 20), (2, 20), (3, 38)):
        to_write(cell, f"block.labels[{number}]", space)
    tag(cell, "endif")


def main() -> int:
    """Write the template."""
    build().save(str(TARGET))
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
