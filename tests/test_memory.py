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


def test_a_memory_has_an_end() -> None:
    """It never holds more than its limit, and what it forgot is found again."""
    memo: Memo[int] = Memo(limit=2)

    assert [memo.get(number % 5, int, number % 5) for number in range(50)] == [n % 5 for n in range(50)]
    assert len(memo._young) + len(memo._old) <= 2


def test_what_is_asked_all_the_time_is_not_forgotten() -> None:
    """Among ever new questions, one that comes again and again is answered once."""
    memo: Memo[int] = Memo(limit=6)
    asked: list[int] = []

    def find(question: int) -> int:
        asked.append(question)
        return question

    for number in range(1, 60):
        for question in (0, number):
            assert memo.get(question, find, question) == question

    assert asked == list(range(60))


def test_an_answer_is_found_from_what_is_given() -> None:
    """What stands behind the answering function is handed to it."""
    memo: Memo[int] = Memo()

    assert memo.get("sum", lambda a, b: a + b, 2, 3) == 5
