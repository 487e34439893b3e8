# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra sheet` and `exxtra verify` from the command line: files, exit status, sentences."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from exxtra_kit.cli import main
from tests.documents.sheets import digits, other_digit
from tests.house.reading import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CASE = str(ROOT / "docs" / "examples" / "zlab-arus.toml")


def made(folder: Path, name: str, *more: str) -> Path:
    """Return a sheet made by the command."""
    target = folder / name
    assert main(["sheet", CASE, "-o", str(target), "--issued", "2026-11-23", *more]) == 0
    return target


@pytest.mark.parametrize("name", ["sheet.html", "sheet.pdf", "SHEET.HTML"])
@pytest.mark.parametrize("language", ["en", "it"])
def test_a_sheet_is_made_and_holds(
    name: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both formats, both languages: made, checked, exit status 0, and the sentence that says it."""
    target = made(tmp_path, name, "--lang", language)
    assert main(["verify", str(target)]) == 0
    assert "The sheet holds: every word and every figure" in capsys.readouterr().out


def test_random_digits_altered_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Digits of the file, one at a time, by the full command: never 0."""
    target = made(tmp_path, "sheet.html")
    text = target.read_text(encoding="utf-8")
    for place in random.Random(11).sample(digits(text), 25):  # noqa: S311 (a fixed choice, no secret)
        target.write_text(other_digit(text, place), encoding="utf-8")
        assert main(["verify", str(target)]) in {1, 3}, text[place - 40 : place + 1]
    assert "Traceback" not in capsys.readouterr().err


def test_the_place_that_differs_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One digit of the sum: exit status 1, what the sheet says there, and what is computed."""
    target = made(tmp_path, "sheet.html")
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace("€750", "€751", 1), encoding="utf-8")
    assert main(["verify", str(target)]) == 1
    assert "the sheet says: €751 / computed again: €750" in capsys.readouterr().out


def test_what_is_no_sheet_has_its_own_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A case file, a missing file: exit status 3 and one sentence on standard error."""
    assert main(["verify", CASE]) == 3
    assert "This is not a calculation sheet" in capsys.readouterr().err
    assert main(["verify", str(tmp_path / "none.html")]) == 3
    assert "can't be opened" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["-o", "sheet.docx"], "ends in .html or .pdf"),
        (["-o", "sheet.html", "--issued", "23.11.2026"], "23.11.2026 is not a day"),
        (["-o", "no/such/folder/sheet.html"], "can't be opened"),
    ],
)
def test_a_wrong_wish_is_told(arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Another ending, no day, no such folder: exit status 3 and what to do."""
    assert main(["sheet", CASE, *arguments]) == 3
    assert expected in capsys.readouterr().err


def test_a_wrong_case_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong in the case is named with its field, and no sheet is written."""
    case = tmp_path / "case.toml"
    case.write_text('[visiting]\ncountry = "XX"\n[host]\n[exchange]\nstart = 2021-09-13\n', encoding="utf-8")
    assert main(["sheet", str(case), "-o", str(tmp_path / "sheet.html")]) == 3
    assert "visiting.country" in capsys.readouterr().err
    assert not (tmp_path / "sheet.html").exists()
