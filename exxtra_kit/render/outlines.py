# SPDX-License-Identifier: BSD-3-Clause
"""What the map draws and never changes: countries, the clusters' territories, the clusters.

Only data and words; `maps.py` turns them into a folium map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exxtra_kit.catalogue import OUT_OF_COVERAGE, country_outlines, load_clusters, region_outlines
from exxtra_kit.messages import msg
from exxtra_kit.render.cluster_words import RATINGS, REGION_FACTS, value_words

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
    """

    name: str
    geometry: Mapping[str, Any]
    classes: str
    facts: tuple[tuple[str, str], ...] = ()
    smallest: float = 0


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
    return Outline(name, feature["geometry"], classes, (("", language.text(said)),), smallest)


def territories(language: Language) -> tuple[Outline, ...]:
    """Return the clusters' territories, each in the colour of its innovation rating and with its facts."""
    shapes = {feature["properties"]["id"]: feature for feature in region_outlines()["features"]}
    return tuple(
        _territory(cluster, shapes[cluster.region], language) for cluster in load_clusters() if cluster.region in shapes
    )


def _territory(cluster: Cluster, feature: Mapping[str, Any], language: Language) -> Outline:
    group, national = rating_group(cluster)
    name = language.country(cluster.country) if national else feature["properties"]["name"]
    facts = [(language.text(msg("Cluster")), cluster.name)]
    for label, fact in REGION_FACTS:
        value = value_words(cluster, fact)
        facts.append((language.text(label), value if isinstance(value, str) else language.text(value)))
    classes = f"exx-territory exx-{group}" + (" exx-national" if national else "")
    return Outline(name, feature["geometry"], classes, tuple(facts))


def rating_group(cluster: Cluster) -> tuple[str, bool]:
    """Return the group of a territory's innovation rating, and whether it is the whole country's.

    The regional rating of 2017 counts; where the presentation writes "o.o.c." for it, the country's
    of 2018. The group is "leader", "strong", "moderate", "modest" or "none"; signs are left out.
    """
    regional = cluster.fact("ris_2017").value
    is_national = regional == OUT_OF_COVERAGE
    rating = cluster.fact("eis_2018").value if is_national else regional
    if rating not in RATINGS or rating == OUT_OF_COVERAGE:
        return "none", False
    first, _, second = rating.rstrip().partition(" ")
    group = second if first == "Innovation" else first.rstrip("+-")
    return group.casefold(), is_national


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
    match geometry["type"]:
        case "Polygon":
            polygons = [geometry["coordinates"]]
        case "MultiPolygon":
            polygons = geometry["coordinates"]
        case other:
            raise ValueError(f"A map outline must be a Polygon or a MultiPolygon, not a {other}.")
    # The largest part always stays: without it a small state would be a hole in its neighbour.
    least = min(smallest, max((_extent(polygon[0]) for polygon in polygons), default=0))
    # A polygon whose outer ring is a speck goes as a whole: a hole must not become land.
    rings = [[_packed_ring(ring) for ring in polygon] for polygon in polygons if _extent(polygon[0]) >= least]
    return [[ring for ring in polygon if ring] for polygon in rings if polygon[0]]


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
