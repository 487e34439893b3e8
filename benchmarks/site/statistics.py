# SPDX-License-Identifier: BSD-3-Clause
"""Median, percentiles, slope: what many measurements say in few numbers."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

P95 = 95


def percentile(values: Iterable[float | None], percent: float) -> float | None:
    """Return the smallest value that so many percent of the values do not exceed (nearest rank).

    Args:
        values: Measurements; None, which stands for a failure, is left out.
        percent: 0 to 100.

    Examples:
        >>> percentile([4, 1, 3, 2], 95)
        4
    """
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    return known[max(ceil(percent / 100 * len(known)), 1) - 1]


def median(values: Iterable[float | None]) -> float | None:
    """Return the middle of the values that are known; of an even number, the mean of the two in the middle."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    low, high = known[(len(known) - 1) // 2], known[len(known) // 2]
    return (low + high) / 2


def summary(values: Sequence[float | None]) -> dict[str, float | None]:
    """Return median, 95th percentile and largest of measurements."""
    return {
        "median": median(values),
        "p95": percentile(values, P95),
        "max": max((value for value in values if value is not None), default=None),
    }


def ratio(value: float | None, other: float | None) -> float | None:
    """Return how many times larger `value` is than `other`; None where that can't be said."""
    return None if value is None or not other else value / other


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the straight line that fits points best; 0 where there is none."""
    count = len(points)
    if count < 2:  # noqa: PLR2004 (a line takes two)
        return 0.0
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0
