# SPDX-License-Identifier: BSD-3-Clause
"""Notebooks are doors, not rooms: they import, build and show; what they show is made and tested in the package."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from tests.house.reading import ROOT, repository_files

MOST_CELLS = 3
MOST_LINES = 8
# The staff notebook is a worked example: longer, and with its output kept, which nbval compares with a new run.
KEEPS_ITS_OUTPUT = Path("notebooks", "staff", "explore.ipynb")
_TOO_MUCH = {
    ast.FunctionDef: "a function",
    ast.AsyncFunctionDef: "a function",
    ast.Lambda: "a function",
    ast.ClassDef: "a class",
    ast.For: "a loop",
    ast.While: "a loop",
    ast.comprehension: "a loop",
    ast.If: "a branch",
    ast.IfExp: "a branch",
    ast.Match: "a branch",
    ast.Try: "a branch",
}


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the code cells of a notebook."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def source_of(cell: dict[str, Any]) -> str:
    """Return the text of a cell."""
    return "".join(cell["source"])


def problems_of_code(source: str) -> list[str]:
    """Return what the code of a cell holds that belongs in the package."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ["holds something that is no Python (a magic command?)"]
    problems = []
    for node in ast.walk(tree):
        if type(node) in _TOO_MUCH:
            problems.append(f"holds {_TOO_MUCH[type(node)]}")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and set("/\\") & set(node.value):
            problems.append(f"holds a path: {node.value!r}")
    return problems


def problems_of_notebook(path: Path, notebook: dict[str, Any]) -> list[str]:
    """Return why a notebook for participants is not thin, or not stripped."""
    problems = []
    cells = code_cells(notebook)
    lines = [line for cell in cells for line in source_of(cell).splitlines() if line.strip()]
    if not 1 <= len(cells) <= MOST_CELLS:
        problems.append(f"{len(cells)} code cells; 1 to {MOST_CELLS} are allowed")
    if len(lines) > MOST_LINES:
        problems.append(f"{len(lines)} lines of code; {MOST_LINES} at most")
    if not notebook["cells"] or notebook["cells"][0]["cell_type"] != "markdown":
        problems.append("the first cell must be its title, in markdown")
    for cell in cells:
        problems += problems_of_code(source_of(cell))
        problems += [
            f"holds a number: {node.value}"
            for node in ast.walk(
                ast.parse(source_of(cell)) if not problems_of_code(source_of(cell)) else ast.Module([], [])
            )
            if isinstance(node, ast.Constant)
            and isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
        ]
        if cell["outputs"] or cell["execution_count"] is not None:
            problems.append("outputs and counts must be stripped")
    return [f"{path}: {problem}" for problem in problems]


def problems_of_kept_output(path: Path, notebook: dict[str, Any]) -> list[str]:
    """Return why nbval would compare nothing in a notebook that keeps its output, and what belongs in the package."""
    cells = code_cells(notebook)
    problems = [problem for cell in cells for problem in problems_of_code(source_of(cell))]
    if not any(cell["outputs"] for cell in cells):
        problems.append("no cell keeps an output, so a run compares nothing")
    if any(cell["outputs"] and cell["execution_count"] is None for cell in cells):
        problems.append("a cell with an output needs its execution count")
    return [f"{path}: {problem}" for problem in problems]


def notebooks() -> list[Path]:
    """Return the notebooks of the repository."""
    return [path for path in repository_files() if path.suffix == ".ipynb"]


def test_notebooks_are_thin() -> None:
    """Each notebook only imports, builds and shows."""
    found = []
    for path in notebooks():
        notebook = json.loads((ROOT / path).read_text(encoding="utf-8"))
        check = problems_of_kept_output if path == KEEPS_ITS_OUTPUT else problems_of_notebook
        found += check(path, notebook)

    assert not found, "\n".join(found)


def test_every_app_has_its_notebook() -> None:
    """The site's apps and the staff's example are there."""
    names = {"index", "partner_map", "calculator", "planner", "staff/explore"}

    assert {Path("notebooks", f"{name}.ipynb") for name in names} <= set(notebooks())


def a_notebook(*sources: str, **more: Any) -> dict[str, Any]:
    """Make a notebook with a title and these code cells; `more` goes into each code cell."""
    title = {"cell_type": "markdown", "source": ["# Title"]}
    cells = [{"cell_type": "code", "source": [text], "outputs": [], "execution_count": None} | more for text in sources]
    return {"cells": [title, *cells]}


@pytest.mark.parametrize(
    ("notebook", "expected"),
    [
        (a_notebook("a", "b", "c", "d"), "4 code cells"),
        (a_notebook("a\n" * 9), "9 lines of code"),
        (a_notebook("def f(): pass"), "a function"),
        (a_notebook("class A: pass"), "a class"),
        (a_notebook("[x for x in y]"), "a loop"),
        (a_notebook("a if b else c"), "a branch"),
        (a_notebook("show(3)"), "a number: 3"),
        (a_notebook("open('data/x.csv')"), "a path: 'data/x.csv'"),
        (a_notebook("%matplotlib inline"), "no Python"),
        (a_notebook("show()", outputs=[{}]), "stripped"),
        (a_notebook("show()", execution_count=1), "stripped"),
        ({"cells": a_notebook("show()")["cells"][1:]}, "its title"),
    ],
)
def test_a_thick_notebook_is_named(notebook: dict[str, Any], expected: str) -> None:
    """What does not belong in a notebook is found."""
    assert expected in "\n".join(problems_of_notebook(Path("a.ipynb"), notebook))


@pytest.mark.parametrize(
    ("notebook", "expected"),
    [
        (a_notebook("print('x')"), "compares nothing"),
        (a_notebook("print('x')", outputs=[{}]), "needs its execution count"),
        (a_notebook("for x in y: pass", outputs=[{}], execution_count=1), "a loop"),
    ],
)
def test_an_output_that_proves_nothing_is_named(notebook: dict[str, Any], expected: str) -> None:
    """A staff notebook whose run would compare nothing is found."""
    assert expected in "\n".join(problems_of_kept_output(Path("a.ipynb"), notebook))


def test_a_thin_notebook_passes() -> None:
    """Import, build, show: that is allowed."""
    thin = a_notebook("from exxtra_kit.widgets import calculator", "calculator.show(compact=True)")

    assert problems_of_notebook(Path("a.ipynb"), thin) == []
