# SPDX-License-Identifier: BSD-3-Clause
"""The set-up says what is wrong in a sentence."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.house.reading import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make in the repository."""
    return subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def a_python(folder: Path, version: str) -> Path:
    """Make a program that passes for a Python of this version."""
    program = folder / f"python{version}"
    major, minor = version.split(".")
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo "Python {version}.0" && exit 0\n'
        f'[ "$1" = -c ] && [ {major} = 3 ] && [ {minor} -ge 11 ] && [ {minor} -le 13 ] && exit 0\n'
        'echo "No module named venv" >&2; exit 1\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("version", ["3.10", "3.14"])
def test_a_python_that_does_not_fit_is_named(tmp_path: Path, version: str) -> None:
    """A Python too old or too new is refused with its version and with what to do."""
    environment = tmp_path / "venv"
    ended = make("app", f"PYTHON={a_python(tmp_path, version)}", f"VENV={environment}")

    assert ended.returncode != 0
    assert f"is Python {version}.0" in ended.stderr
    assert "make PYTHON=python3.12 app" in ended.stderr
    assert not environment.exists()


def test_a_python_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A name that is no program is refused in the same words."""
    ended = make("app", f"PYTHON={tmp_path / 'nothing'}", f"VENV={tmp_path / 'venv'}")

    assert ended.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13" in ended.stderr


def test_a_python_without_venv_is_helped(tmp_path: Path) -> None:
    """Where the module venv is missing, as on a bare Debian, the package to install is named."""
    ended = make("app", f"PYTHON={a_python(tmp_path, '3.12')}", f"VENV={tmp_path / 'venv'}")

    assert ended.returncode != 0
    assert "apt-get install python3-venv" in ended.stderr


def test_another_python_is_never_silently_replaced(tmp_path: Path) -> None:
    """Who names a Python, where the environment has another, is told so, and how to get both."""
    environment = tmp_path / "venv"
    (environment / "bin").mkdir(parents=True)
    for program, version in ((environment / "bin/python", "3.11"), (tmp_path / "other", "3.13")):
        program.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
        program.chmod(0o755)
    ended = make("app", f"PYTHON={tmp_path / 'other'}", f"VENV={environment}")

    assert ended.returncode != 0
    assert "was set up with Python 3.11, and you asked for 3.13" in ended.stderr
    assert f"VENV={environment}-3.13 app" in ended.stderr


def test_every_command_is_explained() -> None:
    """`make help` lists each command that the guide for contributors names."""
    listed = make("help").stdout

    assert [name for name in ("app", "test", "unit", "lint", "messages", "lock") if f"make {name} " not in listed] == []
