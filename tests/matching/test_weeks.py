# SPDX-License-Identifier: BSD-3-Clause
"""The same stay in each week: which weeks there are, and that each says what the engine says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.casefile import read_case, with_changes
from exxtra_kit.matching.weeks import Week, best_weeks, holidays_of, nearest_best, weeks
from exxtra_kit.parameters import Law
from exxtra_kit.rules import assess_exchange
from tests.strategies import cases

if TYPE_CHECKING:
    from exxtra_kit.models import Case

MONDAY, FRIDAY = date(2022, 6, 20), date(2022, 6, 24)
SAINT_JOHN = date(2022, 6, 24)


def data_of(**exchange: object) -> dict[str, Any]:
    """Return the plain data of a visit from Cerea to Barcelona in a week with a holiday."""
    return {
        "visiting": {
            "type": "sme",
            "country": "IT",
            "town": "Cerea",
            "membership": "eccp_cluster",
            "previous_visits": 0,
        },
        "host": {"type": "cluster_organisation", "country": "ES", "town": "Barcelona", "membership": "eccp_cluster"},
        "exchange": {"start": MONDAY, "end": FRIDAY, **exchange},
    }


def case_of(**exchange: object) -> Case:
    """Return that visit as a case."""
    return read_case(data_of(**exchange))


def week_of(day: date, season: tuple[Week, ...]) -> Week:
    """Return the week that begins on a day."""
    return next(week for week in season if week.start == day)


def test_each_week_of_the_year_within_the_programme() -> None:
    """Mondays of 2022, one after the other, as long as the stay ends before the programme does."""
    season = weeks(case_of())

    assert season[0].start == date(2022, 1, 3)
    assert season[-1].end <= Law.at(MONDAY).day_of("last_day") < season[-1].end + timedelta(weeks=1)
    assert all(after.start - before.start == timedelta(weeks=1) for before, after in pairwise(season))
    assert {week.end - week.start for week in season} == {FRIDAY - MONDAY}


def test_a_programme_without_an_end_has_the_whole_year() -> None:
    """Where the law names no last day nothing is cut off; stays may end in the next year."""
    case = case_of(start="2025-01-01", end="2025-03-05").model_copy(update={"programme": "eye-2024"})
    season = weeks(case)

    assert (season[0].start, season[-1].start) == (date(2025, 1, 1), date(2025, 12, 31))


def test_outside_the_programme_there_is_no_week() -> None:
    """A year in which the programme had ended has none."""
    assert weeks(case_of(start="2024-06-17", end="2024-06-21")) == ()


@pytest.mark.parametrize("gone", ["start", "end"])
def test_without_days_there_is_no_week(gone: str) -> None:
    """Both days are needed."""
    case = case_of()
    stay = case.exchange.model_copy(update={gone: None})

    assert weeks(case.model_copy(update={"exchange": stay})) == ()


def test_a_holiday_halves_its_week() -> None:
    """24 June is a holiday in Catalonia: half the sum; a week later all of it."""
    season = weeks(case_of())
    halved, full = week_of(MONDAY, season), week_of(MONDAY + timedelta(weeks=1), season)

    assert (halved.verdict.lump_sum_eur, halved.verdict.working_days) == (415, 4)
    assert (full.verdict.lump_sum_eur, full.verdict.working_days) == (830, 5)
    assert halved.holidays == {SAINT_JOHN: "Saint John the Baptist"}
    assert full.holidays == {}


def test_the_best_weeks_and_the_nearest() -> None:
    """The best are those with the full sum; of two that are equally near the later one is taken."""
    season = weeks(case_of())

    assert {week.verdict.lump_sum_eur for week in best_weeks(season)} == {830}
    assert all(week.verdict.lump_sum_eur != 830 for week in season if week not in best_weeks(season))
    nearest = nearest_best(season, MONDAY)
    assert nearest is not None
    assert nearest.start == MONDAY + timedelta(weeks=1)
    assert nearest_best((), MONDAY) is None


def test_what_is_sure_is_better_than_what_is_open() -> None:
    """At the launch travelling was open: the weeks after it are the best ones, though the sum is the same."""
    season = weeks(case_of(start="2020-06-01", end="2020-06-05"))

    assert {str(week.verdict.eligibility) for week in season} == {"eligible", "undecided"}
    assert {str(week.verdict.eligibility) for week in best_weeks(season)} == {"eligible"}


def test_the_law_is_that_of_the_week_unless_the_case_names_a_day() -> None:
    """Each week names its first day; with a day of its own the case keeps it."""
    assert all(week.verdict.on == week.start for week in weeks(case_of()))

    named = read_case({**data_of(), "on": date(2021, 6, 1)})
    assert {week.verdict.on for week in weeks(named)} == {date(2021, 6, 1)}


@settings(max_examples=40)
@given(cases(in_a_hurry=True), st.integers(0, 60))
def test_a_week_says_what_the_engine_says(data: dict[str, Any], number: int) -> None:
    """Whatever the case: a week's verdict is the one that the moved case gets at the one door."""
    case = read_case(data)
    season = weeks(case)
    if not season or case.exchange.start is None:
        return
    week = season[number % len(season)]
    by = week.start - case.exchange.start
    stay = data["exchange"]
    changes: dict[str, object] = {"exchange.start": week.start, "exchange.end": week.end}
    for key in ("travel_days", "half_days"):
        if stay.get(key):
            changes[f"exchange.{key}"] = [day + by for day in stay[key]]
    if stay.get("slots"):
        changes["exchange.slots"] = [{name: day + by for name, day in slot.items()} for slot in stay["slots"]]
    if case.on == case.exchange.start:
        changes["on"] = week.start
    # The host's closed days stay where they are; the door lets in only those inside the stay.
    closed = [day for day in stay.get("closed_days", ()) if week.start <= day <= week.end]
    changes["exchange.closed_days"] = closed or None
    there = read_case(with_changes(data, changes))

    asked = assess_exchange(there, Law.at(there.on, there.programme), with_fixes=False)
    assert _told(week.verdict) == _told(asked)
    assert week.holidays == holidays_of(asked)


def _told(verdict: Any) -> tuple[object, ...]:
    """Return what a page tells of a verdict."""
    outcomes = [(finding.code, finding.outcome) for finding in verdict.findings]
    return verdict.eligibility, verdict.lump_sum_eur, verdict.lump_sum_if_confirmed_eur, verdict.working_days, outcomes


def test_a_season_is_asked_for_once() -> None:
    """The same stay in another week has the very same season: pressing a week asks the rules nothing new."""
    later = case_of(start=MONDAY + timedelta(weeks=1), end=FRIDAY + timedelta(weeks=1))

    assert weeks(case_of()) is weeks(later)
    assert weeks(case_of()) is not weeks(case_of(end=FRIDAY - timedelta(days=1)))


def test_a_named_day_is_kept_whichever_week_is_chosen() -> None:
    """Also if it happens to be the first day of the year's first stay."""
    named = read_case({**data_of(), "on": date(2022, 1, 3)})

    assert {week.verdict.on for week in weeks(named)} == {date(2022, 1, 3)}
