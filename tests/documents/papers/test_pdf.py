# SPDX-License-Identifier: BSD-3-Clause
"""The papers as PDF: every word in both languages, letters of every alphabet we speak, the same bytes each time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exxtra_kit.documents.papers import paper_pdf
from exxtra_kit.language import paper_languages
from exxtra_kit.render.papers import PaperKind
from tests.documents.papers.made import facts, passages, pdf_text, plain, squeezed, with_case, zlab


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("pair", [("en", "tr"), ("it", "en"), ("tr",)], ids="-".join)
def test_every_word_is_drawn(kind: PaperKind, pair: tuple[str, ...]) -> None:
    """Each paper shows all its words in both languages, Turkish letters among them."""
    paper = plain(kind, pair)
    text = squeezed(pdf_text(paper_pdf(paper)))

    assert [words for words in passages(paper, with_footer=True) if squeezed(words) not in text] == []


@pytest.mark.parametrize("code", paper_languages())
def test_each_language_is_drawn(code: str) -> None:
    """The Commitment to Quality is there in each of the eight languages."""
    paper = plain(PaperKind.COMMITMENT_TO_QUALITY, (code,))
    text = squeezed(pdf_text(paper_pdf(paper)))

    assert [words for words in passages(paper) if squeezed(words) not in text] == []


@pytest.mark.parametrize(
    "name",
    [
        "\u0130ZM\u0130R \u015eeker \u00c7\u0131\u011f",
        "\u0391\u03b8\u03ae\u03bd\u03b1",
        "\u0416\u0434\u0430\u043d",
        "\u0141\u00f3d\u017a",
    ],
)
def test_letters_of_other_alphabets_are_drawn(name: str) -> None:
    """Turkish, Greek, Cyrillic and Polish letters are in the fonts that come along."""
    said = facts(with_case(zlab(), {"host": {"name": name}}))

    assert squeezed(name) in squeezed(pdf_text(paper_pdf(plain(PaperKind.CERTIFICATE, said=said))))


def test_the_same_paper_has_the_same_bytes() -> None:
    """Nothing of clock or machine goes into a PDF."""
    paper = plain(PaperKind.FINANCIAL_AGREEMENT)

    assert paper_pdf(paper) == paper_pdf(paper)


def test_a_long_report_runs_over_pages() -> None:
    """A report of many lines is drawn to its end."""
    said = facts()
    report = "\n".join(f"Line {number} of the report." for number in range(150))
    long = replace(said, closing=said.closing.model_copy(update={"done": report}))

    assert "Line149ofthereport." in squeezed(pdf_text(paper_pdf(plain(PaperKind.CLOSING_REPORT, said=long))))
