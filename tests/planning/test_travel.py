# SPDX-License-Identifier: BSD-3-Clause
"""The way between two activities of a day: judged where both towns are known, by an assumption that is said."""

from __future__ import annotations

import math
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.geo import distance_km, find_town
from exxtra_kit.language import Language
from exxtra_kit.planning import Activity, ActivityKind, ProblemKind, Surroundings, check_agenda
from exxtra_kit.planning.travel import EXTRA_MINUTES, SPEED_KMH, minutes_needed, town_of

DAY = date(2021, 9, 13)
TURKEY = Surroundings(country="TR")
TOWNS = ("Ankara", "Konya", "Gebze", "Polatl\N{LATIN SMALL LETTER DOTLESS I}")


def slot(start: str | time, end: str | time, place: str, title: str = "Visit", day: date = DAY) -> Activity:
    """Make an activity."""
    start, end = (time.fromisoformat(one) if isinstance(one, str) else one for one in (start, end))
    return Activity(day=day, start=start, end=end, title=title, kind=ActivityKind.NETWORKING, place=place)


def ways(*agenda: Activity, around: Surroundings = TURKEY) -> list[str]:
    """Return what is said of the ways between activities."""
    say = Language.load("en")
    found = check_agenda(agenda, DAY, DAY, [DAY], around)
    return [say.text(problem.message) for problem in found if problem.kind is ProblemKind.TRAVEL]


@pytest.mark.parametrize(
    ("place", "town"),
    [
        ("Ankara", "Ankara"),
        ("Metro depot, Ankara", "Ankara"),
        ("Ankara (metro depot)", "Ankara"),
        ("Metro depot \N{EN DASH} 06000 Ankara", "Ankara"),
        ("ESKISEHIR", "Eski\N{LATIN SMALL LETTER S WITH CEDILLA}ehir"),
        ("Metro depot", None),
        ("From Ankara to Konya", None),
        ("Ankara, Konya", None),
        ("Ankaraa", None),
        ("", None),
        (",;()", None),
    ],
)
def test_a_place_names_one_town_or_is_not_judged(place: str, town: str | None) -> None:
    """Whole names only, alone or between commas, brackets and dashes; two towns, or a slip, are no town."""
    found = town_of(place, "TR")
    assert (found.name if found else None) == town


def test_a_name_that_several_towns_bear_is_not_judged() -> None:
    """Which of two towns of a name is meant, nobody knows; in another country the name may stand for one."""
    assert find_town("Castro", "IT").is_ambiguous
    assert town_of("Castro", "IT") is None


def test_too_little_time_is_said_with_what_is_assumed() -> None:
    """Ankara to Konya in two hours: towns, distance, speed and the time from which it would do."""
    morning, noon = slot("09:30", "12:00", "Metro depot, Ankara", "Depot"), slot("14:00", "16:00", "Konya", "Plant")
    (said,) = ways(morning, noon)
    for part in ("Ankara", "Konya", "120 minutes", "60\N{NO-BREAK SPACE}km an hour", "30 minutes more", "Depot"):
        assert part in said
    arrival = 12 * 60 + minutes_needed(distance_km(find_town("Ankara", "TR").place, find_town("Konya", "TR").place))
    assert f"{arrival // 60}:{arrival % 60:02} or later" in said


def test_put_right_the_message_goes() -> None:
    """Begun at the time that the message names, or a minute earlier: nothing is said, or the same again."""
    morning = slot("09:30", "12:00", "Ankara")
    (said,) = ways(morning, slot("14:00", "16:30", "Konya"))
    hour, minute = map(int, said.split(" or later")[0].rpartition(" ")[2].split(":"))
    assert ways(morning, slot(time(hour, minute), "23:00", "Konya")) == []
    early = hour * 60 + minute - 1
    assert len(ways(morning, slot(time(early // 60, early % 60), "23:00", "Konya"))) == 1


def test_a_way_that_does_not_fit_into_the_day_asks_for_another_day() -> None:
    """After an evening in Ankara nobody is in Edirne before midnight."""
    (said,) = ways(slot("18:00", "20:00", "Ankara"), slot("21:00", "22:00", "Edirne"))
    assert "another day" in said
    assert "or later" not in said


@pytest.mark.parametrize(
    "agenda",
    [
        (slot("09:00", "12:00", "Ankara"), slot("12:00", "13:00", "Ankara, canteen")),
        (slot("09:00", "12:00", "Ankara"), slot("12:00", "13:00", "Somewhere")),
        (slot("09:00", "12:00", "Ankara"), slot("11:00", "13:00", "Konya")),
        (slot("09:00", "12:00", "Edirne"), slot("12:00", "13:00", "Hakkari", day=date(2021, 9, 14))),
    ],
    ids=["same town", "unknown place", "overlap", "another day"],
)
def test_what_is_no_way_is_not_judged(agenda: tuple[Activity, ...]) -> None:
    """The same town, a place that nobody knows, an overlap (said by itself), the next day."""
    assert ways(*agenda) == []


def test_an_unknown_place_between_two_towns_excuses_nothing() -> None:
    """From Ankara to Konya within two hours is too short, whatever lies between."""
    between = slot("12:30", "13:00", "Somewhere")
    assert len(ways(slot("09:00", "12:00", "Ankara"), between, slot("14:00", "16:00", "Konya"))) == 1


def test_online_and_without_a_country_nobody_travels() -> None:
    """A virtual exchange, or a host whose country isn't known, is not judged."""
    agenda = (slot("09:00", "12:00", "Ankara"), slot("13:00", "16:00", "Konya"))
    assert ways(*agenda, around=Surroundings(country="TR", is_virtual=True)) == []
    assert ways(*agenda, around=Surroundings()) == []


TIMES = st.times().map(lambda one: one.replace(microsecond=0))


@given(st.tuples(TIMES, TIMES, TIMES, TIMES).map(sorted), st.sampled_from(TOWNS), st.sampled_from(TOWNS))
def test_a_message_appears_exactly_if_the_time_is_too_short(times: list[time], one: str, other: str) -> None:
    """Two activities of a day, one after the other: said if and only if speed and extra time don't fit between."""
    first, second = slot(times[0], times[1], one, "A"), slot(times[2], times[3], other, "B")
    pause = datetime.combine(DAY, second.start) - datetime.combine(DAY, first.end)
    km = distance_km(find_town(one, "TR").place, find_town(other, "TR").place)
    fits = pause.total_seconds() / 60 >= EXTRA_MINUTES + math.ceil(km / SPEED_KMH * 60)
    if times[0] < times[2]:  # else nobody knows which of the two comes first
        assert bool(ways(first, second)) == (one != other and not fits)
