# SPDX-License-Identifier: BSD-3-Clause
"""Which LibreOffice the tests use, in which order, on machines that are made up here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools import office_setup
from tools.browser_setup import Machine
from tools.office_setup import PACKAGE, VARIABLE, OfficeMissingError, ensure_office, find_office

if TYPE_CHECKING:
    from collections.abc import Sequence

OFFICE, APT, SUDO = "/usr/bin/soffice", "/usr/bin/apt-get", "/usr/bin/sudo"


class FakeMachine:
    """A machine whose programs are a set; it notes every command, and installing brings the office if it may."""

    def __init__(self, *programs: str, named: str = "", is_root: bool = True, has_package: bool = True) -> None:
        """Make a machine with these programs."""
        self.programs = set(programs)
        self.has_package = has_package
        self.commands: list[str] = []
        self.machine = Machine(
            environment={VARIABLE: named} if named else {},
            which=lambda name: next((path for path in (name, f"/usr/bin/{name}") if path in self.programs), None),
            starts=lambda program: program in self.programs,
            succeeds=self.succeeds,
            own_browser=lambda: None,
            is_root=is_root,
        )

    def succeeds(self, command: Sequence[str]) -> bool:
        """Note the command; the right one brings the office."""
        line = " ".join(command)
        self.commands.append(line)
        if line.endswith(f"install --no-install-recommends {PACKAGE}") and self.has_package:
            self.programs.add(OFFICE)
        return True


def test_the_named_one_goes_first() -> None:
    """The program that is named is used before any other; one that does not start is never replaced."""
    assert find_office(FakeMachine("/my/office", OFFICE, named="/my/office").machine) == "/my/office"
    fake = FakeMachine(OFFICE, APT, named="/my/office")
    with pytest.raises(OfficeMissingError, match="names '/my/office', which does not start"):
        ensure_office(fake.machine)
    assert fake.commands == []


def test_one_of_the_machine_is_used() -> None:
    """One that is on the machine is used and nothing is installed."""
    fake = FakeMachine(OFFICE, APT)

    assert ensure_office(fake.machine) == OFFICE
    assert fake.commands == []


@pytest.mark.parametrize("is_root", [True, False])
def test_debians_package_is_installed(*, is_root: bool) -> None:
    """An administrator, or one who may become one without a password, gets Debian's package."""
    fake = FakeMachine(APT, SUDO, is_root=is_root)

    assert ensure_office(fake.machine) == OFFICE
    assert fake.commands[-1].startswith("sudo -n env" if not is_root else "env DEBIAN_FRONTEND=noninteractive")


@pytest.mark.parametrize(
    "fake",
    [FakeMachine(), FakeMachine(APT, is_root=False), FakeMachine(APT, has_package=False)],
    ids=["no apt-get", "no rights", "no package"],
)
def test_who_can_get_none_is_told_what_to_do(
    fake: FakeMachine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without any way to one, the sentence names the package and the variable, and the status says so."""
    monkeypatch.setattr(office_setup, "this_machine", lambda: fake.machine)

    assert office_setup.main() == 1
    assert PACKAGE in capsys.readouterr().err
