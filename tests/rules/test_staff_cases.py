# SPDX-License-Identifier: BSD-3-Clause
"""The spreadsheet that staff edit is read row by row, and a row that can't be used is named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook

from exxtra_kit.models import Eligibility, ExchangeForm, Membership, OrganisationType
from exxtra_kit.parameters import load_programme, programme_ids
from tests.rules.staff_cases import SHEET, STAFF_CASES, read_staff_cases

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES: dict[str, Any] = {
    "case": "A week",
    "source": "ABOUT",
    "on": None,
    "visitor country": "IT",
    "visitor previous visits": 0,
    "host country": "TR",
    "start": date(2021, 9, 13),
    "end": date(2021, 9, 17),
    "travel days": "2021-09-13; 2021-09-14",
    "group visitors": 4,
    "expected verdict": "eligible",
    "expected lump sum": 750,
    "expected halved": "no",
}


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    """Write a spreadsheet with these rows, all with the columns of the first."""
    book = Workbook()
    book.active.title = SHEET
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append([row.get(name) for name in rows[0]])
    path = folder / "some.xlsx"
    book.save(path)
    return path


def test_a_row_is_a_case(tmp_path: Path) -> None:
    """Columns are fields of the case file in friendly words; an empty cell is no field, and is not compared."""
    (row,) = read_staff_cases(written(tmp_path, ENTRIES))

    assert (row.id, row.source) == ("some.xlsx row 2: A week", "ABOUT")
    assert (row.case.visiting.country, row.case.visiting.previous_visits, row.case.visiting.type) == ("IT", 0, None)
    assert row.case.on == date(2021, 9, 13)
    assert row.case.exchange.travel_days == (date(2021, 9, 13), date(2021, 9, 14))
    assert row.case.exchange.group_visitors == 4
    assert row.expected == {"verdict": "eligible", "lump_sum_eur": 750, "halved": False}


def test_the_programme_and_the_day_stand_at_the_top(tmp_path: Path) -> None:
    """Whose law and which day's are columns of their own."""
    row = ENTRIES | {"on": date(2021, 6, 1), "programme": "exxtra-2020"}
    (found,) = read_staff_cases(written(tmp_path, row))

    assert (found.case.on, found.case.programme) == (date(2021, 6, 1), "exxtra-2020")


def test_empty_rows_are_passed_over(tmp_path: Path) -> None:
    """A gap between rows is no case, and doesn't move the numbers of the rows below."""
    found = read_staff_cases(written(tmp_path, ENTRIES, {}, ENTRIES))

    assert [row.id for row in found] == ["some.xlsx row 2: A week", "some.xlsx row 4: A week"]


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"expected halved": "maybe"}, "some.xlsx row 2, column 'expected halved': write yes or no, not 'maybe'"),
        ({"expected colour": "red"}, "some.xlsx: the column 'expected colour' is not known"),
        ({"visitor country": "Italia"}, "some.xlsx row 2 can't be used: visiting.country: "),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, wrong: dict[str, Any], expected: str) -> None:
    """A slip in a row or in the head of a column is named with its place."""
    with pytest.raises(ValueError, match=expected):
        read_staff_cases(written(tmp_path, ENTRIES | wrong))


def test_every_sum_of_the_pilot_has_a_row() -> None:
    """Each country with a published sum has a row that expects it in full."""
    sums = load_programme("clusterxchange-2020").parameters["ceiling_eur"].values[-1].value
    assert isinstance(sums, dict)
    rows = {
        row.case.host.country: row.expected["lump_sum_eur"]
        for row in read_staff_cases()
        if row.name.startswith("Full sum:")
    }

    assert rows == sums


def test_the_lists_to_choose_from_are_complete() -> None:
    """Each drop-down list of the spreadsheet offers all the words that the case file knows, and no other."""
    sheet = load_workbook(STAFF_CASES)[SHEET]
    heads = {cell.column_letter: cell.value for cell in sheet[1]}
    offered = {
        heads["".join(char for char in str(check.sqref).split(":")[0] if char.isalpha())]: check.formula1.strip('"')
        for check in sheet.data_validations.dataValidation
        if check.type == "list"
    }

    assert {name: tuple(words.split(",")) for name, words in offered.items()} == {
        "programme": programme_ids(),
        "visitor type": tuple(OrganisationType),
        "host type": tuple(OrganisationType),
        "visitor membership": tuple(Membership),
        "host membership": tuple(Membership),
        "form": tuple(ExchangeForm),
        "expected verdict": tuple(Eligibility),
        "expected halved": ("yes", "no"),
        "expected priority": ("yes", "no"),
    }


def test_the_spreadsheet_explains_itself() -> None:
    """The second sheet says what each column means and how a case is added."""
    book = load_workbook(STAFF_CASES)

    assert book.sheetnames == [SHEET, "help"]
    explained = " ".join(str(row[0].value) for row in book["help"].iter_rows())
    assert "How to add a case" in explained
    assert "expected verdict" in explained
