# SPDX-License-Identifier: BSD-3-Clause
"""A PDF sheet is the same bytes each time, says what the page says, and fails when it was altered."""

from __future__ import annotations

import builtins
import json
import random
import re
from importlib.metadata import version
from io import BytesIO
from typing import Any

import pytest
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, StreamObject

from exxtra_kit.documents.sheet.pdf import ATTACHMENT, canonical, checksum_of, sheet_pdf
from exxtra_kit.errors import SheetError
from exxtra_kit.language import Language, available_languages
from exxtra_kit.render.sheet import Origin, make_sheet
from tests.documents.sheets import ISSUED, ORIGIN, changed, check, golden, other_digit, pdf_sheet, said

SHEET = pdf_sheet()
HOSTILE = '#import "x": * $a^2$ *b* _c_ \\ `d` <e> @f // /* [ ] { } \' ~ = + -'


def text_of(content: bytes) -> str:
    """Return the words of all pages."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def squeezed(content: bytes) -> str:
    """Return the words of all pages without any space."""
    return "".join(text_of(content).replace("\N{ZERO WIDTH SPACE}", "").split())


def saved_anew(content: bytes, *, attach: bytes | None = None, draw: bytes = b"") -> bytes:
    """Return a PDF as another program saves it, with other data attached or something drawn on the first page."""
    writer = PdfWriter(clone_from=BytesIO(content))
    if attach is not None:
        for file in writer.attachment_list:
            file.content = attach
    if draw:
        page, layer = writer.pages[0], StreamObject()
        layer.set_data(draw)
        page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), writer._add_object(layer)])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def shown_otherwise(page: dict[str, Any]) -> bytes:
    """Return a PDF that shows other words than the data attached to it, which are those of the golden sheet."""
    sheet = make_sheet(golden(), Language.load(), ISSUED, ORIGIN)
    true: dict[str, object] = {
        "page": sheet.page_data,
        "record": sheet.record,
        "checksum": checksum_of(sheet.page_data, sheet.record),
    }
    true["drawn_with"] = version("typst")
    drawn = sheet_pdf(page, sheet.record, ISSUED)
    return saved_anew(drawn, attach=canonical(true).encode())


def test_the_same_sheet_is_the_same_bytes() -> None:
    """No clock, no machine, no chance goes into the file; the day of issue is its date."""
    assert pdf_sheet() == SHEET
    metadata = PdfReader(BytesIO(SHEET)).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == ISSUED
    assert metadata.title == "Calculation sheet: Zlab S.r.l. visits ARUS, 13\N{EN DASH}17 September 2021"


@pytest.mark.parametrize("language", available_languages())
def test_it_says_what_the_page_says(language: str) -> None:
    """Every line of the sheet is on paper, on three pages of A4 in English, tagged and in its language."""
    sheet = make_sheet(golden(), Language.load(language), ISSUED, ORIGIN)
    content = sheet_pdf(sheet.page_data, sheet.record, ISSUED)
    reader = PdfReader(BytesIO(content))
    seen = squeezed(content)
    for section in sheet.page.sections:
        for table in section.tables:
            for row in table.rows:
                for line in (line for entry in row for line in entry.lines):
                    assert "".join(line.text.split()) in seen
    assert len(reader.pages) <= (3 if language == "en" else 4)  # other languages need more words
    assert reader.pages[0].mediabox.width == pytest.approx(595.28, abs=0.1)
    assert str(reader.root_object["/Lang"]) == language
    assert "/StructTreeRoot" in reader.root_object


@pytest.mark.parametrize("language", available_languages())
def test_a_pdf_that_nobody_touched_holds(language: str) -> None:
    """In every language; also one that another program has saved without changing what it shows."""
    content = pdf_sheet(language=language)
    assert check(content).holds
    again = saved_anew(content)
    assert again != content
    assert check(again).holds


def test_digits_shown_otherwise_fail() -> None:
    """Figures of the pages, one at a time, shown otherwise than in the attached data."""
    sheet = make_sheet(golden(), Language.load(), ISSUED, ORIGIN)
    text = json.dumps(sheet.page_data)
    values = [found.span() for found in re.finditer(r'(?<="text": )"(?:[^"\\]|\\.)*"', text)]
    places = [place for place, sign in enumerate(text) if sign in "0123456789" and _within(place, values, text)]
    chosen = random.Random(7).sample(places, 12)  # noqa: S311 (a fixed choice, no secret)
    assert len(places) > 200
    for place in chosen:
        answer = check(shown_otherwise(json.loads(other_digit(text, place))))
        assert not answer.holds, text[place - 40 : place + 5]


def _within(place: int, values: list[tuple[int, int]], text: str) -> bool:
    """Say whether a place lies in one of the words that are shown, and not in an escape (as for the euro sign)."""
    return any(start < place < end for start, end in values) and not re.search(r"\\u[0-9a-f]{0,3}$", text[:place])


def test_something_drawn_over_it_fails() -> None:
    """White paint over the sum leaves every word in place; the drawing is compared too."""
    assert not check(saved_anew(SHEET, draw=b" 1 1 1 rg 400 700 150 60 re f ")).holds


@pytest.mark.parametrize(
    ("old", "new"), [("2021-09-17", "2021-09-16"), ('"lump_sum_eur":750', '"lump_sum_eur":760'), ("0.1.0", "0.1.1")]
)
def test_altered_data_fail(old: str, new: str) -> None:
    """The attached data altered, with the old checksum or a new one: the pages don't show them."""
    data = PdfReader(BytesIO(SHEET)).attachments[ATTACHMENT][0].decode()
    altered = data.replace(old, new)
    assert altered != data
    assert not check(saved_anew(SHEET, attach=altered.encode())).holds
    inner = json.loads(altered)
    inner["checksum"] = checksum_of(inner["page"], inner["record"])
    resealed = check(saved_anew(SHEET, attach=canonical(inner).encode()))
    # With a new checksum, and the kit's version altered in the data alone, it is a sheet of another kit.
    assert not resealed.holds or old == "0.1.0"


