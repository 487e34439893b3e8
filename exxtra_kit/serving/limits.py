# SPDX-License-Identifier: BSD-3-Clause
"""How much one visitor, and one address, may take; pure counting, no clock and no network of its own."""

from __future__ import annotations

import time
from collections import Counter
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# A provider hands each customer at least so much of IPv6, so a single address in it says nothing.
_ONE_CUSTOMER_BITS = 64


class TokenBucket:
    """Lets so many events pass a second in the long run, and so many at once."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Make a full bucket.

        Args:
            rate: Events a second, more than 0.
            burst: Events at once, 1 or more.
            clock: Seconds that never go back.

        Raises:
            ValueError: With such numbers nothing would ever pass.
        """
        if rate <= 0 or burst < 1:
            raise ValueError(f"rate must be more than 0 and burst 1 or more, not {rate} and {burst}")
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._left = float(burst)
        self._then = clock()

    def take(self, tokens: float = 1) -> bool:
        """Say whether so much may pass now; if it may, it is taken out of the bucket, else nothing is."""
        self._fill()
        if tokens > self._left:
            return False
        self._left -= tokens
        return True

    def wait_seconds(self, tokens: float = 1) -> float:
        """Return after how many seconds so much may pass; 0 if it may now, infinity if it is more than ever fits."""
        if tokens > self._burst:
            return float("inf")
        self._fill()
        return max(0.0, (tokens - self._left) / self._rate)

    def _fill(self) -> None:
        now = self._clock()
        self._left = min(self._burst, self._left + max(0.0, now - self._then) * self._rate)
        self._then = now


class PerAddress:
    """Counts what each address holds, and forgets an address that holds nothing."""

    def __init__(self, limit: int) -> None:
        """Make a counter.

        Args:
            limit: How many one address may hold; 0 for no limit.
        """
        self._limit = limit
        self._held: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Say whether this address may hold one more, and count it if so; then `leave` must follow."""
        key = address_group(address)
        if self._limit and self._held[key] >= self._limit:
            return False
        self._held[key] += 1
        return True

    def leave(self, address: str) -> None:
        """Count one less.

        Raises:
            ValueError: This address holds nothing: somebody has counted wrong.
        """
        key = address_group(address)
        if key not in self._held:
            raise ValueError("an address left that had not entered")
        self._held[key] -= 1
        if not self._held[key]:
            del self._held[key]

    def __len__(self) -> int:
        """Return how many addresses hold something."""
        return len(self._held)


def address_group(address: str) -> str:
    """Return what stands for one household: an IPv4 address, or the first half of an IPv6 address.

    Examples:
        >>> address_group("192.0.2.7"), address_group("::ffff:192.0.2.7"), address_group("2001:db8:1:2:3::9")
        ('192.0.2.7', '192.0.2.7', '2001:db8:1:2::/64')
    """
    try:
        known = ip_address(address)
    except ValueError:
        return address  # a socket of this machine has a path or nothing
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ip_network((int(known), _ONE_CUSTOMER_BITS), strict=False))
