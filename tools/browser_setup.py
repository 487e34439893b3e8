# SPDX-License-Identifier: BSD-3-Clause
"""Find a Chromium for the browser tests and the pictures, or install one.

Order: the program that EXXTRA_CHROMIUM names; one that is on the machine; Debian's package, where this user may
install packages; the browser tool's own download; else a sentence that says what to do.
The tests only ever ask `find_chromium` and `launch_options`; installing is for `python -m tools.browser_setup`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
VARIABLE = "EXXTRA_CHROMIUM"
WHAT_TO_DO = (
    "No Chromium was found and none could be installed. Install one (on Debian and Ubuntu, as root: apt-get install "
    f"chromium), or name the program of one you have in the environment variable {VARIABLE}, then run this again."
)

APT_GET = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y")
"""The command that installs Debian's packages without a question."""

# A new browser asks its maker's hosts for many things; a test browser asks nobody, and can reach this machine only.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
_ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\nwith sync_playwright() as p: print(p.chromium.executable_path)"
)


class BrowserMissingError(RuntimeError):
    """There is no Chromium to be had; the message says what to do."""


def _succeeds(command: Sequence[str]) -> bool:
    """Run a command without input, its output on our own, and say whether it ended well."""
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def _starts(program: str) -> bool:
    """Say whether a browser can tell its version; a stub that only advises an install can't."""
    try:
        asked = [program, "--version"]
        return subprocess.run(asked, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _own_browser_of_playwright() -> str | None:
    """Ask the browser tool, in a process of its own, where its download is or would be."""
    asked = subprocess.run([sys.executable, "-c", _ASK_PLAYWRIGHT], capture_output=True, text=True, check=False)
    path = asked.stdout.strip()
    return path if path and Path(path).is_file() else None


@dataclass(frozen=True)
class Machine:
    """What the set-up asks of a machine; the tests put a fake in its place.

    Attributes:
        environment: The environment variables.
        which: The path of a program by its name, or None.
        starts: Whether a browser's program runs at all.
        succeeds: Runs a command and says whether it ended well.
        own_browser: The browser tool's own download, if it is there.
        is_root: Whether this user is the administrator.
    """

    environment: Mapping[str, str]
    which: Callable[[str], str | None]
    starts: Callable[[str], bool]
    succeeds: Callable[[Sequence[str]], bool]
    own_browser: Callable[[], str | None]
    is_root: bool

    def find(self, variable: str, names: Iterable[str], missing: type[RuntimeError]) -> str | None:
        """Return the program that a variable names, else the first of these names that starts; None if none does.

        Args:
            variable: Name of the environment variable.
            names: Names or paths of programs, the best first.
            missing: What is raised if the variable names something that does not start.
        """
        named = self.environment.get(variable)
        if named:
            if self.starts(named):
                return named
            raise missing(f"{variable} names '{named}', which does not start. Correct it, or unset it.")
        for name in names:
            path = self.which(name)
            if path and self.starts(path):
                return path
        return None

    def rights(self) -> list[str] | None:
        """Return what stands before a command that needs an administrator; None where this user is none."""
        if self.is_root:
            return []
        if self.which("sudo") and self.succeeds(["sudo", "-n", "true"]):
            return ["sudo", "-n"]
        return None


def this_machine() -> Machine:
    """Return the machine that we run on."""
    return Machine(
        environment=os.environ,
        which=shutil.which,
        starts=_starts,
        succeeds=_succeeds,
        own_browser=_own_browser_of_playwright,
        is_root=hasattr(os, "geteuid") and os.geteuid() == 0,
    )


def find_chromium(machine: Machine | None = None) -> str:
    """Return the path of the Chromium to use, installing nothing.

    Args:
        machine: The machine to look at; default: this one.

    Raises:
        BrowserMissingError: There is none, or EXXTRA_CHROMIUM names something that does not run.
    """
    machine = machine or this_machine()
    found = machine.find(VARIABLE, NAMES, BrowserMissingError) or machine.own_browser()
    if not found:
        raise BrowserMissingError(WHAT_TO_DO)
    return found


def ensure_chromium(machine: Machine | None = None) -> str:
    """Return the path of the Chromium to use, installing one where there is none.

    Args:
        machine: The machine to set up; default: this one.

    Raises:
        BrowserMissingError: There is none and none could be installed.
    """
    machine = machine or this_machine()
    try:
        return find_chromium(machine)
    except BrowserMissingError:
        if machine.environment.get(VARIABLE):
            raise
    for steps in _ways_to_install(machine):
        if all(machine.succeeds(step) for step in steps):
            try:
                return find_chromium(machine)
            except BrowserMissingError:
                continue
    raise BrowserMissingError(WHAT_TO_DO)


def _ways_to_install(machine: Machine) -> list[list[list[str]]]:
    """Return the ways to try, best first, each as its commands."""
    ways = []
    if machine.which("apt-get"):
        rights = machine.rights()
        if rights is not None:
            ways.append([[*rights, *APT_GET, "update"], [*rights, *APT_GET, "install", "chromium"]])
    ways.append([[sys.executable, "-m", "playwright", "install", "chromium"]])
    return ways


def launch_options(machine: Machine | None = None) -> dict[str, Any]:
    """Return what `playwright.chromium.launch` needs to start that Chromium, closed to every other host.

    Args:
        machine: The machine to look at; default: this one.

    Raises:
        BrowserMissingError: There is no Chromium.
    """
    machine = machine or this_machine()
    # Chromium's own sandbox refuses to be started by the administrator, as in most containers.
    arguments = [*QUIET, *(["--no-sandbox"] if machine.is_root else [])]
    return {"executable_path": find_chromium(machine), "args": arguments}


def main() -> int:
    """Set up and say which browser is used; 1 with a sentence on standard error where there is none."""
    try:
        print(f"Browser for the tests: {ensure_chromium()}")
    except BrowserMissingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
