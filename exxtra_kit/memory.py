# SPDX-License-Identifier: BSD-3-Clause
"""Remembering answers in bounded space."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

_T = TypeVar("_T")
LIMIT = 20_000
LIMIT_OF_SMALL = 50_000
"""For answers that take little room, such as a number."""


class Memo(Generic[_T]):
    """Answers by their question, in two generations; when the younger is full it becomes the older one.

    What is asked again moves to the younger; what isn't is forgotten with the older. So a table of a hundred
    thousand different rows needs no more memory than `limit` of them, and what it asks all the time stays known.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        """Make an empty memory for at most `limit` answers."""
        self._half = max(limit // 2, 1)
        self._young: dict[Hashable, _T] = {}
        self._old: dict[Hashable, _T] = {}
        self.recall: Callable[[Hashable], _T | None] = self._young.get
        """Return an answer that was given lately, or None: a first look without the price of a call of ours."""

    def get(self, question: Hashable, answer: Callable[..., _T], *given: object) -> _T:
        """Return the remembered answer, or find and remember it.

        Args:
            question: What was asked.
            answer: Finds the answer.
            given: What it finds it from.
        """
        try:
            return self._young[question]
        except KeyError:
            found = self._old[question] if question in self._old else answer(*given)
        if len(self._young) >= self._half:
            self._old = self._young.copy()
            self._young.clear()  # emptied, not replaced: `recall` looks into this very one
        self._young[question] = found
        return found


@contextmanager
def without_collector() -> Iterator[None]:
    """Pause Python's collector of reference cycles, for long work that makes none.

    It would walk through everything that is remembered again and again, which takes a third of the time. What the
    work drops is freed at once all the same, by the count of its references.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
