# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra assess-table`: the whole way from a spreadsheet to its decisions, and what the command says on it."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from exxtra_kit.casefile import load_case
from exxtra_kit.cli import assess_table, main
from exxtra_kit.documents.decisions_table import HEADINGS
from exxtra_kit.parameters import Law
from exxtra_kit.rules import assess_exchange

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"
EXAMPLE = EXAMPLES / "registrations.csv"
HEAD = "visitor type,visitor country,visitor town,visitor membership,visitor previous visits,host,start,end\n"
GOOD = "sme,IT,Cerea,eccp_cluster,0,arus,2021-09-13,2021-09-17\n"


def run(*arguments: object) -> int:
    """Run the command."""
    return main(["assess-table", *map(str, arguments)])


def rows_of(path: Path) -> list[Mapping[str, str]]:
    """Return the rows of a CSV by their headings."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def table(folder: Path, text: str) -> Path:
    """Write a table of registrations."""
    path = folder / "in.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_is_decided_row_by_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Good rows are decided though others are broken; the user's columns come first, in their order and unchanged."""
    status = run(EXAMPLE, "-o", tmp_path / "out.csv")
    found, said = rows_of(tmp_path / "out.csv"), capsys.readouterr().err
    given = rows_of(EXAMPLE)

    assert status == 3
    assert [row["verdict"] for row in found] == [
        *("eligible", "not_eligible", "eligible", "eligible", "eligible", "undecided", "not_eligible"),
        *("input", "input", "eligible", "undecided"),
    ]
    assert [row["lump sum (euro)"] for row in found] == ["750", "0", "450", "450", "450", "", "0", "", "", "0", ""]
    assert [list(row)[: len(given[0])] for row in found] == [list(row) for row in given]
    assert [{key: row[key] for key in given[0]} for row in found] == given
    assert "row 9, column visitor town: The town “Cereaa” is not known in Italy. Did you mean Cerea" in said
    assert "row 10, column start: “2021-02-30” is not a day" in said
    assert "5 eligible, 2 not eligible, 2 undecided, 2 with wrong input" in said
    assert "a second" in said


def test_the_finished_exchange_has_the_answer_of_its_case_file(tmp_path: Path) -> None:
    """The first row of the example and the case file of the same exchange get the same sum, days and distance."""
    run(EXAMPLE, "-o", tmp_path / "out.csv")
    first = rows_of(tmp_path / "out.csv")[0]
    case = load_case(EXAMPLES / "zlab-arus.toml")
    verdict = assess_exchange(case, Law.at(case.on, case.programme))

    assert first["lump sum (euro)"] == str(verdict.lump_sum_eur)
    assert first["working days"] == str(verdict.working_days)
    assert first["distance (km)"] == str(verdict.distance_km)
    assert first["programme fingerprint"] == verdict.programme_hash


