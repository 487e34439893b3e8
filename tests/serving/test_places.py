# SPDX-License-Identifier: BSD-3-Clause
"""The places and the queue: nobody is passed over, no place is lost, none is given twice."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from exxtra_kit.serving.visits.places import Places, QueueFullError
from tests.aside import run_aside

Tell = Callable[[int], Awaitable[None]]


async def nobody(_place: int) -> None:
    """Hear nothing."""


async def a_while() -> None:
    """Let everybody else go on until nothing is left to do."""
    for _ in range(10):
        await asyncio.sleep(0)


def listener(told: list[int]) -> Tell:
    """Return one who writes down what is told."""

    async def tell(place: int) -> None:
        told.append(place)

    return tell


def test_places_are_given_in_the_order_of_arrival() -> None:
    """Those who wait are told their place, move up, and get the place that becomes free in their order."""

    async def scene() -> None:
        places, told, got = Places(1, 10), {name: list[int]() for name in "abc"}, list[str]()
        await places.take(nobody)

        async def come(name: str) -> None:
            await places.take(listener(told[name]))
            got.append(name)

        coming = [asyncio.create_task(come(name)) for name in "abc"]
        await a_while()
        assert (told, places.waiting, places.taken) == ({"a": [1], "b": [2], "c": [3]}, 3, 1)
        for count in range(1, 4):
            places.leave()
            await a_while()
            assert got == list("abc")[:count]
            assert places.taken == 1
        assert told == {"a": [1], "b": [2, 1], "c": [3, 2, 1]}
        places.leave()
        assert places.taken == 0
        await asyncio.gather(*coming)

    run_aside(scene())


def test_who_comes_does_not_pass_those_who_wait() -> None:
    """A place that becomes free goes to the first who waits, even if somebody asks in that very moment."""

    async def scene() -> None:
        places, got = Places(1, 10), list[str]()
        await places.take(nobody)

        async def come(name: str) -> None:
            await places.take(nobody)
            got.append(name)

        waits = asyncio.create_task(come("waits"))
        await a_while()
        places.leave()
        late = asyncio.create_task(come("late"))
        await a_while()
        assert got == ["waits"]
        late.cancel()
        await asyncio.gather(waits, late, return_exceptions=True)

    run_aside(scene())


def test_a_full_queue_says_so() -> None:
    """Who comes when even the queue is full is told at once."""

    async def scene() -> None:
        places = Places(1, 1)
        await places.take(nobody)
        waits = asyncio.create_task(places.take(nobody))
        await a_while()
        with pytest.raises(QueueFullError):
            await places.take(nobody)
        places.leave()
        await waits

    run_aside(scene())


def test_who_gives_up_in_the_moment_of_getting_a_place_gives_it_on() -> None:
    """Neither by leaving nor by a broken connection is a place lost."""

    async def scene() -> None:
        places = Places(1, 10)
        await places.take(nobody)

        async def broken(_place: int) -> None:
            raise ConnectionError

        with pytest.raises(ConnectionError):
            await places.take(broken)
        assert places.waiting == 0
        leaves = asyncio.create_task(places.take(nobody))
        stays = asyncio.create_task(places.take(nobody))
        await a_while()
        places.leave()
        leaves.cancel()
        await asyncio.gather(leaves, return_exceptions=True)
        await a_while()
        assert stays.done()
        assert (places.taken, places.waiting) == (1, 0)

    run_aside(scene())


@pytest.mark.parametrize("seed", range(20))
def test_no_place_is_lost_or_given_twice(seed: int) -> None:  # noqa: C901  (any order of four things)
    """People come, leave and give up in any order: the count is right at every moment, and zero at the end."""

    async def scene() -> None:
        chance, places = random.Random(seed), Places(3, 5)  # noqa: S311  (repeatable, not secret)
        inside: set[asyncio.Task[Any]] = set()
        coming: set[asyncio.Task[Any]] = set()

        async def come() -> None:
            await places.take(nobody)
            task = asyncio.current_task()
            assert task
            inside.add(task)

        def leave() -> None:
            inside.pop()
            places.leave()

        for _ in range(200):
            step = chance.random()
            if step < 0.5:
                coming.add(asyncio.create_task(come()))
            elif step < 0.75 and inside:
                leave()
            elif coming:
                chance.choice(sorted(coming, key=id)).cancel()
            if chance.random() < 0.7:
                await a_while()
                assert len(inside) <= places.taken <= 3
                assert places.waiting <= 5
        await a_while()
        while inside or places.waiting:
            if inside:
                leave()
            await a_while()
        done = await asyncio.gather(*coming, return_exceptions=True)
        assert all(one is None or isinstance(one, QueueFullError | asyncio.CancelledError) for one in done)
        assert (places.taken, places.waiting) == (0, 0)

    run_aside(scene())
