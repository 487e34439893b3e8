# SPDX-License-Identifier: BSD-3-Clause
"""Every file of the repository: short, licensed, collected if it holds a test, and free of one machine's marks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.reading import ROOT, python_files, repository_files

MOST_LINES = 400
LICENCE_LINE = "# SPDX-License-Identifier: BSD-3-Clause"
SOURCES = ("exxtra_kit", "tests", "tools", "hatch_build.py")

# Written in halves, so that this file does not find itself.
MARKS = re.compile(
    "|".join(
        [
            *(rf"(?<![\w.:/])/{folder}/" for folder in ("work", "root", "tmp", "home/[a-z]", "Users/[A-Za-z]")),
            *(rf"/opt/{folder}" for folder in ("wheels", "pypi")),
            *(
                rf"{host}\.{end}"
                for host, end in (
                    ("pypi", "org"),
                    ("pythonhosted", "org"),
                    ("registry.npmjs", "org"),
                    ("deb.debian", "org"),
                    ("conda.anaconda", "org"),
                )
            ),
            r"\.\./" + "shared",
        ]
    )
)


def problems_of_source(path: Path, source: str) -> list[str]:
    """Return what is wrong with a Python file as a file: its length, its first line."""
    lines = source.splitlines()
    problems = []
    if len(lines) > MOST_LINES:
        problems.append(f"{path}: {len(lines)} lines; {MOST_LINES} at most: split it by purpose")
    if lines[:1] != [LICENCE_LINE] and lines[1:2] != [LICENCE_LINE]:
        problems.append(f"{path}:1: the first line must be '{LICENCE_LINE}'")
    return problems


def problems_of_tests(path: Path, source: str) -> list[str]:
    """Return the tests of a file that pytest would never run, or that say nothing of themselves."""
    problems = []
    for node in ast.parse(source).body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        found = [one for one in inner if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")]
        if found and not path.name.startswith("test_"):
            problems.append(f"{path}:{found[0].lineno}: holds {found[0].name}, but its name does not begin with test_")
        # A class of cases that others inherit is no test itself.
        if found and isinstance(node, ast.ClassDef) and not node.name.startswith("Test") and "Cases" not in node.name:
            problems.append(f"{path}:{node.lineno}: the tests of class {node.name} are never run: call it Test...")
        problems += [
            f"{path}:{one.lineno}: {one.name} does not say in one sentence what it proves"
            for one in found
            if not ast.get_docstring(one)
        ]
    names = [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    problems += [
        f"{path}: {name} is there twice, and only the last is run" for name in set(names) if names.count(name) > 1
    ]
    return problems


def marks_in(path: Path, text: str) -> list[str]:
    """Return each line that names a path of one machine or the host of a package registry."""
    return [
        f"{path}:{number}: '{mark.group()}' belongs to one machine, not to the repository"
        for number, line in enumerate(text.splitlines(), start=1)
        for mark in [MARKS.search(line)]
        if mark
    ]


def test_python_files_are_short_and_licensed() -> None:
    """Every Python file is at most 400 lines and begins with its licence."""
    found = [
        problem
        for path in python_files(*SOURCES)
        for problem in problems_of_source(path, (ROOT / path).read_text(encoding="utf-8"))
    ]

    assert not found, "\n".join(found)


def test_every_test_is_collected() -> None:
    """Every function under tests that looks like a test is one that pytest runs, and says what it proves."""
    found = [
        problem
        for path in python_files("tests")
        for problem in problems_of_tests(path, (ROOT / path).read_text(encoding="utf-8"))
    ]

    assert not found, "\n".join(found)


def test_no_file_bears_the_marks_of_a_machine() -> None:
    """No file names a path of one machine or the host of a package registry."""
    found = []
    for path in repository_files():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a compressed table
        found += marks_in(path, text)

    assert not found, "\n".join(found)


def test_the_files_are_read() -> None:
    """The tests above look at real files, this one among them."""
    assert Path("tests", "house", "test_files.py") in repository_files()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"{LICENCE_LINE}\n" + "x = 1\n" * MOST_LINES, "401 lines"),
        ('"""A module."""\n', "the first line must be"),
        ("", "the first line must be"),
    ],
)
def test_a_bad_source_is_named(source: str, expected: str) -> None:
    """A file that is too long or has no licence is found."""
    assert expected in "\n".join(problems_of_source(Path("exxtra_kit/x.py"), source))


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("tests/parameters.py", "def test_a():\n    'Says.'", "its name does not begin with test_"),
        ("tests/test_a.py", "class Geo:\n    def test_a(self):\n        'Says.'", "class Geo are never run"),
        ("tests/test_a.py", "def test_a(): pass", "test_a does not say"),
        ("tests/test_a.py", "def test_a():\n    'Says.'\ndef test_a():\n    'Says.'", "test_a is there twice"),
    ],
)
def test_a_test_that_never_runs_is_named(name: str, source: str, expected: str) -> None:
    """A test that pytest would pass over is found."""
    assert expected in "\n".join(problems_of_tests(Path(name), source))


@pytest.mark.parametrize(
    "line",
    ["open('/" + "root/x')", "--index https://pypi" + ".org/simple", "see ../" + "shared/x.md", "cd /" + "tmp/x"],
)
def test_a_mark_is_named(line: str) -> None:
    """A line with a machine's mark is found, with its number."""
    assert marks_in(Path("a.md"), f"fine\n{line}")[0].startswith("a.md:2: ")


@pytest.mark.parametrize("line", ["https://example.eu/work/programme", "exxtra_kit/work/x", "the root / of all"])
def test_an_innocent_line_passes(line: str) -> None:
    """An address or a relative path is no mark."""
    assert marks_in(Path("a.md"), line) == []
