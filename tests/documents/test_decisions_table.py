# SPDX-License-Identifier: BSD-3-Clause
"""Decisions on a table: the same as one by one, in words, and never a formula."""

from __future__ import annotations

import csv
import gc
import os
import stat
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.casefile import read_case
from exxtra_kit.casetable import CaseReader
from exxtra_kit.casetable.columns import COLUMNS, lay_out
from exxtra_kit.documents import decisions_file
from exxtra_kit.documents.decisions_file import DecisionsFileError, writing
from exxtra_kit.documents.decisions_table import HEADINGS, WRONG_INPUT, Desk
from exxtra_kit.errors import InputError
from exxtra_kit.language import Language
from exxtra_kit.memory import without_collector
from exxtra_kit.models import Outcome
from exxtra_kit.parameters import Law
from exxtra_kit.render.verdict import eligibility_words
from exxtra_kit.rules import assess_exchange
from tests.strategies import cases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from exxtra_kit.documents.decisions_table import Decided

ENGLISH = Language.load()
FIELDS = tuple(column.field for column in COLUMNS if column.field != "host")
MEMBER = "eccp_cluster"
HOSTILE = ("=1+1", "+39 045", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")')


def cell_of(case: dict[str, Any], field: str) -> object:
    """Return a field of a case as a cell of a spreadsheet."""
    section, _, key = field.rpartition(".")
    value = (case[section] if section else case).get(key)
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return value


def decided(rows: Sequence[Sequence[object]], headings: Sequence[str] = FIELDS) -> list[Decided]:
    """Return the decisions on rows."""
    layout = lay_out(headings)
    numbered = ((number, tuple(row)) for number, row in enumerate(rows, start=2))
    return list(Desk(layout, ENGLISH, eligibility_words).decide(CaseReader(layout).read_rows(numbered)))


def alone(case: dict[str, Any]) -> tuple[object, str]:
    """Return what a case file with the same facts gets: the verdict or the problems, and the reasons."""
    try:
        read = read_case(case)
    except InputError as error:
        return [(problem.field, problem.message) for problem in error.problems], ""
    verdict = assess_exchange(read, Law.at(read.on, read.programme), with_fixes=False)
    told = verdict.with_outcome(Outcome.NOT_MET, Outcome.UNDECIDED)
    return verdict, " ".join(ENGLISH.text(finding.reason) for finding in told)


@st.composite
def broken_cases(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a case that the door may refuse in one field or two."""
    case = draw(cases())
    wrong = ("\x1b[31m", "Cereaa", "smee", "QQ", "2021-02-30", "-1", "x" * 201)
    for field in draw(st.lists(st.sampled_from(FIELDS), max_size=2)):
        section, _, key = field.rpartition(".")
        (case[section] if section else case)[key] = draw(st.sampled_from(wrong))
    return case


@settings(max_examples=60)
@given(st.lists(cases() | broken_cases(), min_size=1, max_size=8))
def test_a_table_decides_as_one_case_after_the_other(drawn: list[dict[str, Any]]) -> None:
    """For any cases, twice in one table: verdict, problems and reasons are those of a case file with the same facts."""
    rows = [[cell_of(case, field) for field in FIELDS] for case in drawn]
    found = decided([*rows, *rows])
    place = len(FIELDS) + [heading.text for heading in HEADINGS].index("reasons")

    assert len(found) == 2 * len(rows)
    for case, row, one in zip([*drawn, *drawn], [*rows, *rows], found, strict=True):
        # What a cell can't say otherwise than as text comes to the door as text: so does the case to compare with.
        as_read: dict[str, Any] = {"visiting": {}, "host": {}, "exchange": {}}
        for column in COLUMNS:
            if column.field != "host" and (value := _as_the_door_gets_it(row[FIELDS.index(column.field)], column)):
                (as_read[column.section] if column.section else as_read)[column.key] = value[0]
        expected, reasons = alone(as_read)
        if one.verdict is None:
            assert [(problem.field, problem.message) for problem in one.row.problems] == expected, case
            assert one.cells[len(FIELDS)] == WRONG_INPUT
        else:
            assert one.verdict == expected
            assert (one.cells[place] or "") == reasons


def _as_the_door_gets_it(cell: object, column: Any) -> tuple[object, ...]:
    from exxtra_kit.casetable.cells import read_cell  # noqa: PLC0415 (only here: the same reading of one cell)

    value = read_cell(cell, column.kind)
    return () if value is None else (value,)


def test_random_cases_come_through_whole() -> None:
    """A case of plain facts that goes through a table is the very case, so the property above compares real ones."""
    case = {
        "visiting": {"type": "sme", "country": "IT", "lat": 45.1, "lon": 11.2, "membership": "none"},
        "host": {"type": "other", "country": "DE", "town": "Dresden"},
        "exchange": {"start": date(2021, 5, 3), "end": date(2021, 5, 7), "travel_days": [date(2021, 5, 4)]},
    }
    (found,) = decided([[cell_of(case, field) for field in FIELDS]])

    assert found.row.case == read_case(case)
    assert found.verdict == alone(case)[0]


def test_deciding_leaves_nothing_for_the_collector() -> None:
    """The command pauses the collector of cycles: rows, good and broken, must be freed without it."""
    kinds = ("sme", "smee", "other", "cluster_organisation")  # the second is no type
    cases_of = [
        {
            "visiting": {"type": kinds[number % 4], "country": "IT", "town": "Verona", "membership": MEMBER},
            "host": {"type": "sme", "country": "DE", "lat": 50 + number / 1000, "lon": 12.0, "membership": MEMBER},
            "exchange": {"start": date(2021, 5, 3), "end": date(2021, 5, 7)},
        }
        for number in range(400)
    ]
    rows = [[cell_of(case, field) for field in FIELDS] for case in cases_of]
    decided(rows)  # what is imported and set up once may hold cycles
    gc.collect()

    left = []
    for some in (rows[:40], rows):
        with without_collector():
            found = decided(some)
            broken = sum(one.ruling is None for one in found)
            del found
            left.append(gc.collect())

    assert broken == 100
    assert left[1] - left[0] < 10  # what the desk itself leaves doesn't grow with the rows


def test_days_before_between_and_after_changes_of_the_law_are_told_apart() -> None:
    """Rows of many days share what is remembered, and each still has the verdict of its own day's law."""
    programmes = ("clusterxchange-2020", "clusterxchange-2022", "exxtra-2020", "eye-2020")
    days = [date(2019, 6, 3) + timedelta(days=90 * step) for step in range(30)]
    drawn = [
        {
            "programme": programme,
            "visiting": {"type": "sme", "country": "IT", "town": "Cerea"},
            "host": {"type": "sme", "country": "GB", "town": "London"},
            "exchange": {"start": day, "end": day + timedelta(days=4)},
        }
        for programme in programmes
        for day in days
    ]
    for case, one in zip(drawn, decided([[cell_of(case, name) for name in FIELDS] for case in drawn]), strict=True):
        assert one.verdict == alone(case)[0]


def test_the_columns_of_a_decision() -> None:
    """The finished exchange: 750 euro, five days, full, with priority, nothing open, and the programme's hash."""
    case = {
        "visiting": {
            "type": "sme",
            "country": "IT",
            "town": "Cerea",
            "membership": "eccp_cluster",
            "previous_visits": 0,
        },
        "host": {"type": "cluster_organisation", "country": "TR", "town": "Ankara", "membership": "eccp_cluster"},
        "exchange": {"start": date(2021, 9, 13), "end": date(2021, 9, 17)},
    }
    (one,) = decided([[cell_of(case, field) for field in FIELDS]])
    cells = dict(zip([heading.text for heading in HEADINGS], one.cells[len(FIELDS) :], strict=True))

    assert (cells["verdict"], cells["answer"]) == ("eligible", "Eligible")
    assert (cells["lump sum (euro)"], cells["sum if confirmed (euro)"], cells["working days"]) == (750, 750, 5)
    assert (cells["halved"], cells["priority"], cells["reasons"]) == ("no", "yes", None)
    assert cells["distance (km)"] == pytest.approx(1864, abs=5)
    assert "EX209 (R30)" in str(cells["not checked"])
    assert cells["programme"] == "clusterxchange-2020"
    assert len(str(cells["programme fingerprint"])) == 64


def test_a_table_of_decisions_that_comes_in_again_is_decided_anew() -> None:
    """Old decisions are replaced, not put beside the new ones; a column of the user's own called so stays."""
    ours = [heading.text for heading in HEADINGS]

    assert Desk(lay_out(["start", "remarks", *ours]), ENGLISH, eligibility_words).headings == (
        "start",
        "remarks",
        *ours,
    )
    assert Desk(lay_out(["start", "reasons"]), ENGLISH, eligibility_words).headings == ("start", "reasons", *ours)


def write(path: Path, rows: Sequence[Sequence[object]], headings: Sequence[str] = ("a",), delimiter: str = ",") -> None:
    """Write a table."""
    with writing(path, headings, delimiter) as sheet:
        for row in rows:
            sheet.write(row)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_never_becomes_a_formula(tmp_path: Path, text: str) -> None:
    """In a workbook it is text, headings too; in a CSV an apostrophe stands before it."""
    write(tmp_path / "t.xlsx", [[text]], [text])
    write(tmp_path / "t.csv", [[text]], [text])
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))

    assert sheet is not None
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s"]
    assert rows == [[f"'{text}"], [f"'{text}"]]