def test_workbook_in_workbook_out_in_italian(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook is read, decided in words of another language, and its verdict codes stay the same."""
    assert run(EXAMPLE, "-o", tmp_path / "a.xlsx") == 3
    capsys.readouterr()
    status = run(tmp_path / "a.xlsx", "-o", tmp_path / "b.xlsx", "--lang", "it")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active

    assert status == 3
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    place = rows[0].index("remarks") + 1
    assert len(rows[0]) == place + len(HEADINGS)  # the old decisions are replaced
    assert rows[1][place] == "eligible"
    assert rows[1][place + 1] == "Ammissibile"
    assert rows[1][place + 2] == 750


def test_all_good_rows_have_status_0_and_keep_their_separator(tmp_path: Path) -> None:
    """A table with semicolons gives one with semicolons."""
    source = table(tmp_path, (HEAD + GOOD * 3).replace(",", ";"))

    assert run(source, "-o", tmp_path / "out.csv") == 0
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("visitor type;visitor country;")
    assert run(source, "-o", tmp_path / "out.tsv") == 0
    assert (tmp_path / "out.tsv").read_text("utf-8-sig").startswith("visitor type\tvisitor country\t")


def test_many_broken_rows_are_not_all_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first twenty are named; the table itself names them all."""
    broken = GOOD.replace("2021-09-13", "soon")

    assert run(table(tmp_path, HEAD + broken * 25), "-o", tmp_path / "out.csv") == 3
    said = capsys.readouterr().err
    assert said.count("column start:") == 20
    assert "only named in the table" in said
    assert sum("soon" in row["reasons"] for row in rows_of(tmp_path / "out.csv")) == 25


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("a,b\nc,d\n", 3, "none of the first 20 rows holds headings"),
        (HEAD, 3, "in.csv has headings, but no rows under them."),
        (HEAD.replace("visitor type", "start") + GOOD, 3, "Two columns mean the same"),
    ],
)
def test_a_table_that_can_not_be_read_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, status: int, said: str
) -> None:
    """One sentence, the status of wrong input, and the old decisions stay."""
    (tmp_path / "out.csv").write_text("old")

    assert run(table(tmp_path, text), "-o", tmp_path / "out.csv") == status
    assert said in capsys.readouterr().err
    assert (tmp_path / "out.csv").read_text() == "old"


def test_a_file_that_can_not_be_written_has_a_status_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That the decisions can't be written is not the input's fault."""
    source = table(tmp_path, HEAD + GOOD)

    assert run(source, "-o", tmp_path / "none" / "out.csv") == 4
    assert "can't be written: No such file or directory" in capsys.readouterr().err


def test_the_table_itself_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who names the same file twice keeps it."""
    source = table(tmp_path, HEAD + GOOD)

    assert run(source, "-o", tmp_path / "." / "in.csv") == 3
    assert "written over the table that is read" in capsys.readouterr().err
    assert source.read_text() == HEAD + GOOD


def test_a_limit_on_the_size_of_files_is_no_traceback(tmp_path: Path) -> None:
    """Where the system lets no more be written, the command says so, and the old file stays whole."""
    source, target = table(tmp_path, HEAD + GOOD * 300), tmp_path / "out.csv"
    target.write_text("old")
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
    command = "from exxtra_kit.cli import main; sys.exit(main())"
    ended = subprocess.run(
        [sys.executable, "-c", limited + command, "assess-table", source, "-o", target],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )

    assert ended.returncode == 4
    assert "Traceback" not in ended.stderr
    assert "can't be written: File too large. Nothing was changed." in ended.stderr
    assert target.read_text() == "old"


def test_it_is_stopped_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C ends with a sentence, and leaves the old file."""

    def stop(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("exxtra_kit.documents.decisions_table.Desk._cells", stop)
    (tmp_path / "out.csv").write_text("old")

    assert run(table(tmp_path, HEAD + GOOD), "-o", tmp_path / "out.csv") == assess_table.INTERRUPTED
    assert "Stopped. Nothing was written." in capsys.readouterr().err
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["in.csv", "out.csv"]
    assert (tmp_path / "out.csv").read_text() == "old"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "mark"), [(_Terminal(), "\r"), (io.StringIO(), "")])
def test_progress_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, mark: str) -> None:
    """On a terminal in one line that is written over, in a log line by line."""
    monkeypatch.setattr(assess_table, "_ON_A_TERMINAL_SECONDS", 0)
    monkeypatch.setattr(assess_table, "_IN_A_LOG_SECONDS", 0)
    monkeypatch.setattr(sys, "stderr", stream)

    assert run(table(tmp_path, HEAD + GOOD * 250), "-o", tmp_path / "out.csv") == 0
    assert f"{mark}100 rows decided ..." in stream.getvalue()
    assert f"{mark}200 rows decided ..." in stream.getvalue()
    assert stream.getvalue().endswith(f"Written: {tmp_path / 'out.csv'}\n")
