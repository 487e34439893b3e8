# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra papers`: which files it makes, in which languages, and a sentence for whatever is wrong."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from exxtra_kit.cli import main
from exxtra_kit.cli.common import INPUT_WAS_WRONG
from tests.documents.papers.made import SAMPLES, pdf_text

ROOT = Path(__file__).parents[1]
CASE = str(ROOT / "docs" / "examples" / "zlab-arus.toml")
EXCHANGE = str(SAMPLES / "zlab-arus-version-2.json")


def test_papers_are_written_in_two_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An exchange file gives the papers that were named, in a folder that is made for them."""
    folder = tmp_path / "new" / "papers"
    chosen = ["--only", "certificate,agenda", "--format", "pdf,ics", "--lang", "tr", "--with", "en"]

    assert main(["papers", EXCHANGE, "-o", str(folder), *chosen]) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "agenda-second-visitor-arus-2021-09-13-tr-en.ics",
        "agenda-second-visitor-arus-2021-09-13-tr-en.pdf",
        "agenda-zlab-s-r-l-arus-2021-09-13-tr-en.ics",
        "agenda-zlab-s-r-l-arus-2021-09-13-tr-en.pdf",
        "certificate-second-visitor-arus-2021-09-13-tr-en.pdf",
        "certificate-zlab-s-r-l-arus-2021-09-13-tr-en.pdf",
    ]
    assert capsys.readouterr().out == f"6 files written to {folder}.\n"
    text = pdf_text((folder / "certificate-zlab-s-r-l-arus-2021-09-13-tr-en.pdf").read_bytes())
    assert text.index("Kat\u0131l\u0131m belgesi") < text.index("Certificate of attendance")


def test_a_case_file_will_do(tmp_path: Path) -> None:
    """A plain case, which has no agenda yet, gives papers as well."""
    assert main(["papers", CASE, "-o", str(tmp_path), "--only", "commitment-to-quality", "--format", "pdf"]) == 0
    (made,) = tmp_path.iterdir()

    assert "Nothing is planned yet." in pdf_text(made.read_bytes())


def test_standard_input_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exchange file may come from another program."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(Path(EXCHANGE).read_bytes())))

    assert main(["papers", "-", "-o", str(tmp_path), "--only", "agenda", "--format", "ics,json"]) == 0
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--only", "agenda,diary"], "only: diary is not known here. Choose from: profile, agenda"),
        (["--format", "odt"], "format: odt is not known here. Choose from: docx, pdf"),
        (["--templates", "nowhere"], "templates: There is no folder nowhere"),
    ],
)
def test_what_is_wrong_is_told(
    arguments: list[str], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong name or folder gets a sentence, and no paper is written."""
    assert main(["papers", EXCHANGE, "-o", str(tmp_path), *arguments]) == INPUT_WAS_WRONG
    assert expected in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_exchange_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the planner would say of a damaged file is said here, too."""
    damaged = tmp_path / "damaged.json"
    damaged.write_text('{"format": "exxtra-exchange", "version": 99, "case": {}}', encoding="utf-8")

    assert main(["papers", str(damaged), "-o", str(tmp_path / "out")]) == INPUT_WAS_WRONG
    assert "newer version of the planner" in capsys.readouterr().err


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file in the way is named."""
    (tmp_path / "way").write_text("x", encoding="utf-8")

    assert main(["papers", CASE, "-o", str(tmp_path / "way"), "--only", "agenda", "--format", "ics"]) == INPUT_WAS_WRONG
    assert "can't be made" in capsys.readouterr().err
