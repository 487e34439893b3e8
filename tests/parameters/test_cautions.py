# SPDX-License-Identifier: BSD-3-Clause
"""What is allowed in a programme file and probably a slip: said by `exxtra programmes --check`, word by word."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from exxtra_kit.cli import main
from exxtra_kit.parameters import OWN_PROGRAMMES, cautions, load_programme, programme_ids, usable_programmes

if TYPE_CHECKING:
    from pathlib import Path

    from exxtra_kit.parameters import Programme

HEAD = """
[programme]
id = "rail-2027"
title = "Rail"
version = "1.0.0"
description = "A test."
builds_on = "clusterxchange-2020"
"""


def entry(name: str, value: str, since: str = "2027-01-01") -> str:
    """Return one entry of a programme file."""
    facts = f'from = {since}\nvalue = {value}\nconfidence = "P"\nreference = "S2"\nlast_checked = 2026-11-23\n'
    return f"[[parameters.{name}.values]]\n{facts}"


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (
            entry("ceiling_eur", "{ DE = 900, IT = 800, FR = 1 }") + entry("ceiling_eur", "{ DE = 950 }", "2028-01-01"),
            "ceiling_eur: from 1 January 2028 there is no sum any more for: Italy and France. A table is stated whole.",
        ),
        (
            entry("ceiling_eur", "{ DE = 900, TK = 800 }"),
            "ceiling_eur: these have a sum and never take part: Tokelau.",
        ),
        (
            entry("first_day", "2027-03-01") + entry("last_day", "2026-11-30"),
            "last_day: 30 November 2026 is before the first day, 1 March 2027: nobody could ever go.",
        ),
        (
            entry("ceiling_eur", "{ DK = 1250, FR = 1100, SE = 1101 }"),
            (
                "ceiling_eur: from 1 January 2027 the cap (cap_eur) of \u20ac1,100 cuts the sums of: Denmark and "
                "Sweden. State cap_eur as well."
            ),
        ),
        (
            entry("disputed_countries", "[]") + entry("participating_countries", '["DE", "FR"]'),
            (
                "countries_to_confirm: this comes from the programme that yours builds on, though you state "
                "participating_countries yourself, so people hear \u201cask your partnership\u201d. "
                "State it as well; value = [] if nothing is left open."
            ),
        ),
        (
            entry("cap_eur", "1200").replace("2026-11-23", "2999-01-01"),
            "last_checked is in the future: cap_eur.",
        ),
    ],
)
def test_a_slip_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], entries: str, words: str) -> None:
    """The file is no error, and yet somebody should look again."""
    path = tmp_path / "rail-2027.toml"
    path.write_text(HEAD + entries, encoding="utf-8")

    assert main(["programmes", "--check", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"  ! {words}"


@pytest.mark.parametrize("programme", usable_programmes(), ids=lambda one: one.programme.id)
def test_our_own_programmes_have_none(programme: Programme) -> None:
    """What we ship gives no cause to look again; only the table of 2024 could not be read whole, and says so."""
    found = cautions(programme)

    assert [caution.text for caution in found if "there is no sum any more" not in caution.text] == []
    assert not found or programme.programme.id == "eye-2024"


def test_a_cap_that_rises_with_the_sums_is_no_slip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sums are compared with the cap of their own day, and doubts that are answered are not spoken of."""
    path = tmp_path / "rail-2027.toml"
    entries = entry("ceiling_eur", "{ DK = 1250 }") + entry("cap_eur", "1000", "2026-01-01") + entry("cap_eur", "1250")
    lists = entry("visiting_types", '["sme"]') + entry("disputed_visiting_types", "[]")
    path.write_text(HEAD + entries + lists, encoding="utf-8")

    assert main(["programmes", "--check", str(path)]) == 0
    assert "  ! " not in capsys.readouterr().out


def test_entries_to_copy(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed for copying is TOML that says what the programme says, every parameter of every programme."""
    for name in programme_ids():
        assert main(["programmes", "--show", name]) == 0
        copied = tomllib.loads(capsys.readouterr().out)["parameters"]
        programme = load_programme(name)
        read = {key: type(parameter).model_validate(copied[key]) for key, parameter in programme.parameters.items()}
        assert read == programme.parameters


def test_one_parameter_to_copy(capsys: pytest.CaptureFixture[str]) -> None:
    """A single parameter is printed alone; a name that is none is wrong input, with the one that was meant."""
    assert main(["programmes", "--show", "clusterxchange-2022", "cap_eur"]) == 0
    assert list(tomllib.loads(capsys.readouterr().out)["parameters"]) == ["cap_eur"]

    assert main(["programmes", "--show", "clusterxchange-2022", "cap_euro"]) == 3
    assert "cap_euro: There is no parameter of this name" in capsys.readouterr().err


def test_a_folder_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It is said in one sentence, whatever command is run, and is no answer about a case."""
    monkeypatch.setenv(OWN_PROGRAMMES, str(tmp_path / "none"))

    assert main(["programmes"]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("EXXTRA_PROGRAMMES names the folder")
    assert len(err.splitlines()) == 1
