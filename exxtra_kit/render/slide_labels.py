# SPDX-License-Identifier: BSD-3-Clause
"""Where labels stand on a picture of the map: none hides another, a dot, or leaves the picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Sixteen ways from a point, clockwise from the right: below first, then right, above, left, and what lies between.
_WAYS = (4, 0, 12, 8, 2, 6, 14, 10, 1, 3, 5, 7, 9, 11, 13, 15)
_DISTANCES = (18, 44, 80, 124, 176, 236, 304, 380)
_GAP = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture, pixels from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Say whether the two have a pixel in common, or nearly."""
        return (
            self.x < other.x + other.width + _GAP
            and other.x < self.x + self.width + _GAP
            and self.y < other.y + other.height + _GAP
            and other.y < self.y + self.height + _GAP
        )

    def holds(self, other: Box) -> bool:
        """Say whether another one is wholly inside."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )


def place_labels(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    frame: Box,
    dot: float,
    kept_free: Sequence[Box] = (),
) -> list[Box | None]:
    """Return a place for each label, the first that hides nothing; None for one that finds none.

    Args:
        points: What each label belongs to.
        sizes: Width and height of each label; the first ones choose first.
        frame: Where labels may stand.
        dot: Half the width of what stands at a point.
        kept_free: What else must not be hidden.
    """
    taken = [*kept_free, *(Box(x - dot, y - dot, 2 * dot, 2 * dot) for x, y in points)]
    placed: list[Box | None] = []
    for point, (width, height) in zip(points, sizes, strict=True):
        tried = (box for box in _candidates(point, width, height) if frame.holds(box))
        found = next((box for box in tried if not any(box.meets(other) for other in taken)), None)
        if found is not None:
            taken.append(found)
        placed.append(found)
    return placed


def _candidates(point: tuple[float, float], width: float, height: float) -> Iterator[Box]:
    """Yield places around a point: below, above, beside, between; near ones first."""
    for distance in _DISTANCES:
        for way in _WAYS:
            angle = 2 * pi * way / len(_WAYS)
            dx, dy = cos(angle), sin(angle)
            # The middle of the box lies so far out that its nearest edge is `distance` away.
            x = point[0] + dx * (distance + width / 2) - width / 2
            y = point[1] + dy * (distance + height / 2) - height / 2
            yield Box(x, y, width, height)
