# SPDX-License-Identifier: BSD-3-Clause
"""The map as one HTML file: whole, closed, and no name in it can become part of the page."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings

from exxtra_kit.language import Language
from exxtra_kit.render.map_file import map_file
from exxtra_kit.render.map_page import map_page
from tests.render.hostile_texts import ATTACKS, HOSTILE
from tests.render.offered import judged
from tests.render.snapshots import empty_snapshot, hostile_snapshot, snapshot

ENGLISH = Language.load()


class Page(HTMLParser):
    """The elements of a page, what its scripts are, and what it says."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.scripts: list[str] = []
        self.text = ""
        self.where = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element with the names of its attributes; what is not known has no key to sort by."""
        self.where = tag
        self.elements.append((tag, tuple(name for name, _ in attrs if name != "data-sort")))
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.where = self.where.removeprefix(tag)

    def handle_data(self, data: str) -> None:
        """Add to a script, or to what is read."""
        if self.where == "script":
            self.scripts[-1] += data
        elif self.where != "style":
            self.text += data


def given_to(page: Page) -> dict[str, Any]:
    """Return what the page hands its own script."""
    return json.loads(page.scripts[0])  # type: ignore[no-any-return]


def test_it_holds_map_state_and_table() -> None:
    """The map's whole page, the sums as the map is told them, a way for each host, and the table with the same sums."""
    page = Page(map_file(snapshot(), ENGLISH))
    told = given_to(page)

    assert told["page"] == map_page("en")
    assert told["state"]["selected"] == "arus"
    assert {host["id"]: host.get("amount") for host in told["state"]["hosts"]}["arus"] == "\N{EURO SIGN}750"
    assert set(told["ways"]) == {offer.cluster.id for offer in judged()}
    assert all(len(way) > 10 for way in told["ways"].values())
    for piece in (
        "Zlab S.r.l.",
        "20\N{EN DASH}24 June 2022",
        "\N{EURO SIGN}415",
        "An unofficial tool",
        "clusterxchange-2020 2.0.0",
    ):
        assert piece in page.text


def test_it_forbids_itself_to_ask_anybody() -> None:
    """A policy allows nothing from elsewhere, and no element loads anything."""
    html = map_file(snapshot(), ENGLISH)
    page = Page(html)

    assert "default-src &#x27;none&#x27;" in html or "default-src 'none'" in html
    assert not re.search(r"(script-src|style-src|img-src)[^;]*(http|\*)", html.split("</head>")[0])
    assert not [
        names
        for tag, names in page.elements
        if tag in {"script", "link", "img", "iframe"} and {"src", "href", "srcdoc"} & set(names)
    ]


def test_it_opens_without_a_question() -> None:
    """The file of a map that nobody asked anything shows the hosts, and no sum."""
    assert "\N{EURO SIGN}" not in Page(map_file(empty_snapshot(), ENGLISH)).text


def check(text: str) -> None:
    """Fail if a name changes the page, or does not come back out of state and table as it was."""
    page = Page(map_file(hostile_snapshot(text), ENGLISH))

    assert page.elements == Page(map_file(hostile_snapshot("harmless"), ENGLISH)).elements
    assert len(page.scripts) == 2
    told = given_to(page)
    assert told["state"]["hosts"][0]["name"] == text
    assert told["state"]["me"]["label"] == f"you: {text}"
    assert text in page.text


@pytest.mark.parametrize("text", ATTACKS)
def test_no_attack_becomes_part_of_the_page(text: str) -> None:
    """Whatever visitor, town and host are called: the same elements, and the names come back as they were."""
    check(text)


@settings(max_examples=20, deadline=None)
@given(HOSTILE)
def test_no_name_becomes_part_of_the_page(text: str) -> None:
    """The same for any mixture of what attacks are made of."""
    check(text)
