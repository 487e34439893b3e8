# SPDX-License-Identifier: BSD-3-Clause
"""A table of cases: headings, cells, kinds of files, and what is said of each thing that is wrong."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter

from exxtra_kit.casefile import EXCHANGE_KEYS, ORGANISATION_KEYS, read_case
from exxtra_kit.casetable import COLUMNS, column_of, open_table, sheets
from exxtra_kit.errors import InputError
from exxtra_kit.language import Language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from exxtra_kit.casetable import Row

HEADINGS = (
    *("visitor type", "visitor country", "visitor town", "visitor membership", "visitor previous visits"),
    *("host", "start", "end"),
)
GOLDEN = ("sme", "IT", "Cerea", "eccp_cluster", "0", "arus", "2021-09-13", "2021-09-17")
GOLDEN_CASE = {
    "visiting": {
        "type": "sme",
        "country": "IT",
        "town": "Cerea",
        "membership": "eccp_cluster",
        "previous_visits": 0,
    },
    "host": {"type": "cluster_organisation", "country": "TR", "town": "Ankara", "membership": "eccp_cluster"},
    "exchange": {"start": "2021-09-13", "end": "2021-09-17"},
}


def csv_of(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """Return rows as a CSV whose cells need no quotes."""
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


def read(path: Path, sheet: str | None = None) -> list[Row]:
    """Return all rows of a table."""
    with open_table(path, sheet) as table:
        return list(table.rows)


def written(folder: Path, content: str | bytes, name: str = "t.csv") -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(folder: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    """Write a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path = folder / "t.xlsx"
    book.save(path)
    return path


def words(error: pytest.ExceptionInfo[InputError]) -> str:
    """Return what an error says."""
    return error.value.describe(Language.load())


def problems(row: Row) -> list[tuple[str, str]]:
    """Return what is wrong with a row, by field."""
    return [(problem.field, Language.load().text(problem.message)) for problem in row.problems]


def test_every_field_of_a_case_has_a_column_and_each_of_its_headings_means_it() -> None:
    """A field that is added to the case file can be given in a table, by its dotted name and by the friendly one."""
    wanted = {"programme", "on", "host", *(f"exchange.{key}" for key in EXCHANGE_KEYS)}
    wanted |= {f"{section}.{key}" for section in ("visiting", "host") for key in ORGANISATION_KEYS}
    assert {column.field for column in COLUMNS} == wanted
    for column in COLUMNS:
        for heading in (column.field, column.heading, column.heading.upper(), column.heading.replace(" ", "_")):
            assert column_of(heading) == column, heading


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Visiting organisation: type", "visiting.type"),
        ("Visitor turnover (EUR)", "visiting.turnover_eur"),
        ("First day", "exchange.start"),
        ("exchange start", "exchange.start"),
        ("Host organisation country", "host.country"),
        ("visitor latitude", "visiting.lat"),
    ],
)
def test_a_friendly_heading_is_understood(heading: str, field: str) -> None:
    """Brackets, colons and the scheme's longer names make no difference."""
    found = column_of(heading)

    assert found is not None
    assert found.field == field


@pytest.mark.parametrize("heading", ["remarks", "type", "name", "country", "Registration no.", ""])
def test_a_heading_of_the_users_own_is_left_alone(heading: str) -> None:
    """What doesn't say whose type or country it is, isn't guessed."""
    assert column_of(heading) is None


def test_a_partner_clusters_id_fills_the_host(tmp_path: Path) -> None:
    """One cell says all of the host that the catalogue knows; the case is the one that a case file would give."""
    (row,) = read(written(tmp_path, csv_of([HEADINGS, GOLDEN])))

    assert row.number == 2
    assert row.case == read_case(GOLDEN_CASE)


def test_what_stands_beside_a_cluster_goes_first(tmp_path: Path) -> None:
    """A member of a cluster in another town is at home there; in another country the cluster's town is not meant."""
    rows = [(*HEADINGS, "host town", "host country"), (*GOLDEN, "Istanbul", ""), (*GOLDEN, "", "ES")]
    member, abroad = read(written(tmp_path, csv_of(rows)))

    assert member.case is not None
    assert member.case.host.place is not None
    assert (member.case.host.place.town, member.case.host.country) == ("Istanbul", "TR")
    assert abroad.case is not None
    assert (abroad.case.host.place, abroad.case.host.country) == (None, "ES")


def test_an_unknown_cluster_is_named_with_the_way_out(tmp_path: Path) -> None:
    """Who writes another host's name into the column of clusters hears where it belongs."""
    (row,) = read(written(tmp_path, csv_of([HEADINGS, (*GOLDEN[:5], "nobody", *GOLDEN[6:])])))

    assert problems(row)[0][0] == "host"
    assert "arus" in problems(row)[0][1]
    assert "host type" in problems(row)[0][1]


