# SPDX-License-Identifier: BSD-3-Clause
"""Remembering answers in bounded space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_T = TypeVar("_T")
LIMIT = 20_000


class Memo(Generic[_T]):
    """Answers by their question; when it is full it forgets everything and begins anew.

    That is simpler and faster than forgetting the oldest one by one, and a table of a hundred thousand
    different rows needs no more memory than `limit` of them.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        """Make an empty memory for at most `limit` answers."""
        self._limit = limit
        self._answers: dict[Hashable, _T] = {}

    def get(self, question: Hashable, answer: Callable[[], _T]) -> _T:
        """Return the remembered answer, or find and remember it."""
        try:
            return self._answers[question]
        except KeyError:
            if len(self._answers) >= self._limit:
                self._answers.clear()
            found = self._answers[question] = answer()
            return found
