# SPDX-License-Identifier: BSD-3-Clause
"""Days at the host: which are working days, and why the others are not.

Public and regional holidays come from the `holidays` library, with working days that some
countries move to a Saturday. A half-day holiday counts as a working day and is reported.
Municipal feast days are not known: a case adds them as closed days.

All calendar arithmetic of the house lives here.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holidays.holiday_base import HolidayBase

FIRST_YEAR = 2000
LAST_YEAR = 2100
LONGEST_SPAN_DAYS = 731

# Countries whose regions (Laender, autonomous communities, nations, entities) make their own public
# holidays. Elsewhere the national calendar decides; a region may still be given.
COUNTRIES_WITH_REGIONAL_HOLIDAYS = frozenset({"BA", "DE", "ES", "GB"})
# Ukraine: no days off on public holidays under martial law, law 2136-IX (Art. 6), in force since this day.
_HOLIDAYS_SUSPENDED_SINCE = {"UA": date(2022, 3, 15)}
_WEEKS_SEARCHED = 4
_DAYS_SEARCHED = 14
_DAYS_OF_WEEK = 7


class DayKind(StrEnum):
    """What a day of the stay is; `OUTSIDE` lies between two slots of a split one."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    TRAVEL = "travel"
    CLOSED = "closed"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class StayDay:
    """One day of the stay.

    Attributes:
        day: The date.
        kind: What it is.
        holiday: English name of the public holiday, also of a half-day one; empty if none.
        is_half_day: A half-day holiday: it counts as a working day.
        is_estimated: The holiday's date is an estimate (moon sighting, calendar not yet enacted).
        is_moved: A weekend day that the country made a working day.
        is_half_used: The visitor uses only half of it.
    """

    day: date
    kind: DayKind
    holiday: str = ""
    is_half_day: bool = False
    is_estimated: bool = False
    is_moved: bool = False
    is_half_used: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether nothing is to be said of the day: no holiday, and nothing that the case says of it."""
        return not (self.holiday or self.is_half_used or self.kind in _MARKED)


_WORKING = DayKind.WORKING
_MARKED = (DayKind.HOLIDAY, DayKind.TRAVEL, DayKind.CLOSED)


@dataclass(frozen=True, slots=True)
class StayDays:
    """All days of a stay, in order.

    Attributes:
        country: Host country, ISO 3166-1 alpha-2.
        region: ISO 3166-2 code whose holidays were counted; None for the national calendar.
        days: Each day from first to last.
        regional_counts: Where regions have own holidays and the region is not known: working days by region.
        half_days_per_day: How many half days make one working day; 0 if none do.
    """

    country: str
    region: str | None
    days: tuple[StayDay, ...]
    regional_counts: dict[str, int]
    half_days_per_day: int = 0

    @property
    def holidays_suspended(self) -> bool:
        """Say whether the country gives no days off on its holidays during the stay (martial law)."""
        since = _HOLIDAYS_SUSPENDED_SINCE.get(self.country)
        return since is not None and any(day.day >= since for day in self.days)

    @property
    def working_days(self) -> int | None:
        """Number of working days; None where it depends on the region and the region is not known."""
        if not self.regional_counts:
            return _count_working(self.days, self.half_days_per_day)
        counts = set(self.regional_counts.values())
        return None if len(counts) > 1 else counts.pop()

    def of_kind(self, *kinds: DayKind) -> tuple[StayDay, ...]:
        """Return the days of these kinds, in order."""
        return tuple(day for day in self.days if day.kind in kinds)


def is_covered(country: str) -> bool:
    """Say whether public holidays of a country are known."""
    return country in _supported()


def holiday_regions(country: str) -> tuple[str, ...]:
    """Return the ISO 3166-2 codes of a country that have holidays of their own.

    The library also knows a few cities ("Barcelona"); they have no such code and are left out.
    """
    return tuple(f"{country}-{part}" for part in _supported().get(country, []) if part.isupper() or part.isdigit())


def stay_days(
    country: str,
    start: date,
    end: date,
    *,
    region: str | None = None,
    travel_days: Iterable[date] = (),
    closed_days: Iterable[date] = (),
    half_days: Iterable[date] = (),
    half_days_per_day: int = 0,
    slots: Iterable[tuple[date, date]] = (),
) -> StayDays:
    """Say of each day from `start` to `end`, both included, what it is at the host.

    Args:
        country: Host country, ISO 3166-1 alpha-2 (XK for Kosovo).
        start: First day at the host.
        end: Last day at the host, not before `start`.
        region: ISO 3166-2 code for regional holidays ("DE-SN"); None if not known.
        travel_days: Days spent travelling.
        closed_days: Further days on which the host is closed.
        half_days: Days of which only half is used.
        half_days_per_day: How many of them make one working day; 0 if none do.
        slots: First and last day of each block of a split stay; none for one block.

    Raises:
        ValueError: No holidays are known for the country or the region.

    Examples:
        >>> from datetime import date
        >>> stay_days("TR", date(2021, 9, 13), date(2021, 9, 17)).working_days
        5
    """
    marks = _marks(travel_days, closed_days, half_days, _between(tuple(slots), start, end))
    days = _days_in(country, region, (start, end), marks)
    counts: dict[str, int] = {}
    if region is None and country in COUNTRIES_WITH_REGIONAL_HOLIDAYS:
        for code in holiday_regions(country):
            counts[code] = _count_working(_days_in(country, code, (start, end), marks), half_days_per_day)
    return StayDays(country, region, days, counts, half_days_per_day)


def _between(blocks: tuple[tuple[date, date], ...], start: date, end: date) -> frozenset[date]:
    """Return the days between the blocks of a split stay."""
    if not blocks:
        return frozenset()
    return frozenset(day for day in each_day(start, end) if not any(first <= day <= last for first, last in blocks))


def _count_working(days: Iterable[StayDay], half_days_per_day: int) -> int:
    """Count the working days; half days count together, as many as make one."""
    working = [day for day in days if day.kind is _WORKING]
    halves = sum([day.is_half_used for day in working])
    return len(working) - halves + (halves // half_days_per_day if half_days_per_day else 0)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the case says of single days."""

    travel: frozenset[date]
    closed: frozenset[date]
    half: frozenset[date]
    outside: frozenset[date]


