# SPDX-License-Identifier: BSD-3-Clause
"""What whoever runs the site may choose: by option, environment variable or file, and what is said of a mistake."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.cli import main
from exxtra_kit.cli.common import FAILED
from exxtra_kit.errors import ServingError
from exxtra_kit.serving import Settings
from tests.house.reading import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# A possible value of each setting that is not its default: as it is, as the text of a variable, as TOML.
OTHER: dict[str, tuple[Any, str, str]] = {
    "port": (9000, "9000", "9000"),
    "ip": ("127.0.0.2", "127.0.0.2", '"127.0.0.2"'),
    "lan": (True, "yes", "true"),
    "base_url": ("/exxtra/", "/exxtra/", '"/exxtra/"'),
    "language": ("it", "it", '"it"'),
    "host_names": (("a.example", "b.example"), "A.example, b.example", '["A.example", "b.example"]'),
    "trusted_proxies": (("127.0.0.1", "10.0.0.0/8"), "127.0.0.1,10.0.0.0/8", '["127.0.0.1", "10.0.0.0/8"]'),
    "front_end": ("full", "full", '"full"'),
    "visitor_limit": (7, "7", "7"),
    "visitors_per_address": (3, "3", "3"),
    "queue_limit": (0, "0", "0"),
    "idle_seconds": (11, "11", "11"),
    "quiet_seconds": (12, "12", "12"),
    "start_seconds": (13, "13", "13"),
    "callback_seconds": (14, "14", "14"),
    "cell_seconds": (15, "15", "15"),
    "message_bytes": (2_000_000, "2000000", "2_000_000"),
    "messages_per_second": (16, "16", "16"),
    "message_burst": (17, "17", "17"),
    "upload_bytes": (18, "18", "18"),
    "log_format": ("json", "json", '"json"'),
    "copy_name": ("exxtra-0", "exxtra-0", '"exxtra-0"'),
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that writes a file of settings."""

    def write_one(text: str) -> Path:
        path = tmp_path / "exxtra.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_one


def test_every_setting_is_tested() -> None:
    """The table of other values has every setting but the folder, which has a test of its own."""
    assert {field.name for field in fields(Settings)} == {*OTHER, "notebooks"}
    assert all(getattr(Settings(), name) != other[0] for name, other in OTHER.items())


@pytest.mark.parametrize("name", OTHER)
def test_a_setting_is_taken_from_variable_and_file(name: str, write: Callable[[str], Path]) -> None:
    """Each setting can be given as an environment variable and as a key of a file."""
    value, text, toml = OTHER[name]

    assert getattr(Settings.read({f"EXXTRA_{name.upper()}": text}), name) == value
    assert getattr(Settings.read({}, write(f"{name} = {toml}")), name) == value


def test_every_setting_has_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    """`exxtra serve` has an option for each setting, and hands its value on."""
    seen: list[Settings] = []

    def remember(settings: Settings) -> int:
        seen.append(settings)
        return 0

    monkeypatch.setattr("exxtra_kit.serving.serve", remember)
    monkeypatch.setattr("os.environ", {})
    for name, (value, text, _) in OTHER.items():
        option = "--lang" if name == "language" else f"--{name.replace('_', '-')}"
        main(["serve", option, *([] if name == "lan" else [text])])
        assert getattr(seen[-1], name) == value, name


def test_the_order_is_option_variable_file_default(write: Callable[[str], Path]) -> None:
    """An option beats a variable, which beats the file, which beats the default; an empty variable is none."""
    file = write("port = 9001\nqueue_limit = 9001\nidle_seconds = 9001\n")
    environ = {"EXXTRA_PORT": "9002", "EXXTRA_QUEUE_LIMIT": "9002", "EXXTRA_IDLE_SECONDS": " "}

    settings = Settings.read(environ, file, port=9003, language=None)

    assert (settings.port, settings.queue_limit, settings.idle_seconds) == (9003, 9002, 9001)
    assert settings.ip == "127.0.0.1"


def test_the_file_is_named_by_option_or_variable(write: Callable[[str], Path], tmp_path: Path) -> None:
    """`EXXTRA_CONFIG` names a file; one named otherwise takes its place."""
    second = tmp_path / "second.toml"
    second.write_text("port = 9002", encoding="utf-8")
    environ = {"EXXTRA_CONFIG": str(write("port = 9001"))}

    assert Settings.read(environ).port == 9001
    assert Settings.read(environ, second).port == 9002


def test_a_folder_is_sought_from_the_file(write: Callable[[str], Path], tmp_path: Path) -> None:
    """A folder in a file is found wherever the site is started; one in a variable is as it is written."""
    assert Settings.read({}, write('notebooks = "apps"')).notebooks == tmp_path / "apps"
    found = Settings.read({"EXXTRA_NOTEBOOKS": "apps"}).notebooks
    assert found is not None
    assert str(found) == "apps"


@pytest.mark.parametrize(("front_end", "places"), [("slim", 120), ("full", 40)])
def test_the_places_follow_the_front_end(front_end: str, places: int) -> None:
    """The full front end, whose processes are larger, has fewer places unless somebody says how many."""
    assert Settings(front_end=front_end).visitor_limit == places
    assert Settings(front_end=front_end, visitor_limit=9).visitor_limit == 9


