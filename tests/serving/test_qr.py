# SPDX-License-Identifier: BSD-3-Clause
"""The address as a QR code: it holds the address, whole, in the terminal and as a picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
import segno

from exxtra_kit.serving.qr import qr_fragment, qr_svg, qr_terminal

ADDRESS = "http://192.168.1.17:8866/"
SVG = "{http://www.w3.org/2000/svg}"
QUIET = 4


def expected(address: str) -> list[list[bool]]:
    """Return the modules of the code for an address, dark ones true."""
    return [[bool(module) for module in row] for row in segno.make_qr(address, error="m", boost_error=False).matrix]


def drawn_in(svg: bytes) -> list[list[bool]]:
    """Return the modules that a picture draws, its border cut off."""
    root = ET.fromstring(svg)  # noqa: S314  (our own picture)
    side = int(root.attrib["viewBox"].split()[2])
    field = [[False] * side for _ in range(side)]
    [path] = [one for one in root.iter(f"{SVG}path") if one.get("stroke")]
    x, y = 0.0, 0.0
    for command, rest in re.findall(r"([MmhH])([^MmhH]*)", path.attrib["d"]):
        numbers = [float(part) for part in re.findall(r"-?[\d.]+", rest)]
        if command == "h":
            for module in range(int(numbers[0])):
                field[int(y)][int(x) + module] = True
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if command == "M" else (x + numbers[0], y + numbers[1])
    assert not any(any(row) for row in (*field[:QUIET], *field[-QUIET:])), "the border is empty"
    return [row[QUIET:-QUIET] for row in field[QUIET:-QUIET]]


def shown_in(text: str) -> list[list[bool]]:
    """Return the modules that a terminal shows, its border cut off: two rows of modules on each line."""
    rows: list[list[bool]] = []
    for line in text.splitlines():
        rows.append([character in "▄ " for character in line])
        rows.append([character in "▀ " for character in line])
    side = len(rows[0]) - 2 * QUIET
    return [row[QUIET:-QUIET] for row in rows[QUIET : QUIET + side]]


@pytest.mark.parametrize("address", [ADDRESS, "http://exxtra.example/exxtra/"])
def test_the_code_holds_the_address(address: str) -> None:
    """Terminal and picture draw the very code of the address."""
    assert drawn_in(qr_svg(address)) == expected(address)
    assert shown_in(qr_terminal(address)) == expected(address)


def test_another_address_is_another_code() -> None:
    """The comparison above can fail."""
    assert drawn_in(qr_svg(ADDRESS)) != expected(ADDRESS + "x")


def test_the_picture_is_black_on_white_and_of_any_size() -> None:
    """On a dark slide the code has its white ground, and it grows without blur."""
    picture = qr_svg(ADDRESS).decode()

    assert 'fill="#fff"' in picture
    assert 'stroke="#000"' in picture
    assert "viewBox" in picture
    assert " width=" not in picture
    assert "<script" not in picture


def test_the_fragment_shows_code_address_and_words() -> None:
    """The page for a slide has the picture, its text for who can't see it, and the address to type; all escaped."""
    fragment = qr_fragment('http://a.example/"<b>', "qr.svg", "Point <here>")

    assert 'src="qr.svg"' in fragment
    assert 'alt="http://a.example/&quot;&lt;b&gt;"' in fragment
    assert "Point &lt;here&gt;" in fragment
    assert "<b>" not in fragment
