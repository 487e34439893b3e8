# SPDX-License-Identifier: BSD-3-Clause
"""The maps that are measured: how each is served, and where its answer to a pressed marker stands."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.map import content
from benchmarks.site.environments import ensure
from benchmarks.site.processes import LOGS
from benchmarks.site.systems import PORT, RIVALS, ROOT
from tools.build_frontend import find_node

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).resolve().parent
SCRIPTS = HERE / "rivals"
FOLDER = LOGS / "map"
DATA = FOLDER / "map.json"
PAGES = FOLDER / "pages"
ASSETS = RIVALS / "folium-assets" / "node_modules"
BASE = "EXXTRA_BENCHMARK_ASSETS"


@dataclass(frozen=True)
class MapSystem:
    """One way to show the map.

    Attributes:
        key: Short name.
        title: Name for a reader.
        command: How to start its server; "{port}" is replaced.
        page: Address of the page.
        answer: CSS selector of the element that says something once a marker is pressed.
        library: What is asked for its release.
        python: The Python it runs in.
        environment: Variables of its server.
    """

    key: str
    title: str
    command: tuple[str, ...]
    page: str
    answer: str
    library: str
    python: Path = Path(sys.executable)
    environment: Mapping[str, str] = field(default_factory=dict)


def _python_of(rival: str) -> Path:
    return RIVALS / rival / "bin" / "python"


def _voila(python: Path, notebook: Path | str) -> tuple[str, ...]:
    return (str(python.with_name("voila")), "--no-browser", "--port", PORT, str(notebook))


_OURS = ".exx-map-card"
_READ = {"EXXTRA_BENCHMARK_MAP": str(DATA), "PYTHONPATH": str(SCRIPTS)}
SYSTEMS = (
    MapSystem(
        "ours",
        "exxtra serve",
        (str(Path(sys.executable).with_name("exxtra")), "serve", "--port", PORT),
        "/partner_map?lang=en",
        _OURS,
        "exxtra-kit",
    ),
    MapSystem(
        "stock",
        "our map in stock Voila",
        _voila(Path(sys.executable), ROOT / "notebooks" / "partner_map.ipynb"),
        "/",
        _OURS,
        "voila",
    ),
    MapSystem(
        "ipyleaflet",
        "ipyleaflet in stock Voila",
        _voila(_python_of("ipyleaflet"), FOLDER / "ipyleaflet_map.ipynb"),
        "/",
        ".answer",
        "ipyleaflet",
        _python_of("ipyleaflet"),
        _READ,
    ),
    MapSystem(
        "folium",
        "folium in stock Voila",
        _voila(_python_of("folium"), FOLDER / "folium_map.ipynb"),
        "/",
        ".leaflet-popup-content",
        "folium",
        _python_of("folium"),
        _READ,
    ),
    MapSystem(
        "folium-page",
        "folium's page as a file",
        (sys.executable, "-m", "benchmarks.map.assets", "--port", PORT, str(PAGES)),
        "/folium.html",
        ".leaflet-popup-content",
        "folium",
        _python_of("folium"),
    ),
)


def assets_command() -> tuple[str, ...]:
    """Return how to start the stand-in for the servers that folium names."""
    return (sys.executable, "-m", "benchmarks.map.assets", "--port", PORT, str(ASSETS))


def prepare(assets: str) -> None:
    """Make the rivals' environments, notebooks and page, and the outlines that they read.

    Args:
        assets: Address of the stand-in.
    """
    content.write(DATA)
    for rival in ("ipyleaflet", "folium"):
        ensure(rival, SCRIPTS, with_kit=False)
        (FOLDER / f"{rival}_map.ipynb").write_text(_notebook(f"from {rival}_map import show\n\nshow()"))
    PAGES.mkdir(parents=True, exist_ok=True)
    subprocess.run(  # noqa: S603 (our own program)
        [str(_python_of("folium")), str(SCRIPTS / "folium_map.py"), str(PAGES / "folium.html")],
        env={**_READ, BASE: assets},
        check=True,
    )


def fetch_assets() -> None:
    """Install the files that folium's page asks for, as their packages carry them.

    Raises:
        RuntimeError: There is no Node to do it.
    """
    folder = ASSETS.parent
    wanted = [SCRIPTS / name for name in ("package.json", "package-lock.json")]
    if ASSETS.is_dir() and all((folder / file.name).read_bytes() == file.read_bytes() for file in wanted):
        return
    node = find_node()
    if node is None:
        raise RuntimeError(
            "folium's files come from npm packages: put Node 20 or newer on the path, then run it again."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for file in wanted:
        (folder / file.name).write_bytes(file.read_bytes())
    command = [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=folder, env=dict(node.environment), check=True)  # noqa: S603 (as above)


def _notebook(source: str) -> str:
    cell: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "map",
        "metadata": {},
        "outputs": [],
        "source": source,
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})
