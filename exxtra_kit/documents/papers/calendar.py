# SPDX-License-Identifier: BSD-3-Clause
"""The agenda as an iCalendar file (RFC 5545), in the time zone of the host."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from exxtra_kit.documents.papers.templates import missing_library
from exxtra_kit.planning.texts import lines, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from icalendar import Event

_PRODUCT = "-//exxtra_kit//agenda//EN"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "exxtra_kit:agenda")
# The file carries the rules of the clock for a while before and after what it holds.
_AROUND = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar.

    Attributes:
        day: The day at the host.
        start: Time it begins, on the clock at the host.
        end: Time it ends, on the clock at the host.
        title: What happens.
        place: Where; may be empty.
        text: What else is said of it; may be empty.
    """

    day: date
    start: time
    end: time
    title: str
    place: str = ""
    text: str = ""


def agenda_ics(
    entries: Sequence[Entry], *, name: str, identity: str, zone: str | None, stamp: datetime, is_final: bool
) -> bytes:
    """Return an agenda as an iCalendar file.

    An entry keeps its identity when its time or its place changes, so that a calendar program which opens the file
    again moves the entry and makes no second one.

    Args:
        entries: The entries.
        name: Name of the calendar.
        identity: What tells this exchange from all others.
        zone: Time zone of the host; None if not known: then the times are those on the clock of whoever looks.
        stamp: When the file is made, with a zone.
        is_final: Whether the agenda is agreed on; else its entries are tentative.

    Raises:
        PaperError: The library that writes it is not installed.
    """
    try:
        from icalendar import Calendar  # noqa: PLC0415 (needs an extra)
    except ImportError as error:
        raise missing_library("icalendar") from error
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(name))
    clock = ZoneInfo(zone) if zone else None
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.title] += 1
        key = f"{identity}\n{entry.title}\n{seen[entry.title]}"
        calendar.add_component(_event(entry, key, clock, stamp, is_final=is_final))
    if clock is not None and entries:
        days = [entry.day for entry in entries]
        calendar.add_missing_timezones(min(days) - _AROUND, max(days) + _AROUND)
    return bytes(calendar.to_ical())


def _event(entry: Entry, key: str, clock: ZoneInfo | None, stamp: datetime, *, is_final: bool) -> Event:
    """Return one entry as an event of a calendar."""
    from icalendar import Event  # noqa: PLC0415 (needs an extra)

    event = Event()
    event.add("uid", str(uuid.uuid5(_SPACE, key.encode("utf-8", "replace").decode("utf-8"))))
    event.add("dtstamp", stamp)
    event.add("dtstart", datetime.combine(entry.day, entry.start, tzinfo=clock))
    # An entry that ends before it starts is a mistake that the planner names; here it is a moment.
    if entry.end > entry.start:
        event.add("dtend", datetime.combine(entry.day, entry.end, tzinfo=clock))
    event.add("summary", one_line(entry.title))
    if entry.place:
        event.add("location", one_line(entry.place))
    if entry.text:
        event.add("description", lines(entry.text))
    event.add("status", "CONFIRMED" if is_final else "TENTATIVE")
    return event
