# SPDX-License-Identifier: BSD-3-Clause
"""The map's page as the site serves it: small, always the same, drawn beforehand, named by its content."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from exxtra_kit.language import Language, available_languages
from exxtra_kit.render.map_document import map_digest, map_document, map_file_name
from exxtra_kit.render.map_page import draw_map_page
from exxtra_kit.widgets.kit.query import MAP_VARIABLE, SITE_VARIABLE, map_address
from exxtra_kit.widgets.partner_map import app

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES_SENT = 150_000
OURS = "/map/en.0123456789abcdef.html"


@pytest.mark.parametrize("code", available_languages())
def test_the_page_is_small(code: str) -> None:
    """Packed, a map is smaller than a photograph; it is sent once and kept by the browser."""
    assert len(gzip.compress(map_document(code), 9)) < MOST_BYTES_SENT


def test_the_same_map_is_the_same_page() -> None:
    """Drawn twice it is the same to the byte, so its address changes only with what it shows."""
    assert draw_map_page(Language.load("en")) == draw_map_page(Language.load("en"))


def test_the_name_says_language_and_content() -> None:
    """Two languages are two pages."""
    names = {map_file_name(code) for code in available_languages()}

    assert len(names) == len(available_languages())
    assert all(re.fullmatch(r"[a-z]{2}\.[0-9a-f]{16}\.html", name) for name in names)
    assert map_digest("en") in map_file_name("en")


def test_drawn_pages_need_no_map_library(tmp_path: Path) -> None:
    """Once the pages are drawn, whoever serves or shows them imports no folium."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    draw = [sys.executable, "-m", "exxtra_kit.render.map_document"]
    subprocess.run(draw, check=True, env=environment)
    ask = (
        "import sys; from exxtra_kit.render.map_document import map_file_name; print(map_file_name('it')); "
        "print(*sorted({'folium', 'pandas', 'numpy'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", ask], check=True, env=environment, capture_output=True, text=True)

    assert ran.stdout.splitlines() == [map_file_name("it"), ""]


@pytest.mark.parametrize(
    ("site", "variable", "expected"),
    [
        ("1", json.dumps({"en": OURS}), OURS),
        ("0", json.dumps({"en": OURS}), ""),
        ("1", json.dumps({"it": OURS}), ""),
        ("1", json.dumps({"en": "//other.example/map.html"}), ""),
        ("1", json.dumps({"en": "https://other.example/map.html"}), ""),
        ("1", json.dumps({"en": 7}), ""),
        ("1", json.dumps([OURS]), ""),
        ("1", "no JSON", ""),
        ("1", "", ""),
    ],
)
def test_the_address_is_that_of_our_site(
    site: str, variable: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only an address of our own site is taken, and only there; else the map comes along in the page."""
    monkeypatch.setenv(SITE_VARIABLE, site)
    monkeypatch.setenv(MAP_VARIABLE, variable)
    monkeypatch.setenv("QUERY_STRING", "lang=en")

    assert map_address(Language.load("en")) == expected
    frame = app.build().frame
    assert (frame.src, bool(frame.html)) == (expected, not expected)
