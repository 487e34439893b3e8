# SPDX-License-Identifier: BSD-3-Clause
"""Which nginx the tests use, in which order, on machines that are made up here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools import nginx_setup
from tools.browser_setup import Machine
from tools.nginx_setup import UNPACKED, NginxMissingError, ensure_nginx, find_nginx

if TYPE_CHECKING:
    from collections.abc import Sequence

APT = "/usr/bin/apt-get"
OWN = f"{UNPACKED}/usr/sbin/nginx"
INSTALLED = "/usr/sbin/nginx"


class FakeMachine:
    """A machine whose programs are a set; it notes every command, and some words of a command bring a program."""

    def __init__(
        self, *programs: str, brings: dict[str, str] | None = None, named: str = "", is_root: bool = True
    ) -> None:
        """Make a machine with these programs."""
        self.programs = set(programs)
        self.brings = brings or {}
        self.commands: list[str] = []
        self.machine = Machine(
            environment={"EXXTRA_NGINX": named} if named else {},
            which=lambda name: next((path for path in (name, f"/usr/bin/{name}") if path in self.programs), None),
            starts=lambda program: program in self.programs,
            succeeds=self.succeeds,
            own_browser=lambda: None,
            is_root=is_root,
        )

    def succeeds(self, command: Sequence[str]) -> bool:
        """Note the command; what it brings is there from then on."""
        line = " ".join(command)
        self.commands.append(line)
        brought = [program for words, program in self.brings.items() if words in line]
        self.programs.update(brought)
        return bool(brought)


def test_the_named_one_goes_first() -> None:
    """The program that EXXTRA_NGINX names is used before any other; one that does not start is never replaced."""
    assert find_nginx(FakeMachine("/my/nginx", INSTALLED, named="/my/nginx").machine) == "/my/nginx"
    with pytest.raises(NginxMissingError, match="EXXTRA_NGINX names '/my/nginx'"):
        ensure_nginx(FakeMachine(INSTALLED, APT, named="/my/nginx").machine)


def test_one_of_the_machine_is_used() -> None:
    """One that is on the machine is used and nothing is fetched; an administrator's folder is looked into, too."""
    fake = FakeMachine(INSTALLED, OWN, APT)

    assert ensure_nginx(fake.machine) == INSTALLED
    assert fake.commands == []


def test_debians_package_is_unpacked_without_rights() -> None:
    """A user without rights gets Debian's package unpacked below build/; nothing is installed, no service starts."""
    fake = FakeMachine(APT, brings={"download nginx &&": OWN}, is_root=False)

    assert ensure_nginx(fake.machine) == OWN
    assert not [line for line in fake.commands if "install" in line]


def test_on_an_older_system_the_program_is_in_another_package() -> None:
    """Where the package nginx holds no program, nginx-core is taken."""
    fake = FakeMachine(APT, brings={"update": APT, "download nginx &&": APT, "download nginx-core": OWN})

    assert ensure_nginx(fake.machine) == OWN


def test_debians_package_is_installed_where_it_can_not_be_unpacked() -> None:
    """As root, and where unpacking fails, the package is installed, after its lists were updated."""
    fake = FakeMachine(APT, brings={"install --no-install-recommends nginx": INSTALLED})

    assert ensure_nginx(fake.machine) == INSTALLED
    assert fake.commands[0].endswith("update")


def test_without_any_way_a_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing helps, with apt-get and without, the command fails and says what to do."""
    for programs in ((), (APT,)):
        machine = FakeMachine(*programs).machine
        monkeypatch.setattr(nginx_setup, "this_machine", lambda found=machine: found)

        assert nginx_setup.main() == 1
        assert "apt-get install nginx" in capsys.readouterr().err


def test_the_chosen_one_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the nginx that the tests will use."""
    monkeypatch.setattr(nginx_setup, "this_machine", lambda: FakeMachine(INSTALLED).machine)

    assert nginx_setup.main() == 0
    assert capsys.readouterr().out == f"nginx for the tests: {INSTALLED}\n"
