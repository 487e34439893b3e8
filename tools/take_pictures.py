# SPDX-License-Identifier: BSD-3-Clause
"""Take the pictures of the README from the running site: every app, two languages, desk and phone.

python -m tools.take_pictures            writes docs/pictures/APP-LANGUAGE-WIDTH.png
python -m tools.take_pictures FOLDER     writes them elsewhere, to look at a change
"""

from __future__ import annotations

import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from exxtra_kit.language import Language
from exxtra_kit.planning import TEMPLATES
from tools.browser_setup import launch_options

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
# Language of the page -> the browser's. (Date fields are written in the language the browser was built with.)
LANGUAGES = {"en": "en-GB", "it": "it-IT"}
SIZES = {1280: 960, 360: 780}
# The finished exchange of the presentation, and the week in which Catalonia has a holiday.
ZLAB = {"name": "Zlab S.r.l.", "type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster"}
GOLDEN = {**ZLAB, "visits": "0", "host": "arus", "start": "2021-09-13", "end": "2021-09-17"}
SEASON = {**ZLAB, "visits": "0", "start": "2022-06-20", "end": "2022-06-24"}
# App -> what is handed over by the address, and what stands on the page once it is ready.
APPS: dict[str, tuple[dict[str, str], str]] = {
    "index": ({}, "h1"),
    "calculator": (GOLDEN, "text=750"),
    "partner_map": (SEASON, "text=415"),
    "planner": (GOLDEN, "text=750"),
}
READY_MS = 60_000
SETTLED_MS = 1500  # labels find their places, and the frame of the map its size


def take(address: str, folder: Path) -> None:
    """Take every picture from the site at `address`."""
    with sync_playwright() as playwright:
        for language, browser_language in LANGUAGES.items():
            browser = playwright.chromium.launch(**launch_options())
            for app, width in product(APPS, SIZES):
                context = browser.new_context(
                    viewport={"width": width, "height": SIZES[width]}, locale=browser_language
                )
                page = context.new_page()
                _open(page, address, app, language)
                path = folder / f"{app}-{language}-{width}.png"
                page.screenshot(path=path, animations="disabled")
                sys.stdout.write(f"{path.name}\n")
                context.close()
            browser.close()


def _open(page: Page, address: str, app: str, language: str) -> None:
    """Open an app and wait until it shows what the picture is for."""
    values, ready = APPS[app]
    path = "" if app == "index" else app
    page.goto(f"{address}{path}?{urlencode({'lang': language, **values})}")
    page.locator(ready).first.wait_for(state="attached", timeout=READY_MS)
    if app == "planner":
        template = Language.load(language).text(TEMPLATES[0].title)
        page.get_by_role("button", name=template).first.click()
        page.get_by_text("14:00").first.wait_for(state="attached", timeout=READY_MS)
        page.evaluate("window.scrollTo(0, 0)")
    if app == "partner_map":
        page.frame_locator("iframe").locator(".exx-rated").first.wait_for(state="attached", timeout=READY_MS)
    page.wait_for_timeout(SETTLED_MS)


def main() -> int:
    """Start the site, take the pictures, stop the site."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "exxtra_kit.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            if "http" not in line:
                sys.stderr.write("The site did not start: see the messages above.\n")
                return 1
            take(line.split()[-1], folder)
        finally:
            server.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main())
