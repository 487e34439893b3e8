# SPDX-License-Identifier: BSD-3-Clause
"""Who may import whom. The order of the rooms is the architecture of the house; here it is kept."""

from __future__ import annotations

from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.house.reading import PACKAGE, ROOT, dotted_name, imports_of, python_files

# A room may import the rooms on the lines above its own. Rooms on one line do not know each other.
FRONT_DOOR = "(front door)"
ORDER: tuple[tuple[str, ...], ...] = (
    ("messages",),
    ("language",),
    ("errors",),
    ("memory",),
    ("models",),
    ("datafiles",),
    ("geo", "days", "parameters", "catalogue"),
    ("fields",),
    ("casefile",),
    ("casetable",),
    ("organisations",),
    ("rules",),
    ("matching", "planning"),
    ("render", "documents"),
    (FRONT_DOOR,),
    ("widgets",),
    ("serving",),
    ("cli",),
)
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}

# A library that only the named files of the package may import.
FENCES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("geopy", "pyproj"), ("exxtra_kit/geo.py",)),
    "rapidfuzz": ("exxtra_kit/geo.py",),
    "holidays": ("exxtra_kit/days.py",),
    "gettext": ("exxtra_kit/language.py",),
    "babel": ("exxtra_kit/language.py", "exxtra_kit/fields.py", "exxtra_kit/matching/spoken.py"),
    "pandas": ("exxtra_kit/render/tables.py",),
    **dict.fromkeys(("openpyxl", "xlsxwriter"), ("exxtra_kit/casetable/*", "exxtra_kit/documents/*")),
    "typst": (
        "exxtra_kit/documents/sheet/pdf.py",
        "exxtra_kit/documents/map_files/picture.py",
        "exxtra_kit/documents/papers/pdf.py",
    ),
    **dict.fromkeys(("docx", "docxtpl", "markupsafe"), ("exxtra_kit/documents/papers/word.py",)),
    "icalendar": ("exxtra_kit/documents/papers/calendar.py",),
    "pypdf": ("exxtra_kit/documents/sheet/*",),
    **dict.fromkeys(("folium", "branca"), ("exxtra_kit/render/maps.py", "exxtra_kit/render/organisation_layer.py")),
    "xstatic": ("exxtra_kit/render/maps.py",),
    # bridge.py, table.py: a widget of our own is made of traits; serving: so are the settings of Voilà.
    "traitlets": (
        "exxtra_kit/widgets/*/model.py",
        "exxtra_kit/widgets/*/bridge.py",
        "exxtra_kit/widgets/partner_map/table.py",
        "exxtra_kit/serving/*",
    ),
    # visits/process.py gives the widgets of a notebook their way to the page.
    "ipywidgets": ("exxtra_kit/widgets/*", "exxtra_kit/serving/visits/process.py"),
    "comm": ("exxtra_kit/serving/visits/process.py",),
    "anywidget": ("exxtra_kit/widgets/*",),
    "IPython": ("exxtra_kit/widgets/*", "exxtra_kit/serving/visits/process.py"),
    "segno": ("exxtra_kit/serving/qr.py",),
    "psutil": ("exxtra_kit/serving/hosts.py",),
    "voila": ("exxtra_kit/serving/*",),
    "tornado": ("exxtra_kit/serving/*",),
    **dict.fromkeys(("jupyter_client", "jupyter_core", "jupyter_server"), ("exxtra_kit/serving/*",)),
    "jinja2": ("exxtra_kit/serving/*", "exxtra_kit/documents/papers/word.py"),
    **dict.fromkeys(("nbclient", "nbconvert", "nbformat"), ("exxtra_kit/serving/*",)),
    # The house asks nobody: what comes over the network is fetched by tools/, and kept in data/ with its source.
    **dict.fromkeys(("aiohttp", "ftplib", "http", "httpx", "requests", "smtplib", "urllib.request", "urllib3"), ()),
    "socket": ("exxtra_kit/serving/*",),
}


def room_of(module: str) -> str:
    """Return the room that a module of the package belongs to: the first name below the package."""
    return [*module.split("."), FRONT_DOOR][1]


def room_entered(imported: str) -> str:
    """Return the room that an import enters; `from exxtra_kit import x` may name no room but a thing at the door."""
    room = room_of(imported)
    exists = (ROOT / PACKAGE / room).is_dir() or (ROOT / PACKAGE / f"{room}.py").is_file()
    return room if exists or room in RANK else FRONT_DOOR


def problems_of_rooms(path: Path, source: str) -> list[str]:
    """Return what a module imports that stands in a room it may not enter."""
    own = room_of(dotted_name(path))
    if own not in RANK:
        return [f"{path}: the room '{own}' has no place in the order: add it to ORDER in tests/house/test_rooms.py"]
    problems = []
    for found in imports_of(path, source):
        if found.star:
            problems.append(f"{path}:{found.line}: star import of {found.module}")
        if found.module.split(".")[0] == PACKAGE:
            other = room_entered(found.module)
            if other != own and RANK.get(other, len(RANK)) >= RANK[own]:
                problems.append(f"{path}:{found.line}: '{own}' may not enter the room '{other}'")
    return problems


