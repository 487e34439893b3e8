# SPDX-License-Identifier: BSD-3-Clause
"""What the build adds to the sources."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import PoFileError

from hatch_build import build_frontend, compile_catalogues, files_beside_the_package

if TYPE_CHECKING:
    from pathlib import Path

CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Host"\nmsgstr "Ospite"\n'


def write_catalogue(root: Path, text: str) -> Path:
    """Write an Italian catalogue below `root`."""
    source = root / "exxtra_kit/locale/it/LC_MESSAGES/exxtra_kit.po"
    source.parent.mkdir(parents=True)
    source.write_text(text, encoding="utf-8")
    return source


def test_catalogues_are_compiled(tmp_path: Path) -> None:
    """A catalogue compiled by the build is read by gettext."""
    source = write_catalogue(tmp_path, CATALOGUE)

    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]
    assert gettext.translation("exxtra_kit", tmp_path / "exxtra_kit/locale", ["it"]).gettext("Host") == "Ospite"


def test_no_catalogue_is_no_error(tmp_path: Path) -> None:
    """A repository without catalogues builds."""
    assert compile_catalogues(tmp_path) == []


def test_a_broken_catalogue_stops_the_build(tmp_path: Path) -> None:
    """A catalogue that can't be read is not passed over."""
    write_catalogue(tmp_path, '"Ospite"\nmsgid "Host"\n')

    with pytest.raises(PoFileError):
        compile_catalogues(tmp_path)


def test_data_cases_and_notebooks_of_participants_go_into_the_wheel(tmp_path: Path) -> None:
    """The wheel carries the data, the cases and the participants' notebooks, not those of the staff."""
    for name in (
        "data/clusters.csv",
        "notebooks/index.ipynb",
        "notebooks/staff/explore.ipynb",
        "tests/rules/cases/virtual.toml",
        "tests/rules/cases/staff-cases.xlsx",
        "tests/rules/test_cases.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert files_beside_the_package(tmp_path) == {
        str(tmp_path / "data"): "exxtra_kit/data",
        str(tmp_path / "tests/rules/cases/virtual.toml"): "exxtra_kit/cases/virtual.toml",
        str(tmp_path / "notebooks/index.ipynb"): "exxtra_kit/notebooks/index.ipynb",
    }


def test_the_script_is_built_by_the_tool_of_the_repository(tmp_path: Path) -> None:
    """A wheel build asks the tool for the site's script, and stops with its sentence where there can be none."""
    (tmp_path / "tools").mkdir()
    tool = tmp_path / "tools/build_frontend.py"
    tool.write_text("def build(root): (root / 'built').touch()", encoding="utf-8")
    build_frontend(tmp_path)
    assert (tmp_path / "built").exists()

    tool.write_text("def build(root): raise RuntimeError('it needs Node')", encoding="utf-8")
    with pytest.raises(RuntimeError, match="it needs Node"):
        build_frontend(tmp_path)
