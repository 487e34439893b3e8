# SPDX-License-Identifier: BSD-3-Clause
"""What the map draws and never changes: countries, the clusters' territories, the clusters.

Only data and words; `maps.py` turns them into a folium map.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, radians
from typing import TYPE_CHECKING, Any

from exxtra_kit.catalogue import country_outlines, load_clusters, region_outlines
from exxtra_kit.messages import msg
from exxtra_kit.render.map_layers import facts_of, shade_of, territory_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from exxtra_kit.catalogue import Cluster
    from exxtra_kit.language import Language

STEPS_PER_DEGREE = 200
"""Outlines are rounded to 0.005 degrees, some 500 m: about a pixel at the closest zoom that is offered."""

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The alphabet of packed outlines: harmless in HTML, in a script and in a template."""

_BASE = len(DIGITS) // 2
_RING_OF_A_SPECK = 4  # a ring that rounds to fewer points than this has no area left
_SMALLEST_ELSEWHERE = 0.3  # degrees, some 30 km
_SLICES = 24  # lines of latitude on which a spot inside a country is sought
KOSOVO = "XK"


@dataclass(frozen=True, slots=True)
class Outline:
    """A country or a territory as the map draws it.

    Attributes:
        name: Its name in the page's language.
        geometry: GeoJSON geometry, Polygon or MultiPolygon, WGS84 degrees.
        classes: CSS classes that colour it, words of our own.
        facts: Pairs of label and value for its tooltip.
        smallest: Parts smaller than so many degrees are not drawn.
        id: By which a state of the map names it: a country's ISO code, a territory's region.
        spot: Where a marker for the whole stands, latitude and longitude in degrees; None where none can.
    """

    name: str
    geometry: Mapping[str, Any]
    classes: str
    facts: tuple[tuple[str, str], ...] = ()
    smallest: float = 0
    id: str = ""
    spot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """A cluster as the map draws it: id, name, latitude and longitude in degrees."""

    id: str
    name: str
    lat: float
    lon: float


def pins() -> tuple[Pin, ...]:
    """Return the clusters' places on the map."""
    return tuple(Pin(cluster.id, cluster.name, cluster.place.lat, cluster.place.lon) for cluster in load_clusters())


def countries(language: Language, participating: Collection[str]) -> tuple[Outline, ...]:
    """Return the countries, those that take part told apart by class and word.

    Args:
        language: Language of the names.
        participating: ISO 3166-1 alpha-2 codes of the countries that take part.
    """
    return tuple(_country(feature, language, participating) for feature in country_outlines()["features"])


def _country(feature: Mapping[str, Any], language: Language, participating: Collection[str]) -> Outline:
    code = feature["properties"]["iso2"]
    takes_part = code in participating
    name = language.country(code) + ("*" if code == KOSOVO else "")
    said = msg("takes part in the scheme") if takes_part else msg("does not take part in the scheme")
    classes = "exx-country exx-in" if takes_part else "exx-country"
    # Where nobody goes, islands that are pixels at the usual zoom are only weight.
    smallest = 0 if takes_part else _SMALLEST_ELSEWHERE
    outline = Outline(name, feature["geometry"], classes, (("", language.text(said)),), smallest)
    return replace(outline, id=code, spot=inner_spot(feature["geometry"])) if takes_part else outline


def territories(language: Language) -> tuple[Outline, ...]:
    """Return the clusters' territories, each in the usual colour and with its facts, see `map_layers.PRESENTATION`."""
    shapes = {feature["properties"]["id"]: feature["geometry"] for feature in region_outlines()["features"]}
    return tuple(
        _territory(cluster, shapes[cluster.region], language) for cluster in load_clusters() if cluster.region in shapes
    )


def _territory(cluster: Cluster, geometry: Mapping[str, Any], language: Language) -> Outline:
    shade = shade_of(cluster)
    name = territory_name(cluster, language)
    return Outline(name, geometry, shade.classes, tuple(facts_of(cluster, shade, language)), id=cluster.region)


