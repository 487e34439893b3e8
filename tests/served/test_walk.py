# SPDX-License-Identifier: BSD-3-Clause
"""The whole way on the real site: from an empty page to a Commitment to Quality, its PDF and a calendar."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from exxtra_kit.render.plan import STEP_PLACES
from tools.walk_planner import OBJECTIVES, walk

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.served.running import RunningSite

pytestmark = pytest.mark.browser


def test_from_an_empty_page_to_papers_that_can_be_signed(page: Page, site: RunningSite, tmp_path: Path) -> None:
    """Each step leaves what the next one needs; the three files say what was planned, in English and Turkish."""
    going = walk(page, site.address, tmp_path, typing_ms=0, reading_ms=0)

    word, pdf, calendar = going.files
    with zipfile.ZipFile(BytesIO(word.read_bytes())) as parts:
        written = parts.read("word/document.xml").decode("utf-8")
    shown = " ".join(" ".join(one.extract_text().split()) for one in PdfReader(pdf).pages)
    for text in (
        "Zlab S.r.l.",
        "ARUS",
        OBJECTIVES[0],
        "Ziyaret",
        "13 Eyl\N{LATIN SMALL LETTER U WITH DIAERESIS}l 2021",
    ):
        assert text in written, text
        assert text in shown, text
    events = Calendar.from_ical(calendar.read_text(encoding="utf-8")).walk("VEVENT")
    assert len(events) == 10
    assert {str(event["DTSTART"].params["TZID"]) for event in events} == {"Europe/Istanbul"}
    assert len(list(tmp_path.glob("*.png"))) == len(going.times)
    for place in STEP_PLACES.values():
        assert page.locator(f"a[href='#{place}']").count() == 1, place
        assert page.locator(f"h2#{place}").count() == 1, place
