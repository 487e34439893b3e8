# SPDX-License-Identifier: BSD-3-Clause
"""Find a LibreOffice for the tests of the Word papers, or install Debian's.

Order: the program that EXXTRA_OFFICE names; one that is on the machine; Debian's package, where this user may install
packages; else a sentence that says what to do.
The tests only ever ask `find_office`; getting one is for `python -m tools.office_setup`.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from tools import browser_setup

if TYPE_CHECKING:
    from tools.browser_setup import Machine

VARIABLE = "EXXTRA_OFFICE"
NAMES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
PACKAGE = "libreoffice-writer-nogui"
WHAT_TO_DO = (
    "No LibreOffice was found and none could be installed. Install one (on Debian and Ubuntu, as root: apt-get install "
    f"{PACKAGE}), or name the program of one you have in the environment variable {VARIABLE}, then run this again."
)


class OfficeMissingError(RuntimeError):
    """There is no LibreOffice to be had; the message says what to do."""


def _starts(program: str) -> bool:
    """Say whether an office can tell its version."""
    try:
        asked = [program, "--version"]
        return subprocess.run(asked, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def this_machine() -> Machine:
    """Return the machine that we run on."""
    return replace(browser_setup.this_machine(), starts=_starts)


def find_office(machine: Machine | None = None) -> str:
    """Return the path of the LibreOffice to use, installing nothing.

    Args:
        machine: The machine to look at; default: this one.

    Raises:
        OfficeMissingError: There is none, or EXXTRA_OFFICE names something that does not run.
    """
    found = (machine or this_machine()).find(VARIABLE, NAMES, OfficeMissingError)
    if not found:
        raise OfficeMissingError(WHAT_TO_DO)
    return found


def ensure_office(machine: Machine | None = None) -> str:
    """Return the path of the LibreOffice to use, installing one where there is none.

    Args:
        machine: The machine to set up; default: this one.

    Raises:
        OfficeMissingError: There is none and none could be installed.
    """
    machine = machine or this_machine()
    try:
        return find_office(machine)
    except OfficeMissingError:
        if machine.environment.get(VARIABLE) or not machine.which("apt-get"):
            raise
    rights = machine.rights()
    if rights is None:
        raise OfficeMissingError(WHAT_TO_DO)
    machine.succeeds([*rights, *browser_setup.APT_GET, "update"])
    machine.succeeds([*rights, *browser_setup.APT_GET, "install", "--no-install-recommends", PACKAGE])
    return find_office(machine)


def main() -> int:
    """Set up and say which office is used; 1 with a sentence on standard error where there is none."""
    try:
        print(f"LibreOffice for the tests: {ensure_office()}")
    except OfficeMissingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
