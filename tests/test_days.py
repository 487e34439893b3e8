# SPDX-License-Identifier: BSD-3-Clause
"""Which days are working days at the host, and why the others are not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.days import (
    COUNTRIES_WITH_REGIONAL_HOLIDAYS,
    DayKind,
    StayDays,
    each_day,
    earlier_ends,
    holiday_regions,
    is_covered,
    is_split,
    last_day_of_stay,
    later_ends,
    other_weeks,
    stay_days,
    weeks_of,
    whole_months,
)
from exxtra_kit.parameters import Law

PARTICIPATING = Law.newest().names("participating_countries")
WORK, END, FREE, TRAVEL, CLOSED = (
    DayKind.WORKING,
    DayKind.WEEKEND,
    DayKind.HOLIDAY,
    DayKind.TRAVEL,
    DayKind.CLOSED,
)


def kinds(stay: StayDays) -> list[DayKind]:
    """Return what each day is."""
    return [day.kind for day in stay.days]


@pytest.mark.parametrize("country", PARTICIPATING)
def test_every_participating_country_has_holidays(country: str) -> None:
    """Holidays are known for each country of the programme, from its start to some years from now."""
    assert is_covered(country)
    for year in (2020, 2022) if country == "UA" else (2020, 2022, 2027, 2030):  # suspended there since March 2022
        new_year = stay_days(country, date(year, 1, 1), date(year, 1, 1)).days[0]
        assert new_year.kind in {FREE, END}, year


@pytest.mark.parametrize(
    ("country", "region", "start", "end", "working"),
    [
        ("TR", None, date(2021, 9, 13), date(2021, 9, 17), 5),
        ("TR", None, date(2021, 7, 12), date(2021, 7, 23), 5),
        ("TR", None, date(2021, 5, 10), date(2021, 5, 14), 3),
        ("DE", "DE-SN", date(2021, 11, 15), date(2021, 11, 19), 4),
        ("DE", "DE-BE", date(2021, 11, 15), date(2021, 11, 19), 5),
        ("ES", "ES-CT", date(2022, 6, 20), date(2022, 6, 24), 4),
        ("ES", "ES-PV", date(2022, 6, 20), date(2022, 6, 24), 5),
        ("GB", "GB-ENG", date(2022, 4, 18), date(2022, 4, 22), 4),
        ("GB", "GB-SCT", date(2022, 4, 18), date(2022, 4, 22), 5),
        ("GB", "GB-ENG", date(2022, 8, 29), date(2022, 9, 2), 4),
        ("HU", None, date(2021, 12, 6), date(2021, 12, 12), 6),
        ("HU", None, date(2021, 12, 24), date(2021, 12, 24), 0),
        ("DK", None, date(2022, 5, 13), date(2022, 5, 13), 0),
        ("DK", None, date(2024, 4, 26), date(2024, 4, 26), 1),
        ("FR", "FR-6AE", date(2022, 4, 15), date(2022, 4, 15), 0),
        ("FR", None, date(2022, 4, 15), date(2022, 4, 15), 1),
        ("UA", None, date(2021, 8, 24), date(2021, 8, 24), 0),
        ("UA", None, date(2022, 8, 24), date(2022, 8, 24), 1),
        ("NL", None, date(2021, 5, 5), date(2021, 5, 5), 1),
        ("IT", None, date(2022, 6, 2), date(2022, 6, 2), 0),
    ],
)
def test_working_days(country: str, region: str | None, start: date, end: date, working: int) -> None:
    """Working days as the official calendars of these weeks give them."""
    assert stay_days(country, start, end, region=region).working_days == working


def test_a_week_with_everything() -> None:
    """Travel comes first, then holidays and weekends, then days on which the host is closed."""
    start = date(2021, 10, 27)  # Wednesday; 29 October is a holiday of Türkiye, the afternoon before is free
    stay = stay_days(
        "TR",
        start,
        start + timedelta(days=7),
        travel_days=[date(2021, 10, 27), date(2021, 10, 30)],
        closed_days=[date(2021, 10, 29), date(2021, 10, 31), date(2021, 11, 2), date(2030, 1, 1)],
    )

    assert kinds(stay) == [TRAVEL, WORK, FREE, TRAVEL, END, WORK, CLOSED, WORK]
    assert stay.days[1].is_half_day
    assert stay.days[1].holiday.startswith("Republic Day")
    assert stay.days[2].holiday == "Republic Day"
    assert stay.working_days == 3


def test_holidays_are_named_in_english() -> None:
    """A holiday's name is the English one where the calendar has it."""
    names = [day.holiday for day in stay_days("IT", date(2021, 12, 25), date(2021, 12, 26)).days]

    assert names == ["Christmas Day", "Saint Stephen's Day"]


