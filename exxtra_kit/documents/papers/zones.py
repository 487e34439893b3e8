# SPDX-License-Identifier: BSD-3-Clause
"""The clock at the host: which time zone of the IANA database a place has.

Source: the database's own table zone.tab, which names for each country its zones, each with the point of its main
town. It comes with the library tzdata, which icalendar needs anyway, so every machine has the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from exxtra_kit.geo import distance_km
from exxtra_kit.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TABLE = ("zoneinfo", "zone.tab")
_POINT = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?")
# ISO 3166 has no Kosovo, so the table hasn't either; its clock is that of Belgrade.
_NOT_IN_TABLE = {"XK": (("Europe/Belgrade", Place(lat=42.67, lon=21.17)),)}
# The table lists Crimea under Ukraine. Towns like Odesa lie nearer to it than to Kyiv, and have Kyiv's clock.
_LEFT_OUT = frozenset({"Europe/Simferopol"})
# A zone with another clock must be this many times as far away as the nearest, or nobody can tell by the distance.
_CLEARLY = 2.0
# Islands and an exclave far from the mainland: there the nearest point tells. Zones side by side, as in Canada, need
# borders, which the table hasn't.
_FEW = 3
_NOON = time(12)


def zone_of(country: str | None, place: Place | None, days: Iterable[date]) -> str | None:
    """Return the time zone at a host.

    Args:
        country: Its country, ISO 3166-1 alpha-2 (XK for Kosovo); None if not known.
        place: Where it is; None if not known.
        days: The days that count: zones whose clocks agree on all of them are alike.

    Returns:
        The zone's name ("Europe/Istanbul"); None where it can't be known: then times are those on the clock there,
        whichever that is.

    Examples:
        >>> zone_of("TR", None, ())
        'Europe/Istanbul'
    """
    zones = _zones().get(country or "", ())
    if not zones:
        return None
    asked = tuple(days)
    clocks = {name: _clock(name, asked) for name, _ in zones}
    main = zones[0][0]
    if len(set(clocks.values())) == 1:
        return main
    if place is None or len(zones) > _FEW:
        return None
    far = sorted((distance_km(place, point), name) for name, point in zones)
    nearest_km, nearest = far[0]
    others = [km for km, name in far if clocks[name] != clocks[nearest]]
    return nearest if min(others) >= _CLEARLY * nearest_km else None


def _clock(zone: str, days: tuple[date, ...]) -> tuple[object, ...]:
    known = ZoneInfo(zone)
    # Without days, one in winter and one in summer tell most clocks apart.
    asked = days or (date(2021, 1, 15), date(2021, 7, 15))
    return tuple(datetime.combine(day, _NOON, tzinfo=known).utcoffset() for day in asked)


@cache
def _zones() -> Mapping[str, tuple[tuple[str, Place], ...]]:
    """Return the zones of each country with their points; the one where most people live stands first."""
    found: defaultdict[str, list[tuple[str, Place, bool]]] = defaultdict(list)
    for line in files("tzdata").joinpath(*_TABLE).read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        country, point, zone, *comment = line.split("\t")
        if zone not in _LEFT_OUT:
            is_main = "most of" in " ".join(comment) or "mainland" in " ".join(comment)
            found[country].append((zone, _place(point), is_main))
    ordered = {
        country: tuple((zone, place) for zone, place, _ in sorted(zones, key=lambda one: not one[2]))
        for country, zones in found.items()
    }
    return {**ordered, **_NOT_IN_TABLE}


def _place(point: str) -> Place:
    """Return the point that the table writes as degrees, minutes and perhaps seconds."""
    match = _POINT.fullmatch(point)
    if match is None:
        raise ValueError(f"a point like +4024-00341 was expected, found {point!r}")
    signs = [1 if match[group] == "+" else -1 for group in (1, 5)]
    degrees = [int(match[start]) + int(match[start + 1]) / 60 + int(match[start + 2] or 0) / 3600 for start in (2, 6)]
    return Place(lat=signs[0] * degrees[0], lon=signs[1] * degrees[1])
