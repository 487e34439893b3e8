# SPDX-License-Identifier: BSD-3-Clause
"""What the map draws: packed outlines, countries told apart, territories in the colour of their rating."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.catalogue import country_outlines, load_clusters
from exxtra_kit.language import Language
from exxtra_kit.parameters import Law
from exxtra_kit.render.cluster_words import WORDS
from exxtra_kit.render.outlines import (
    DIGITS,
    STEPS_PER_DEGREE,
    countries,
    inner_spot,
    packed,
    pins,
    territories,
)

ENGLISH = Language.load()
DEGREES = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
RINGS = st.lists(DEGREES, min_size=4, max_size=30)


def unpacked(text: str) -> list[tuple[float, float]]:
    """Read a packed ring the way the page's script does."""
    at, points, axis, number, weight, base = [0, 0], [], 0, 0, 1, len(DIGITS) // 2
    for letter in text:
        digit = DIGITS.index(letter)
        number += digit % base * weight
        weight *= base
        if digit >= base:
            continue
        at[axis] += -(number + 1) // 2 if number % 2 else number // 2
        number, weight = 0, 1
        if axis:
            points.append((at[0] / STEPS_PER_DEGREE, at[1] / STEPS_PER_DEGREE))
        axis = 1 - axis
    return points


@given(RINGS)
def test_a_packed_ring_is_the_ring(ring: list[tuple[float, float]]) -> None:
    """Unpacked again, each point lies within half a step of where it was; only repeated points are gone."""
    packed_ring = packed({"type": "Polygon", "coordinates": [ring]})
    points = unpacked(packed_ring[0][0]) if packed_ring else []
    expected: list[tuple[float, float]] = []
    for lon, lat in ring:
        rounded = (round(lon * STEPS_PER_DEGREE) / STEPS_PER_DEGREE, round(lat * STEPS_PER_DEGREE) / STEPS_PER_DEGREE)
        if not expected or expected[-1] != rounded:
            expected.append(rounded)

    assert points == (expected if len(expected) >= 4 else [])


def test_a_hole_stays_a_hole() -> None:
    """The rings of a polygon stay together, outer one first; an outer speck takes its holes along."""
    outer = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]
    hole = [[3, 3], [6, 3], [6, 6], [3, 6], [3, 3]]
    speck = [[1, 1], [1.0001, 1], [1, 1.0001], [1, 1]]

    found = packed({"type": "MultiPolygon", "coordinates": [[outer, hole], [speck, hole]]})

    assert [len(polygon) for polygon in found] == [2]
    assert unpacked(found[0][1]) == [(3, 3), (6, 3), (6, 6), (3, 6), (3, 3)]


def test_small_islands_may_be_left_out_but_never_all() -> None:
    """Below the size that is asked for only the largest part is left."""
    small = [[0, 0], [0.1, 0], [0.1, 0.1], [0, 0]]
    smaller = [[5, 5], [5.05, 5], [5.05, 5.05], [5, 5]]

    found = packed({"type": "MultiPolygon", "coordinates": [[smaller], [small]]}, smallest=1)

    assert [unpacked(polygon[0])[0] for polygon in found] == [(0, 0)]


def test_a_point_is_no_outline() -> None:
    """Another geometry is refused by its name."""
    with pytest.raises(ValueError, match="not a Point"):
        packed({"type": "Point", "coordinates": [0, 0]})


def test_participating_countries_are_told_apart() -> None:
    """By class and by word; every participating country is on the map."""
    taking_part = Law.newest().names("participating_countries")
    drawn = countries(ENGLISH, taking_part)
    inside = [outline for outline in drawn if "exx-in" in outline.classes]

    assert len(inside) == len(taking_part)
    assert {fact for outline in inside for fact in outline.facts} == {("", "takes part in the scheme")}
    assert {fact for outline in drawn if outline not in inside for fact in outline.facts} == {
        ("", "does not take part in the scheme")
    }


def test_kosovo_has_its_star() -> None:
    """Kosovo, and nobody else, refers to the footnote."""
    drawn = countries(ENGLISH, ())

    assert [outline.name for outline in drawn if "*" in outline.name] == ["Kosovo*"]


def test_every_country_has_a_shape_left() -> None:
    """No country vanishes when its outline is packed, but for one that is smaller than a step."""
    drawn = countries(ENGLISH, ())
    vanished = [outline.name for outline in drawn if not packed(outline.geometry, smallest=outline.smallest)]

    assert len(drawn) == len(country_outlines()["features"])
    assert vanished == ["Vatican City"]


def test_territories_tell_their_facts() -> None:
    """Each has its region's id and its usual colour; its tooltip names the cluster and the rating that colours it."""
    drawn = {outline.name: outline for outline in territories(ENGLISH)}
    facts = {name: dict(outline.facts) for name, outline in drawn.items()}

    assert len(drawn) == len(pins()) == 7
    assert {outline.id for outline in drawn.values()} == {cluster.region for cluster in load_clusters()}
    assert drawn["Toscana"].classes == "exx-territory exx-moderate"
    assert drawn["Denmark"].classes == "exx-territory exx-leader exx-national"
    assert facts["Toscana"]["Regional Innovation Scoreboard 2017"] == "Moderate Innovator +"
    assert "European Innovation Scoreboard 2018" not in facts["Toscana"]
    assert facts["Denmark"]["Regional Innovation Scoreboard 2017"] == "o.o.c. (out of coverage)"
    assert facts["Denmark"]["European Innovation Scoreboard 2018"] == "Innovation Leader"
    assert facts["Nord-Pas-de-Calais"]["Cluster"] == "i-Trans"


def crossings(ring: list[list[float]], lat: float, lon: float) -> int:
    """Count the borders between a point and the far east."""
    return sum(
        (a[1] > lat) != (b[1] > lat) and a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) > lon
        for a, b in pairwise(ring)
    )


def test_the_spot_of_a_country_lies_inside_it() -> None:
    """A mark for a whole country stands on its land, not on its border, and in no hole."""
    taking_part = Law.newest().names("participating_countries")
    drawn = [outline for outline in countries(ENGLISH, taking_part) if outline.id]

    assert {outline.id for outline in drawn} == set(taking_part)
    for outline in drawn:
        assert outline.spot
        geometry = outline.geometry
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        inside = [sum(crossings(ring, *outline.spot) for ring in polygon) % 2 for polygon in polygons]
        assert sum(inside) == 1, outline.name


def test_the_spot_is_far_from_every_border() -> None:
    """In a house with a narrow tower it is the middle of the house; a hole is no room."""
    outer = [[0, 0], [10, 0], [10, 10], [6, 10], [6, 40], [5, 40], [5, 10], [0, 10], [0, 0]]
    hole = [[4.5, 4], [5.5, 4], [5.5, 6], [4.5, 6], [4.5, 4]]

    lat, lon = inner_spot({"type": "Polygon", "coordinates": [outer]})
    assert (abs(lat - 5) < 1, abs(lon - 5) < 1) == (True, True)
    lat, lon = inner_spot({"type": "Polygon", "coordinates": [outer, hole]})
    assert not (4 <= lat <= 6 and 4.5 <= lon <= 5.5)


@pytest.mark.parametrize("name", WORDS)
def test_every_value_of_the_catalogue_has_its_word(name: str) -> None:
    """What the catalogue says in its source's words can be said in every language."""
    values: set[Any] = {value for cluster in load_clusters() for value in cluster.values(name)}

    assert values
    assert values <= set(WORDS[name])