def test_a_moved_working_day_says_so() -> None:
    """A Saturday that Hungary made a working day counts, and is marked; the day off it was moved from is free."""
    moved = stay_days("HU", date(2022, 3, 26), date(2022, 3, 26)).days[0]
    free = stay_days("HU", date(2022, 3, 14), date(2022, 3, 14)).days[0]

    assert (moved.kind, moved.is_moved) == (WORK, True)
    assert (free.kind, free.is_moved) == (FREE, False)


def test_a_closed_day_beats_a_moved_working_day() -> None:
    """A host may be closed on a Saturday that its country made a working day."""
    assert kinds(stay_days("HU", date(2022, 3, 26), date(2022, 3, 26), closed_days=[date(2022, 3, 26)])) == [CLOSED]


@pytest.mark.parametrize(
    ("day", "suspended"), [(date(2022, 3, 14), False), (date(2022, 3, 15), True), (date(2022, 8, 24), True)]
)
def test_ukraine_suspends_its_holidays(day: date, suspended: bool) -> None:  # noqa: FBT001 (a column of the table)
    """From 15 March 2022 on Ukraine gives no days off; other countries never do that."""
    assert stay_days("UA", day, day).holidays_suspended is suspended
    assert not stay_days("PL", day, day).holidays_suspended


def test_an_estimated_holiday_says_so() -> None:
    """Where the date depends on the moon and no calendar is enacted, the day is marked."""
    month = stay_days("XK", date(2022, 5, 1), date(2022, 5, 5))

    assert any(day.is_estimated for day in month.days)
    assert not any(day.is_estimated for day in stay_days("TR", date(2022, 5, 1), date(2022, 5, 5)).days)


@pytest.mark.parametrize("country", sorted(COUNTRIES_WITH_REGIONAL_HOLIDAYS))
def test_an_unknown_region_is_no_guess(country: str) -> None:
    """Where regions differ in a week, its working days are not known; where all agree, they are."""
    year = [
        stay_days(country, date(2022, 1, 3) + timedelta(weeks=week), date(2022, 1, 7) + timedelta(weeks=week))
        for week in range(51)
    ]

    for stay in year:
        assert set(stay.regional_counts) == set(holiday_regions(country))
        counts = set(stay.regional_counts.values())
        assert stay.working_days == (counts.pop() if len(counts) == 1 else None)
    assert {stay.working_days is None for stay in year} == {True, False}


def test_regions_are_codes() -> None:
    """Regions are ISO 3166-2 codes; cities that the calendars know besides are left out."""
    assert "DE-SN" in holiday_regions("DE")
    assert "ES-CT" in holiday_regions("ES")
    assert "FR-6AE" in holiday_regions("FR")
    assert holiday_regions("TR") == holiday_regions("QQ") == ()
    for country in PARTICIPATING:
        assert all(code.isupper() or code[3:].isdigit() for code in holiday_regions(country)), country


@pytest.mark.parametrize(("country", "region"), [("QQ", None), ("DE", "DE-QQ"), ("TR", "TR-06"), ("Germany", None)])
def test_an_unknown_country_or_region_is_an_error(country: str, region: str | None) -> None:
    """Nobody counts days by a calendar that isn't there."""
    with pytest.raises(ValueError, match="no public holidays are known"):
        stay_days(country, date(2021, 9, 13), date(2021, 9, 17), region=region)


@given(
    st.sampled_from([country for country in PARTICIPATING if country not in COUNTRIES_WITH_REGIONAL_HOLIDAYS]),
    st.dates(date(2019, 1, 1), date(2030, 12, 31)),
    st.integers(0, 40),
)
def test_each_day_is_one_thing(country: str, start: date, length: int) -> None:
    """A stay has each of its days once, in order, and its working days are those that are marked so."""
    end = start + timedelta(days=length)

    stay = stay_days(country, start, end)

    assert [day.day for day in stay.days] == list(each_day(start, end))
    assert stay.working_days == len(stay.of_kind(WORK)) <= length + 1
    assert len(stay.of_kind(*DayKind)) == length + 1


