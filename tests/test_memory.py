# SPDX-License-Identifier: BSD-3-Clause
"""Remembering: the same question is answered once, and the memory has an end."""

from __future__ import annotations

from exxtra_kit.memory import Memo


def test_an_answer_is_found_once() -> None:
    """The second time nobody is asked, even if the answer was "not known"."""
    memo: Memo[int | None] = Memo()
    asked: list[str] = []

    for _ in range(3):
        assert memo.get("a", lambda: asked.append("a")) is None

    assert asked == ["a"]


def test_a_full_memory_begins_anew() -> None:
    """It never holds more than its limit, and what it forgot is found again."""
    memo: Memo[int] = Memo(limit=2)

    assert [memo.get(number % 5, lambda n=number: n % 5) for number in range(50)] == [n % 5 for n in range(50)]  # type: ignore[misc]  # a lambda's default
    assert len(memo._answers) <= 2
