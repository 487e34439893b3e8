# SPDX-License-Identifier: BSD-3-Clause
"""Changes of the stay: longer, shorter, in another week, in one block, without travel days or half days."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from exxtra_kit.days import (
    days_of_stay,
    earlier_ends,
    end_after,
    is_covered,
    last_day_of_stay,
    later_ends,
    other_weeks,
    weeks_of,
    whole_months,
)
from exxtra_kit.messages import DaySpan, Listing, Message, msg, plural
from exxtra_kit.rules.fixes.change import Change, Kind, effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from exxtra_kit.models import Exchange, Verdict
    from exxtra_kit.rules.fixes.change import Say, Search

_ONE_WEEK = timedelta(weeks=1)


def length_of(exchange: Exchange, start: date, end: date) -> int:
    """Return the days of a stay, those between its slots left out."""
    if exchange.slots:
        return sum(days_of_stay(slot.start, slot.end) for slot in exchange.slots)
    return days_of_stay(start, end)


def _days_within(exchange: Exchange, start: date, end: date) -> dict[str, object]:
    """Return the fields of single days that must change so that all of them lie within a new stay."""
    fields: dict[str, object] = {}
    for key, days in (("travel_days", exchange.travel_days), ("half_days", exchange.half_days)):
        kept = tuple(day for day in days if start <= day <= end)
        if kept != days:
            fields[f"exchange.{key}"] = kept or None
    return fields


def ending(exchange: Exchange, start: date, end: date) -> dict[str, object]:
    """Return the fields that end a stay on another day; later days and slots fall away."""
    fields: dict[str, object] = {"exchange.end": end}
    if exchange.slots:
        slots = [{"start": slot.start, "end": min(slot.end, end)} for slot in exchange.slots if slot.start <= end]
        slots[-1]["end"] = end
        fields["exchange.slots"] = tuple(slots)
    return fields | _days_within(exchange, start, end)


def possible_ends(exchange: Exchange, start: date, end: date) -> Iterator[date]:
    """Yield the days before `end` on which a stay could end instead, nearest first: none between two slots."""
    for day in earlier_ends(start, end):
        if not exchange.slots or any(slot.start <= day <= slot.end for slot in exchange.slots):
            yield day


def _longer_stay(search: Search) -> Iterator[Change]:
    exchange = search.case.exchange
    start, last = exchange.start, exchange.end
    if start is None or last is None:
        return
    ends: set[date] = set()
    if search.refuses("EX203", "LS403"):
        ends.update(later_ends(last))
    length = length_of(exchange, start, last)
    weeks = search.number("minimum_weeks")
    if search.refuses("EX212") and weeks is not None:
        ends.add(end_after(last, 1 + next(days for days in count(1) if weeks_of(length + days) >= weeks)))
    if search.refuses("LS406") or search.leaves_open("LS406"):
        months, _ = whole_months(start, end_after(start, length))
        ends.add(end_after(last, 1 + days_of_stay(start, last_day_of_stay(start, months + 1)) - length))
    most = search.number("maximum_months")
    for end in sorted(ends):
        if most is None or exchange.slots or end <= last_day_of_stay(start, most):
            yield Change(ending(exchange, start, end), _say_longer(end))


def _say_longer(end: date) -> Say:
    def say(after: Verdict) -> Message:
        if after.working_days is None:
            return msg("Stay until {end}: {effect}.", end=end, effect=effect(after))
        return plural(
            "Stay until {end}, {n} working day: {effect}.",
            "Stay until {end}, {n} working days: {effect}.",
            n=after.working_days,
            end=end,
            effect=effect(after),
        )

    return say


def _shorter_stay(search: Search) -> Iterator[Change]:
    exchange = search.case.exchange
    start, last = exchange.start, exchange.end
    if start is None or last is None:
        return
    length = length_of(exchange, start, last)
    months, rest = whole_months(start, end_after(start, length))
    if search.leaves_open("LS406") and months:
        end = _end_of_length(exchange, start, last, length - rest)
        yield Change(ending(exchange, start, end), _say_shorter(end))
    most = search.number("maximum_months")
    if search.refuses("EX204") and most is not None:
        end = _end_of_length(exchange, start, last, days_of_stay(start, last_day_of_stay(start, most)))
        for day in (end, *possible_ends(exchange, start, end)):
            yield Change(ending(exchange, start, day), _say_shorter(day))


def _end_of_length(exchange: Exchange, start: date, last: date, length: int) -> date:
    """Return the last day of so many days of a stay, counted from its first day and over its slots."""
    for slot in exchange.slots:
        days = days_of_stay(slot.start, slot.end)
        if length <= days:
            return end_after(slot.start, length)
        length -= days
    return last if exchange.slots else end_after(start, length)


def _say_shorter(end: date) -> Say:
    return lambda after: msg("End the stay on {end}: {effect}.", end=end, effect=effect(after))


def _other_week(search: Search) -> Iterator[Change]:
    exchange = search.case.exchange
    if exchange.start is None or exchange.end is None:
        return
    is_closed = search.leaves_open("EX202", "EX211")
    if not is_closed and not _loses_days_to_the_week(search):
        return
    weeks = [start for start, _ in other_weeks(exchange.start, exchange.end)]
    if is_closed:  # later is better than earlier: who plans can still wait
        openings = list(_weeks_after_openings(search, exchange.start))
        weeks = [start for start in weeks if start > exchange.start] + openings + weeks
    if search.leaves_open("EX211"):
        weeks = [start for start in weeks if search.case.on == exchange.start and search.is_other_law(start)]
    for start in dict.fromkeys(weeks):
        fields = moved(exchange, start - exchange.start)
        if search.case.on == exchange.start:  # the law is that of the first day
            fields["on"] = start
        yield Change(fields, _say_other_week(start, exchange.end + (start - exchange.start)))


def _loses_days_to_the_week(search: Search) -> bool:
    """Say whether the days of this week are the matter: holidays, also uncertain ones, or days of a closed host."""
    exchange, country = search.case.exchange, search.case.host.country
    if search.leaves_open("EX203"):
        return country is not None and is_covered(country)
    is_lost = bool(search.finding("EX203").facts.get("holidays") or exchange.closed_days)
    return is_lost and search.refuses("EX203", "LS403")


def _weeks_after_openings(search: Search, start: date) -> Iterator[date]:
    """Yield the same day of the first weeks after each later change of the law, while it is the first day's law."""
    days = search.openings if search.case.on == start else ()
    for day in days:
        if day > start:
            first = start + _ONE_WEEK * -((start - day) // _ONE_WEEK)
            yield first
            yield from (later for later, _ in other_weeks(first, first) if later > first)


def moved(exchange: Exchange, by: timedelta) -> dict[str, object]:
    """Return the fields that move a stay with its slots, travel days and half days; the host's closed days stay."""
    fields: dict[str, object] = {}
    if exchange.start and exchange.end:
        fields |= {"exchange.start": exchange.start + by, "exchange.end": exchange.end + by}
    if exchange.slots:
        fields["exchange.slots"] = tuple({"start": slot.start + by, "end": slot.end + by} for slot in exchange.slots)
    for key, days in (("travel_days", exchange.travel_days), ("half_days", exchange.half_days)):
        if days:
            fields[f"exchange.{key}"] = tuple(day + by for day in days)
    return fields


def _say_other_week(start: date, end: date) -> Say:
    def say(after: Verdict) -> Message:
        span = DaySpan(start, end)
        if after.working_days is None:
            return msg("Go in another week, {span}: {effect}.", span=span, effect=effect(after))
        return plural(
            "Go in another week, {span}, {n} working day: {effect}.",
            "Go in another week, {span}, {n} working days: {effect}.",
            n=after.working_days,
            span=span,
            effect=effect(after),
        )

    return say


def _one_block(search: Search) -> Iterator[Change]:
    exchange = search.case.exchange
    start, last = exchange.start, exchange.end
    if not exchange.slots or start is None or last is None or not search.refuses("EX205", "EX213"):
        return
    least = end_after(start, length_of(exchange, start, last))
    for end in (least, *later_ends(least)):
        fields = {"exchange.slots": None, "exchange.start": start, "exchange.end": end}
        yield Change(fields | _days_within(exchange, start, end), _say_one_block(DaySpan(start, end)))


def _say_one_block(span: DaySpan) -> Say:
    def say(after: Verdict) -> Message:
        return msg("Make it one block, {span}: {effect}.", span=span, effect=effect(after))

    return say


def _no_travel(search: Search) -> Iterator[Change]:
    exchange = search.case.exchange
    travel = exchange.travel_days
    if not travel or exchange.start is None or not search.refuses("EX203", "EX205", "LS403"):
        return
    edges = _edges(travel, exchange.start, 1) | _edges(travel, exchange.end or exchange.start, -1)
    kept_sets = (tuple(day for day in travel if day in edges), travel[1:], ())
    for kept in dict.fromkeys(kept_sets):
        gone = tuple(day for day in travel if day not in kept)
        if gone:
            yield Change({"exchange.travel_days": kept or None}, _say_no_travel(gone, exchange.start))


def _edges(travel: Iterable[date], first: date, step: int) -> set[date]:
    """Return the travel days that follow each other from one end of the stay."""
    known, found = set(travel), set()
    while first in known and first not in found:
        found.add(first)
        first += timedelta(days=step)
    return found


def _say_no_travel(days: tuple[date, ...], start: date) -> Say:
    def say(after: Verdict) -> Message:
        if days == (start,):
            return msg("Arrive the day before {start}: {effect}.", start=start, effect=effect(after))
        return msg(
            "Travel before or after the stay, not on {days}: {effect}.", days=Listing(days), effect=effect(after)
        )

    return say


def _whole_days(search: Search) -> Iterator[Change]:
    if search.case.exchange.half_days and search.refuses("EX203", "LS403"):
        yield Change(
            {"exchange.half_days": None},
            lambda after: msg("Use the whole of each day: {effect}.", effect=effect(after)),
        )


_COUNTED = frozenset({"EX203", "LS403"})
_PERIOD = frozenset({"EX202", "EX211"})
KINDS = (
    Kind(_COUNTED, _whole_days),
    Kind(_COUNTED | {"EX205"}, _no_travel),
    Kind(_COUNTED | {"EX212", "LS406"}, _longer_stay, keeps=_PERIOD, shows_steps=True),
    Kind(_COUNTED | {"EX204", "LS406"}, _shorter_stay, keeps=_PERIOD),
    Kind(_COUNTED | _PERIOD, _other_week, keeps=_PERIOD),
    Kind(_COUNTED | {"EX204", "EX205", "EX213"}, _one_block, keeps=_PERIOD),
)
"""The kinds of changes of the stay, the smallest first."""