def test_altered_data_of_another_kit_fail() -> None:
    """Where only verdict and sum can be computed again, the checksum still tells that the data were altered."""
    old = pdf_sheet(origin=Origin.of_kit("0.0.9"))
    data = json.loads(PdfReader(BytesIO(old)).attachments[ATTACHMENT][0])
    data["record"]["values"]["minimum_working_days"] = 2
    assert not check(saved_anew(old, attach=canonical(data).encode())).holds


def test_another_kit_may_lay_it_out_otherwise() -> None:
    """A sheet of another version of the kit holds if its pages show every word of its data."""
    answer = check(saved_anew(pdf_sheet(origin=Origin.of_kit("0.0.9"))))
    assert answer.holds
    assert "It was made with exxtra-kit 0.0.9" in said(answer)


@pytest.mark.parametrize("name", [HOSTILE, "A" * 200, "Ünïcödé Αθήνα Київ İstanbul", "שלום 12 עולם"])
def test_a_hostile_name_stays_text(name: str) -> None:
    """Typst's own marks are shown as typed, a word without end is broken, other scripts do no harm."""
    case = changed("visiting", name=name)
    content = pdf_sheet(case)
    if name.isascii():
        assert "".join(name.split()) in squeezed(content)
    assert check(content).holds
    assert len(PdfReader(BytesIO(content)).pages) <= 4


def test_a_name_of_ten_thousand_letters_is_refused_at_the_door() -> None:
    """No sheet is made of it, in one sentence that says what the limit is."""
    with pytest.raises(ValueError, match="too long: at most 200"):
        pdf_sheet(changed("visiting", name="A" * 10_000))


@pytest.mark.parametrize(("library", "needed"), [("typst", "draw"), ("pypdf", "read")])
def test_a_missing_library_is_named(library: str, needed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the sentence says what to install."""
    real = builtins.__import__

    def closed(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == library:
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", closed)
    with pytest.raises(SheetError, match=rf"needs the library {library}\. Install it with: pip install"):
        pdf_sheet() if needed == "draw" else check(SHEET)


def test_random_bytes_in_it_never_crash() -> None:
    """A damaged PDF fails, or is told to be no sheet; one that is damaged where nothing is seen may hold."""
    dice = random.Random(3)  # noqa: S311 (a fixed choice, no secret)
    for _ in range(6):
        place = dice.randrange(20, len(SHEET) - 2000)
        damaged = SHEET[:place] + bytes(dice.randrange(256) for _ in range(40)) + SHEET[place + 40 :]
        try:
            check(damaged)
        except SheetError:
            continue


def test_typst_is_the_library_that_draws() -> None:
    """The fonts that it needs come with it: none of the machine's is asked for."""
    families = typst.Fonts(include_system_fonts=False).families()
    assert {"Libertinus Serif", "DejaVu Sans Mono"} <= set(families)