def test_former_names_of_variables_hold() -> None:
    """The two variables that had another name before are still read; the present name wins."""
    assert Settings.read({"EXXTRA_KERNEL_LIMIT": "7"}).visitor_limit == 7
    assert Settings.read({"EXXTRA_CULL_IDLE_SECONDS": "8"}).idle_seconds == 8
    assert Settings.read({"EXXTRA_KERNEL_LIMIT": "7", "EXXTRA_VISITOR_LIMIT": "9"}).visitor_limit == 9


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
        ({"trusted_proxies": ("my-proxy",)}, "a network such as 10.0.0.0/8"),
        ({"trusted_proxies": ("10.0.0.1/8",)}, "10.0.0.1/8"),
        ({"front_end": "thick"}, "front_end can't be \N{LEFT DOUBLE QUOTATION MARK}thick"),
        ({"log_format": "xml"}, "Choose one of these: text, json"),
        ({"copy_name": "a.b"}, "letters, figures and hyphens"),
        ({"visitor_limit": 0}, "visitor_limit must be 1 or more, not 0"),
        ({"visitor_limit": -1}, "not -1"),
        ({"visitors_per_address": -1}, "must be 0 or more"),
        ({"idle_seconds": -5}, "must be 1 or more"),
        ({"message_bytes": 100}, "message_bytes must be 10,000 or more"),
        ({"upload_bytes": 2_000_000}, "a file travels in one message"),
    ],
)
def test_an_impossible_setting_is_a_sentence(choice: dict[str, Any], words: str, write: Callable[[str], Path]) -> None:
    """A setting that can't be is refused, in words that say what can be; in a file, with file and key."""
    with pytest.raises(ServingError, match=re.escape(words)):
        Settings.read({}, **choice)

    [(name, value)] = choice.items()
    toml = str(list(value)) if isinstance(value, tuple) else repr(value)
    with pytest.raises(ServingError, match=re.escape(words)) as caught:
        Settings.read({}, write(f"{name} = {toml}"))
    if name != "upload_bytes":  # which is wrong only together with another
        assert str(caught.value).startswith("The file ")
        assert f"exxtra.toml, key {name}: " in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "text", "words"),
    [
        ("EXXTRA_PORT", "eighty", "EXXTRA_PORT must be a whole number, not \N{LEFT DOUBLE QUOTATION MARK}eighty"),
        ("EXXTRA_LAN", "perhaps", "EXXTRA_LAN must be 1 or 0, not"),
        ("EXXTRA_PORT", "70000", "EXXTRA_PORT: The port must be"),
        ("EXXTRA_FRONT_END", "thick", "EXXTRA_FRONT_END: front_end can't be"),
        ("EXXTRA_KERNEL_LIMIT", "0", "EXXTRA_KERNEL_LIMIT: visitor_limit must be 1 or more"),
    ],
)
def test_a_wrong_variable_is_a_sentence(variable: str, text: str, words: str) -> None:
    """A wrong environment variable is named, with what stood in it."""
    with pytest.raises(ServingError, match=re.escape(words)):
        Settings.read({variable: text})


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("prot = 1", "there is no setting prot. Did you mean port? These can be set: port, ip, lan,"),
        ("zzz = 1", "there is no setting zzz. These can be set: port,"),
        ("[site]\nport = 1", "there is no setting site"),
        ('port = "1"', "key port: this must be a whole number, not '1'"),
        ("port = true", "key port: this must be a whole number, not true"),
        ("port = 1.0", "key port: this must be a whole number, not 1.0"),
        ("lan = 1", "key lan: this must be true or false, not 1"),
        ("ip = 1", "key ip: this must be text in quotation marks, not 1"),
        ('host_names = "a.example"', "key host_names: this must be a list of texts in brackets"),
        ("host_names = [1]", "key host_names: this must be a list of texts in brackets, not [1]"),
        ("notebooks = 1", "key notebooks: this must be text in quotation marks"),
        ("port = ", "is no TOML file"),
        ("port = 1\nport = 2", "is no TOML file"),
    ],
)
def test_a_wrong_file_is_one_sentence(toml: str, words: str, write: Callable[[str], Path]) -> None:
    """A mistake in the file is told with the file, the key, what is wrong, and what is allowed."""
    file = write(toml)

    with pytest.raises(ServingError, match=re.escape(words)) as caught:
        Settings.read({}, file)
    assert str(file) in str(caught.value)


def test_a_key_that_an_option_overrides_is_checked_all_the_same(write: Callable[[str], Path]) -> None:
    """A wrong file stays wrong while an option hides it: it would fail on the day without the option."""
    with pytest.raises(ServingError, match="key port"):
        Settings.read({}, write("port = 70000"), port=9000)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command names the file that it can't read, in one line, and ends as a failure."""
    missing = tmp_path / "missing.toml"

    assert main(["serve", "--check", "--config", str(missing)]) == FAILED

    told = capsys.readouterr().err
    assert str(missing) in told
    assert len(told.strip().splitlines()) == 1


def test_a_file_that_is_no_text_is_a_sentence(tmp_path: Path) -> None:
    """A picture named as the file is told by its name."""
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\xff\xfe")

    with pytest.raises(ServingError, match=r"picture\.png"):
        Settings.read({}, picture)


def test_every_setting_is_in_the_manual() -> None:
    """docs/site.md names each setting with its variable, its option, and its default."""
    manual = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip().strip("`"): line for line in manual.splitlines() if line.startswith("| `")}
    for field in fields(Settings):
        assert field.name in rows, f"docs/site.md lacks {field.name}"
        default = getattr(Settings(), field.name)
        told = "no" if default is False else "none" if default in ("", ()) else str(default)
        if field.name != "notebooks":
            assert rows[field.name].split("|")[2].strip() == told
