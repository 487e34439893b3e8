# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra map`: every kind of file, the same sums as `exxtra assess`, and a sentence for whatever is wrong."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exxtra_kit.catalogue import load_clusters
from exxtra_kit.cli import main
from exxtra_kit.widgets.hosts import host_fields
from exxtra_kit.widgets.partner_map.files import MAP_FILES, snapshot_of
from tests.render.snapshots import TODAY

CASE = str(Path(__file__).parents[1] / "docs" / "examples" / "zlab-arus.toml")
VISITOR = {"type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "previous_visits": 0}
STAY = {"start": "2022-06-20", "end": "2022-06-24"}


def written(tmp_path: Path, data: dict[str, Any]) -> str:
    """Write a case file, and return its name."""
    path = tmp_path / "case.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def drawn(tmp_path: Path, case: str, *arguments: str) -> dict[str, Any]:
    """Return the map of a case as GeoJSON: hosts by their id."""
    target = tmp_path / "map.geojson"
    assert main(["map", case, "-o", str(target), *arguments]) == 0
    found = json.loads(target.read_text(encoding="utf-8"))["features"]
    return {one["properties"]["id"]: one["properties"] for one in found if one["properties"]["role"] == "host"}


@pytest.mark.parametrize("ending", MAP_FILES)
def test_each_kind_is_written(ending: str, tmp_path: Path) -> None:
    """The ending says which kind; what was there before is replaced, its rights kept, nothing is left over."""
    target = tmp_path / f"map{ending.upper()}"
    target.write_bytes(b"old")
    target.chmod(0o640)

    assert main(["map", CASE, "-o", str(target), "--lang", "it"]) == 0

    assert len(target.read_bytes()) > 1000
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_the_sums_are_those_of_assess(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For each host: sum, distance and days are what `exxtra assess` says of the same case with that host."""
    hosts = drawn(tmp_path, written(tmp_path, {"visiting": VISITOR, "exchange": STAY}))

    for cluster in load_clusters():
        case = written(tmp_path, {"visiting": VISITOR, "host": host_fields(cluster), "exchange": STAY})
        capsys.readouterr()
        main(["assess", case, "--json"])
        said = json.loads(capsys.readouterr().out)
        found = hosts[cluster.id]
        assert found["sum_eur"] == said["lump_sum_eur"]
        assert (found["distance_km"], found["working_days"]) == (said["distance_km"], said["working_days"])


def test_the_hosts_own_days_count_for_that_host_only(tmp_path: Path) -> None:
    """A closed day of ARUS, and its region, leave the other hosts as they are; ARUS is the chosen one."""
    arus = next(one for one in load_clusters() if one.id == "arus")
    stay = {**STAY, "closed_days": ["2022-06-22"]}
    hosts = drawn(tmp_path, written(tmp_path, {"visiting": VISITOR, "host": host_fields(arus), "exchange": stay}))

    assert {name: found["working_days"] for name, found in hosts.items()} == {
        "ditecfer": 5, "censec": 5, "rails": 5, "itrans": 5, "mafex": 5, "railgrup": 4, "arus": 4
    }  # fmt: skip
    assert [name for name, found in hosts.items() if found["selected"]] == ["arus"]


def test_an_exchange_file_is_a_case_too() -> None:
    """What a participant carries away opens as a map."""
    data = {"format": "exxtra-exchange", "case": {"visiting": VISITOR, "host": {"name": "arus"}, "exchange": STAY}}

    assert snapshot_of(data, TODAY).selected == "arus"


def test_the_workbook_says_what_it_rests_on(tmp_path: Path) -> None:
    """A sheet with the hosts, and one with programme, version, day of the law and the note that it is unofficial."""
    target = tmp_path / "map.xlsx"
    assert main(["map", CASE, "-o", str(target)]) == 0
    book = openpyxl.load_workbook(target)
    about = {row[0].value: row[1].value for row in book["About"].rows}

    assert book.sheetnames == ["Hosts", "About"]
    assert about["Version of the programme"] == "clusterxchange-2020 2.0.0"
    assert str(about["Day whose law applies"]).startswith("2021-09-13")
    assert str(about["Please note"]).startswith("An unofficial tool.")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([CASE, "-o", "map.pdf"], "map.pdf: the map is written to a file that ends in .html, .xlsx, .csv"),
        ([CASE, "-o", "map"], "map: the map is written to a file that ends in"),
        ([CASE, "-o", "no/such/folder/map.csv"], "can't be written: No such file or directory. Nothing was changed."),
        (["none.toml", "-o", "map.csv"], "none.toml can't be read: No such file"),
    ],
)
def test_a_wrong_wish_is_told(arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Another ending, no such folder, no such case: exit status 3, and what to do."""
    assert main(["map", *arguments]) == 3
    assert expected in capsys.readouterr().err


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of that name stays, and the message says that nothing was changed."""
    (tmp_path / "map.csv").mkdir()

    assert main(["map", CASE, "-o", str(tmp_path / "map.csv")]) == 3
    assert "Nothing was changed." in capsys.readouterr().err


def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When there is no room, the old file stays whole, and nothing half written is left beside it."""
    target = tmp_path / "map.csv"
    target.write_text("old", encoding="utf-8")

    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["map", CASE, "-o", str(target)]) == 3
    assert "No space left on device" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_wrong_case_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong in the case is named with its field; no file is made."""
    case = written(tmp_path, {"visiting": {**VISITOR, "country": "XX"}, "exchange": STAY})

    assert main(["map", case, "-o", str(tmp_path / "map.csv")]) == 3
    assert "visiting.country" in capsys.readouterr().err
    assert not (tmp_path / "map.csv").exists()


def test_a_case_comes_by_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads the case from standard input, TOML or JSON."""
    text = json.dumps({"visiting": VISITOR, "exchange": STAY}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))

    assert len(drawn(tmp_path, "-")) == 7
