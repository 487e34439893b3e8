# SPDX-License-Identifier: BSD-3-Clause
"""How the site starts, what it says if it can't, and that it leaves nothing behind."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil
import pytest

from exxtra_kit.cli.common import FAILED
from exxtra_kit.errors import ServingError
from exxtra_kit.serving import Settings, describe_exposure
from exxtra_kit.serving.apps import APPS, notebooks_folder, served_apps
from exxtra_kit.serving.hosts import own_addresses
from tests.served import notebooks
from tests.served.light import Visitor
from tests.served.running import COMMAND, PATIENCE_SECONDS, is_running, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from tests.served.conftest import SiteOpener


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("front_end", ["slim", "full"])
def test_it_ends_cleanly(open_site: SiteOpener, number: int, front_end: str) -> None:
    """Told to stop, it ends with status 0, takes every process with it, and has said one line in all."""
    site = open_site(EXXTRA_FRONT_END=front_end)
    before = len(psutil.Process(site.process.pid).children(recursive=True))
    if front_end == "slim":
        Visitor(site).until("page")
    else:
        site.ask("/calculator")
    processes = [one.pid for one in psutil.Process(site.process.pid).children(recursive=True)]
    assert len(processes) > before

    assert site.stop(number) == 0

    wait_for(lambda: not any(is_running(process) for process in processes), "the processes to end")
    assert len(site.said) == 1
    assert "Traceback" not in site.log()


def test_a_taken_port_is_a_sentence() -> None:
    """If another program has the port the command says so in one line and ends as a failure, without a trace."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [*COMMAND, str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)

    assert ended.returncode == FAILED
    assert ended.stdout == ""
    assert len(ended.stderr.strip().splitlines()) == 1
    assert str(port) in ended.stderr
    assert "another port" in ended.stderr


def test_speaking_of_the_site_does_not_load_the_server() -> None:
    """`--check` and the settings work where the libraries that serve are not installed."""
    code = "import exxtra_kit.serving, sys; sys.exit(bool({'voila', 'tornado'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_lan_is_for_guests(open_site: SiteOpener) -> None:
    """With `--lan` the terminal says where guests come in, and only this machine's own names are answered."""
    site = open_site(EXXTRA_LAN="1")
    port = site.host.rpartition(":")[2]

    for name, status in (("localhost", 200), *((one, 200) for one in own_addresses()), ("stranger.example", 403)):
        assert site.ask("/calculator", headers={"Host": f"{name}:{port}"}).status == status, name
    for address in own_addresses()[:1]:
        assert f"http://{address}:{port}/" in site.ask("/qr").text
    assert site.stop() == 0
    said = "\n".join(site.said[1:])
    assert f"port {port}: everybody on this network can open it" in said
    assert all(f"http://{address}:{port}/" in said for address in own_addresses())


def test_a_check_of_our_site_finds_nothing() -> None:
    """`exxtra serve --check` says what is exposed, finds no opening, and serves nobody."""
    command = [*COMMAND[:-1], "--check"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)

    assert ended.stderr == ""
    assert ended.returncode == 0
    assert "Address /calculator runs calculator.ipynb." in ended.stdout
    assert "ready" not in ended.stdout


def test_the_exposure_is_told(tmp_path: Path) -> None:
    """`--check` names the address, the apps that are there and no other, the limits, and what is closed."""
    folder = notebooks.write_notebooks(tmp_path, calculator="", other="", staff__explore="")

    told = describe_exposure(Settings(port=9000, visitor_limit=7, notebooks=folder))

    assert "127.0.0.1, port 9000: this machine only." in told
    assert "Address /calculator runs calculator.ipynb." in told
    assert "other.ipynb" not in told
    assert "planner" not in told
    assert "at most 7" in told
    assert "Not reachable: files of this machine." in told
    assert "everybody" in describe_exposure(Settings(ip="0.0.0.0", notebooks=folder))  # noqa: S104  (nothing is bound)


def test_a_folder_without_apps_is_a_sentence(tmp_path: Path) -> None:
    """A wrong folder is named, with what should be in it."""
    with pytest.raises(ServingError, match=r"none of the site's notebooks \(index\.ipynb"):
        served_apps(tmp_path)
    with pytest.raises(ServingError, match=r"was sought here: .*missing"):
        notebooks_folder(Settings(notebooks=tmp_path / "missing"))


def test_all_apps_are_here() -> None:
    """The package's own folder holds the notebook of every app, at the four addresses of the site."""
    assert [app.address for app in APPS] == ["", "partner_map", "calculator", "planner"]
    assert served_apps(notebooks_folder(Settings())) == APPS
