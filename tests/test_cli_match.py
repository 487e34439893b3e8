# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra match`: the ranking, weights, a request, wrong input, and the example that the documentation works out."""

from __future__ import annotations

import importlib.util
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.cli import main
from exxtra_kit.documents.exchange_file import ExchangeFile, dump_exchange
from exxtra_kit.planning import ActivityKind, Objective, Profile

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent
EXAMPLE = str(ROOT / "docs" / "examples" / "zlab-arus.toml")
DOCUMENT = ROOT / "docs" / "matching.md"


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run the command and return what it prints; nothing may stand on standard error."""
    assert main(["match", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def data_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """Run the command with --json and return what it prints."""
    data: dict[str, Any] = json.loads(answered(capsys, *arguments, "--json"))
    return data


@pytest.fixture
def exchange_file(tmp_path: Path) -> str:
    """An exchange file with a profile, weights, an objective, and what its host says of itself."""
    file = ExchangeFile(
        case={
            "programme": "clusterxchange-2020",
            "visiting": {
                "name": "Zlab", "type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster",
                "previous_visits": 0,
            },
            "host": {
                "name": "ARUS", "type": "cluster_organisation", "country": "TR", "town": "Ankara",
                "membership": "eccp_cluster",
            },
            "exchange": {"start": "2021-09-13", "end": "2021-09-17"},
        },
        profile=Profile(looks_for=(ActivityKind.MARKET_RESEARCH,), languages=("it",)),
        host_profile=Profile(offers=(ActivityKind.MARKET_RESEARCH,), languages=("it", "tr")),
        weights={"region": 0, "of a newer version": 3},
        objectives=(Objective(title="Two partners"),),
    )  # fmt: skip
    path = tmp_path / "plan.json"
    path.write_text(dump_exchange(file), encoding="utf-8")
    return str(path)


def test_an_exchange_file_brings_profile_weights_and_what_the_host_says(
    capsys: pytest.CaptureFixture[str], exchange_file: str
) -> None:
    """ARUS, which says that it offers just that in Italian, is first; the file's weights count, unknown ones don't."""
    data = data_of(capsys, exchange_file)

    assert data["weights"]["region"] == 0
    assert "of a newer version" not in data["weights"]
    assert data["ranked"][0]["id"] == "arus"
    assert data["ranked"][0]["parts"][0]["points"] == 1.0


def test_options_come_before_the_file(capsys: pytest.CaptureFixture[str], exchange_file: str) -> None:
    """What the command line says of the visitor and the weights takes the place of what the file says."""
    data = data_of(capsys, exchange_file, "--weight", "region=7", "--looks-for", "networking", "--speaks", "de")

    assert data["weights"]["region"] == 7
    hosts = {one["id"]: {part["criterion"]: part for part in one["parts"]} for one in data["ranked"]}
    assert hosts["arus"]["offer"]["points"] == 0.0
    assert hosts["rails"]["language"]["points"] == 1.0


def test_a_case_needs_no_host(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Who doesn't know yet where to go leaves the host out, and gets the same hosts."""
    text = Path(EXAMPLE).read_text("utf-8")
    path = tmp_path / "case.toml"
    path.write_text(re.sub(r"\[host\].*?(?=\[exchange\])", "", text, flags=re.DOTALL), encoding="utf-8")
    assert "[host]" not in path.read_text("utf-8")

    assert data_of(capsys, str(path)) == data_of(capsys, EXAMPLE)


def test_why_not_names_the_rule_or_the_place(capsys: pytest.CaptureFixture[str]) -> None:
    """A host that is out has its rule and source; one that isn't has its place and its score taken apart."""
    out, ranked = (answered(capsys, EXAMPLE, "--why-not", host) for host in ("DITECFER", "arus"))

    assert "EX201 R11 Visitor and host reside in the same country" in out
    assert "of 6 possible hosts it is number 6" in ranked
    assert "marks" in ranked


