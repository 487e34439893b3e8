# SPDX-License-Identifier: BSD-3-Clause
"""Just below, at and just above each threshold of the law."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from exxtra_kit import Law, assess_exchange, read_case
from exxtra_kit.models import Eligibility, Outcome, Verdict

MONDAY = date(2021, 9, 13)
START_LAT, LON = 45.0, 9.0
# Due north of 45° N, 9° E on the WGS84 ellipsoid: the latitude, and how far that is.
NORTH = {
    199.9: 46.798481,
    199.949: 46.798922,
    199.951: 46.79894,
    200.0: 46.799381,
    200.049: 46.799821,
    200.051: 46.799839,
    200.1: 46.80028,
}


def assessed(
    *, visiting: dict[str, Any] | None = None, host: dict[str, Any] | None = None, on: date | None = None, **stay: Any
) -> Verdict:
    """Return the verdict on Zlab at ARUS for five days, with some fields changed."""
    case = {
        "visiting": {"type": "sme", "country": "IT", "lat": 45.194, "lon": 11.213}
        | {"membership": "eccp_cluster", "previous_visits": 0}
        | (visiting or {}),
        "host": {"type": "cluster_organisation", "country": "TR", "lat": 39.93, "lon": 32.86} | (host or {}),
        "exchange": {"start": MONDAY, "end": MONDAY + timedelta(days=4)} | stay,
    } | ({"on": on} if on else {})
    read = read_case(case)
    return assess_exchange(read, Law.at(read.on, read.programme), with_fixes=False)


def outcome(verdict: Verdict, code: str) -> Outcome:
    """Return the outcome of one finding."""
    return next(finding.outcome for finding in verdict.findings if finding.code == code)


@pytest.mark.parametrize(
    ("days", "eligibility", "amount"),
    [
        (1, Eligibility.NOT_ELIGIBLE, 0),
        (2, Eligibility.NOT_ELIGIBLE, 0),
        (3, Eligibility.ELIGIBLE, 375),
        (4, Eligibility.ELIGIBLE, 375),
        (5, Eligibility.ELIGIBLE, 750),
        (6, Eligibility.ELIGIBLE, 750),
    ],
)
def test_working_days(days: int, eligibility: Eligibility, amount: int) -> None:
    """Below 3 working days nothing, below 5 half, from 5 on the full sum."""
    last = MONDAY + timedelta(days=days - 1 if days <= 5 else days + 1)

    verdict = assessed(end=last)

    assert verdict.working_days == days
    assert verdict.eligibility is eligibility
    assert verdict.lump_sum_eur == amount


@pytest.mark.parametrize(
    ("distance", "shown", "priority", "amount"),
    [
        (199.9, 199.9, False, 305),
        (199.949, 199.9, False, 305),
        (199.951, 200.0, False, 610),
        (200.0, 200.0, False, 610),
        (200.049, 200.0, False, 610),
        (200.051, 200.1, True, 610),
        (200.1, 200.1, True, 610),
    ],
)
def test_distance(distance: float, shown: float, priority: bool, amount: int) -> None:  # noqa: FBT001 (a column of the table)
    """Nearer than 200.0 km halves; farther than 200.0 km has priority; at 200.0 km neither; what is shown decides."""
    verdict = assessed(
        visiting={"lat": START_LAT, "lon": LON}, host={"country": "CZ", "lat": NORTH[distance], "lon": LON}
    )

    assert verdict.distance_km == shown
    assert verdict.has_priority is priority
    assert verdict.lump_sum_eur == amount
    assert outcome(verdict, "LS404") is (Outcome.NOT_MET if amount == 305 else Outcome.MET)


@pytest.mark.parametrize(("distance", "halved"), [(199.94, True), (199.96, False), (200.04, False), (200.06, False)])
def test_distance_is_rounded_before_it_is_compared(
    monkeypatch: pytest.MonkeyPatch,
    distance: float,
    halved: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    """A distance counts as it is shown, with one decimal."""
    monkeypatch.setattr("exxtra_kit.rules.core.distance_km", lambda _visiting, _host: distance)

    verdict = assessed()

    assert verdict.halved is halved
    assert verdict.distance_km == round(distance, 1)


@pytest.mark.parametrize(
    ("distance", "cautioned"),
    [(197.9, False), (198.0, True), (200.0, True), (202.0, True), (202.1, False)],
)
def test_town_centres_near_the_threshold_are_cautioned(
    monkeypatch: pytest.MonkeyPatch,
    distance: float,
    cautioned: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    """Within 2 km of the threshold the finding says that town centres are too coarse; with coordinates it doesn't."""
    monkeypatch.setattr("exxtra_kit.rules.core.distance_km", lambda _visiting, _host: distance)
    case = {
        "visiting": {"country": "IT", "town": "Cerea"},
        "host": {"country": "TR", "town": "Ankara"},
        "exchange": {"start": MONDAY, "end": MONDAY},
    }
    between_towns = assess_exchange(read_case(case), Law.at(MONDAY), with_fixes=False)
    between_points = assessed()

    for code in ("PR301", "LS404"):
        notes = [finding.note is not None for finding in between_towns.findings if finding.code == code]
        assert notes == [cautioned]
        assert next(finding.note for finding in between_points.findings if finding.code == code) is None


