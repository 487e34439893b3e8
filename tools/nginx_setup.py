# SPDX-License-Identifier: BSD-3-Clause
"""Find an nginx for the tests of `deploy/`, or get Debian's.

Order: the program that EXXTRA_NGINX names; one that is on the machine; one that was unpacked here before; Debian's
package, unpacked below `build/` (which needs no rights and starts no service); Debian's package, installed, where this
user may; else a sentence that says what to do.
The tests only ever ask `find_nginx`; getting one is for `python -m tools.nginx_setup`.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tools import browser_setup

if TYPE_CHECKING:
    from tools.browser_setup import Machine

VARIABLE = "EXXTRA_NGINX"
UNPACKED = Path(__file__).resolve().parents[1] / "build" / "nginx"
# The folders of administrators are not on everybody's path.
NAMES = ("nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx", f"{UNPACKED}/usr/sbin/nginx")
# Where the program lies depends on the age of the system.
PACKAGES = ("nginx", "nginx-core")
WHAT_TO_DO = (
    "No nginx was found and none could be had. Install one (on Debian and Ubuntu, as root: apt-get install "
    f"{PACKAGES[0]}), or name the program of one you have in the environment variable {VARIABLE}, then run this again."
)


class NginxMissingError(RuntimeError):
    """There is no nginx to be had; the message says what to do."""


def _starts(program: str) -> bool:
    """Say whether an nginx can tell its version."""
    try:
        asked = [program, "-v"]
        return subprocess.run(asked, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def this_machine() -> Machine:
    """Return the machine that we run on."""
    return replace(browser_setup.this_machine(), starts=_starts)


def find_nginx(machine: Machine | None = None) -> str:
    """Return the path of the nginx to use, installing nothing.

    Args:
        machine: The machine to look at; default: this one.

    Raises:
        NginxMissingError: There is none, or EXXTRA_NGINX names something that does not run.
    """
    found = (machine or this_machine()).find(VARIABLE, NAMES, NginxMissingError)
    if not found:
        raise NginxMissingError(WHAT_TO_DO)
    return found


def ensure_nginx(machine: Machine | None = None) -> str:
    """Return the path of the nginx to use, getting one where there is none.

    Args:
        machine: The machine to set up; default: this one.

    Raises:
        NginxMissingError: There is none and none could be had.
    """
    machine = machine or this_machine()
    try:
        return find_nginx(machine)
    except NginxMissingError:
        if machine.environment.get(VARIABLE) or not machine.which("apt-get"):
            raise
    rights = machine.rights()
    if rights is not None:
        machine.succeeds([*rights, *browser_setup.APT_GET, "update"])
    commands = [_unpacking(package) for package in PACKAGES]
    if rights is not None:
        commands.append([*rights, *browser_setup.APT_GET, "install", "--no-install-recommends", PACKAGES[0]])
    for command in commands:
        if machine.succeeds(command):
            try:
                return find_nginx(machine)
            except NginxMissingError:
                continue
    raise NginxMissingError(WHAT_TO_DO)


def _unpacking(package: str) -> list[str]:
    """Return the command that fetches a package and unpacks it below `build/`."""
    folder = shlex.quote(str(UNPACKED))
    steps = f"mkdir -p {folder} && cd {folder} && apt-get -q download {package} && dpkg-deb --extract {package}_*.deb ."
    return ["sh", "-c", steps]


def main() -> int:
    """Set up and say which nginx is used; 1 with a sentence on standard error where there is none."""
    try:
        print(f"nginx for the tests: {ensure_nginx()}")
    except NginxMissingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
