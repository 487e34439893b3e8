# SPDX-License-Identifier: BSD-3-Clause
"""How many days of a stay a host's holidays take, and where in a visitor's free days they take fewest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from exxtra_kit.days import LAST_YEAR, DayKind, is_covered, stay_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_STAYS = 120
"""So many stays are tried at most: more than two years of weeks."""
_ONE_WEEK = timedelta(weeks=1)
# A holiday on one of them takes no working day; it is so in every country of the scheme.
_WEEKEND = frozenset({5, 6})


class Stay(Protocol):
    """Some days, from the first to the last (`exxtra_kit.planning.Period`)."""

    @property
    def start(self) -> date:
        """The first of them."""

    @property
    def end(self) -> date:
        """The last of them."""


@dataclass(frozen=True, slots=True)
class CountedStay:
    """Some days at a host.

    Attributes:
        start: The first.
        end: The last.
        working: How many count as working days there; None if that isn't known.
        lost: How many would, were they not holidays.
    """

    start: date
    end: date
    working: int | None
    lost: int

    @property
    def possible(self) -> int:
        """How many would count if nothing were lost."""
        return (self.working or 0) + self.lost


def stay_at(place: tuple[str, str | None], start: date, end: date) -> CountedStay:
    """Count the days of a stay.

    Args:
        place: The host's country, and its region where that has holidays of its own.
        start: First day.
        end: Last day.
    """
    country, region = place
    if not is_covered(country):
        return CountedStay(start, end, None, 0)
    days = stay_days(country, start, end, region=region)
    lost = [day for day in days.of_kind(DayKind.HOLIDAY) if day.day.weekday() not in _WEEKEND]
    return CountedStay(start, end, days.working_days, len(lost))


def best_stay(place: tuple[str, str | None], start: date, end: date, free: Iterable[Stay]) -> CountedStay | None:
    """Return the stay in a visitor's free days that loses least; of several the one nearest to the days asked for.

    Args:
        place: The host's country and region, as above.
        start: First day asked for.
        end: Last day asked for.
        free: When the visitor could.

    Returns:
        The same stay in whole weeks earlier or later, so that it keeps its weekdays; in a free period that holds it
        only on other weekdays, from that period's first day on. None if no free period is long enough.
    """
    length = end - start
    tried = [
        stay_at(place, first, first + length)
        for first in islice((first for period in free for first in _first_days(period, start, length)), _MOST_STAYS)
    ]
    return min(tried, key=lambda one: (_share_lost(one), abs(one.start - start), one.start), default=None)


def _first_days(period: Stay, start: date, length: timedelta) -> Iterator[date]:
    """Yield the first days on which a stay in a period could begin."""
    last = min(period.end, date(LAST_YEAR, 12, 31)) - length
    first = start + _ONE_WEEK * -((start - period.start) // _ONE_WEEK)
    if first > last:
        first = period.start
    while first <= last:
        yield first
        if last - first < _ONE_WEEK:
            return
        first += _ONE_WEEK


def _share_lost(stay: CountedStay) -> float:
    """Return how much of a stay is lost; all of it where that isn't known, or where nothing can be won."""
    return stay.lost / stay.possible if stay.working else 1.0