def test_cells_of_a_workbook_are_read_as_what_they_mean(tmp_path: Path) -> None:
    """A day with a time of midnight, 5.0, yes, and lists in one cell are what a case file would hold."""
    more = ("host representative permit", "travel days", "purposes", "visitor registered in", "visitor staff", "slots")
    cells = ("SME", "IT", "Cerea", "ECCP cluster", 0.0, "arus", datetime(2021, 9, 13), date(2021, 9, 30))  # noqa: DTZ001 (a spreadsheet knows no zones)
    lists = (True, datetime(2021, 9, 14), "networking; market research", "IT, DE", "1 200")  # noqa: DTZ001 (as above)
    slots = "2021-09-13..2021-09-17; 2021-09-27..2021-09-30"
    (row,) = read(workbook(tmp_path, {"a": [(*HEADINGS, *more), (*cells, *lists, slots)]}))

    assert row.case is not None, problems(row)
    assert row.case.host.representative_permit is True
    assert row.case.exchange.travel_days == (date(2021, 9, 14),)
    assert [str(one) for one in row.case.exchange.purposes] == ["networking", "market_research"]
    assert row.case.visiting.registered_in == ("IT", "DE")
    assert row.case.visiting.staff == 1200
    assert [(slot.start.day, slot.end.day) for slot in row.case.exchange.slots] == [(13, 17), (27, 30)]


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("visitor previous visits", True, "A whole number"),
        ("visitor previous visits", 1.5, "A whole number"),
        ("visitor previous visits", "#N/A", "found: #N/A"),
        ("start", 44452, "is not a day"),
        ("start", datetime(2021, 9, 13, 14), "2021-09-13 14:00:00"),  # noqa: DTZ001 (as above)
        ("start", "13/09/2021", "like 2021-09-13"),
        ("visitor type", "SMEE", "not known here"),
        ("visitor country", "Italy", "For Italy write IT"),
        ("visitor town", "Cereaa", "Did you mean Cerea"),
        ("visitor lat", "north", "A number from -90 to 90"),
        ("slots", "2021-09-17", "Slot 1 can't be used"),
        ("host representative permit", "maybe", "Yes or no"),
        ("visitor name", "x" * 201, "too long"),
    ],
)
def test_what_may_be_meant_otherwise_is_asked_back(tmp_path: Path, heading: str, cell: object, said: str) -> None:
    """Nothing is guessed: each wrong cell is a problem of its own field, and the row has no case."""
    given = dict(zip(HEADINGS, GOLDEN, strict=True)) | {heading: cell}
    (row,) = read(workbook(tmp_path, {"a": [tuple(given), tuple(given.values())]}))
    column = column_of(heading)

    assert row.case is None
    assert column is not None
    assert any(field == column.field and said in sentence for field, sentence in problems(row)), problems(row)


def test_yes_is_not_one(tmp_path: Path) -> None:
    """A cell with TRUE after a row with 1 is refused as it would be alone, though Python takes the two for equal."""
    rows = [HEADINGS, (*GOLDEN[:4], 1, *GOLDEN[5:]), (*GOLDEN[:4], True, *GOLDEN[5:])]
    number, yes = read(workbook(tmp_path, {"a": rows}))

    assert number.case is not None
    assert [field for field, _ in problems(yes)] == ["visiting.previous_visits"]


def test_good_rows_are_read_between_broken_and_empty_ones(tmp_path: Path) -> None:
    """Rows keep the numbers of the spreadsheet, empty ones are left out, broken ones stop nothing."""
    broken = (*GOLDEN[:6], "soon", "later")
    rows = read(written(tmp_path, csv_of([HEADINGS, GOLDEN, ("",) * 8, broken, GOLDEN])))

    assert [(row.number, row.case is not None) for row in rows] == [(2, True), (4, False), (5, True)]
    assert [field for field, _ in problems(rows[1])] == ["exchange.start", "exchange.end"]