@given(st.dates(date(2019, 1, 1), date(2030, 12, 31)), st.integers(1, 3))
def test_a_month_is_a_month(start: date, months: int) -> None:
    """The day after a stay of so many months is the same day of the month, or the next month begins."""
    after = last_day_of_stay(start, months) + timedelta(days=1)

    assert (after.year * 12 + after.month) - (start.year * 12 + start.month) in {months, months + 1}
    assert after.day in {start.day, 1}


@pytest.mark.parametrize(
    ("travel", "split"),
    [([], False), ([13], False), ([17], False), ([13, 14], False), ([15], True), ([14, 17], True), ([18], False)],
)
def test_a_travel_day_between_working_days_splits(travel: list[int], split: bool) -> None:  # noqa: FBT001 (a column)
    """Travel at the ends leaves one block; travel in between makes two."""
    stay = stay_days(
        "TR", date(2021, 9, 13), date(2021, 9, 19), travel_days=[date(2021, 9, number) for number in travel]
    )

    assert is_split(stay.days) is split


def test_searches_go_from_near_to_far() -> None:
    """Other ends and other weeks are tried nearest first, and never beyond the last year that is read."""
    monday, friday = date(2021, 9, 13), date(2021, 9, 17)

    assert list(later_ends(friday))[:2] == [date(2021, 9, 18), date(2021, 9, 19)]
    assert list(later_ends(date(2100, 12, 30))) == [date(2100, 12, 31)]
    assert list(earlier_ends(monday, friday)) == [date(2021, 9, day) for day in (16, 15, 14, 13)]
    assert list(earlier_ends(monday, monday)) == []
    assert list(other_weeks(monday, friday))[:2] == [
        (date(2021, 9, 20), date(2021, 9, 24)),
        (date(2021, 9, 6), date(2021, 9, 10)),
    ]


def test_days_between_slots_are_spent_elsewhere() -> None:
    """A split stay counts the days of its slots only, and is split."""
    first, second = (date(2021, 9, 13), date(2021, 9, 15)), (date(2021, 9, 20), date(2021, 9, 21))
    stay = stay_days("TR", first[0], second[1], slots=(first, second))

    assert stay.working_days == 5
    assert len(stay.of_kind(DayKind.OUTSIDE)) == 4
    assert is_split(stay.days)
    assert not is_split(stay_days("TR", *first, slots=(first,)).days)


@pytest.mark.parametrize(("per_day", "working"), [(0, 3), (2, 4), (3, 3)])
def test_half_days_count_together(per_day: int, working: int) -> None:
    """Two halves make a day where the programme says so, one alone makes none; without such a rule none counts."""
    halves = (date(2021, 9, 13), date(2021, 9, 14))
    stay = stay_days("TR", date(2021, 9, 13), date(2021, 9, 17), half_days=halves, half_days_per_day=per_day)

    assert stay.working_days == working


@pytest.mark.parametrize(
    ("start", "end", "months", "rest"),
    [
        (date(2021, 9, 13), date(2021, 10, 11), 0, 29),
        (date(2021, 9, 13), date(2021, 10, 12), 1, 0),
        (date(2021, 9, 13), date(2021, 10, 13), 1, 1),
        (date(2021, 1, 31), date(2021, 2, 28), 1, 0),
        (date(2021, 1, 31), date(2021, 3, 30), 2, 0),
        (date(2021, 1, 31), date(2021, 3, 31), 2, 1),
        (date(2020, 11, 30), date(2021, 5, 29), 6, 0),
    ],
)
def test_whole_months(start: date, end: date, months: int, rest: int) -> None:
    """Calendar months from the first day, and what is left over."""
    assert whole_months(start, end) == (months, rest)


@pytest.mark.parametrize(("days", "weeks"), [(0, 0), (6, 0), (7, 1), (27, 3), (28, 4)])
def test_whole_weeks(days: int, weeks: int) -> None:
    """A week is seven days; part of one is none."""
    assert weeks_of(days) == weeks
