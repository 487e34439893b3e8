# SPDX-License-Identifier: BSD-3-Clause
"""The Word papers: LibreOffice opens them and reads the words that the paper has."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from exxtra_kit.documents.papers import paper_docx
from exxtra_kit.render.papers import PaperKind
from tests.documents.papers.made import left_over, passages, plain, word_text
from tools.office_setup import find_office

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = [("en", "tr"), ("en", "it"), ("de",)]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every paper as Word, and as the text that LibreOffice makes of it."""
    folder = tmp_path_factory.mktemp("papers")
    for kind in PaperKind:
        for pair in PAIRS:
            (folder / f"{kind}-{'-'.join(pair)}.docx").write_bytes(paper_docx(plain(kind, pair)))
    home = tmp_path_factory.mktemp("office")
    subprocess.run(
        [
            find_office(),
            f"-env:UserInstallation={home.as_uri()}",
            "--headless",
            *("--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)),
            *map(str, sorted(folder.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_libreoffice_reads_the_same_text(converted: Path, kind: PaperKind, pair: tuple[str, ...]) -> None:
    """Each paper opens in LibreOffice, which finds all its words in every language, and no others."""
    text = (converted / f"{kind}-{'-'.join(pair)}.txt").read_text(encoding="utf-8-sig")

    assert left_over(text, passages(plain(kind, pair))).strip("/\u2022-") == ""


@pytest.mark.parametrize("kind", PaperKind)
def test_the_file_has_the_same_text(kind: PaperKind) -> None:
    """Read without any office, the file holds the same words."""
    paper = plain(kind)

    assert left_over(word_text(paper_docx(paper)), passages(paper)).strip("/") == ""


def test_the_footer_says_what_the_paper_is_not() -> None:
    """The foot of each page says that it is no official form, in both languages."""
    footer = word_text(paper_docx(plain(PaperKind.AGENDA)), "word/footer1.xml")

    assert "It is not the scheme\u2019s official form" in footer
    assert "resm\u00ee formu de\u011fildir" in footer