def test_a_row_that_is_too_long_or_too_short(tmp_path: Path) -> None:
    """Cells beyond the headings can't be told what they are; missing ones at the end are not known."""
    long, short = read(written(tmp_path, csv_of([HEADINGS, (*GOLDEN, "x"), GOLDEN[:7]])))

    assert "beyond the last heading (1 more)" in problems(long)[0][1]
    assert short.case is not None
    assert short.case.exchange.end is None


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_is_read_as_it_is(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """Separator and encoding are found by themselves, below a title; a file that isn't UTF-8 gets a note."""
    rows = [("Registrations of 2021",), (), (*HEADINGS, "Città"), (*GOLDEN, "Würzburg")]
    path = written(tmp_path, csv_of(rows, delimiter).encode(encoding))
    with open_table(path) as table:
        (row,) = table.rows
        notes = [Language.load().text(note) for note in table.notes]

    assert row.number == 4
    assert row.cells[-1] == "Würzburg"
    assert row.case == read_case(GOLDEN_CASE)
    assert [("Windows-1252" in note) for note in notes] == [True] * (encoding == "cp1252")


def test_the_sheet_with_headings_is_found(tmp_path: Path) -> None:
    """Without a name the sheet with most headings is read, and the note says which; a name chooses another."""
    path = workbook(
        tmp_path,
        {"Read me": [("A title",)], "Data": [("Merged title", None), HEADINGS, GOLDEN], "Old": [HEADINGS[:3]]},
    )
    with open_table(path) as table:
        assert [row.number for row in table.rows] == [3]
        assert "Data" in Language.load().text(table.notes[0])
    with open_table(path, "Old") as table:
        assert list(table.rows) == []


def test_a_heading_that_is_nearly_known_is_asked_back(tmp_path: Path) -> None:
    """A slip of the pen in a heading would leave a fact unknown in every row, so it is said."""
    headings = ("vistor type", *HEADINGS[1:], "remarks")
    with open_table(written(tmp_path, csv_of([headings, (*GOLDEN, "")]))) as table:
        notes = [Language.load().text(note) for note in table.notes]

    assert any("vistor type" in note and "visitor type?" in note for note in notes)
    assert any("not known in any row: visitor type." in note for note in notes)
    assert not any("remarks" in note for note in notes)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (csv_of([("visitor type", "visiting.type", "start"), ("sme", "sme", "")]), "mean the same"),
        (csv_of([("a", "b"), ("c", "d")]), "none of the first 20 rows"),
        ("", "none of the first 20 rows"),
        (csv_of([HEADINGS]) + '"' + "x" * 200_000, "after row 1 a text is too long"),
        (csv_of([HEADINGS]) + "x" * 1_100_000, "after row 1 a text is too long"),
        (b"\xff\xfe" + "visitor type;start\r\n".encode("utf-16-le") + b"\x00\xd8\x00", "not a text file"),
        (b"%PDF\0\0\0", "not a spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 and no more", "is damaged"),
        (csv_of([tuple(f"c{n}" for n in range(1001)) + HEADINGS]), "1,009 columns"),
    ],
)
def test_a_broken_file_gets_one_sentence(tmp_path: Path, content: str | bytes, said: str) -> None:
    """Whatever is given instead of a table, there is an answer that says what to do."""
    path = written(tmp_path, content)

    with pytest.raises(InputError) as error:
        read(path)
    assert said in words(error)


def test_other_archives_and_damaged_workbooks(tmp_path: Path) -> None:
    """A document of another kind is told apart from a workbook whose inside is broken."""
    document = tmp_path / "a.docx"
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    broken = workbook(tmp_path, {"a": [HEADINGS, GOLDEN]})
    with zipfile.ZipFile(broken) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(broken, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)

    with pytest.raises(InputError, match=r"not an \.xlsx workbook"):
        read(document)
    with pytest.raises(InputError, match="is damaged"):
        read(broken)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What must be held in memory is limited before it is unpacked."""
    path = workbook(tmp_path, {"a": [HEADINGS, GOLDEN]})
    monkeypatch.setattr(sheets, "LARGEST_PART_BYTES", 100)

    with pytest.raises(InputError, match="unpacks to more"):
        read(path)


def test_a_wrong_size_in_the_file_is_not_believed(tmp_path: Path) -> None:
    """A workbook that says it has one cell is read to its end."""
    path = workbook(tmp_path, {"a": [HEADINGS, GOLDEN]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(b'ref="A1:H2"', b'ref="A1"'))

    assert read(path)[0].case is not None


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    """A missing file, a folder, a sheet that isn't there, and a sheet of a text file."""
    book, text = workbook(tmp_path, {"a": [HEADINGS]}), written(tmp_path, csv_of([HEADINGS]))
    for path, sheet, said in (
        (tmp_path / "none.csv", None, "can't be read: No such file"),
        (tmp_path, None, "is not a file"),
        (book, "b", "no sheet of that name. It has: a"),
        (text, "a", "has no sheets"),
    ):
        with pytest.raises(InputError, match=said):
            read(path, sheet)


def test_the_same_rows_in_a_workbook_and_in_a_text_file_are_the_same_cases(tmp_path: Path) -> None:
    """What kind of file holds a case makes no difference to it."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADINGS, GOLDEN)):
            sheet.write_row(number, 0, row)

    assert read(path)[0].case == read(written(tmp_path, csv_of([HEADINGS, GOLDEN])))[0].case


def test_the_region_of_the_hosts_town_comes_along(tmp_path: Path) -> None:
    """Regional holidays depend on the host's town, whichever rows were read before; a region that is given wins."""
    headings = ("visitor type", "host country", "host town", "start", "end")
    stay = ("2021-11-15", "2021-11-19")
    towns = [("sme", "IT", "Cerea", *stay), ("sme", "DE", "Dresden", *stay), ("sme", "DE", "Berlin", *stay)]
    regions = [
        row.case and row.case.exchange.host_region for row in read(written(tmp_path, csv_of([headings, *towns])))
    ]
    given = csv_of([(*headings, "host region"), (*towns[1], "DE-BE"), (*towns[1], "")])

    assert regions == [None, "DE-SN", "DE-BE"]
    assert [row.case and row.case.exchange.host_region for row in read(written(tmp_path, given))] == ["DE-BE", "DE-SN"]
