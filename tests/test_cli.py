# SPDX-License-Identifier: BSD-3-Clause
"""The command line: exit statuses, what goes where, languages, terminals that know little."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit import __version__
from exxtra_kit.cli import main
from exxtra_kit.errors import DataNotFoundError
from exxtra_kit.messages import msg
from exxtra_kit.rules import RULES

if TYPE_CHECKING:
    from pathlib import Path

VISITOR = 'type = "sme"\ncountry = "IT"\ntown = "Cerea"\nmembership = "eccp_cluster"\nprevious_visits = 0\n'
GOLDEN = f"""
[visiting]
name = "Zlab S.r.l. — Żółć"
{VISITOR}
[host]
name = "ARUS"
type = "cluster_organisation"
country = "TR"
town = "Ankara"
[exchange]
start = 2021-09-13
end = 2021-09-17
"""
REFUSED = GOLDEN.replace('"TR"', '"IT"').replace("Ankara", "Pistoia")
OPEN = GOLDEN.replace('membership = "eccp_cluster"\n', "")
WRONG = GOLDEN.replace("Cerea", "Cereaa")
COMMAND = [sys.executable, "-m", "exxtra_kit.cli"]


def written(folder: Path, text: str, name: str = "case.toml") -> str:
    """Write a case file and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def started(*arguments: str, content: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [*COMMAND, *arguments], input=content, capture_output=True, check=False, env=os.environ | environment
    )


@pytest.mark.parametrize(
    ("case", "status", "headline"),
    [
        (GOLDEN, 0, "Eligible: €750 · 5 working days · 1,864\N{NO-BREAK SPACE}km apart"),
        (REFUSED, 1, "Not eligible: €0"),
        (OPEN, 2, "Not decided yet: €750 if what is open is confirmed"),
    ],
)
def test_the_verdict_is_the_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str, status: int, headline: str
) -> None:
    """Eligible is 0, not eligible 1, undecided 2; the first line is the verdict."""
    assert main(["assess", written(tmp_path, case)]) == status

    out, err = capsys.readouterr()
    assert out.splitlines()[0].startswith(headline)
    assert err == ""


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (WRONG, "case.toml", ["visiting.town: ", "“Cereaa”", "Did you mean Cerea"]),
        (GOLDEN.replace("09-13", "02-30"), "case.toml", ["not valid TOML", "line 16"]),
        (GOLDEN.replace('"TR"', '"QQ"'), "case.toml", ["host.country: There is no country “QQ”"]),
        (GOLDEN.replace("[host]", "[hots]"), "case.toml", ["host: The section [host] is missing", "hots: "]),
        ("[visiting", "case.toml", ["This is not valid TOML"]),
        ("{", "case.json", ["This is not valid JSON", "line 1"]),
    ],
)
def test_wrong_input_is_three(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, name: str, words: list[str]
) -> None:
    """What can't be used is said on standard error, nothing on standard output, and the status is 3."""
    assert main(["assess", written(tmp_path, text, name), "--json"]) == 3

    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    for word in words:
        assert word in err


