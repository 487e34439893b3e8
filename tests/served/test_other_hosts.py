# SPDX-License-Identifier: BSD-3-Clause
"""The same notebook elsewhere: under plain Voila, and in JupyterLab."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.served.running import PATIENCE_SECONDS, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "calculator.ipynb"
ANNOUNCEMENTS = "@jupyterlab/apputils-extension:announcements"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Say whether something answers at that port of this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("HEAD", "/api")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


@contextmanager
def running(folder: Path, *command: str) -> Iterator[str]:
    """Start a server of Jupyter in a folder, with no settings of this machine; yield its address, then end it."""
    port = free_port()
    own = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    environment = {key: value for key, value in os.environ.items() if key != "EXXTRA_SITE"}
    with (folder / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, "--no-browser", f"--port={port}"],
            cwd=folder,
            stdout=log,
            stderr=log,
            env={**environment, **own},
        )
    try:
        address = f"http://127.0.0.1:{port}/"
        wait_for(lambda: process.poll() is not None or answers(port), f"{command[0]} to answer")
        assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
        yield address
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def the_calculator_reacts(page: Page) -> None:
    """The example is one click away, its sum is right, and a change of an answer changes it."""
    page.get_by_role("button", name="See an example").click(timeout=PATIENCE_SECONDS * 1000)
    expect(page.locator(".exx-sum")).to_have_text("\N{EURO SIGN}750")
    page.get_by_label("Last day").fill("2021-09-16")
    expect(page.locator(".exx-sum")).to_have_text("\N{EURO SIGN}375")
    # The stylesheet has come along, and won against the one of the widgets.
    assert page.get_by_label("Last day").evaluate("field => field.offsetHeight") >= 44
    assert page.locator(".exx-columns").evaluate("box => getComputedStyle(box).display") == "grid"
    assert page.get_by_role("link", name="Plan this exchange").count() == 0


def test_plain_voila_shows_the_calculator(chromium: Browser, tmp_path: Path) -> None:
    """`voila notebooks/calculator.ipynb` is enough: the same page, without links that lead nowhere."""
    with running(tmp_path, "voila", str(NOTEBOOK)) as address:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address, timeout=PATIENCE_SECONDS * 1000)

        the_calculator_reacts(page)

        assert [heading.inner_text() for heading in page.locator("h1:visible").all()] == [
            "Can we go, and what would we be paid?"
        ]
        page.close()


def test_jupyterlab_shows_the_calculator(chromium: Browser, tmp_path: Path) -> None:
    """In JupyterLab the notebook is opened and run, and reacts."""
    shutil.copy(NOTEBOOK, tmp_path)
    settings = tmp_path / "config" / "labconfig" / "page_config.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"disabledExtensions": {ANNOUNCEMENTS: True}}), encoding="utf-8")
    options = (
        "--allow-root",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    )
    with running(tmp_path, "jupyterlab", *options) as address:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}lab/tree/{NOTEBOOK.name}", timeout=PATIENCE_SECONDS * 1000)
        # A cell that is run before the kernel is ready is never run.
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=PATIENCE_SECONDS * 1000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

        the_calculator_reacts(page)
        page.close()
