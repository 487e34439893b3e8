# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra compare` and `exxtra programmes`: columns, wrong input, and the outputs that the documentation shows."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.catalogue import load_clusters
from exxtra_kit.cli import main
from exxtra_kit.fields import shortened
from exxtra_kit.parameters import OWN_PROGRAMMES, load_programme, programme_ids

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent
EXAMPLE = str(ROOT / "docs" / "examples" / "zlab-arus.toml")
PARAMETERS = ROOT / "exxtra_kit" / "parameters"
OWN = """
[programme]
id = "rail-2027"
title = "Rail exchanges 2027"
version = "1.0.0"
description = "Made for a test."
builds_on = "clusterxchange-2020"

[[parameters.cap_eur.values]]
from = 2027-01-01
value = 1200
confidence = "O"
reference = "ABOUT"
last_checked = 2026-11-23
"""


@pytest.fixture(autouse=True)
def _no_other_programmes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take only the package's own programmes."""
    monkeypatch.delenv(OWN_PROGRAMMES, raising=False)


def answered(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """Run the command and return what it prints; nothing may stand on standard error."""
    assert main(arguments) == status
    out, err = capsys.readouterr()
    assert err == ""
    return out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run the command on wrong input and return what it says; nothing may stand on standard output."""
    assert main(arguments) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err


def columns_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """Run a comparison and return its columns."""
    columns: list[dict[str, Any]] = json.loads(answered(capsys, "compare", *arguments, "--json"))["columns"]
    return columns


def test_hosts_are_named_by_id_name_or_alias(capsys: pytest.CaptureFixture[str]) -> None:
    """Hosts stand in the order given, however they are named; `all` is every one."""
    named = columns_of(capsys, EXAMPLE, "--host", "mafex", "--host", "Rail.S", "--host", "BTS Rail Saxony")
    every = columns_of(capsys, EXAMPLE, "--host", "all")

    assert [column["host"] for column in named] == ["MAFEX", "Rail.S", "Rail.S"]
    assert [column["host"] for column in every] == [cluster.name for cluster in load_clusters()]


def test_each_column_is_what_assess_says(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A column has the verdict, sum and law that `exxtra assess` gives for the same case in a file."""
    column = columns_of(capsys, EXAMPLE, "--start", "2021-10-25")[1]
    moved = tmp_path / "moved.toml"
    text = Path(EXAMPLE).read_text("utf-8").replace("2021-09-13", "2021-10-25").replace("2021-09-17", "2021-10-29")
    moved.write_text(text, encoding="utf-8")
    assessed = json.loads(answered(capsys, "assess", str(moved), "--json"))

    shared = column.keys() & assessed.keys()
    assert {"verdict", "lump_sum_eur", "working_days", "distance_km", "on", "programme_hash"} <= shared
    assert {key: column[key] for key in shared} == {key: assessed[key] for key in shared}


def test_files_side_by_side_are_called_by_their_names(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Several files are several columns; with options each file has each of them."""
    other = tmp_path / "other.toml"
    other.write_text(Path(EXAMPLE).read_text("utf-8").replace('"sme"', '"large_company"'), encoding="utf-8")
    two = columns_of(capsys, EXAMPLE, str(other))
    four = columns_of(capsys, EXAMPLE, str(other), "--host", "arus", "--host", "mafex")

    assert [column["verdict"] for column in two] == ["eligible", "not_eligible"]
    assert [column["label"] for column in two] == ["zlab-arus.toml", "other.toml"]
    twice = columns_of(capsys, str(other), str(other))
    assert {column["label"] for column in twice} == {shortened(str(other))}
    assert [column["host"] for column in four] == ["ARUS", "MAFEX", "ARUS", "MAFEX"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([EXAMPLE], ["nothing to compare this case with", "--host"]),
        ([EXAMPLE, "--host", "nobody"], ["--host nobody: There is no partner cluster", "arus", "all"]),
        ([EXAMPLE, "--host", ""], ["There is no partner cluster"]),
        ([EXAMPLE, "--start", "2021-02-30"], ["--start: “2021-02-30” is not a day", "2021-09-13"]),
        ([EXAMPLE, "--start", "", "--on", "x"], ["--start: ", "is not a day"]),
        ([EXAMPLE, "--on", "today", "--on", "1789-07-14"], ["--on: “today”", "--on: “1789-07-14”"]),
        ([EXAMPLE, "--programme", "clusterxchange-2021"], ["--programme: “clusterxchange-2021” is not known here"]),
        (["-", "-"], ["-: Standard input can be read only once"]),
        ([EXAMPLE, "none.toml"], ["none.toml can't be read"]),
    ],
)
def test_wrong_input_is_three(capsys: pytest.CaptureFixture[str], arguments: list[str], words: list[str]) -> None:
    """What can't be compared is said in a sentence with what would be right."""
    said = refused(capsys, "compare", *arguments)

    for word in words:
        assert word in said


def test_a_stay_without_days_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A case that says no last day can't be moved to another first day."""
    case = tmp_path / "case.toml"
    case.write_text("[visiting]\n[host]\n[exchange]\nstart = 2021-09-13\n", encoding="utf-8")

    assert "can't be moved" in refused(capsys, "compare", str(case), "--start", "2021-10-04")


def test_the_programmes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Every programme stands in the list with id, version, fingerprint and base; so it does in the data."""
    text = answered(capsys, "programmes")
    data = json.loads(answered(capsys, "programmes", "--json"))

    assert [programme["id"] for programme in data] == list(programme_ids())
    for programme in data:
        loaded = load_programme(programme["id"])
        assert f"{programme['id']}  {programme['version']}  {loaded.content_hash[:12]}\n" in text
        assert programme["hash"] == loaded.content_hash
        assert programme["builds_on"] == loaded.programme.builds_on
    assert "builds on clusterxchange-2020" in text


def test_a_broken_programme_of_the_house_hides_no_other(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in the folder of own programmes that is broken is named on standard error; the others are listed."""
    (tmp_path / "rail-2027.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "rail-2028.toml").write_text(OWN.replace("cap_eur", "cap_euro"), encoding="utf-8")
    monkeypatch.setenv(OWN_PROGRAMMES, str(tmp_path))

    assert main(["programmes", "--json"]) == 3
    out, err = capsys.readouterr()
    assert "rail-2027" in [programme["id"] for programme in json.loads(out)]
    assert err.startswith("rail-2028.toml: ")


def test_programme_files_are_checked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Files that hold are said to; one that doesn't is named with what is wrong, and the status is 3."""
    good, bad = tmp_path / "rail-2027.toml", tmp_path / "bad.toml"
    good.write_text(OWN, encoding="utf-8")
    bad.write_text(OWN.replace('"O"', '"Q"').replace("rail-2027", "bad"), encoding="utf-8")

    text = answered(capsys, "programmes", "--check", str(good))
    assert "rail-2027.toml: nothing is wrong with it." in text
    assert "1 value of its own" in text
    assert main(["programmes", "--check", str(good), str(bad), str(tmp_path / "none.toml"), str(tmp_path)]) == 3
    out, err = capsys.readouterr()
    assert "rail-2027.toml: nothing is wrong with it." in out
    assert "bad.toml: parameters.cap_eur" in err
    assert "none.toml can't be read: No such file or directory." in err
    assert len(err.splitlines()) == 3


def test_changes_between_programmes(capsys: pytest.CaptureFixture[str]) -> None:
    """Two programmes are compared by their newest laws, on one day, or each on its own; one programme on two days."""
    two = ("programmes", "--changes", "clusterxchange-2020", "clusterxchange-2022", "--json")
    newest, one_day, two_days = (
        json.loads(answered(capsys, *two, *on))
        for on in ((), ("--on", "2022-06-01"), ("--on", "2021-01-01", "2022-06-01"))
    )
    same = json.loads(
        answered(capsys, "programmes", "--changes", "eye-2020", "--on", "2019-01-01", "2021-01-01", "--json")
    )

    assert "host_types" in [change["parameter"] for change in newest["changes"]]
    assert (one_day["before"]["on"], one_day["after"]["on"]) == ("2022-06-01", "2022-06-01")
    assert (two_days["before"]["on"], two_days["after"]["on"]) == ("2021-01-01", "2022-06-01")
    assert {same["before"]["id"], same["after"]["id"]} == {"eye-2020"}
    assert {change["before"]["state"] for change in same["changes"]} == {"unknown"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--changes", "eye-2020"], "--changes: Name two programmes, or one programme and two days"),
        (["--changes", "eye-2020", "--on", "2021-01-01"], "--changes: Name two programmes"),
        (["--changes", "eye-2020", "eye-2024", "eye-2020"], "--changes: Name two programmes"),
        (["--changes", "eye-2020", "eye-2025"], "--changes: “eye-2025” is not known here"),
        (["--changes", "eye-2020", "--on", "2021-01-01", "soon"], "--on: “soon” is not a day"),
        (["--on", "2021-01-01"], "--on: A day belongs to --changes"),
    ],
)
def test_changes_that_can_not_be_told(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    """Programmes or days that don't make a pair are refused with what to name."""
    assert words in refused(capsys, "programmes", *arguments)


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The maintainers' script that writes the outputs into the documentation."""
    spec = importlib.util.spec_from_file_location("update_compare", ROOT / "tools" / "update_compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_documented_outputs_are_what_the_command_prints(tool: ModuleType) -> None:
    """Each output in docs/compare.md is that of its command; run tools/update_compare.py if it isn't."""
    text = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")

    assert text.count("```text") >= 5
    assert tool.updated(text) == text


def test_a_changed_output_would_be_noticed(tool: ModuleType) -> None:
    """A document with another sum is not what the script writes."""
    text = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")
    assert tool.updated(text.replace("€750", "€751")) != text.replace("€750", "€751")
