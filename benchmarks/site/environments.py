# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: S603 (it starts our own programs)
"""The rivals' environments, made of pinned releases; bytecode for all, else a start takes twice as long."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import sysconfig
import venv
from typing import TYPE_CHECKING

from benchmarks.site.systems import RIVALS, ROOT, SCRIPTS

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("panel", "solara", "streamlit")
_STAMP = ".made-of"


def ensure(name: str, scripts: Path = SCRIPTS, *, with_kit: bool = True) -> None:
    """Make the environment of a rival, unless it is there and made of the same releases.

    Args:
        name: Name of the rival.
        scripts: Folder with its list of releases.
        with_kit: Whether it runs our engine.
    """
    pinned, home = scripts / f"{name}.txt", RIVALS / name
    wanted = hashlib.sha256(pinned.read_bytes()).hexdigest() + f" {sys.version_info[:3]}"
    stamp, python = home / _STAMP, home / "bin" / "python"
    if not (stamp.is_file() and stamp.read_text() == wanted):
        sys.stdout.write(f"making the environment of {name}\n")
        sys.stdout.flush()
        venv.create(home, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "--requirement", str(pinned)], check=True)
        if with_kit:
            subprocess.run([*pip, "--no-build-isolation", "--editable", str(ROOT)], check=True)
        stamp.write_text(wanted)
    _compile(python, home / "lib")


def prepare(names: tuple[str, ...]) -> None:
    """Make what the named systems need."""
    for name in NAMES:
        if name in names:
            ensure(name)
    _compile(sys.executable, sysconfig.get_path("purelib"))
    _compile(sys.executable, ROOT / "exxtra_kit")


def _compile(python: Path | str, folder: Path | str) -> None:
    """Write the bytecode of every module; that a few files of libraries are no Python is no matter."""
    subprocess.run([str(python), "-m", "compileall", "-q", str(folder)], check=False, stdout=subprocess.DEVNULL)