def inner_spot(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """Return a point well inside the largest part of a geometry, latitude and longitude in degrees.

    It stands for the whole where nothing nearer is known; no place of its own, only far from every border.

    Args:
        geometry: GeoJSON geometry, Polygon or MultiPolygon, degrees.
    """
    rings = max(_polygons(geometry), key=lambda polygon: _extent(polygon[0]))
    low, high = (pick(point[1] for point in rings[0]) for pick in (min, max))
    best, widest = (rings[0][0][1], rings[0][0][0]), 0.0
    for step in range(1, _SLICES):
        lat = low + (high - low) * step / _SLICES
        for west, east in _spans(rings, lat, along=0):
            lon = (west + east) / 2
            south, north = next(
                ((a, b) for a, b in _spans(rings, lon, along=1) if a <= lat <= b), (lat, lat)
            )  # the same column, seen from below
            # What counts is the way to the nearest border, in all four directions.
            room = min((east - west) / 2 * cos(radians(lat)), lat - south, north - lat)
            if room > widest:
                best, widest = (lat, lon), room
    return best


def _spans(rings: Sequence[Sequence[Sequence[float]]], at: float, *, along: int) -> list[tuple[float, float]]:
    """Return where a line of latitude (or, `along` 1, a meridian) runs inside the rings of a polygon."""
    across = 1 - along
    crossings = sorted(
        start[along] + (at - start[across]) / (end[across] - start[across]) * (end[along] - start[along])
        for ring in rings
        for start, end in pairwise(ring)
        if (start[across] > at) != (end[across] > at)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def packed(geometry: Mapping[str, Any], *, smallest: float = 0) -> list[list[str]]:
    """Return the polygons of a GeoJSON geometry as short texts, a fifth of GeoJSON's size.

    A ring is the differences of its rounded points, lon and lat in turn, each as a number of
    `DIGITS`: the sign goes into the lowest bit, five bits make a digit, the low ones first, and all
    digits of a number but the last come from the alphabet's second half.

    Args:
        geometry: GeoJSON geometry, degrees.
        smallest: Leave out polygons that are narrower and lower than so many degrees.

    Raises:
        ValueError: If the geometry is neither a Polygon nor a MultiPolygon.
    """
    polygons = _polygons(geometry)
    # The largest part always stays: without it a small state would be a hole in its neighbour.
    least = min(smallest, max((_extent(polygon[0]) for polygon in polygons), default=0))
    # A polygon whose outer ring is a speck goes as a whole: a hole must not become land.
    rings = [[_packed_ring(ring) for ring in polygon] for polygon in polygons if _extent(polygon[0]) >= least]
    return [[ring for ring in polygon if ring] for polygon in rings if polygon[0]]


def _polygons(geometry: Mapping[str, Any]) -> Sequence[Any]:
    match geometry["type"]:
        case "Polygon":
            return [geometry["coordinates"]]
        case "MultiPolygon":
            polygons: Sequence[Any] = geometry["coordinates"]
            return polygons
        case other:
            raise ValueError(f"A map outline must be a Polygon or a MultiPolygon, not a {other}.")


def _extent(ring: Sequence[Sequence[float]]) -> float:
    return max(max(point[axis] for point in ring) - min(point[axis] for point in ring) for axis in (0, 1))


def _packed_ring(ring: Sequence[Sequence[float]]) -> str:
    points: list[tuple[int, int]] = []
    for lon, lat, *_ in ring:
        point = (round(lon * STEPS_PER_DEGREE), round(lat * STEPS_PER_DEGREE))
        if not points or point != points[-1]:
            points.append(point)
    if len(points) < _RING_OF_A_SPECK:
        return ""
    steps = zip(points, [(0, 0), *points], strict=False)
    return "".join(_digits(now[axis] - before[axis]) for now, before in steps for axis in (0, 1))


def _digits(number: int) -> str:
    rest = -2 * number - 1 if number < 0 else 2 * number
    digits = ""
    while rest >= _BASE:
        digits += DIGITS[_BASE + rest % _BASE]
        rest //= _BASE
    return digits + DIGITS[rest]