_UNMARKED = _Marks(frozenset(), frozenset(), frozenset(), frozenset())


def _marks(travel: Iterable[date], closed: Iterable[date], half: Iterable[date], outside: frozenset[date]) -> _Marks:
    marks = _Marks(frozenset(travel), frozenset(closed), frozenset(half), outside)
    return _UNMARKED if marks == _UNMARKED else marks


def _days_in(country: str, region: str | None, span: tuple[date, date], marks: _Marks) -> tuple[StayDay, ...]:
    part = region.partition("-")[2] if region else None
    if marks is _UNMARKED:
        return tuple([_unmarked_day(country, part, day) for day in each_day(*span)])
    return tuple([_day_in(country, part, day, marks) for day in each_day(*span)])


@lru_cache(maxsize=20_000)
def _unmarked_day(country: str, part: str | None, day: date) -> StayDay:
    return _day_in(country, part, day, _UNMARKED)


def _day_in(country: str, part: str | None, day: date, marks: _Marks) -> StayDay:
    name, half_name, is_weekend, is_working = _calendar_day(country, part, day)
    if day in marks.outside:
        kind = DayKind.OUTSIDE
    elif day in marks.travel:
        kind = DayKind.TRAVEL
    elif name:
        kind = DayKind.HOLIDAY
    elif is_weekend and not is_working:
        kind = DayKind.WEEKEND
    elif day in marks.closed:
        kind = DayKind.CLOSED
    elif not is_working:
        kind = DayKind.HOLIDAY
    else:
        kind = DayKind.WORKING
    shown = name or half_name
    return StayDay(
        day,
        kind,
        holiday=shown,
        is_half_day=bool(half_name),
        is_estimated="estimated" in shown,
        is_moved=is_weekend and is_working,
        is_half_used=day in marks.half,
    )


@lru_cache(maxsize=20_000)
def _calendar_day(country: str, part: str | None, day: date) -> tuple[str, str, bool, bool]:
    """Return a day's public holiday, half-day holiday, and whether it is a weekend and a working day."""
    public, half = _calendars(country, part)
    name = str(public.get(day) or "")
    half_name = "" if name or half is None else str(half.get(day) or "")
    return name, half_name, public.is_weekend(day), public.is_working_day(day)


@lru_cache(maxsize=1)
def _supported() -> dict[str, list[str]]:
    import holidays  # noqa: PLC0415 (a tenth of a second that most starts don't need)

    return holidays.list_supported_countries(include_aliases=False)


