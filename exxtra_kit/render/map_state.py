# SPDX-License-Identifier: BSD-3-Clause
"""What the map shows for one visitor, as plain data: it goes to the page as a message.

Only this travels when somebody types: a few kilobytes, where the map itself is hundreds.
"""

from __future__ import annotations

from functools import lru_cache
from math import asin, atan2, cos, degrees, radians, sin
from typing import TYPE_CHECKING

from exxtra_kit.geo import distance_km
from exxtra_kit.messages import Kilometres, Message, msg
from exxtra_kit.models import Place
from exxtra_kit.render.offers import SIGN_WORDS, SIGNS, place_words, short_reason, sum_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.render.offers import Offer

Point = list[float]
_EARTH_KM = 6371.0  # mean radius; only a first guess, see `ring`
_RING_POINTS = 72
_ROUTE_STEPS = 40
_NO_ANGLE = 1e-9


def map_state(
    offers: Sequence[Offer],
    language: Language,
    *,
    me: Place | None = None,
    ring_km: float = 0,
    selected: str = "",
    shown: Collection[str] | None = None,
) -> dict[str, object]:
    """Return what the map shows, ready for JSON.

    Args:
        offers: The hosts, with verdicts as far as there are any.
        language: Language of the labels.
        me: Where the visitor is; None if not known yet.
        ring_km: Radius of the ring around the visitor, kilometres; 0 for none.
        selected: Id of the chosen host; empty for none.
        shown: Ids of the hosts that a filter leaves; None for all. The others are taken off the map.
    """
    places = [offer.cluster.place for offer in offers]
    state: dict[str, object] = {
        "hosts": [_host(offer, language, is_hidden=not _is_shown(offer, shown)) for offer in offers],
        "selected": selected,
        "fit": _corners([*places, me] if me else places),
    }
    if me is None:
        return state
    label = msg("you: {town}", town=me.town) if me.town else msg("you")
    state["me"] = {"point": _point(me), "label": language.text(label)}
    if ring_km:
        state["ring"] = [_point(place) for place in ring(me, ring_km)]
    chosen = next((offer.cluster.place for offer in offers if offer.cluster.id == selected), None)
    if chosen is not None:
        state["route"] = [_point(place) for place in great_circle(me, chosen)]
    return state


def _is_shown(offer: Offer, shown: Collection[str] | None) -> bool:
    return shown is None or offer.cluster.id in shown


def _host(offer: Offer, language: Language, *, is_hidden: bool) -> dict[str, object]:
    name, kind = offer.cluster.name, offer.standing
    heard: list[Message | str] = [name, place_words(offer.cluster)]
    shown: dict[str, object] = {"id": offer.cluster.id, "name": name}
    if is_hidden:
        return shown | {"hidden": True}
    if kind is not None:
        words = sum_words(offer) or msg("sum not known")
        shown |= {"tone": kind, "sign": SIGNS[kind]}
        if kind == "not_met" or offer.sum_eur is None:
            shown["reason"] = language.text(short_reason(offer) or words)
        else:  # a sum under a condition has the sign that says so
            shown["amount"] = language.euro(offer.sum_eur)
        heard += [SIGN_WORDS[kind], words]
    return {**shown, "spoken": ". ".join(part if isinstance(part, str) else language.text(part) for part in heard)}


def _point(place: Place) -> Point:
    return [round(place.lat, 3), round(place.lon, 3)]


def _corners(places: Iterable[Place]) -> list[Point] | None:
    points = [_point(place) for place in places]
    if not points:
        return None
    return [[pick(point[axis] for point in points) for axis in (0, 1)] for pick in (min, max)]


@lru_cache(maxsize=32)
def ring(place: Place, km: float) -> tuple[Place, ...]:
    """Return points that all lie `km` kilometres from a place, by the distance that the rules use."""
    points = []
    for number in range(_RING_POINTS):
        bearing = 360 * number / _RING_POINTS
        guess = _on_sphere(place, bearing, km)
        # The sphere is off by some 0.3 %; one step with the ellipsoid's own distance leaves metres.
        points.append(_on_sphere(place, bearing, km * km / distance_km(place, guess)))
    return tuple(points)


def _on_sphere(place: Place, bearing: float, km: float) -> Place:
    lat, course, angle = radians(place.lat), radians(bearing), km / _EARTH_KM
    there = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(course))
    turned = atan2(sin(course) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(there))
    return Place(lat=degrees(there), lon=_between_meridians(place.lon + degrees(turned)))


def great_circle(start: Place, end: Place) -> tuple[Place, ...]:
    """Return points on the great circle from one place to another, both ends included.

    Two places that lie at the same spot, or exactly opposite, are joined as they are.
    """
    a, b = _vector(start), _vector(end)
    angle = 2 * asin(min(1.0, sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 / 2))
    if sin(angle) < _NO_ANGLE:
        return (start, end)
    points = []
    for step in range(_ROUTE_STEPS + 1):
        share = step / _ROUTE_STEPS
        weight_a, weight_b = sin((1 - share) * angle) / sin(angle), sin(share * angle) / sin(angle)
        x, y, z = (weight_a * p + weight_b * q for p, q in zip(a, b, strict=True))
        points.append(Place(lat=degrees(atan2(z, (x * x + y * y) ** 0.5)), lon=degrees(atan2(y, x))))
    return tuple(points)


def _vector(place: Place) -> tuple[float, float, float]:
    lat, lon = radians(place.lat), radians(place.lon)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _between_meridians(lon: float) -> float:
    return (lon + 180) % 360 - 180


def ring_words(km: float) -> Message:
    """Return what the ring on the map means."""
    return msg("{distance} from you; nearer halves the sum", distance=Kilometres(km))
