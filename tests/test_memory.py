# SPDX-License-Identifier: BSD-3-Clause
"""Remembering: the same question is answered once, and the memory has an end."""

from __future__ import annotations

import gc

import pytest

from exxtra_kit.memory import Memo, without_collector


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


def test_what_was_answered_lately_is_recalled() -> None:
    """The first look finds what `get` remembered, before and after the memory began anew, and nothing else."""
    memo: Memo[int] = Memo(limit=2)

    for number in range(6):
        assert memo.recall(number) is None
        memo.get(number, int, number)
        assert memo.recall(number) == number


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_comes_back_as_it_was(*, was_on: bool) -> None:
    """The pause ends with the work, even if the work fails; a collector that was off stays off."""
    try:
        if not was_on:
            gc.disable()
        seen: list[bool] = []
        with pytest.raises(ZeroDivisionError), without_collector():
            seen.append(gc.isenabled() or bool(1 / 0))
        assert seen == []
        with without_collector():
            assert not gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        gc.enable()
