# SPDX-License-Identifier: BSD-3-Clause
"""The map's page: complete in itself, light, and deaf to whatever a name contains."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import folium
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exxtra_kit.language import Language
from exxtra_kit.render import map_page as kept
from exxtra_kit.render.map_page import draw_map_page, map_page
from exxtra_kit.render.maps import OfflineMap, PartnerMap, _script_json
from exxtra_kit.render.outlines import Outline, Pin

if TYPE_CHECKING:
    from pathlib import Path

HEAVIEST_PAGE_BYTES = 360_000
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]]}
# Ends a script, a string, an attribute; opens a template of JavaScript and of Jinja.
HOSTILE = (
    "</script><script>alert(1)</script>",
    "`${alert(1)}`",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "{{{ 7 * 7 }}}",
    "\"'><img src=x onerror=alert(1)>",
    '\\"\\u0027\n\N{LINE SEPARATOR}',
    "<!--<script>",
)
HOSTILE_TEXT = st.sampled_from(HOSTILE) | st.text(st.sampled_from("<>&'\"`${}%#\\/ab\n-!"), max_size=12)


class Elements(HTMLParser):
    """Collects the elements of a page with their attributes, and the text of its scripts."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.title = ""
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._inside = self._inside if tag != self._inside else ""

    def handle_data(self, data: str) -> None:
        """Note text of scripts and of the title."""
        if self._inside == "script":
            self.scripts.append(data)
        elif self._inside == "title":
            self.title += data


def draw(text: str) -> PartnerMap:
    """Return a small map on which every word is this text."""
    shape = Outline(text, SQUARE, "exx-country", ((text, text),))
    return PartnerMap(
        countries=[shape], territories=[shape], pins=[Pin(text, text, 5, 5)],
        title=text, credit=text, zoom_words=(text, text),
        state={"hosts": [{"id": text, "name": text}], "selected": text}, language="en",
    )  # fmt: skip


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of the partner map in English."""
    return draw_map_page(Language.load())


def test_everything_is_inside_the_page(page: str) -> None:
    """Scripts, styles and pictures are data: addresses, so nothing is fetched, from us or from others."""
    found = Elements(page).found
    addresses = [value for _, attributes in found for key, value in attributes.items() if key in {"src", "href"}]

    assert len(addresses) >= 5
    assert all(str(address).startswith("data:") for address in addresses)
    styles = " ".join(str(address) for address in addresses)
    assert not re.findall(r"url\((?!data:|%23|#|%22data:)", styles.replace("url(%23default%23VML)", ""))


def test_the_page_is_light(page: str) -> None:
    """The whole map, Leaflet and all outlines included, stays below a third of a megabyte or so."""
    assert len(page.encode()) < HEAVIEST_PAGE_BYTES


def test_the_page_has_its_markers_and_outlines(page: str) -> None:
    """Seven markers, two layers of outlines, and the first state are in the page."""
    script = "".join(Elements(page).scripts)

    assert script.count("L.marker(") == 7
    assert script.count("exxMap.outlines(") == 2
    assert script.count('"classes":"exx-territory') == 7
    assert script.count('"spot":[') == 38
    assert script.count("exxMap.start(") == 1
    assert "Natural Earth" in script


def test_the_page_says_language_and_title(page: str) -> None:
    """A screen reader learns the language and what the frame is; nobody is kept from zooming."""
    elements = Elements(page)

    assert ("html", {"lang": "en"}) in elements.found
    assert "seven partner clusters" in elements.title
    assert "user-scalable" not in page


@settings(max_examples=60)
@given(HOSTILE_TEXT)
@example("".join(HOSTILE))
def test_no_name_becomes_code(text: str) -> None:
    """Whatever a name holds, the page has the same elements, and its data is that name again."""
    harmless, hostile = Elements(draw("harmless").page()), Elements(draw(text).page())

    assert [tag for tag, _ in hostile.found] == [tag for tag, _ in harmless.found]
    assert [sorted(attributes) for _, attributes in hostile.found] == [
        sorted(attributes) for _, attributes in harmless.found
    ]
    assert hostile.title == text.replace("\r\n", "\n").replace("\r", "\n")
    script = "".join(hostile.scripts)
    assert first_state(script) == {"hosts": [{"id": text, "name": text}], "selected": text}
    clicked = re.search(r"exxMap\.choose\((\".*?\")\); }", script)
    assert clicked
    assert json.loads(clicked[1]) == text


def first_state(script: str) -> Any:
    """Return the state that a page starts with: the last argument of the call that starts it."""
    call = script[script.index("exxMap.start(") :]
    return json.JSONDecoder().raw_decode(call[call.index('{"hosts"') :])[0]


@given(
    st.recursive(
        HOSTILE_TEXT | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(HOSTILE_TEXT, inner)
    )
)
def test_script_json_is_json_without_any_danger(value: object) -> None:
    """The text means the same as the value, and can close no tag and open no template."""
    text = _script_json(value)

    assert json.loads(text) == value
    assert not re.search(r"[<>&'`$\n\u2028]|\{\{|\{%|\{#", text)


def test_the_offline_map_draws_plain_folium_markers() -> None:
    """A staff member's own folium map needs no network either, with popup and the usual marker."""
    own = OfflineMap(location=(45, 11))
    folium.Marker((45, 11), popup=folium.Popup("here")).add_to(own)
    page = own.get_root().render()

    assert not re.findall(r"""(?:src|href)=["'](?!data:)""", page)
    assert "L.Icon.Default.imagePath" in page, "the usual marker's picture would be asked for by its name"


def test_the_page_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second process takes the kept page; a change of what it is made of draws it anew."""
    drawn: list[str] = []
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def draw_and_count(language: Language) -> str:
        drawn.append(language.code)
        return f"page {len(drawn)}"

    monkeypatch.setattr(kept, "draw_map_page", draw_and_count)
    ingredient = tmp_path / "ingredient"
    ingredient.write_text("old", encoding="utf-8")
    monkeypatch.setattr(kept, "_ingredients", lambda _: iter([ingredient]))

    def as_a_new_process() -> str:
        map_page.cache_clear()
        return map_page("en")

    try:
        assert [as_a_new_process(), as_a_new_process()] == ["page 1", "page 1"]
        ingredient.write_text("newer", encoding="utf-8")
        assert as_a_new_process() == "page 2"
    finally:
        map_page.cache_clear()


def test_without_a_place_to_keep_it_the_page_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that can't be written to is no reason to have no map."""
    (tmp_path / "exxtra_kit").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(kept, "draw_map_page", lambda _: "drawn")
    map_page.cache_clear()

    try:
        assert map_page("en") == "drawn"
    finally:
        map_page.cache_clear()