def problems_of_fences(path: Path, source: str) -> list[str]:
    """Return what a module imports from a library that is fenced off from it."""
    return [
        f"{path}:{found.line}: {library} belongs to {' and '.join(allowed) or 'no room'}"
        for found in imports_of(path, source)
        for library, allowed in FENCES.items()
        if f"{found.module}.".startswith(f"{library}.")
        and not any(fnmatch(path.as_posix(), where) for where in allowed)
    ]


def find_cycle(sources: dict[Path, str]) -> list[str]:
    """Return the modules of a circle of imports, or nothing; an import for types only never runs and closes none."""
    names = {dotted_name(path) for path in sources}
    graph: dict[str, set[str]] = {}
    for path, source in sources.items():
        own = dotted_name(path)
        wanted = graph.setdefault(own, set())
        for found in imports_of(path, source):
            target = found.module if found.module in names else found.module.rpartition(".")[0]
            if target in names and not found.only_for_types:
                wanted.add(target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def read_package() -> dict[Path, str]:
    """Return path and text of every module of the package."""
    return {path: (ROOT / path).read_text(encoding="utf-8") for path in python_files(PACKAGE)}


def test_each_module_stays_within_its_rooms() -> None:
    """No module imports a room to the right of its own, or one beside it."""
    found = [problem for path, source in read_package().items() for problem in problems_of_rooms(path, source)]

    assert not found, "\n".join(found)


def test_each_library_stays_behind_its_fence() -> None:
    """A library is used only where it belongs."""
    found = [problem for path, source in read_package().items() for problem in problems_of_fences(path, source)]

    assert not found, "\n".join(found)


def test_no_imports_in_a_circle() -> None:
    """The modules can be put in an order in which each comes after what it imports."""
    found = find_cycle(read_package())

    assert not found, " -> ".join(found)


def test_the_package_is_read() -> None:
    """The tests above look at real files."""
    rooms = {room_of(dotted_name(path)) for path in read_package()}

    assert {"messages", "language", "errors", "models"} <= rooms


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        (
            "exxtra_kit/geo.py",
            "import os\nfrom exxtra_kit.days import count",
            "geo.py:2: 'geo' may not enter the room 'days'",
        ),
        ("exxtra_kit/models.py", "from exxtra_kit import rules", "'models' may not enter the room 'rules'"),
        ("exxtra_kit/rules/assess.py", "from ..widgets import base", "'rules' may not enter the room 'widgets'"),
        (
            "exxtra_kit/rules/assess.py",
            "def f():\n    import exxtra_kit.cli",
            "assess.py:2: 'rules' may not enter the room 'cli'",
        ),
        ("exxtra_kit/models.py", "from exxtra_kit import __version__", "may not enter the room '(front door)'"),
        ("exxtra_kit/widgets/x/view.py", "from exxtra_kit.serving import launcher", "may not enter the room 'serving'"),
        ("exxtra_kit/attic.py", "", "the room 'attic' has no place"),
        ("exxtra_kit/geo.py", "from exxtra_kit.models import *", "star import of exxtra_kit.models"),
    ],
)
def test_a_forbidden_room_is_named(path: str, source: str, expected: str) -> None:
    """The check of rooms names file, line and the forbidden room."""
    assert expected in "\n".join(problems_of_rooms(Path(path), source))


@pytest.mark.parametrize(
    ("path", "source", "library"),
    [
        ("exxtra_kit/rules/assess.py", "import geopy.distance", "geopy"),
        ("exxtra_kit/catalogue.py", "from urllib.request import urlopen", "urllib.request"),
        ("exxtra_kit/widgets/planner/view.py", "import pandas as pd", "pandas"),
        ("exxtra_kit/cli.py", "def f():\n    from voila.app import Voila", "voila"),
    ],
)
def test_a_broken_fence_is_named(path: str, source: str, library: str) -> None:
    """The check of fences names the library."""
    assert f": {library} belongs to" in "\n".join(problems_of_fences(Path(path), source))


def test_what_is_allowed_passes() -> None:
    """A module that keeps the order is not blamed."""
    source = "from exxtra_kit.models import Case\nimport geopy\nfrom urllib.parse import urlencode"

    assert problems_of_rooms(Path("exxtra_kit/geo.py"), source) == []
    assert problems_of_fences(Path("exxtra_kit/geo.py"), source) == []


def test_a_circle_is_found() -> None:
    """Two modules that import each other are found."""
    circle = {
        Path("exxtra_kit/rules/a.py"): "from exxtra_kit.rules import b",
        Path("exxtra_kit/rules/b.py"): "from . import a",
    }

    assert set(find_cycle(circle)) == {"exxtra_kit.rules.a", "exxtra_kit.rules.b"}


def test_an_import_for_types_closes_no_circle() -> None:
    """Two modules of one room may name each other's types."""
    pair = {
        Path("exxtra_kit/rules/a.py"): "from exxtra_kit.rules import b",
        Path("exxtra_kit/rules/b.py"): "if TYPE_CHECKING:\n    from exxtra_kit.rules import a",
    }

    assert find_cycle(pair) == []
