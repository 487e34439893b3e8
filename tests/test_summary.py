# SPDX-License-Identifier: BSD-3-Clause
"""The count at the end of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.summary import count_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class FakeReport:
    """A report on a test that was never run."""

    nodeid: str
    outcome: str = "passed"
    keywords: Mapping[str, object] = field(default_factory=dict)


def test_tests_notebooks_and_browser_tests_are_told_apart() -> None:
    """A notebook counts once however many cells it has."""
    reports = [
        FakeReport("tests/test_a.py::test_x"),
        FakeReport("tests/test_a.py::test_y"),
        FakeReport("tests/served/test_b.py::test_z", keywords={"browser": 1}),
        FakeReport("notebooks/index.ipynb::Cell 0"),
        FakeReport("notebooks/index.ipynb::Cell 1"),
    ]

    assert count_in_words(reports) == "2 tests, 1 notebooks, 1 browser tests passed"


def test_a_failure_is_counted_apart() -> None:
    """What failed is not among what passed, and a notebook fails with any of its cells."""
    reports = [
        FakeReport("tests/test_a.py::test_x", outcome="failed"),
        FakeReport("notebooks/index.ipynb::Cell 0"),
        FakeReport("notebooks/index.ipynb::Cell 1", outcome="failed"),
        FakeReport("notebooks/planner.ipynb::Cell 0"),
    ]

    assert count_in_words(reports) == "0 tests, 1 notebooks, 0 browser tests passed; FAILED: 1 tests, 1 notebooks"


def test_a_test_that_passed_and_broke_at_its_end_has_failed() -> None:
    """An error on the way out takes a test from those that passed."""
    reports = [FakeReport("tests/test_a.py::test_x"), FakeReport("tests/test_a.py::test_x", outcome="failed")]

    assert count_in_words(reports) == "0 tests, 0 notebooks, 0 browser tests passed; FAILED: 1 tests"
