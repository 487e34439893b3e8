# SPDX-License-Identifier: BSD-3-Clause
"""What is imported is declared: a library that only comes along with another may leave with it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.house.reading import PACKAGE, ROOT, imports_of, python_files
from tests.house.test_environment import declared

# The module that a library is imported as, where it is not its name.
IMPORTED_AS = {"xstatic": "xstatic-leaflet"}
# Parts of Voilà's own interface: who declares Voilà has them, in the releases that fit it.
PARTS_OF_VOILA = {
    "jinja2",
    "jupyter_client",
    "jupyter_core",
    "jupyter_server",
    "nbclient",
    "nbconvert",
    "nbformat",
    "tornado",
}
PARTS = dict.fromkeys(PARTS_OF_VOILA, "voila") | {"IPython": "ipykernel", "branca": "folium", "markupsafe": "docxtpl"}


def undeclared(path: Path, source: str, libraries: set[str]) -> list[str]:
    """Return the imports of a module that belong to no declared library."""
    problems = []
    for found in imports_of(path, source):
        top = found.module.split(".")[0]
        library = PARTS.get(top) or IMPORTED_AS.get(top) or top.replace("_", "-").lower()
        if top not in sys.stdlib_module_names and top != PACKAGE and library not in libraries:
            problems.append(f"{path}:{found.line}: {top} is not among the libraries of pyproject.toml")
    return problems


def test_each_library_is_declared() -> None:
    """Every library that the package imports is named in pyproject.toml."""
    libraries = set(declared("apps", "staff"))
    found = [
        problem
        for path in python_files(PACKAGE)
        for problem in undeclared(path, (ROOT / path).read_text(encoding="utf-8"), libraries)
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("source", ["import dateutil.parser", "def f():\n    from numpy import array"])
def test_an_undeclared_library_is_named(source: str) -> None:
    """A library that only came along with another is found."""
    assert "is not among the libraries" in undeclared(Path("exxtra_kit/days.py"), source, {"holidays"})[0]


def test_declared_libraries_pass() -> None:
    """The standard library, our own package and declared libraries are no problem."""
    source = (
        "import os\nfrom exxtra_kit import days\nimport xstatic.pkg.leaflet\nfrom tornado.web import RequestHandler"
    )

    assert undeclared(Path("exxtra_kit/days.py"), source, {"xstatic-leaflet", "voila"}) == []
