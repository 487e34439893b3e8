# SPDX-License-Identifier: BSD-3-Clause
"""Walk through the planner as somebody who never saw it: from an empty page to papers that can be signed.

python -m tools.walk_planner             writes build/walk/NN-*.png and prints how long each step took
python -m tools.walk_planner FOLDER      writes them elsewhere

The walk types at the pace of a person who types slowly, and rests after each step as long as it takes to read it. What
it prints is therefore no proof of what a person needs, but says what the page itself makes one wait.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

from tools.browser_setup import launch_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
PATIENCE_MS = 60_000
TYPING_MS = 250
"""Milliseconds for one character: 240 characters a minute."""
READING_MS = 10_000
"""Milliseconds for reading what a step has changed."""
OBJECTIVES = ("Compare how railway noise is measured",)
ABOUT = "We measure and reduce railway noise. We look for manufacturers who need quieter bogies."


@dataclass
class Walk:
    """A walk through the planner.

    Attributes:
        page: The browser's page.
        folder: Where the pictures go, and the files that were made.
        typing_ms: Milliseconds for one character.
        reading_ms: Milliseconds of rest after each step.
        times: Seconds of each step that was done.
        files: The files that were saved.
    """

    page: Page
    folder: Path
    typing_ms: int = TYPING_MS
    reading_ms: int = READING_MS
    times: dict[str, float] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)

    def step(self, name: str, do: Callable[[], None]) -> None:
        """Do one step, take a picture of what it left, and rest."""
        started = monotonic()
        do()
        if self.reading_ms:  # the test doesn't rest: it waits for what each step leaves
            self.page.wait_for_timeout(self.reading_ms)
        self.times[name] = monotonic() - started
        self.page.screenshot(
            path=self.folder / f"{len(self.times):02}-{name}.png", full_page=True, animations="disabled"
        )

    def write(self, label: str, text: str) -> None:
        """Type into a field, and leave it."""
        box = self.page.get_by_role("textbox", name=label).or_(self.page.get_by_role("combobox", name=label)).first
        box.click()
        box.press_sequentially(text, delay=self.typing_ms)
        box.press("Tab")

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def press(self, name: str) -> None:
        """Press the first button of that name."""
        self.page.get_by_role("button", name=name).first.click()

    def save(self, paper: str, kind: str, second: str) -> None:
        """Make papers and save what the browser is given."""
        for label, option in (("Which papers", paper), ("As", kind), ("Beside it", second)):
            self.page.get_by_label(label, exact=True).select_option(label=option)
        with self.page.expect_download(timeout=PATIENCE_MS) as given:
            self.press("Make the papers")
        saved = self.folder / given.value.suggested_filename
        given.value.save_as(saved)
        self.files.append(saved)


def walk(page: Page, address: str, folder: Path, typing_ms: int = TYPING_MS, reading_ms: int = READING_MS) -> Walk:
    """Plan Zlab's visit to ARUS, from the empty page to a Commitment to Quality, a PDF and a calendar.

    Args:
        page: A page of a browser, English.
        address: Address of the site, ending with "/".
        folder: Where pictures and files go.
        typing_ms: Milliseconds for one character.
        reading_ms: Milliseconds of rest after each step.
    """
    going = Walk(page, folder, typing_ms, reading_ms)
    page.set_default_timeout(PATIENCE_MS)
    for name, do in (
        ("empty", lambda: _open(going, address)),
        ("who", lambda: _who(going)),
        ("when", lambda: _when(going)),
        ("registration", lambda: _register(going)),
        ("matching", lambda: _match(going)),
        ("agenda", lambda: _plan(going)),
        ("objectives", lambda: _aim(going)),
        ("confirmed", lambda: _confirm(going)),
        ("commitment-word", lambda: _commit(going)),
        ("commitment-pdf", lambda: going.save("Commitment to Quality", "PDF, to read and print", "Turkish")),
        ("calendar", lambda: going.save("Agenda", "Calendar, the agenda only", "No second language")),
    ):
        going.step(name, do)
    return going


def _open(going: Walk, address: str) -> None:
    going.page.goto(f"{address}planner")
    going.page.get_by_label("Your organisation", exact=True).wait_for()


def _who(going: Walk) -> None:
    going.write("Your organisation", "Zlab S.r.l.")
    going.choose("We are a", "SME (small or medium-sized company)")
    going.choose("Country", "Italy")
    going.write("Town", "Cerea")
    going.choose("Member of a cluster?", "Yes, it has an ECCP profile")
    going.choose("Visited with ClusterXchange before?", "No")


def _when(going: Walk) -> None:
    going.page.get_by_label("First day at the host").fill("2021-09-13")
    going.page.get_by_label("Last day", exact=True).fill("2021-09-17")


def _register(going: Walk) -> None:
    going.press("Say more about you")
    going.write("What do you do, and why do you want to go?", ABOUT)
    for purpose in ("Networking", "Market research"):
        going.page.get_by_label(f"What you look for: {purpose}").check()
    going.choose("Your sectors", "Rail")
    going.choose("Languages you can work in", "English")


def _match(going: Walk) -> None:
    going.press("Compare the hosts")
    going.press("Choose ARUS")
    expect(going.page.get_by_role("heading", name="Zlab S.r.l. visits ARUS")).to_be_visible(timeout=PATIENCE_MS)
    expect(going.page.locator(".exx-panel .exx-sum")).to_contain_text("750", timeout=PATIENCE_MS)


def _aim(going: Walk) -> None:
    for objective in OBJECTIVES:
        going.write("Another objective", objective)
        going.press("Add the objective")
        expect(going.page.get_by_text(objective).first).to_be_visible(timeout=PATIENCE_MS)


def _plan(going: Walk) -> None:
    going.press("Template: 5 days")
    expect(going.page.locator(".exx-plan-card")).to_have_count(10, timeout=PATIENCE_MS)


def _confirm(going: Walk) -> None:
    going.press("Matching: 0 of 2 done")
    going.page.get_by_label("Host found and asked").check()
    for party in ("Visiting organisation", "Host organisation"):
        going.page.get_by_label(f"Said yes: {party}").check()


def _commit(going: Walk) -> None:
    going.press("Make papers of the plan")
    going.save("Commitment to Quality", "Word, to edit and sign", "Turkish")


def main() -> int:
    """Start the site, walk, and say how long it took."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "walk"
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "exxtra_kit.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as site:
        try:
            line = site.stdout.readline() if site.stdout else ""
            address = line.split()[-1]
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(**launch_options())
                page = browser.new_page(viewport={"width": 1280, "height": 960}, locale="en-GB")
                going = walk(page, address, folder)
                browser.close()
        finally:
            site.terminate()
    for name, seconds in going.times.items():
        sys.stdout.write(f"{name:20}{seconds:7.1f} s\n")
    total = sum(going.times.values())
    sys.stdout.write(f"{'together':20}{total:7.1f} s, of which reading {len(going.times) * READING_MS / 1000:.0f} s\n")
    sys.stdout.write("".join(f"{file.name}: {file.stat().st_size:,} bytes\n" for file in going.files))
    return 0


if __name__ == "__main__":
    sys.exit(main())
