# SPDX-License-Identifier: BSD-3-Clause
"""The map as GeoJSON (RFC 7946): hosts and visitor as points, the ring, the ways; properties are plain values.

A ring or a way that crosses the 180th meridian would have to be cut there. No participating country lies so that it
does, so such a one is left out instead.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from exxtra_kit.render.host_facts import IN_FILES, written
from exxtra_kit.render.map_state import great_circle, ring
from exxtra_kit.render.snapshot import about

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.models import Place
    from exxtra_kit.render.host_facts import Value
    from exxtra_kit.render.snapshot import Snapshot

_DIGITS = 5  # about a metre
_HALF_TURN = 180
_NOT_PROPERTIES = frozenset({"latitude", "longitude"})


def map_geojson(snapshot: Snapshot, language: Language) -> dict[str, object]:
    """Return the map as a FeatureCollection.

    Each feature says in `role` what it is: host, visitor, ring or way. The sums of a host are those of
    `exxtra assess`: `sum_eur` is null where it can't be known yet.

    Args:
        snapshot: What was asked and answered.
        language: Language of the words.
    """
    features = [
        _feature(
            {"type": "Point", "coordinates": _point(offer.cluster.place)},
            {
                "role": "host",
                "id": offer.cluster.id,
                "selected": offer.cluster.id == snapshot.selected,
                "standing": offer.standing,
                **{one.key: _plain(one.value(offer), language) for one in IN_FILES if one.key not in _NOT_PROPERTIES},
            },
        )
        for offer in snapshot.offers
    ]
    me = snapshot.me
    if me is not None:
        said = {"role": "visitor", "name": snapshot.visitor.name if snapshot.visitor else "", "town": me.town}
        features.append(_feature({"type": "Point", "coordinates": _point(me)}, said))
        if snapshot.ring_km:
            around = [_point(place) for place in ring(me, snapshot.ring_km)]
            if not _crosses([*around, around[0]]):
                # The outer ring goes counter-clockwise and is closed; ours goes with the compass.
                shape = {"type": "Polygon", "coordinates": [[around[0], *reversed(around)]]}
                features.append(_feature(shape, {"role": "ring", "radius_km": snapshot.ring_km}))
        for offer in snapshot.offers:
            way = [_point(place) for place in great_circle(me, offer.cluster.place)]
            if not _crosses(way):
                line = {"type": "LineString", "coordinates": way}
                features.append(_feature(line, {"role": "way", "host": offer.cluster.id}))
    notes = {language.text(title): _plain(value, language) for title, value in about(snapshot)}
    return {"type": "FeatureCollection", "features": features, "about": notes}


def _feature(geometry: Mapping[str, object], properties: Mapping[str, object]) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(place: Place) -> list[float]:
    return [round(place.lon, _DIGITS), round(place.lat, _DIGITS)]


def _crosses(line: Sequence[Sequence[float]]) -> bool:
    return any(abs(after[0] - before[0]) > _HALF_TURN for before, after in pairwise(line))


def _plain(value: Value, language: Language) -> object:
    plain = written(value, language)
    return plain.isoformat() if isinstance(plain, date) else plain
