# SPDX-License-Identifier: BSD-3-Clause
"""Files of the map on the real site: the browser saves what the visitor's own process made, and draws the picture."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.served.running import RunningSite

pytestmark = pytest.mark.browser

FROM_CEREA = "lang=en&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&start=2022-06-20&end=2022-06-24"
NAME = "clusterxchange-map-2022-06-20"


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """Press a button, and return name and content of the file that the browser saves."""
    with page.expect_download() as coming:
        page.get_by_role("button", name=button, exact=True).click()
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


def test_each_button_saves_its_file(site: RunningSite, page: Page) -> None:
    """Six kinds of file, each whole: the sums of the page are in it, and the picture has the size of a slide."""
    page.goto(f"{site.address}partner_map?{FROM_CEREA}")
    expect(page.locator(".exx-map-entry", has_text="Railgrup")).to_contain_text("\N{EURO SIGN}415")

    name, content = saved(page, "Spreadsheet")
    assert name == f"{NAME}.xlsx"
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["Hosts"].iter_rows(values_only=True))
    sums = {row[0]: row[rows[0].index("lump sum (euro)")] for row in rows[1:]}
    assert (sums["CenSec"], sums["Railgrup"], sums["DITECFER"]) == (1100, 415, 0)
    expect(page.locator(".exx-saving").get_by_role("status")).to_contain_text(f"Saved: {NAME}.xlsx")

    name, content = saved(page, "Picture for a slide")
    assert name == f"{NAME}.png"
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == (1920, 1080)
    assert len(content) > 50_000  # not an empty sheet

    assert saved(page, "CSV table")[1].startswith(b"\xef\xbb\xbfHost,")
    assert ET.fromstring(saved(page, "Drawing (SVG)")[1]).get("width") == "1920"  # noqa: S314 (our own)
    assert json.loads(saved(page, "GeoJSON")[1])["type"] == "FeatureCollection"
    assert b"Content-Security-Policy" in saved(page, "Web page")[1]


def test_the_table_is_sorted_without_the_process(site: RunningSite, page: Page) -> None:
    """A heading sorts at once, though no message leaves the page; the order outlasts another answer."""
    page.goto(f"{site.address}partner_map?{FROM_CEREA}")
    expect(page.locator(".exx-map-entry", has_text="Railgrup")).to_contain_text("\N{EURO SIGN}415")
    page.get_by_text("As a table").click()

    page.get_by_role("button", name="Distance").click()

    expect(page.locator(".exx-hosts-table tbody th").first).to_have_text("DITECFER")
    page.get_by_label("Last day", exact=True).fill("2022-06-23")
    expect(page.locator(".exx-hosts-table tbody tr").first).to_contain_text("4")
    expect(page.locator(".exx-hosts-table tbody th").first).to_have_text("DITECFER")
    expect(page.get_by_role("columnheader", name="Distance")).to_have_attribute("aria-sort", "ascending")
