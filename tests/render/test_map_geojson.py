# SPDX-License-Identifier: BSD-3-Clause
"""The map as GeoJSON: what RFC 7946 asks, the sums of the rules, and nothing that a program could not read."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from hypothesis import given, settings

from exxtra_kit.geo import distance_km
from exxtra_kit.language import Language
from exxtra_kit.models import Place
from exxtra_kit.render.map_geojson import map_geojson
from tests.render.hostile_texts import HOSTILE
from tests.render.offered import CEREA, judged
from tests.render.snapshots import empty_snapshot, hostile_snapshot, snapshot

ENGLISH = Language.load()


def features(role: str, collection: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the features that say that they are this."""
    return [one for one in collection["features"] if one["properties"]["role"] == role]


def drawn() -> dict[str, Any]:
    """Return the map of a visitor from Cerea, as a program reads it."""
    return json.loads(json.dumps(map_geojson(snapshot(), ENGLISH), allow_nan=False))  # type: ignore[no-any-return]


def test_each_host_is_a_point_with_its_sum() -> None:
    """Longitude first; sum, distance and days as numbers, the same as the verdict's."""
    hosts = features("host", drawn())

    assert len(hosts) == 7
    for found, offer in zip(hosts, judged(), strict=True):
        assert offer.verdict is not None
        place, said = offer.cluster.place, found["properties"]
        assert found["type"] == "Feature"
        assert found["geometry"] == {"type": "Point", "coordinates": [round(place.lon, 5), round(place.lat, 5)]}
        assert (said["id"], said["host"]) == (offer.cluster.id, offer.cluster.name)
        assert said["sum_eur"] == offer.verdict.lump_sum_eur
        assert said["distance_km"] == offer.verdict.distance_km
        assert said["working_days"] == offer.verdict.working_days
        assert all(value is None or isinstance(value, str | int | float) for value in said.values())


def test_the_ring_is_closed_goes_left_and_lies_where_it_says() -> None:
    """The outer ring is counter-clockwise and ends where it began; each point lies 200 km from the visitor."""
    (ring,) = features("ring", drawn())
    (points,) = ring["geometry"]["coordinates"]

    assert points[0] == points[-1]
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(points))
    assert area > 0
    for lon, lat in points:
        assert abs(distance_km(CEREA, Place(lat=lat, lon=lon)) - 200) < 0.1


def test_visitor_and_ways_are_there() -> None:
    """The visitor is a point with its town; a line leads from it to each host."""
    (me,) = features("visitor", drawn())
    ways = features("way", drawn())

    assert me["properties"]["town"] == "Cerea"
    assert len(ways) == 7
    for way in ways:
        assert way["geometry"]["coordinates"][0] == me["geometry"]["coordinates"]


def test_without_a_question_there_are_only_hosts() -> None:
    """No visitor, no ring, no ways, no sums: null is what is not known."""
    collection = map_geojson(empty_snapshot(), ENGLISH)

    found = features("host", collection)
    assert len(collection["features"]) == len(found) == 7  # type: ignore[arg-type]
    assert {one["properties"]["sum_eur"] for one in found} == {None}


def test_nothing_crosses_the_180th_meridian() -> None:
    """A ring and ways that would have to be cut are left out."""
    far = Place(lat=-17.8, lon=179.5, town="Suva", country="FJ")
    collection = map_geojson(snapshot(me=far), ENGLISH)

    assert features("ring", collection) == []
    assert features("visitor", collection)


@settings(max_examples=20, deadline=None)
@given(HOSTILE)
def test_hostile_names_come_back_as_they_were(text: str) -> None:
    """Written and read again, each name is what it was."""
    collection = json.loads(json.dumps(map_geojson(hostile_snapshot(text), ENGLISH), ensure_ascii=False))

    assert features("host", collection)[0]["properties"]["host"] == text
    assert features("visitor", collection)[0]["properties"]["name"] == text
