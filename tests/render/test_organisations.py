# SPDX-License-Identifier: BSD-3-Clause
"""The layer of organisations as data and as a page: complete, light, and deaf to whatever a name contains."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.errors import DataNotFoundError
from exxtra_kit.language import Language
from exxtra_kit.models import Place
from exxtra_kit.organisations import Entry
from exxtra_kit.render import organisation_layer
from exxtra_kit.render.organisation_layer import OrganisationLayer, organisation_page
from exxtra_kit.render.organisations import layer_data, layer_words, site_address
from tests.render.organisations_made import HOSTILE, hostile, judged, some
from tools.build_frontend import build

SAY = Language.load()
HEAVIEST_BYTES_BESIDE_THE_DATA = 480_000


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    """Have the layer's script built."""
    build()


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of its scripts."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note the text of scripts."""
        if self.found and self.found[-1][0] == "script":
            self.scripts.append(data)


def value(data: dict[str, Any], key: str, number: int) -> str:
    """Return what a column says of an organisation; one in which nothing stands is not there."""
    column = next((one for one in data["columns"] if one["key"] == key), None)
    return str(column["values"][column["of"][number]]) if column else ""


def test_every_word_of_an_organisation_is_there() -> None:
    """Name, place, type, sector and site arrive, shared values once."""
    entries = some()
    data: dict[str, Any] = layer_data(entries, SAY)

    assert data["names"] == [entry.name for entry in entries]
    for number, entry in enumerate(entries):
        assert entry.place is not None
        assert data["places"][2 * number : 2 * number + 2] == [
            round(entry.place.lat * 10_000),
            round(entry.place.lon * 10_000),
        ]
        assert value(data, "sector", number) == entry.sector
        assert value(data, "where", number).startswith(f"{entry.town}, ")
    assert len(data["columns"][0]["values"]) == 2


def test_an_answer_is_the_engines() -> None:
    """Sum and standing are those of the verdict; who only visits has none."""
    entries = some()
    _, answers = judged(entries, SAY)
    found: Any = answers
    shown = {entry.town: found["answers"][found["of"][number]] for number, entry in enumerate(entries)}

    assert shown["Ankara"] is not None
    assert (shown["Ankara"]["tone"], shown["Ankara"]["amount"]) == ("met", "€750")
    assert shown["Barcelona"]["tone"] == "half"
    assert shown["Cerea"]["tone"] == "not_met"
    assert "same country" in " ".join(shown["Cerea"]["reasons"])
    assert shown["Bern"] is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("a.example", "https://a.example"),
        ("www.a.example/x", "https://www.a.example/x"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt://a.example/%0aalert(1)", ""),
        ("data:text/html,x", ""),
        ("https://", ""),
        ('https://a.example/"><img src=x>', ""),
        ("http://[::1", ""),
        ("see our page", ""),
        ("//a.example", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_are_linked(text: str, address: str) -> None:
    """A site is a link if it is a web address; everything else stays text."""
    assert site_address(text) == address


def test_the_page_is_complete_and_light() -> None:
    """Everything is inside: no address leads out, and a policy keeps it so; without data it is light."""
    page = organisation_page(SAY)
    elements = Page(page).found
    addresses = [value for _, attributes in elements for key, value in attributes.items() if key in {"src", "href"}]
    policy = [attributes["content"] for tag, attributes in elements if tag == "meta" and "http-equiv" in attributes]

    assert len(addresses) >= 6
    assert all(str(address).startswith("data:") for address in addresses)
    assert any("default-src 'none'" in str(one) for one in policy)
    assert len(page.encode()) < HEAVIEST_BYTES_BESIDE_THE_DATA
    assert "exxOrganisations.start(" in "".join(Page(page).scripts)


def test_the_page_carries_the_licences() -> None:
    """A page that goes out by mail names the packages in it."""
    page = unquote(organisation_page(SAY))

    assert re.search(r"supercluster \d+\.\d+\.\d+ \(ISC\)", page)
    assert "Permission to use, copy, modify" in page


def test_a_script_that_was_not_built_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the script was not built, a sentence says how to build it."""
    monkeypatch.setattr(organisation_layer, "SCRIPT", "static/none.js")
    organisation_layer._script_address.cache_clear()
    try:
        with pytest.raises(DataNotFoundError, match=r"python -m tools\.build_frontend"):
            OrganisationLayer(SAY)
    finally:
        organisation_layer._script_address.cache_clear()


def given_to_the_script(page: str) -> list[Any]:
    """Return words, data and answers as the page's script gets them."""
    script = "".join(Page(page).scripts)
    found = re.search(r"exxOrganisations\.start\([\w]+, (.*)\);", script)
    assert found is not None
    return list(json.loads(f"[{found[1]}]"))


HOSTILE_TEXT = (
    st.sampled_from(HOSTILE) | st.text(max_size=20) | st.text(st.sampled_from("<>&'\"`${}%#\\/ab\n-!"), max_size=12)
)


@settings(max_examples=25)
@given(HOSTILE_TEXT, HOSTILE_TEXT, HOSTILE_TEXT, HOSTILE_TEXT)
def test_no_text_leaves_its_string(name: str, town: str, sector: str, site: str) -> None:
    """Whatever an organisation is called, the page has the same elements, and the script gets the very same text."""
    entry = Entry(2, name, place=Place(lat=1, lon=2, town=town or None), town=town, sector=sector, site=site)
    data: dict[str, Any] = layer_data([entry], SAY)
    page = organisation_page(SAY, data)
    _, arrived, answers = given_to_the_script(page)

    assert [tag for tag, _ in Page(page).found] == [tag for tag, _ in Page(organisation_page(SAY)).found]
    assert (arrived["names"], arrived["sites"], answers) == ([name], [site], None)
    assert value(arrived, "sector", 0) == sector
    assert arrived["links"][0] in (0, 1) or str(arrived["links"][0]).startswith(("http:", "https:"))


def test_hostile_words_are_all_in_the_data() -> None:
    """Nothing of a hostile table is lost on the way to the page; it is the page that must show it as text."""
    data: dict[str, Any] = layer_data(hostile(), SAY)

    assert data["names"] == list(HOSTILE)
    assert [link for link in data["links"] if link] == []


def test_every_word_of_the_page_is_said() -> None:
    """No word that the page asks for is missing, and those that count keep their place for the number."""
    words = layer_words(SAY)

    assert all(words.values())
    assert "{n}" in str(words["shown"])
    assert "{all}" in str(words["listed"])
