# SPDX-License-Identifier: BSD-3-Clause
"""Whether there is time to get from one activity of a day to the next, where both towns are known."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from exxtra_kit.geo import countries_of, distance_km, find_town

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exxtra_kit.geo import Town
    from exxtra_kit.planning.agenda import Activity

# Our assumption, no rule of the scheme: what a car or a train does from door to door, measured along the
# straight line, and the minutes that getting away and arriving take. Each message says so.
SPEED_KMH = 60
EXTRA_MINUTES = 30
_MINUTES_OF_AN_HOUR = 60
_BETWEEN_PARTS = re.compile(r"[,;:()/|]|\s[-\N{EN DASH}\N{EM DASH}]\s")
# "06000 Ankara", "D-01067 Dresden", "110 00 Praha", "00-950 Warszawa"; a hall's number is shorter.
_POSTCODE = re.compile(r"^(?:[A-Z]{1,3}-)?\d[\d-]{2,}(?:\s+\d+)?\s+|\s+\d[\d-]{2,}(?:\s+\d+)?$")


@dataclass(frozen=True, slots=True)
class ShortTime:
    """Two activities of one day with too little time between them.

    Attributes:
        before: The earlier one.
        after: The later one.
        origin: Name of the earlier one's town.
        destination: Name of the later one's town.
        km: Distance of the two towns' centres in a straight line, kilometres.
        minutes: Minutes that are between them.
        needed: Minutes that are needed, by our assumption.
    """

    before: Activity
    after: Activity
    origin: str
    destination: str
    km: float
    minutes: int
    needed: int

    @property
    def earliest(self) -> time | None:
        """When the later one could begin; None if that is another day."""
        arrival = datetime.combine(self.before.day, self.before.end) + timedelta(minutes=self.needed)
        arrival += timedelta(seconds=-arrival.second % 60)  # it is said in whole minutes
        return arrival.time() if arrival.date() == self.before.day else None


def minutes_needed(km: float) -> int:
    """Return how many minutes we assume for a way.

    Args:
        km: Distance in a straight line, kilometres.

    Examples:
        >>> minutes_needed(60.0)
        90
    """
    return EXTRA_MINUTES + math.ceil(km / SPEED_KMH * _MINUTES_OF_AN_HOUR)


@lru_cache(maxsize=1024)
def town_of(place: str, country: str) -> Town | None:
    """Return the town that the place of an activity names; None if it names none, or none without doubt.

    The whole text may be the town, or one part of it between commas or brackets, with a postcode or without.
    A name that several large towns of the country bear is not judged, nor a text that names two towns.

    Args:
        place: Where an activity takes place, as somebody wrote it.
        country: ISO 3166-1 alpha-2 code of the host's country.

    Examples:
        >>> town = town_of("Metro depot, Ankara", "TR")
        >>> town.name if town else None
        'Ankara'
    """
    parts = [place, *_BETWEEN_PARTS.split(place)]
    names = dict.fromkeys(_POSTCODE.sub("", part.strip()).strip() for part in parts)
    # `countries_of` only looks for the very name; `find_town` would search for names alike.
    matches = [find_town(name, country) for name in names if name and country in countries_of(name)]
    if any(match.is_ambiguous for match in matches):
        return None
    towns = {match.town.id: match.town for match in matches}
    return next(iter(towns.values())) if len(towns) == 1 else None


def short_times(agenda: Sequence[Activity], country: str) -> Iterator[ShortTime]:
    """Yield each two activities of one day, one after the other, that are too near in time for their towns.

    What takes place at an unknown place lies between them and needs time of its own, so leaving it out
    accuses nobody. Activities that overlap are another matter.

    Args:
        agenda: The activities, by day and time.
        country: ISO 3166-1 alpha-2 code of the host's country.
    """
    placed = [(activity, town) for activity in agenda if (town := town_of(activity.place, country)) is not None]
    for (before, origin), (after, destination) in pairwise(placed):
        if before.day != after.day or origin.id == destination.id or before.end > after.start:
            continue
        km = distance_km(origin.place, destination.place)
        minutes, needed = _minutes_between(before, after), minutes_needed(km)
        if minutes < needed:
            yield ShortTime(before, after, origin.name, destination.name, km, minutes, needed)


def _minutes_between(before: Activity, after: Activity) -> int:
    pause = datetime.combine(after.day, after.start) - datetime.combine(before.day, before.end)
    return int(pause.total_seconds()) // _MINUTES_OF_AN_HOUR