@lru_cache(maxsize=128)
def _calendars(country: str, part: str | None) -> tuple[HolidayBase, HolidayBase | None]:
    """Return the calendars of public and of half-day holidays, in English where the library has it."""
    import holidays  # noqa: PLC0415 (as above)
    from holidays.constants import HALF_DAY  # noqa: PLC0415 (as above)

    kind = getattr(holidays, country, None)
    regions = _supported().get(country)
    if kind is None or regions is None or (part is not None and part not in regions):
        message = f"no public holidays are known for {country}{'-' + part if part else ''}"
        raise ValueError(message)
    languages = kind.supported_languages
    language = next((name for name in ("en_GB", "en_US") if name in languages), None)
    public = holidays.country_holidays(country, subdiv=part, language=language)
    if HALF_DAY not in kind.supported_categories:
        return public, None
    return public, holidays.country_holidays(country, subdiv=part, language=language, categories=(HALF_DAY,))


def each_day(start: date, end: date) -> Iterator[date]:
    """Yield each day from `start` to `end`, both included."""
    for offset in range((end - start).days + 1):
        yield start + timedelta(days=offset)


def last_day_of_stay(start: date, months: int) -> date:
    """Return the last day of a stay of `months` calendar months that begins on `start`.

    A month that begins on the 13th ends on the 12th; one that begins on 31 January ends on the
    last day of February.

    Examples:
        >>> from datetime import date
        >>> last_day_of_stay(date(2021, 9, 13), 1)
        datetime.date(2021, 10, 12)
        >>> last_day_of_stay(date(2021, 1, 31), 1)
        datetime.date(2021, 2, 28)
    """
    years, months_after_january = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, months_after_january + 1
    same_day = date(year, month, min(start.day, monthrange(year, month)[1]))
    return same_day if same_day.day < start.day else same_day - timedelta(days=1)


def later_ends(end: date) -> Iterator[date]:
    """Yield the days after `end` that a search for a longer stay should try, nearest first."""
    for offset in range(1, _DAYS_SEARCHED + 1):
        later = end + timedelta(days=offset)
        if later.year <= LAST_YEAR:
            yield later


def earlier_ends(start: date, end: date) -> Iterator[date]:
    """Yield the days before `end` down to `start`, nearest first."""
    for offset in range(1, (end - start).days + 1):
        yield end - timedelta(days=offset)


def other_weeks(start: date, end: date) -> Iterator[tuple[date, date]]:
    """Yield the same stay in other weeks, nearest first, later before earlier."""
    for weeks in range(1, _WEEKS_SEARCHED + 1):
        for shift in (timedelta(weeks=weeks), -timedelta(weeks=weeks)):
            yield start + shift, end + shift


def same_stay_each_week(start: date, end: date) -> Iterator[tuple[date, date]]:
    """Yield the same stay in each week of the calendar year of its first day, in order."""
    one_week = timedelta(weeks=1)
    first = start - one_week * ((start - date(start.year, 1, 1)) // one_week)
    while first.year == start.year and (first + (end - start)).year <= LAST_YEAR:
        yield first, first + (end - start)
        first += one_week


def days_of_stay(start: date, end: date) -> int:
    """Return the calendar days from `start` to `end`, both included."""
    return (end - start).days + 1


def end_after(start: date, days: int) -> date:
    """Return the last of so many calendar days that begin on `start`."""
    return start + timedelta(days=days - 1)


def weeks_of(days: int) -> int:
    """Return how many whole weeks so many days are."""
    return days // _DAYS_OF_WEEK


def whole_months(start: date, end: date) -> tuple[int, int]:
    """Return the whole calendar months from `start` to `end`, both included, and the days left over.

    Examples:
        >>> from datetime import date
        >>> whole_months(date(2021, 9, 13), date(2021, 11, 14))
        (2, 2)
    """
    months = 0
    while last_day_of_stay(start, months + 1) <= end:
        months += 1
    rest_from = last_day_of_stay(start, months) if months else start - timedelta(days=1)
    return months, (end - rest_from).days


def is_split(days: Iterable[StayDay]) -> bool:
    """Say whether days between two working days are spent elsewhere, so that the stay is not one block."""
    seen_working = seen_travel_after = False
    for day in days:
        if day.kind is DayKind.WORKING:
            if seen_travel_after:
                return True
            seen_working = True
        elif day.kind in {DayKind.TRAVEL, DayKind.OUTSIDE} and seen_working:
            seen_travel_after = True
    return False