@pytest.mark.parametrize(
    ("start", "latest"),
    [
        (date(2021, 9, 13), date(2021, 10, 12)),
        (date(2021, 9, 1), date(2021, 9, 30)),
        (date(2021, 1, 31), date(2021, 2, 28)),
        (date(2021, 1, 30), date(2021, 2, 28)),
        (date(2021, 1, 29), date(2021, 2, 28)),
        (date(2021, 1, 28), date(2021, 2, 27)),
        (date(2020, 2, 29), date(2020, 3, 28)),
        (date(2020, 3, 31), date(2020, 4, 30)),
        (date(2021, 8, 31), date(2021, 9, 30)),
        (date(2021, 11, 30), date(2021, 12, 29)),
        (date(2021, 12, 15), date(2022, 1, 14)),
        (date(2021, 12, 31), date(2022, 1, 30)),
    ],
)
def test_one_calendar_month(start: date, latest: date) -> None:
    """A stay of a calendar month is short enough, one of a day more is not."""
    assert outcome(assessed(start=start, end=latest), "EX204") is Outcome.MET

    longer = assessed(start=start, end=latest + timedelta(days=1))

    assert outcome(longer, "EX204") is Outcome.NOT_MET
    assert longer.eligibility is Eligibility.NOT_ELIGIBLE


def test_one_calendar_month_in_a_leap_year() -> None:
    """A month from 31 January ends on the last day of February, in a leap year on the 29th."""
    start, on = date(2028, 1, 31), date(2021, 1, 1)

    assert outcome(assessed(start=start, end=date(2028, 2, 29), on=on), "EX204") is Outcome.MET
    assert outcome(assessed(start=start, end=date(2028, 3, 1), on=on), "EX204") is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2020, 2, 2), date(2020, 2, 6), Outcome.UNDECIDED),
        (date(2020, 2, 3), date(2020, 2, 7), Outcome.MET),
        (date(2022, 10, 25), date(2022, 10, 31), Outcome.MET),
        (date(2022, 10, 25), date(2022, 11, 1), Outcome.UNDECIDED),
    ],
)
def test_first_and_last_day_of_the_programme(start: date, end: date, expected: Outcome) -> None:
    """The whole stay lies in the programme, its first and its last day included."""
    verdict = assessed(start=start, end=end, on=date(2021, 1, 1))

    assert outcome(verdict, "EX202") is expected
    assert (verdict.eligibility is Eligibility.ELIGIBLE) == (expected is Outcome.MET)


@pytest.mark.parametrize(("day", "known"), [(date(2020, 2, 2), False), (date(2020, 2, 3), True)])
def test_first_day_of_the_law(day: date, known: bool) -> None:  # noqa: FBT001 (a column of the table)
    """The day before the programme begins there is no law; on its first day there is."""
    verdict = assessed(on=day)

    assert (verdict.eligibility is Eligibility.ELIGIBLE) == known
    assert (verdict.full_lump_sum_eur == 750) == known


@pytest.mark.parametrize(
    ("visits", "expected"), [(0, Outcome.MET), (1, Outcome.NOT_MET), (2, Outcome.NOT_MET), (None, Outcome.UNDECIDED)]
)
def test_previous_visits(visits: int | None, expected: Outcome) -> None:
    """No visit before is fine, one is one too many, and not knowing is undecided."""
    assert outcome(assessed(visiting={"previous_visits": visits}), "EX206") is expected


@pytest.mark.parametrize(("cap", "amount"), [(749, 749), (750, 750), (751, 750)])
def test_the_cap(monkeypatch: pytest.MonkeyPatch, cap: int, amount: int) -> None:
    """Whatever the table says, a visitor is paid no more than the cap."""
    number = Law.number
    monkeypatch.setattr(Law, "number", lambda law, name: cap if name == "cap_eur" else number(law, name))

    assert assessed().lump_sum_eur == amount


def test_a_half_sum_is_whole_euro(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of an odd sum loses the half euro, because the ceiling must not be passed."""
    monkeypatch.setattr(Law, "table", lambda _law, _name: {"TR": 751})

    assert assessed(end=MONDAY + timedelta(days=2)).lump_sum_eur == 375
