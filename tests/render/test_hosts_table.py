# SPDX-License-Identifier: BSD-3-Clause
"""The table of hosts: complete, sortable, a real table, and only text where text came from outside."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given

from exxtra_kit.language import Language
from exxtra_kit.render.host_facts import IN_FILES, ON_PAGE
from exxtra_kit.render.hosts_table import sort_key, table_html
from exxtra_kit.render.offers import Offer
from tests.render.hostile_texts import HOSTILE
from tests.render.offered import hostile, judged, offer_of, unjudged

ENGLISH, ITALIAN = Language.load(), Language.load("it")
EURO = "\N{EURO SIGN}"


class Table(HTMLParser):
    """The cells of a table: for each its element, its attributes and its text."""

    def __init__(self, markup: str) -> None:
        """Read a piece of mark-up."""
        super().__init__()
        self.rows: list[list[tuple[str, dict[str, str | None], str]]] = []
        self.elements: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; begin a row or a cell."""
        self.elements.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        """Add text to the cell."""
        if self.rows and self.rows[-1]:
            tag, attributes, text = self.rows[-1][-1]
            self.rows[-1][-1] = (tag, attributes, text + data)

    def row(self, name: str) -> dict[str, str]:
        """Return the texts of the row with this name, by the key of the column."""
        keys = [str(attributes["data-column"]) for _, attributes, _ in self.rows[0]]
        found = next(row for row in self.rows[1:] if row[0][2] == name)
        return dict(zip(keys, (text for _, _, text in found), strict=True))


def test_the_table_is_a_table() -> None:
    """A caption, a button in each heading that says how it is sorted, and one named row for each host."""
    markup = table_html(judged(), ENGLISH)
    heads = Table(markup).rows[0]

    assert markup.count('scope="col"') == len(ON_PAGE) == len(heads)
    assert markup.count('aria-sort="none"') == markup.count('<button class="exx-sort" type="button"') == len(ON_PAGE)
    assert markup.count('scope="row"') == 7
    assert "<caption>" in markup


def test_a_row_says_all_that_is_known() -> None:
    """Where, how far, how long, what is lost, the answer, the sum, how sure, what the host is: all in one row."""
    said = Table(table_html(judged(), ENGLISH)).row("Railgrup")

    assert said["where"] == "Cataluña, Spain"
    assert said["distance_km"] == "847.0\N{NO-BREAK SPACE}km"
    assert said["working_days"] == "4"
    assert said["days_lost"] == "1: 24 June 2022 (Saint John the Baptist)"
    assert said["answer"] == "\N{CIRCLE WITH LEFT HALF BLACK} half sum"
    assert said["sum"] == f"{EURO}415"
    assert "table inferred" in said["how_sure"]
    assert said["innovation_rating"] == "Moderate Innovator + (region, 2017)"
    assert said["region_category"] == "more developed region"
    assert said["members"].startswith("100 (")
    assert "intermodal freight" in said["strengths"]
    assert said["official_languages"].startswith("Spanish")
    assert said["site"] == "www.railgrup.net"


def test_the_table_has_no_sums_before_anything_is_typed() -> None:
    """The same rows, with dashes where the rules have said nothing yet."""
    table = Table(table_html(unjudged(), ENGLISH))

    assert len(table.rows) == 1 + 7
    for row in table.rows[1:]:
        assert EURO not in "".join(text for _, _, text in row)
        assert [text for _, _, text in row].count("\N{EN DASH}") == 6


@pytest.mark.parametrize("language", [ENGLISH, ITALIAN])
def test_numbers_are_sorted_as_numbers(language: Language) -> None:
    """What a number's cell is sorted by is the plain number, in whatever way the language writes it."""
    offers = judged()
    for column in (one for one in ON_PAGE if one.kind == "number"):
        keys = [sort_key(column, offer, language) for offer in offers]
        assert all(float(key) >= 0 for key in keys if key)
    distance = next(one for one in ON_PAGE if one.key == "distance_km")
    arus = offer_of("arus", offers)
    assert arus.verdict is not None
    assert sort_key(distance, arus, language) == str(arus.verdict.distance_km)


def test_what_is_not_possible_has_no_sum_to_sort_by() -> None:
    """A refused host comes last by its sum, whichever way one sorts."""
    column = next(one for one in ON_PAGE if one.key == "sum")

    assert sort_key(column, offer_of("ditecfer", judged()), ENGLISH) == ""
    assert sort_key(column, offer_of("arus", judged()), ENGLISH) == "750"


def test_files_say_more_than_the_page() -> None:
    """Each column of the page is in the files too, where they name the sum, what hangs on it, and the sources."""
    keys = {column.key for column in IN_FILES}

    assert {column.key for column in ON_PAGE} - {"sum"} <= keys
    assert {
        "sum_eur",
        "sum_if_confirmed_eur",
        "source_of_sum",
        "source_of_facts",
        "how_sure_facts",
        "last_checked",
    } <= keys


@given(HOSTILE)
def test_no_word_becomes_markup(text: str) -> None:
    """Whatever a host is called, its row has the elements of a harmless one, and shows the name as it is."""

    def drawn(name: str) -> Table:
        return Table(table_html([Offer(hostile(name), offer_of("arus", judged()).verdict)], ENGLISH))

    table = drawn(text)

    assert table.elements == drawn("harmless").elements
    # A parser of HTML gives line feeds for carriage returns only in a file; here nothing is changed.
    assert table.rows[1][0][2] == text