def test_plain_values_stay_what_they_are(tmp_path: Path) -> None:
    """Numbers, days and times of the user's own columns come out as they came in; a negative number is no formula."""
    moment = datetime(2021, 9, 13, 14, 30)  # noqa: DTZ001 (a spreadsheet knows no zones)
    midnight = datetime(2021, 9, 13)  # noqa: DTZ001 (as above)
    row = [1, -2.5, True, date(2021, 9, 13), moment, midnight, time(9, 30), timedelta(hours=30), None, "", "-2.935"]
    write(tmp_path / "t.xlsx", [row])
    write(tmp_path / "t.csv", [row], delimiter=";")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    lines = (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()

    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:8] == [1, -2.5, True, midnight, moment, midnight, time(9, 30), row[7]]
    assert sheet["K2"].value == "-2.935"
    assert lines[1] == ("1;-2.5;true;2021-09-13;2021-09-13 14:30:00;2021-09-13;09:30:00;1 day, 6:00:00;;;-2.935")


def test_what_no_cell_can_hold_is_cut_and_marked(tmp_path: Path) -> None:
    """A text longer than a cell is shortened; no number is text."""
    write(tmp_path / "t.xlsx", [["x" * 40_000, float("nan"), float("inf")]])
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active

    assert sheet is not None
    assert len(str(sheet["A2"].value)) == decisions_file.LONGEST_CELL
    assert str(sheet["A2"].value).endswith("…")
    assert (sheet["B2"].value, sheet["C2"].value) == ("nan", "inf")


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that is full is refused with the way out, and the old file stays; a CSV has no such limit."""
    monkeypatch.setattr(decisions_file, "MOST_ROWS", 3)
    (tmp_path / "t.xlsx").write_text("old")

    with pytest.raises(DecisionsFileError, match="Write a CSV instead"):
        write(tmp_path / "t.xlsx", [["x"]] * 3)
    write(tmp_path / "t.csv", [["x"]] * 3)
    assert (tmp_path / "t.xlsx").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv", "t.xlsx"]


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
def test_an_old_file_stays_until_the_new_one_is_whole(tmp_path: Path, name: str) -> None:
    """If anything fails on the way, the old file is as it was and nothing else is left behind."""
    path = tmp_path / name
    path.write_text("old")

    def break_off() -> None:
        with writing(path, ["a"]) as sheet:
            sheet.write(["x"])
            assert path.read_text() == "old"
            message = "power cut"
            raise KeyError(message)

    with pytest.raises(KeyError):
        break_off()
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
def test_a_full_disk_is_said_in_one_sentence(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own reason is given, and the old file is not touched."""
    path = tmp_path / name
    path.write_text("old")

    def full(_descriptor: object, *_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr("xlsxwriter.packager.Packager._write_workbook_file", full)
    with pytest.raises(DecisionsFileError, match=r"can't be written: No space left on device\. Nothing was changed\."):
        write(path, [["x"]])
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A folder that isn't there, a folder in place of a file, an ending that says nothing."""
    (tmp_path / "folder.csv").mkdir()
    for path, said in (
        (tmp_path / "none" / "t.csv", "No such file or directory"),
        (tmp_path / "folder.csv", "is not a file"),
        (tmp_path / "t.pdf", r"must end with \.xlsx, \.csv or \.tsv"),
    ):
        with pytest.raises(DecisionsFileError, match=said):
            write(path, [])


def test_a_link_and_the_rights_of_a_file_are_kept(tmp_path: Path) -> None:
    """What others may do with the old file holds for the new one; a link goes on pointing to it."""
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    write(link, [["x"]])

    assert link.is_symlink()
    assert target.read_text("utf-8-sig") == "a\nx\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
