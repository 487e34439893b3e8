# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra organisations`: from a spreadsheet to a map, with what can't be used in sentences and in the exit status."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.cli import main
from tests.house.reading import ROOT
from tools.build_frontend import build

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = ROOT / "docs/examples/organisations.csv"
CASE = ROOT / "docs/examples/zlab-arus.toml"


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    """Have the layer's script built."""
    build()


def drawn(page: Path) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Return the data and the answers that a page carries."""
    found = re.search(r"exxOrganisations\.start\(\w+, (.*)\);", page.read_text(encoding="utf-8"))
    assert found is not None
    _, data, answers = json.loads(f"[{found[1]}]")
    return data, answers


def test_a_table_becomes_a_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What has a place is on the map; what has none is named with its row, and the status says that there is such."""
    target = tmp_path / "map.html"

    assert main(["organisations", str(EXAMPLE), "-o", str(target)]) == 3
    said = capsys.readouterr().err
    data, answers = drawn(target)
    assert len(data["names"]) == 9
    assert answers is None
    assert "row 9, Binario Tre: there are several towns that could be meant by Castro" in said
    assert "row 12, Zug um Zug: no town Dresdden is known in this country" in said
    assert "12 organisations were read; 9 on the map." in said
    assert "3 town names need your choice. --questions FILE" in said


def test_answered_questions_bring_all_onto_the_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Questions are written, marked, given back: then every row has its place and the status is 0."""
    target, questions = tmp_path / "map.html", tmp_path / "towns.csv"
    main(["organisations", str(EXAMPLE), "-o", str(target), "--questions", str(questions)])
    lines = questions.read_text(encoding="utf-8-sig").splitlines()
    seen: set[str] = set()
    for number, line in enumerate(lines[1:], start=1):
        town = line.split(",")[0]
        if town not in seen:
            lines[number] = re.sub(r"^(\w+,\w*,\d+),", r"\1,x", line)
            seen.add(town)
    questions.write_text("\n".join(lines), encoding="utf-8")
    capsys.readouterr()

    assert main(["organisations", str(EXAMPLE), "-o", str(target), "--choices", str(questions)]) == 0
    assert len(drawn(target)[0]["names"]) == 12
    assert capsys.readouterr().err == "12 organisations were read; 12 on the map.\n"


def test_a_case_gives_every_host_its_answer(tmp_path: Path) -> None:
    """With a visitor and days the map says of each host what `exxtra assess` would; the case's own host is nothing."""
    target = tmp_path / "map.html"
    main(["organisations", str(EXAMPLE), "-o", str(target), "--case", str(CASE)])
    data, answers = drawn(target)
    assert answers is not None
    shown = [answers["answers"][number] for number in answers["of"]]
    by_name = dict(zip(data["names"], shown, strict=True))

    assert by_name["Ankara Signal A.Ş."]["sum"] == 750
    assert by_name["Rotaia Piccola S.r.l."]["tone"] == "not_met"
    assert by_name["Komet Kolej"] is None


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["nothing.csv", "-o", "map.html"], "nothing.csv can't be read"),
        ([str(EXAMPLE), "-o", "map.pdf"], "ends in .html"),
        ([str(EXAMPLE), "-o", "no/such/folder/map.html"], "can't be written"),
        ([str(EXAMPLE), "-o", "map.html", "--case", "nothing.toml"], "nothing.toml can't be read"),
        ([str(EXAMPLE), "-o", "map.html", "--choices", str(EXAMPLE)], "is no table of questions"),
        ([str(EXAMPLE), "-o", "map.html", "--sheet", "Members"], "has no sheets"),
    ],
)
def test_what_is_wrong_is_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    expected: str,
) -> None:
    """A file that can't be read or written is named in a sentence, with the status of wrong input."""
    monkeypatch.chdir(tmp_path)

    assert main(["organisations", *arguments]) == 3
    assert expected in capsys.readouterr().err
    assert not (tmp_path / "map.html").exists()


def test_the_table_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A target that is the table itself is refused."""
    table = tmp_path / "table.html"
    table.write_bytes(EXAMPLE.read_bytes())

    assert main(["organisations", str(table), "-o", str(table)]) == 3
    assert "would be written over" in capsys.readouterr().err
    assert table.read_bytes() == EXAMPLE.read_bytes()
