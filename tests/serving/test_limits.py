# SPDX-License-Identifier: BSD-3-Clause
"""How much one visitor, and one address, may take."""

from __future__ import annotations

import pytest

from exxtra_kit.serving.limits import PerAddress, TokenBucket, address_group


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        """Start at some time."""
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_a_burst_passes_and_then_the_rate() -> None:
    """A full bucket lets its burst pass at once, then one event for each part of a second."""
    clock = Clock()
    bucket = TokenBucket(rate=4, burst=3, clock=clock)

    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    clock.now += 0.25
    assert [bucket.take() for _ in range(2)] == [True, False]


def test_a_bucket_holds_no_more_than_its_burst() -> None:
    """However long nobody came, no more than the burst passes at once."""
    clock = Clock()
    bucket = TokenBucket(rate=50, burst=2, clock=clock)
    clock.now += 3600

    assert [bucket.take() for _ in range(3)] == [True, True, False]


def test_what_is_refused_takes_nothing() -> None:
    """A refused event leaves what was there for a smaller one."""
    bucket = TokenBucket(rate=1, burst=5, clock=Clock())

    assert not bucket.take(6)
    assert bucket.take(5)


def test_a_clock_that_goes_back_gives_nothing() -> None:
    """Time that runs backwards neither fills nor empties a bucket."""
    clock = Clock()
    bucket = TokenBucket(rate=1, burst=2, clock=clock)
    bucket.take()
    clock.now -= 100

    assert [bucket.take() for _ in range(2)] == [True, False]


def test_the_wait_is_told() -> None:
    """It is known after how long the next may pass, and that more than the burst never will."""
    clock = Clock()
    bucket = TokenBucket(rate=2, burst=1, clock=clock)

    assert bucket.wait_seconds() == 0
    bucket.take()
    assert bucket.wait_seconds() == 0.5
    clock.now += 0.5
    assert bucket.wait_seconds() == 0
    assert bucket.wait_seconds(2) == float("inf")


@pytest.mark.parametrize(("rate", "burst"), [(0, 1), (-1, 1), (1, 0)])
def test_a_bucket_that_lets_nothing_pass_is_refused(rate: float, burst: float) -> None:
    """Numbers with which nothing would ever pass are a mistake, told at once."""
    with pytest.raises(ValueError, match="rate must be more than 0"):
        TokenBucket(rate, burst)


def test_one_address_holds_so_many() -> None:
    """An address gets its share and no more, others are not touched, and what is given back is free again."""
    held = PerAddress(2)

    assert [held.enter("192.0.2.7") for _ in range(3)] == [True, True, False]
    assert held.enter("192.0.2.8")
    held.leave("192.0.2.7")
    assert held.enter("192.0.2.7")
    assert not held.enter("192.0.2.7")


def test_no_limit_counts_all_the_same() -> None:
    """Without a limit everybody enters, and whoever has left is forgotten."""
    held = PerAddress(0)

    assert all(held.enter("192.0.2.7") for _ in range(1000))
    for _ in range(1000):
        held.leave("192.0.2.7")
    assert len(held) == 0


def test_a_refused_address_is_not_remembered() -> None:
    """Asking in vain leaves nothing behind, so that memory can't be filled by asking."""
    held = PerAddress(1)
    held.enter("192.0.2.7")
    held.enter("192.0.2.7")
    held.leave("192.0.2.7")

    assert len(held) == 0


def test_leaving_without_entering_is_a_mistake() -> None:
    """A wrong count is found where it happens."""
    with pytest.raises(ValueError, match="had not entered"):
        PerAddress(1).leave("192.0.2.7")


def test_addresses_of_one_customer_are_one() -> None:
    """Who has a whole network of IPv6 addresses is one visitor, as is one IPv4 address written as IPv6."""
    held = PerAddress(1)

    assert held.enter("2001:db8:1:2::1")
    assert not held.enter("2001:db8:1:2:ffff::9")
    assert held.enter("2001:db8:1:3::1")
    assert address_group("::ffff:192.0.2.7") == address_group("192.0.2.7")
    assert address_group("") == ""
