# SPDX-License-Identifier: BSD-3-Clause
"""Which browser the tests use, in which order, on machines that are made up here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tools import browser_setup
from tools.browser_setup import BrowserMissingError, Machine, ensure_chromium, find_chromium, launch_options

if TYPE_CHECKING:
    from collections.abc import Sequence

APT = "/usr/bin/apt-get"
CHROMIUM = "/usr/bin/chromium"
OWN = "/home-of-playwright/chrome"


class FakeMachine:
    """A machine whose programs are a dictionary; it notes every command, and installing may add a program."""

    def __init__(
        self,
        *programs: str,
        installs: dict[str, str] | None = None,
        named: str = "",
        own: str = "",
        is_root: bool = True,
        broken: tuple[str, ...] = (),
    ) -> None:
        """Make a machine with these programs (full paths); `installs` maps a word of a command to what it brings."""
        self.programs = set(programs)
        self.installs = installs or {}
        self.named = named
        self.own = own
        self.is_root = is_root
        self.broken = broken
        self.commands: list[str] = []

    def succeeds(self, command: Sequence[str]) -> bool:
        """Note the command; what it brings is there from then on."""
        line = " ".join(command)
        self.commands.append(line)
        for word, brings in self.installs.items():
            if word in line:
                self.programs.add(brings)
                self.own = brings if brings == OWN else self.own
                return True
        return "update" in command

    def which(self, name: str) -> str | None:
        """Find a program by its name or full path."""
        return next((path for path in sorted(self.programs) if name in (path, path.rpartition("/")[2])), None)

    def starts(self, program: str) -> bool:
        """Say whether a program is there and works."""
        return program in self.programs and program not in self.broken

    @property
    def machine(self) -> Machine:
        """What `browser_setup` sees of it."""
        environment = {"EXXTRA_CHROMIUM": self.named} if self.named else {}
        own_browser = lambda: self.own or None  # noqa: E731  (a field of the fake, read late)
        return Machine(environment, self.which, self.starts, self.succeeds, own_browser, self.is_root)


def test_the_named_browser_goes_first() -> None:
    """The program that EXXTRA_CHROMIUM names is used before any other."""
    fake = FakeMachine("/my/browser", CHROMIUM, named="/my/browser")

    assert find_chromium(fake.machine) == "/my/browser"


def test_a_named_browser_that_does_not_start_is_an_error() -> None:
    """A wrong EXXTRA_CHROMIUM is never silently replaced by another browser."""
    fake = FakeMachine(CHROMIUM, APT, named="/my/browser", installs={"install": CHROMIUM})

    with pytest.raises(BrowserMissingError, match="EXXTRA_CHROMIUM names '/my/browser'"):
        ensure_chromium(fake.machine)

    assert fake.commands == []


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_of_the_machine_is_used(name: str) -> None:
    """One that is on the machine is used and nothing is installed."""
    fake = FakeMachine(f"/usr/bin/{name}", APT, own=OWN)

    assert ensure_chromium(fake.machine) == f"/usr/bin/{name}"
    assert fake.commands == []


def test_a_stub_is_passed_over() -> None:
    """A program that is there but does not start is no browser."""
    fake = FakeMachine("/usr/bin/chromium-browser", "/usr/bin/google-chrome", broken=("/usr/bin/chromium-browser",))

    assert find_chromium(fake.machine) == "/usr/bin/google-chrome"


def test_the_download_of_the_browser_tool_is_used() -> None:
    """The browser tool's own download, once there, is found without installing anything."""
    assert ensure_chromium(FakeMachine(APT, own=OWN).machine) == OWN


def test_debians_package_is_installed_by_the_administrator() -> None:
    """As root, Debian's package comes next, after its lists were updated."""
    fake = FakeMachine(APT, installs={"install chromium": CHROMIUM})

    assert ensure_chromium(fake.machine) == CHROMIUM
    assert [line.split()[-1] for line in fake.commands] == ["update", "chromium"]


def test_debians_package_is_installed_where_sudo_asks_nothing() -> None:
    """A user who may become root without a password installs it so."""
    fake = FakeMachine(APT, "/usr/bin/sudo", is_root=False, installs={"sudo -n true": "", "install chromium": CHROMIUM})

    assert ensure_chromium(fake.machine) == CHROMIUM
    assert fake.commands[-1].startswith("sudo -n ")


def test_the_browser_tool_downloads_where_packages_are_not_allowed() -> None:
    """Without the right to install packages, the browser tool downloads its own."""
    fake = FakeMachine(APT, is_root=False, installs={"playwright install": OWN})

    assert ensure_chromium(fake.machine) == OWN
    assert fake.commands == [f"{sys.executable} -m playwright install chromium"]


def test_the_browser_tool_downloads_where_debians_package_fails() -> None:
    """An install that fails leads on to the next way."""
    fake = FakeMachine(APT, installs={"playwright install": OWN})

    assert ensure_chromium(fake.machine) == OWN


def test_without_any_way_a_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing helps, the command fails and says what to do."""
    monkeypatch.setattr(browser_setup, "this_machine", lambda: FakeMachine().machine)

    assert browser_setup.main() == 1
    assert "apt-get install chromium" in capsys.readouterr().err


def test_the_chosen_browser_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the browser that the tests will use."""
    monkeypatch.setattr(browser_setup, "this_machine", lambda: FakeMachine(CHROMIUM).machine)

    assert browser_setup.main() == 0
    assert capsys.readouterr().out == f"Browser for the tests: {CHROMIUM}\n"


@pytest.mark.parametrize("is_root", [True, False])
def test_the_sandbox_is_left_only_by_the_administrator(is_root: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    """Chromium keeps its sandbox unless it would refuse to start, and can look up no other host."""
    arguments = launch_options(FakeMachine(CHROMIUM, is_root=is_root).machine)["args"]

    assert ("--no-sandbox" in arguments) is is_root
    assert any("~NOTFOUND" in argument for argument in arguments)
