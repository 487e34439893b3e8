# SPDX-License-Identifier: BSD-3-Clause
"""A table of organisations is read as far as it can be used, and what can't be is said by row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.errors import InputError
from exxtra_kit.language import Language
from exxtra_kit.models import Membership, OrganisationType
from exxtra_kit.organisations import Role, read_organisations, table
from exxtra_kit.organisations.columns import HEADINGS, field_of, lay_out
from exxtra_kit.organisations.rows import RowReader
from tests.house.reading import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from exxtra_kit.organisations import Entry, OrganisationTable

EXAMPLE = ROOT / "docs/examples/organisations.csv"


def written(folder: Path, text: str) -> Path:
    """Write a CSV file."""
    path = folder / "organisations.csv"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str) -> OrganisationTable:
    """Read a table from its text."""
    return read_organisations(written(folder, text))


def said(found: OrganisationTable) -> list[str]:
    """Return the problems in words, with row and column."""
    say = Language.load().text
    return [f"{one.row} {one.field}: {say(one.message)}" for one in found.problems]


def only(found: OrganisationTable) -> Entry:
    """Return the one organisation of a table."""
    (entry,) = found.entries
    return entry


def test_the_example_is_read_whole() -> None:
    """The example of the documentation has twelve organisations and no cell that can't be used."""
    found = read_organisations(EXAMPLE)

    assert len(found.entries) == 12
    assert said(found) == []


def test_every_field_is_read(tmp_path: Path) -> None:
    """Each column arrives in its field, whatever way its words are written."""
    entry = only(
        read(
            tmp_path,
            "Organisation;Side;KIND;Country code;City;Sector;Web-site;Member of;Languages\n"
            "Zlab;Host;Cluster organisation;Türkiye;Ankara;rail;https://zlab.example;ECCP cluster;Turkish, English\n",
        )
    )

    assert (entry.number, entry.name, entry.role, entry.country) == (2, "Zlab", Role.HOST, "TR")
    assert entry.type is OrganisationType.CLUSTER_ORGANISATION
    assert entry.membership is Membership.ECCP_CLUSTER
    assert (entry.town, entry.sector, entry.site) == ("Ankara", "rail", "https://zlab.example")
    assert entry.languages == ("Turkish", "English")


def test_a_workbook_is_read(tmp_path: Path) -> None:
    """A workbook's numbers are degrees, its title above the headings is passed over, its rows keep their numbers."""
    book = openpyxl.Workbook()
    for cells in (["Our members"], [], ["name", "latitude", "longitude"], ["Zlab", 45.19, 11], ["", None, None]):
        book.active.append(cells)
    book.save(tmp_path / "members.xlsx")
    entry = only(read_organisations(tmp_path / "members.xlsx"))

    assert entry.number == 4
    assert entry.place is not None
    assert (entry.place.lat, entry.place.lon) == (45.19, 11)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (";IT;Cerea;;;sme", "2 name: The name is missing; the row is left out."),
        ("A;Itlay;Cerea;;;sme", "2 country: There is no country “Itlay”."),
        ("A;IT;;95;11;sme", "2 lat: A number from -90 to 90 is expected here, found: 95"),
        ("A;IT;;45;;sme", "2 lon: Latitude and longitude belong together"),
        ("A;IT;Cerea;;;smee", "2 type: “smee” is not known here."),
        (f"{'A' * 10_000};IT;Cerea;;;sme", "2 name: This text was cut: only its first 200 characters are kept."),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, row: str, expected: str) -> None:
    """What can't be used is said with its row and column."""
    (problem,) = said(read(tmp_path, f"name;country;town;lat;lon;type\n{row}\n"))

    assert problem.startswith(expected)


def test_a_wrong_cell_spoils_nothing_else(tmp_path: Path) -> None:
    """A row with a wrong cell keeps the others, and the rows around it are whole."""
    found = read(tmp_path, "name;country;town;type\nA;IT;Cerea;smee\nB;DE;Dresden;sme\n;IT;Cerea;sme\nC;FR;Lille;sme\n")

    assert [(one.name, one.country, one.town, one.type) for one in found.entries] == [
        ("A", "IT", "Cerea", None),
        ("B", "DE", "Dresden", OrganisationType.SME),
        ("C", "FR", "Lille", OrganisationType.SME),
    ]
    assert [problem.row for problem in found.problems] == [2, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name;sector\nA;rail\n", "needs a column for this: town"),
        ("town;country\nCerea;IT\n", "needs a column for this: name"),
        ("name;city;town\nA;Cerea;Cerea\n", "Two columns mean the same: “city” and “town”"),
        ("1;2\n3;4\n", "none of the first 20 rows holds headings"),
    ],
)
def test_headings_that_do_not_fit_are_named(tmp_path: Path, text: str, expected: str) -> None:
    """A table without a name or a place, or with two columns for one, is refused in a sentence."""
    with pytest.raises(InputError, match=expected):
        read(tmp_path, text)


def test_a_slip_in_a_heading_is_asked_back(tmp_path: Path) -> None:
    """A heading that looks like a known one gets a question; others are the user's own."""
    notes = read(tmp_path, "name;town;sectr;remarks\nA;Cerea;rail;x\n").notes

    assert [Language.load().text(note) for note in notes] == ["The column “sectr” is not read. Did you mean sector?"]


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A longer table than the map can show is cut with a note; of endless wrong cells the rest is only counted."""
    monkeypatch.setattr(table, "MOST_ORGANISATIONS", 3)
    monkeypatch.setattr(table, "MOST_PROBLEMS", 2)
    found = read(tmp_path, "name;town;type\n" + "A;Cerea;smee\n" * 5)

    assert len(found.entries) == 3
    assert (len(found.problems), found.further_problems) == (2, 1)
    assert "Only the first 3 organisations" in Language.load().text(found.notes[-1])


def test_every_heading_is_its_own_field() -> None:
    """Each field can be written as the documentation names it."""
    assert [field_of(name) for name in HEADINGS] == list(HEADINGS)


CELLS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300) | st.dates() | st.datetimes()


@settings(max_examples=150)
@given(st.lists(CELLS, max_size=len(HEADINGS) + 2))
def test_no_row_breaks_the_reader(cells: list[object]) -> None:
    """Whatever stands in a row, it gives an organisation with a name or a problem, and never an error."""
    entry, problems = RowReader(lay_out(list(HEADINGS))).read(7, tuple(cells))

    assert entry is not None or problems
    assert entry is None or (entry.name and len(entry.name) <= 200 and len(entry.site) <= 400)
    assert all(problem.row == 7 and Language.load().text(problem.message) for problem in problems)
