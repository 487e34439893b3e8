# SPDX-License-Identifier: BSD-3-Clause
"""Templates of a partnership: used where they are, ours where they aren't, and a clear word for a broken one."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document

from exxtra_kit.documents.papers import PaperError, paper_docx, paper_pdf
from exxtra_kit.documents.papers.templates import OURS
from exxtra_kit.render.papers import PaperKind
from tests.documents.papers.made import pdf_text, plain, word_text
from tools.build_paper_templates import build

if TYPE_CHECKING:
    from pathlib import Path

COMMITMENT, AGENDA = PaperKind.COMMITMENT_TO_QUALITY, PaperKind.AGENDA
PDF_TEMPLATE = """#let paper = json(bytes(sys.inputs.paper))
#set document(date: none)
Our letterhead: #paper.fields.visitor.first / #paper.fields.first_day.second
"""


def own_word(folder: Path, text: str, name: str = "commitment_to_quality.docx") -> Path:
    """Put a Word template of one paragraph into a folder."""
    document = Document()
    document.add_paragraph(text)
    document.save(str(folder / name))
    return folder


def test_an_own_template_is_used_with_the_fields_by_name(tmp_path: Path) -> None:
    """A partnership's own form gets the facts by their names, in both languages."""
    folder = own_word(tmp_path, "We, {{ host.first }}, receive {{ visitor.first }} on {{ first_day.second }}.")

    assert (
        word_text(paper_docx(plain(COMMITMENT), folder)).strip()
        == "We, ARUS, receive Zlab S.r.l. on 13 Eyl\u00fcl 2021."
    )


def test_what_is_missing_is_taken_from_ours(tmp_path: Path) -> None:
    """A folder with one paper's template leaves the others as they are; one for all papers serves them all."""
    folder = own_word(tmp_path, "Ours alone")
    usual = word_text(paper_docx(plain(AGENDA)))

    assert word_text(paper_docx(plain(AGENDA), folder)) == usual
    own_word(tmp_path, "For all: {{ title.first }}", "paper.docx")
    assert word_text(paper_docx(plain(AGENDA), folder)).strip() == "For all: Agenda"
    assert word_text(paper_docx(plain(COMMITMENT), folder)).strip() == "Ours alone"


def test_an_own_pdf_template_is_used(tmp_path: Path) -> None:
    """A partnership's own Typst file draws the PDF."""
    (tmp_path / "paper.typ").write_text(PDF_TEMPLATE, encoding="utf-8")

    assert "Our letterhead: Zlab S.r.l. / 13 Eyl\u00fcl 2021" in pdf_text(paper_pdf(plain(AGENDA), tmp_path))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ visitr.first }}", "'visitr' is undefined"),
        ("{{ visitr }}", "'visitr' is undefined"),
        ("{% if %}", "Expected an expression"),
        ("{{ visitor.first", "unexpected"),
        ("{{ visitor.__class__.__mro__ }}", "is unsafe"),
        ("{{ blocks.append(1) }}", "is unsafe"),
    ],
)
def test_a_broken_word_template_is_named(tmp_path: Path, text: str, reason: str) -> None:
    """The message says which file, and what is wrong in it; nothing of Python can be reached."""
    with pytest.raises(PaperError) as caught:
        paper_docx(plain(COMMITMENT), own_word(tmp_path, text))

    assert str(caught.value).startswith("The template commitment_to_quality.docx can\u2019t be used: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"no Word file", b"PK\x03\x04 half of one"])
def test_a_file_that_is_no_word_file_is_named(tmp_path: Path, content: bytes) -> None:
    """Something else under the name of a template is refused by name."""
    (tmp_path / "agenda.docx").write_bytes(content)

    with pytest.raises(PaperError, match=r"The template agenda\.docx can\u2019t be used"):
        paper_docx(plain(AGENDA), tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Fine\n#nothing(1)", "agenda.typ:2 can\u2019t be used: unknown variable: nothing"),
        ('#read("../secret")', "would escape the project root"),
    ],
)
def test_a_broken_pdf_template_is_named(tmp_path: Path, text: str, reason: str) -> None:
    """The message says which file, and where; a template reads nothing outside its folder."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (folder / "agenda.typ").write_text(text, encoding="utf-8")

    with pytest.raises(PaperError) as caught:
        paper_pdf(plain(AGENDA), folder)

    assert "agenda.typ" in str(caught.value)
    assert reason in str(caught.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A wrong folder is no reason to use our templates silently."""
    with pytest.raises(PaperError, match="There is no folder"):
        paper_pdf(plain(AGENDA), tmp_path / "nowhere")


def test_our_word_template_is_the_one_that_the_script_builds(tmp_path: Path) -> None:
    """Nobody changed the built file by hand, or the script without building."""
    build().save(str(tmp_path / "paper.docx"))
    parts = ("word/document.xml", "word/styles.xml", "word/footer1.xml")
    built = [word_part(tmp_path / "paper.docx", part) for part in parts]

    assert built == [word_part(OURS / "paper.docx", part) for part in parts]


def word_part(file: Path, part: str) -> bytes:
    """Return one part of a Word file."""
    with zipfile.ZipFile(file) as archive:
        return archive.read(part)
