# SPDX-License-Identifier: BSD-3-Clause
"""The site's script is built when it has to be, with the Node that there is, and says in a sentence what is missing."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.house.reading import ROOT
from tools import build_frontend
from tools.build_frontend import FrontendError, build, compress, find_node, is_fresh, main, stamp_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LOCK = ROOT / "frontend/package-lock.json"
MOST_KILOBYTES = 160
MOST_BYTES_OF_THE_LAYER = 30_000


def program(folder: Path, name: str, script: str) -> Path:
    """Write a program into a folder."""
    folder.mkdir(exist_ok=True)
    made = folder / name
    made.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    made.chmod(0o755)
    return made


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small repository whose Node writes one file, and notes how often it was asked."""
    (tmp_path / "frontend/node_modules").mkdir(parents=True)
    (tmp_path / "exxtra_kit/serving").mkdir(parents=True)
    for name in ("package-lock.json", "build.mjs", "node_modules/ignored.js"):
        (tmp_path / "frontend" / name).write_text("{}", encoding="utf-8")
    bin_folder = tmp_path / "bin"
    write = (
        'mkdir -p "$2/render"; echo "a b" > "$2/slim.1.js"; echo "c" > "$2/render/organisations.js"; '
        'echo "{\\"slim.js\\": \\"slim.1.js\\"}" > "$2/manifest.json"'
    )
    program(
        bin_folder, "node", f'[ "$1" = --version ] && echo v20.1.0 && exit 0\necho node >> {tmp_path}/asked\n{write}'
    )
    program(bin_folder, "npm", f'echo "npm $@" >> {tmp_path}/asked')
    monkeypatch.setenv("PATH", os.pathsep.join([str(bin_folder), os.environ["PATH"]]))
    return tmp_path


def test_it_is_built_once(repository: Path) -> None:
    """The first build installs what is pinned, without the packages' own scripts; the second does nothing."""
    assert build(repository)
    assert not build(repository)

    asked = (repository / "asked").read_text(encoding="utf-8").splitlines()
    assert [line.split(" --no-audit")[0] for line in asked] == ["npm ci --ignore-scripts", "node"]


@pytest.mark.parametrize(
    "change",
    [
        "frontend/build.mjs",
        "frontend/src/new.ts",
        "exxtra_kit/serving/static/slim.1.js",
        "exxtra_kit/render/static/organisations.js",
        "again",
    ],
)
def test_it_is_built_again(repository: Path, change: str) -> None:
    """A source that changed or came, a built file that is gone, and a wish each make a new build."""
    build(repository)
    path = repository / change
    if path.name in {"slim.1.js", "organisations.js"}:
        path.unlink()
    elif change != "again":
        path.parent.mkdir(exist_ok=True)
        path.write_text("changed", encoding="utf-8")

    assert build(repository, again=change == "again")
    assert is_fresh(repository)


def test_installed_packages_are_no_sources(repository: Path) -> None:
    """What npm puts beside the sources does not make them new."""
    before = stamp_of(repository)
    (repository / "frontend/node_modules/ignored.js").write_text("other", encoding="utf-8")

    assert stamp_of(repository) == before