def test_a_request_in_two_languages(capsys: pytest.CaptureFixture[str], exchange_file: str) -> None:
    """The request is to the host that is named, in the language of --lang first."""
    text = answered(capsys, exchange_file, "--request", "mafex", "--lang", "it", "--with", "en")
    first, second = text.split("-" * 40)

    assert "MAFEX" in first
    assert "ARUS" not in text
    assert "settembre" in first
    assert "13\u201317 September 2021" in second
    assert "Two partners" in second


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--weight", "luck=3"], "--weight luck=3: There is no such criterion"),
        (["--weight", "sum"], "--weight sum: A whole number from 0 to 100"),
        (["--weight", "sum=101"], "--weight sum=101: A whole number from 0 to 100"),
        (["--weight", "sum=-1"], "A whole number from 0 to 100"),
        (["--weight", "sum=\N{SUPERSCRIPT TWO}"], "A whole number from 0 to 100"),
        (["--looks-for", "luck"], "--looks-for: Known: capacity_building"),
        (["--sector", "raill"], "--sector raill: Known: rail"),
        (["--speaks", "Italian"], "--speaks Italian: A code such as it"),
        (["--free", "2021-10-04"], "--free: Two days such as"),
        (["--free", "2021-10-04..2021-10-01"], "--free: Two days such as"),
        (["--why-not", "nobody"], "--why-not nobody: There is no partner cluster"),
        (["--request", "nobody"], "--request nobody: There is no partner cluster"),
    ],
)
def test_wrong_input_is_named(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    """Each wrong option ends with status 3 and says what is expected."""
    assert main(["match", EXAMPLE, *arguments]) == 3
    out, err = capsys.readouterr()
    assert (out, words in err) == ("", True), err


def test_a_damaged_exchange_file_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A file whose plan can't be read ends with status 3, not with a traceback."""
    path = tmp_path / "plan.json"
    path.write_text('{"format": "exxtra-exchange", "version": 2, "case": {}, "weights": {"sum": "much"}}')

    assert main(["match", str(path)]) == 3
    assert "weights" in capsys.readouterr().err


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
    """Each output in docs/matching.md is that of its command; run tools/update_compare.py if it isn't."""
    text = DOCUMENT.read_text(encoding="utf-8")

    assert text.count("```text") == 2
    assert tool.updated(text) == text


def test_the_worked_example_adds_up_and_is_what_the_command_says(capsys: pytest.CaptureFixture[str]) -> None:
    """Each line of the example is right by itself and equals the command's; their sum is the score it names."""
    text = DOCUMENT.read_text(encoding="utf-8")
    command = re.findall(r"<!-- exxtra match \S+ (.*?) \| \d+ -->", text)[0].split()
    first, *others = data_of(capsys, EXAMPLE, *command)["ranked"]
    table = text.partition("| i-Trans |")[2].partition("\n\n")[0]
    rows = [[cell.strip(" *") for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:]]

    assert first["name"] == "i-Trans"
    for (_, points, weight, marks), part in zip(rows[:-1], first["parts"], strict=True):
        percent = int(points.removesuffix(" %")) if points else None
        assert Decimal(marks) == Decimal((percent or 0) * int(weight)) / 100
        assert (percent, int(weight), float(marks)) == (
            None if part["points"] is None else round(part["points"] * 100), part["weight"], part["marks"],
        )  # fmt: skip
    assert sum(Decimal(row[3]) for row in rows[:-1]) == Decimal(rows[-1][3]) == Decimal(str(first["marks"]))
    assert f"{rows[-1][3]} of 100 marks make a score of {first['score']}." in text
    assert (others[-1]["name"], f"would have {others[-1]['score_at_best']}." in text) == ("ARUS", True)


def test_the_documented_weights_are_the_usual_ones(capsys: pytest.CaptureFixture[str]) -> None:
    """The table of criteria in the documentation has each criterion with its usual weight."""
    found = re.findall(r"^\| [^|]+ \| `(\w+)` \| (\d+) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)

    assert {name: int(weight) for name, weight in found} == data_of(capsys, EXAMPLE)["weights"]
