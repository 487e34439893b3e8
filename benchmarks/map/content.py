# SPDX-License-Identifier: BSD-3-Clause
"""What every map of the benchmark shows: the very outlines that our page draws, as plain GeoJSON, and the seven hosts.

Rounding and leaving out of specks are already done, so the rivals carry no point that ours does not.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from exxtra_kit.language import Language
from exxtra_kit.parameters import Law
from exxtra_kit.render import outlines
from exxtra_kit.render.outlines import DIGITS, STEPS_PER_DEGREE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from exxtra_kit.render.outlines import Outline

_BASE = len(DIGITS) // 2


def unpacked(text: str) -> list[list[float]]:
    """Return the points of a packed ring, lon and lat in degrees: the reverse of `outlines.packed`."""
    numbers, number, weight = [], 0, 1
    for letter in text:
        digit = DIGITS.index(letter)
        number, weight = number + digit % _BASE * weight, weight * _BASE
        if digit < _BASE:
            numbers.append(-(number + 1) // 2 if number % 2 else number // 2)
            number, weight = 0, 1
    points, at = [], [0, 0]
    for lon, lat in zip(numbers[::2], numbers[1::2], strict=True):
        at = [at[0] + lon, at[1] + lat]
        points.append([round(step / STEPS_PER_DEGREE, 3) for step in at])
    return points


def _collection(items: Iterable[Outline]) -> dict[str, Any]:
    features = []
    for item in items:
        polygons = [
            [unpacked(ring) for ring in polygon] for polygon in outlines.packed(item.geometry, smallest=item.smallest)
        ]
        if not polygons:  # a speck that our page doesn't draw either
            continue
        said = "; ".join(": ".join(part for part in fact if part) for fact in item.facts)
        features.append(
            {
                "type": "Feature",
                "properties": {"name": item.name, "said": said, "in": "exx-in" in item.classes},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            }
        )
    return {"type": "FeatureCollection", "features": features}


def content() -> dict[str, Any]:
    """Return outlines of countries and territories as GeoJSON, and the hosts with their places."""
    language = Language.load()
    return {
        "countries": _collection(outlines.countries(language, Law.newest().names("participating_countries"))),
        "territories": _collection(outlines.territories(language)),
        "hosts": [{"id": pin.id, "name": pin.name, "lat": pin.lat, "lon": pin.lon} for pin in outlines.pins()],
    }


def write(path: Path) -> None:
    """Write it as the rivals read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content(), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