@pytest.mark.parametrize(
    ("broken", "sentence"), [("npm", "packages could not be fetched"), ("node", "sources in frontend/ have an error")]
)
def test_what_failed_is_said(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: str, sentence: str
) -> None:
    """A step that fails is told in a sentence with the last lines that it wrote; the last build stays."""
    build(repository)
    version = '[ "$1" = --version ] && echo v20.1.0 && exit 0\n' if broken == "node" else ""
    program(repository / "bin", broken, f'{version}echo "it broke here" >&2; exit 1')
    (repository / "frontend/build.mjs").write_text("new", encoding="utf-8")
    monkeypatch.setattr(build_frontend, "build", lambda *, again: build(repository, again=again))

    assert main([]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert "  it broke here" in said
    assert (repository / "exxtra_kit/serving/static/slim.1.js").is_file()


def test_no_sources_are_named(tmp_path: Path) -> None:
    """A folder without sources is named."""
    with pytest.raises(FrontendError, match="there are no sources in"):
        build(tmp_path)


@pytest.mark.parametrize(("version", "fits"), [("v20.0.0", True), ("v24.1.0", True), ("v18.20.0", False), ("x", False)])
def test_an_old_node_is_not_taken(repository: Path, version: str, *, fits: bool) -> None:
    """A Node of the path is taken from release 20 on."""
    program(repository / "bin", "node", f"echo {version}")
    found = find_node()

    assert (found is not None and found.node == (str(repository / "bin/node"),)) is fits


def test_without_node_and_without_packages_there_is_a_sentence(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no Node and pip can't bring one, what to do is said."""
    monkeypatch.setattr(build_frontend, "find_node", lambda: None)
    asked: list[list[str]] = []

    def refuse(command: list[str], _folder: Path, _environment: Mapping[str, str], failing: str) -> None:
        asked.append(command)
        raise FrontendError(failing)

    monkeypatch.setattr(build_frontend, "_run", refuse)
    with pytest.raises(FrontendError, match=r"needs Node\.js 20 or newer.*Install Node\.js"):
        build(repository)
    assert asked[0][:4] == [sys.executable, "-m", "pip", "install"]
    assert "--require-hashes" in asked[0]


def test_two_compressions_are_equal(tmp_path: Path) -> None:
    """The compressed files carry no time, so that the same sources give the same bytes."""
    (tmp_path / "a.js").write_text("a" * 1000, encoding="utf-8")
    compress(tmp_path)
    first = (tmp_path / "a.js.gz").read_bytes()
    os.utime(tmp_path / "a.js", (0, 0))
    compress(tmp_path)

    assert (tmp_path / "a.js.gz").read_bytes() == first
    assert first[4:8] == b"\0\0\0\0"
    assert gzip.decompress(first) == b"a" * 1000


def test_the_lock_names_no_host() -> None:
    """The lock of the packages holds names, versions and hashes, so that any mirror serves."""
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]

    assert [name for name, one in packages.items() if name and "resolved" in one] == []
    assert [name for name, one in packages.items() if name and "integrity" not in one] == []
    assert re.search(r"\w+://", (ROOT / "frontend/node.lock").read_text(encoding="utf-8")) is None


class TestTheBuild:
    """The build of this repository."""

    @pytest.fixture(scope="class")
    @staticmethod
    def static() -> Path:
        """Return the folder of the build, made if it has to be."""
        build()
        return ROOT / build_frontend.TARGET

    def test_names_tell_the_content(self, static: Path) -> None:
        """Each name carries the hash of what is in the file, and the compressed one beside it holds the same."""
        named = json.loads((static / "manifest.json").read_text(encoding="utf-8"))
        for plain, name in named.items():
            content = (static / name).read_bytes()
            stem, _, end = plain.rpartition(".")
            assert name == f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{end}"
            assert gzip.decompress((static / f"{name}.gz").read_bytes()) == content

    def test_it_is_small(self, static: Path) -> None:
        """The script is what a phone can load in a moment."""
        (script,) = static.glob("slim.*.js.gz")

        assert script.stat().st_size < MOST_KILOBYTES * 1000

    def test_it_names_every_package_with_its_licence(self, static: Path) -> None:
        """The notices hold the licence of each bundled package, and nothing of JupyterLab is in the script."""
        (file,) = static.glob("NOTICES.*.txt")
        notices = file.read_text(encoding="utf-8")
        heads = re.findall(r"^(\S+) \d+\.\d+\.\d+ \(([^)]+)\)$", notices, re.MULTILINE)

        assert {"@jupyter-widgets/base", "@jupyter-widgets/controls", "@lumino/widgets", "jquery", "anywidget"} <= {
            name for name, _ in heads
        }
        assert {licence for _, licence in heads} <= {"BSD-3-Clause", "MIT", "ISC"}
        assert [name for name, _ in heads if name.startswith("@jupyterlab/")] == []

    def test_the_layer_of_the_map_carries_its_licences(self, static: Path) -> None:
        """The script that pages carry inside is there, small, and names the packages in it with their licences."""
        script = (static.parents[1] / "render/static/organisations.js").read_text(encoding="utf-8")

        assert set(re.findall(r"^(\S+) \d+\.\d+\.\d+ \(ISC\)$", script, re.MULTILINE)) == {"supercluster", "kdbush"}
        assert len(script) < MOST_BYTES_OF_THE_LAYER

    def test_it_is_the_same_twice(self, static: Path, tmp_path: Path) -> None:
        """The same sources give the same bytes."""
        node = find_node()
        if node is None or not (ROOT / "frontend/node_modules").is_dir():
            pytest.skip("nothing to build with")
        command = [*node.node, "build.mjs", str(tmp_path / "again")]
        subprocess.run(command, cwd=ROOT / "frontend", env=dict(node.environment), check=True)

        for name in json.loads((static / "manifest.json").read_text(encoding="utf-8")).values():
            assert (tmp_path / "again" / name).read_bytes() == (static / name).read_bytes()
