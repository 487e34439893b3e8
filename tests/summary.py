# SPDX-License-Identifier: BSD-3-Clause
"""The count at the end of a run: tests, notebooks and browser tests, told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Report(Protocol):
    """The part of pytest's report on one test that the count needs."""

    nodeid: str
    keywords: Mapping[str, object]
    outcome: str


def count_in_words(reports: Iterable[Report]) -> str:
    """Return the sentence on what passed, and on what failed if anything did.

    A notebook counts once, however many cells it has, and as passed only if each of its cells passed.

    Args:
        reports: One report for each test or cell that ran.
    """
    kinds: dict[str, dict[str, bool]] = {"tests": {}, "notebooks": {}, "browser tests": {}}
    for report in reports:
        file, _, _ = report.nodeid.partition("::")
        if file.endswith(".ipynb"):
            results, name = kinds["notebooks"], file
        elif "browser" in getattr(report, "keywords", ()):  # a file that can't be collected has none
            results, name = kinds["browser tests"], report.nodeid
        else:
            results, name = kinds["tests"], report.nodeid
        results[name] = results.get(name, True) and report.outcome == "passed"
    passed = ", ".join(f"{sum(results.values())} {kind}" for kind, results in kinds.items())
    failed = [
        f"{len(results) - sum(results.values())} {kind}" for kind, results in kinds.items() if not all(results.values())
    ]
    return f"{passed} passed" + (f"; FAILED: {', '.join(failed)}" if failed else "")
