# SPDX-License-Identifier: BSD-3-Clause
"""The agenda for a calendar: local times on both sides of a clock change, entries that keep their identity."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar, Timezone

from exxtra_kit.documents.papers import Entry, agenda_ics
from exxtra_kit.render.papers import PaperKind
from exxtra_kit.widgets.planner.files import PaperFormat, make_files
from tests.documents.papers.made import zlab

STAMP = datetime(2021, 3, 1, tzinfo=UTC)
BEFORE, AFTER = date(2021, 3, 26), date(2021, 3, 29)  # the clocks of the Union changed on the 28th


def written(*entries: Entry, zone: str | None, identity: str = "zlab at arus", is_final: bool = False) -> Calendar:
    """Return a calendar as a strict reader finds it."""
    content = agenda_ics(entries, name="Visit", identity=identity, zone=zone, stamp=STAMP, is_final=is_final)
    read = Calendar.from_ical(content)
    assert read.to_ical() == content
    assert [component.errors for component in read.walk() if component.errors] == []
    return read


def visit(day: date, title: str = "Visit", start: time = time(9, 30)) -> Entry:
    """Return an entry of two hours."""
    return Entry(day, start, (datetime.combine(day, start) + timedelta(hours=2)).time(), title, "Depot", "Why\nWhat")


def events(calendar: Calendar) -> list[Any]:
    """Return the entries of a calendar."""
    return list(calendar.walk("VEVENT"))


@pytest.mark.parametrize(
    ("zone", "hours"), [("Europe/Berlin", (1, 2)), ("Europe/Istanbul", (3, 3)), ("Atlantic/Azores", (-1, 0))]
)
def test_local_times_hold_on_both_sides_of_a_clock_change(zone: str, hours: tuple[int, int]) -> None:
    """Half past nine is half past nine before and after the change, and the file itself says by which clock."""
    read = written(visit(BEFORE), visit(AFTER), zone=zone)

    assert [event["dtstart"].dt.strftime("%H:%M") for event in events(read)] == ["09:30", "09:30"]
    assert [event["dtstart"].dt.utcoffset() / timedelta(hours=1) for event in events(read)] == list(hours)
    # By the rules that the file carries, not by those of this machine.
    (carried,) = read.walk("VTIMEZONE")
    assert isinstance(carried, Timezone)
    own = carried.to_tz(lookup_tzid=False)
    local = [datetime.combine(day, time(9, 30), tzinfo=own) for day in (BEFORE, AFTER)]
    assert [moment.utcoffset() for moment in local] == [timedelta(hours=hour) for hour in hours]


def test_an_unknown_zone_gives_the_clock_on_the_wall() -> None:
    """Where the zone is not known, the times float: no zone is made up."""
    read = written(visit(BEFORE), zone=None)

    assert events(read)[0]["dtstart"].dt == datetime(2021, 3, 26, 9, 30)  # noqa: DTZ001 (without a zone, as wanted)
    assert read.walk("VTIMEZONE") == []


def test_a_moved_activity_keeps_its_identity() -> None:
    """Another day or time changes no identity; another exchange has its own, and so has a second activity of a name."""
    first, second = events(written(visit(BEFORE), visit(AFTER), zone=None))
    (moved,) = events(written(visit(AFTER, start=time(14)), zone=None))
    (other,) = events(written(visit(BEFORE), zone=None, identity="another"))

    assert first["uid"] == moved["uid"]
    assert len({str(one["uid"]) for one in (first, second, other)}) == 3


def test_a_draft_is_tentative() -> None:
    """Only an agenda that is agreed on is confirmed."""
    assert [str(events(written(visit(BEFORE), zone=None, is_final=final))[0]["status"]) for final in (False, True)] == [
        "TENTATIVE",
        "CONFIRMED",
    ]


def test_an_entry_that_ends_before_it_starts_is_a_moment() -> None:
    """No entry ends before it starts, which no calendar program accepts."""
    (event,) = events(written(Entry(BEFORE, time(12), time(9), "Wrong"), zone=None))

    assert "dtend" not in event


def test_the_agenda_of_a_plan_is_in_the_hosts_zone() -> None:
    """Zlab's agenda at ARUS stands in Ankara's zone, with place, kind and objective in both languages."""
    (made, _) = make_files(zlab(), [PaperKind.AGENDA], ["en", "tr"], [PaperFormat.ICS])
    first = events(Calendar.from_ical(made.content))[0]

    assert first["dtstart"].dt.utcoffset() == timedelta(hours=3)
    assert str(first["dtstart"].params["TZID"]) == "Europe/Istanbul"
    assert str(first["location"]) == "Ankara"
    assert "Sharing knowledge\nBilgi payla\u015f\u0131m\u0131" in str(first["description"])