def test_a_missing_file_is_three(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that isn't there is wrong input, with its name and the reason."""
    assert main(["assess", str(tmp_path / "none.toml")]) == 3

    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("none.toml can't be read: No such file or directory.\n")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["judge"],
        ["assess"],
        ["assess", "a.toml", "b.toml"],
        ["assess", "a.toml", "--xml"],
        ["assess", "a.toml", "--lang", "xx"],
        ["rules", "--programme", "none"],
        ["serve", "--port", "many"],
    ],
)
def test_a_usage_error_is_three(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """A slip on the command line never looks like "undecided", which is 2."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    out, err = capsys.readouterr()
    assert ended.value.code == 3
    assert out == ""
    assert err.startswith("usage: exxtra")


def test_a_broken_installation_is_no_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where our own data is missing, the status is none of the four that mean something about the case."""

    def fail(_path: Path) -> None:
        raise DataNotFoundError(msg("The reference data was not found."))

    monkeypatch.setattr("exxtra_kit.cli.common.load_case", fail)

    assert main(["assess", written(tmp_path, GOLDEN)]) == 4
    assert capsys.readouterr() == ("", "The reference data was not found.\n")


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    """Help and version go to standard output and are no error."""
    for argument in ("--help", "--version"):
        with pytest.raises(SystemExit) as ended:
            main([argument])
        assert not ended.value.code
    assert f"exxtra_kit {__version__}" in capsys.readouterr().out


def test_json_for_other_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The object has the keys of the contract, with their types."""
    main(["assess", written(tmp_path, GOLDEN), "--json"])

    verdict: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert verdict["programme"] == "clusterxchange-2020"
    assert verdict["on"] == "2021-09-13"
    assert verdict["verdict"] == "eligible"
    assert verdict["lump_sum_eur"] == verdict["full_lump_sum_eur"] == 750
    assert verdict["halved"] is False
    assert verdict["working_days"] == 5
    assert 1860 <= verdict["distance_km"] <= 1870
    assert verdict["has_priority"] is True
    assert verdict["fixes"] == []
    assert len(verdict["findings"]) == len(RULES) == 35


def test_italian(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentences are Italian; keys, codes and numbers of the JSON stay as they are."""
    case = written(tmp_path, GOLDEN)

    assert main(["assess", case, "--lang", "it"]) == 0
    text = capsys.readouterr().out
    main(["assess", case, "--lang", "it", "--json"])
    italian = json.loads(capsys.readouterr().out)
    main(["assess", case, "--json"])
    english = json.loads(capsys.readouterr().out)

    assert "750\N{NO-BREAK SPACE}€" in text
    assert "giorni lavorativi" in text
    assert "Turchia" in text
    assert italian["findings"][0]["reason"] != english["findings"][0]["reason"]
    for verdict in (italian, english):
        for finding in verdict["findings"]:
            for key in ("question", "reason", "note", "facts"):
                del finding[key]
        del verdict["loss"]
    assert italian == english


def test_problems_in_italian(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong is said in the language that was asked for."""
    assert main(["assess", written(tmp_path, WRONG), "--lang", "it"]) == 3

    err = capsys.readouterr().err
    assert "visiting.town: " in err
    assert "Italia" in err


@pytest.mark.parametrize("content", [GOLDEN.encode(), b"\xef\xbb\xbf" + GOLDEN.encode()])
def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """A case may come through a pipe; it is UTF-8 whatever the terminal speaks."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))

    assert main(["assess", "-"]) == 0
    assert capsys.readouterr().out.startswith("Eligible: €750")


@pytest.mark.parametrize(("content", "words"), [(b"\xff\xfe", "not a text file in UTF-8"), (b"{", "not valid JSON")])
def test_wrong_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, content: bytes, words: str
) -> None:
    """What comes through the pipe and can't be used is wrong input too."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))

    assert main(["assess", "-"]) == 3
    assert words in capsys.readouterr().err


def test_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """Every rule is listed with its question, value and source, as text and as a table."""
    assert main(["rules"]) == 0
    text = capsys.readouterr().out
    assert main(["rules", "--markdown"]) == 0
    table = capsys.readouterr().out

    assert "LS402" in text
    assert "D-01" in text
    assert table.startswith("| code | rule |")
    assert len(table.splitlines()) == len(RULES) + 2


def test_clusters(capsys: pytest.CaptureFixture[str]) -> None:
    """The seven clusters are listed, or the one that is asked for, by any of its names."""
    assert main(["clusters"]) == 0
    everything = capsys.readouterr().out
    assert main(["clusters", "arus", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)

    for name in ("DITECFER", "CenSec", "Rail.S", "i-Trans", "MAFEX", "Railgrup", "ARUS"):
        assert name in everything
    assert one["id"] == "arus"


def test_an_unknown_cluster_is_three(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is none of the seven is wrong input; the message lists the seven."""
    assert main(["clusters", "acme"]) == 3

    out, err = capsys.readouterr()
    assert out == ""
    assert "There is no partner cluster of that name" in err
    assert "arus" in err


def test_a_terminal_that_knows_ascii_only() -> None:
    """Without quotation marks and a euro sign messages are written all the same, and the JSON is plain ASCII."""
    text = started("assess", "-", content=WRONG.encode(), PYTHONIOENCODING="ascii")
    data = started("assess", "-", "--json", content=GOLDEN.encode(), PYTHONIOENCODING="ascii")

    assert (text.returncode, data.returncode) == (3, 0)
    assert rb"\u201cCereaa\u201d" in text.stderr
    assert text.stdout == b""
    assert json.loads(data.stdout.decode("ascii"))["lump_sum_eur"] == 750
    reasons = {finding["code"]: finding["reason"] for finding in json.loads(data.stdout.decode("ascii"))["findings"]}
    assert "\u20ac750" in reasons["LS402"]
    assert data.stderr == b""


def test_the_installed_command_has_the_same_statuses() -> None:
    """As a process of its own the command ends with the statuses that a script relies on."""
    assert started("assess", "-", content=OPEN.encode()).returncode == 2
    assert started().returncode == 3


def test_a_reader_who_has_had_enough() -> None:
    """When the reader of a pipe goes away, the command ends without a traceback."""
    read, write = os.pipe()
    os.close(read)
    process = subprocess.run([*COMMAND, "rules"], stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)

    assert process.stderr == b""
    assert process.returncode == 4
