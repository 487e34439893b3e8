# SPDX-License-Identifier: BSD-3-Clause
"""How the site starts, what it says if it can't, and that it leaves nothing behind."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from exxtra_kit.cli.common import FAILED
from exxtra_kit.errors import ServingError
from exxtra_kit.serving import Settings, describe_exposure
from exxtra_kit.serving.apps import APPS, notebooks_folder, served_apps
from tests.served import notebooks
from tests.served.running import COMMAND, PATIENCE_SECONDS, is_running, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from tests.served.conftest import SiteOpener


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly(open_site: SiteOpener, number: int) -> None:
    """Told to stop, it ends with status 0, takes every visitor's process with it, and has said one line in all."""
    site = open_site()
    processes = [
        int(found.group(1))
        for found in (re.search(r"process=(\d+)", site.ask(address).text) for address in ("/", "/calculator"))
        if found
    ]
    assert len(processes) == 2
    assert all(is_running(process) for process in processes)

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
        command = [*COMMAND[:-1], str(port)]
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


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"port": 70000}, "from 0 to 65535, not 70000"),
        ({"port": -1}, "not -1"),
        ({"ip": "my-laptop"}, "127.0.0.1"),
        ({"base_url": "exxtra"}, "begin and end with a slash"),
        ({"base_url": "/../"}, "begin and end with a slash"),
        ({"language": "xx"}, "Choose one of these: en"),
        ({"host_names": ("http://exxtra.example",)}, "no host name"),
        ({"kernel_limit": 0}, "must be 1 or more"),
        ({"cull_idle_seconds": -5}, "must be 1 or more"),
    ],
)
def test_an_impossible_setting_is_a_sentence(choice: dict[str, object], words: str) -> None:
    """A setting that can't be is refused, in words that say what can be."""
    with pytest.raises(ServingError, match=re.escape(words)):
        Settings.read({}, **choice)


def test_a_setting_is_taken_from_the_option_then_the_environment() -> None:
    """An option beats an environment variable, which beats the default; an empty variable is none."""
    environ = {"EXXTRA_PORT": "9000", "EXXTRA_KERNEL_LIMIT": "7", "EXXTRA_IP": " "}
    environ["EXXTRA_HOST_NAMES"] = "Exxtra.example, second.example"

    settings = Settings.read(environ, port=9001, language=None)

    assert (settings.port, settings.kernel_limit, settings.ip) == (9001, 7, "127.0.0.1")
    assert settings.host_names == ("exxtra.example", "second.example")
    assert Settings.read(environ).port == 9000


def test_a_variable_that_is_no_number_is_a_sentence() -> None:
    """A wrong environment variable is named, with what stood in it."""
    with pytest.raises(ServingError, match=r"EXXTRA_PORT must be a whole number, not .*eighty"):
        Settings.read({"EXXTRA_PORT": "eighty"})


def test_the_exposure_is_told(tmp_path: Path) -> None:
    """`--check` names the address, the apps that are there and no other, the limits, and what is closed."""
    folder = notebooks.write_notebooks(tmp_path, calculator="", other="", staff__explore="")

    told = describe_exposure(Settings(port=9000, kernel_limit=7, notebooks=folder))

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
