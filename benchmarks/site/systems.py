# SPDX-License-Identifier: BSD-3-Clause
"""The systems that are measured: how each is started, where its pages are, and how a person uses them."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).resolve().parent / "rivals"
RIVALS = ROOT / "build" / "rivals"
PORT = "{port}"
PLACES_OF_FULL = "600"
"""Our full front end lets 40 in at once as it comes; here nobody shall have to wait. The slim one has 120 places."""


@dataclass(frozen=True)
class Use:
    """How a person uses the page in a browser.

    Attributes:
        control: JavaScript expression for the list "We are a"; null until it is there.
        answer: JavaScript expression for the element with the answer.
        entry: CSS selector of the entries that a list of the framework's own unfolds; they are clicked. Empty: the list
            is the browser's own, and arrow keys choose.
        example: Text that begins the name of the button that fills the form in.
    """

    control: str
    answer: str
    entry: str = ""
    example: str = "See an example"


@dataclass(frozen=True)
class System:
    """One system.

    Attributes:
        key: Short name, for options and files.
        title: Name for a reader.
        command: How to start its server; "{port}" is replaced.
        page: Address of the calculator.
        use: How the page is used.
        protocol: Which light client speaks to it.
        map_command: How to start the server of the map; empty: the same server has it, if `map_page` is named.
        map_page: Address of the map; empty where the system has none.
        environment: Variables that the server gets besides ours.
        has_own_processes: Whether each visitor has a process of their own.
        client_python: The Python that the light client runs in.
    """

    key: str
    title: str
    command: tuple[str, ...]
    page: str
    use: Use
    protocol: str
    map_command: tuple[str, ...] = ()
    map_page: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    has_own_processes: bool = False
    client_python: Path = Path(sys.executable)


def _program(name: str, python: Path = Path(sys.executable)) -> str:
    """Return a program of an environment; not resolved, since a venv's Python is a link out of it."""
    return str(python.parent / name)


def _python_of(rival: str) -> Path:
    return RIVALS / rival / "bin" / "python"


_SELECT = "bench.all('select').find(one => [...one.options].some(o => /^Large.company$/.test(o.text)))"
_OURS = Use(control=_SELECT, answer="document.querySelector('.exx-panel')")
_SERVE = (_program("exxtra"), "serve", "--port", PORT)
_VOILA = (_program("voila"), "--no-browser", "--port", PORT)

SYSTEMS = (
    System(
        "ours",
        "exxtra serve",
        _SERVE,
        "/calculator",
        _OURS,
        "visit",
        map_page="/partner_map",
        has_own_processes=True,
    ),
    System(
        "full",
        "exxtra serve, full front end",
        _SERVE,
        "/calculator",
        _OURS,
        "jupyter",
        map_page="/partner_map",
        environment={"EXXTRA_FRONT_END": "full", "EXXTRA_VISITOR_LIMIT": PLACES_OF_FULL},
        has_own_processes=True,
    ),
    System(
        "stock",
        "Voila, as it comes",
        (*_VOILA, "notebooks/calculator.ipynb"),
        "/",
        _OURS,
        "jupyter",
        map_command=(*_VOILA, "notebooks/partner_map.ipynb"),
        map_page="/",
        has_own_processes=True,
    ),
    System(
        "panel",
        "Panel",
        (_program("panel", _python_of("panel")), "serve", str(SCRIPTS / "panel_app.py"), "--port", PORT),
        "/panel_app",
        Use(control=_SELECT, answer="bench.all('#answer')[0]"),
        "bokeh",
    ),
    System(
        "solara",
        "Solara",
        (
            _program("solara", _python_of("solara")),
            *("run", str(SCRIPTS / "solara_app.py"), "--port", PORT, "--production", "--no-open"),
        ),
        "/",
        Use(
            control="document.querySelector('.v-select [role=button]')",
            answer="document.querySelector('.answer')",
            entry=".v-list-item",
        ),
        "solara",
    ),
    System(
        "streamlit",
        "Streamlit",
        (
            _program("streamlit", _python_of("streamlit")),
            *("run", str(SCRIPTS / "streamlit_app.py"), "--server.port", PORT, "--server.headless", "true"),
            *("--browser.gatherUsageStats", "false", "--server.address", "127.0.0.1"),
        ),
        "/",
        Use(
            control="document.querySelector('[data-testid=stSelectbox] input')",
            answer="document.querySelector('.st-key-answer')",
            entry="[role=option]",
        ),
        "streamlit",
        client_python=_python_of("streamlit"),
    ),
)
BY_KEY = {system.key: system for system in SYSTEMS}


def chosen(keys: str) -> tuple[System, ...]:
    """Return systems by their short names, separated by commas, in our order; all for empty text.

    Raises:
        ValueError: There is no such system.
    """
    wanted = {key.strip() for key in keys.split(",") if key.strip()} or set(BY_KEY)
    if wanted - set(BY_KEY):
        unknown, known = ", ".join(sorted(wanted - set(BY_KEY))), ", ".join(BY_KEY)
        raise ValueError(f"Unknown: {unknown}. There are: {known}.")
    return tuple(system for system in SYSTEMS if system.key in wanted)
