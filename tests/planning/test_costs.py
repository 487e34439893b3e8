# SPDX-License-Identifier: BSD-3-Clause
"""What a single day decides: always what the rules themselves say of the stay without it."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.casefile import read_case, with_changes
from exxtra_kit.days import DayKind, StayDay, stay_days
from exxtra_kit.language import Language
from exxtra_kit.models import Case, Eligibility, Verdict
from exxtra_kit.parameters import Law
from exxtra_kit.planning import CostKind, DayCost, day_costs
from exxtra_kit.render.day_costs import cost_html, cost_words
from exxtra_kit.rules import assess_exchange

SAY = Language.load("en")
GOLDEN: dict[str, Any] = {
    "visiting": {
        "type": "sme",
        "country": "IT",
        "town": "Cerea",
        "membership": "eccp_cluster",
        "previous_visits": 0,
    },
    "host": {"type": "cluster_organisation", "country": "TR", "town": "Ankara"},
    "exchange": {"start": "2021-09-13", "end": "2021-09-17"},
}
DAYS = [f"2021-09-{number}" for number in range(13, 18)]


def judged(**stay: object) -> tuple[Case, Law, tuple[StayDay, ...]]:
    """Return the golden case with another stay, its law and its days."""
    case = read_case(with_changes(GOLDEN, {f"exchange.{key}": value for key, value in stay.items()}))
    exchange = case.exchange
    assert exchange.start
    assert exchange.end
    days = stay_days(
        "TR",
        exchange.start,
        exchange.end,
        travel_days=exchange.travel_days,
        closed_days=exchange.closed_days,
        half_days=exchange.half_days,
    )
    return case, Law.at(case.on, case.programme), days.days


def costs(**stay: object) -> dict[int, DayCost]:
    """Return what the days of such a stay decide, by the day of the month."""
    return {day.day: cost for day, cost in day_costs(*judged(**stay)).items()}


def test_each_of_exactly_five_days_is_needed_for_the_full_sum() -> None:
    """The golden week: without any one of its days four are left, and half of the sum."""
    found = costs()
    assert list(found) == [13, 14, 15, 16, 17]
    assert {SAY.text(cost_words(cost)) for cost in found.values()} == {
        "Needed for the full sum: without it 4 working days, \N{EURO SIGN}375."
    }


def test_of_six_days_none_is_needed_alone() -> None:
    """With a sixth working day the sum stays whichever is lost, and nothing is said."""
    assert costs(end="2021-09-20") == {}


def test_of_three_days_each_is_needed_at_all() -> None:
    """Without one of three days the exchange is not eligible."""
    found = costs(end="2021-09-15")
    assert {cost.without.eligibility for cost in found.values()} == {Eligibility.NOT_ELIGIBLE}
    assert SAY.text(cost_words(found[13])) == "Needed: without it 2 working days, not eligible."


def test_a_closed_day_says_what_it_costs() -> None:
    """The host is closed on Wednesday: half of the sum is gone, and that stands beside the day."""
    found = costs(closed_days=["2021-09-15"])
    assert list(found) == [15]
    said = "Costs: 4 working days, \N{EURO SIGN}375 instead of 5 working days, \N{EURO SIGN}750."
    assert SAY.text(cost_words(found[15])) == said
    assert "\N{CIRCLE WITH LEFT HALF BLACK}" in cost_html(found[15], SAY)
    assert cost_html(None, SAY) == ""


def test_two_marks_may_cost_together_what_neither_costs_alone() -> None:
    """Travel on Monday and closed on Wednesday: taking one away changes nothing, taking both away doubles the sum."""
    found = costs(travel_days=["2021-09-13"], closed_days=["2021-09-15"])
    assert {day: cost.kind for day, cost in found.items() if cost.kind is not CostKind.NEEDED} == {
        13: CostKind.MARKS_COST,
        15: CostKind.MARKS_COST,
    }
    assert "with the other marked days: 3 working days" in SAY.text(cost_words(found[13]))


def test_a_half_day_at_a_host_costs_a_whole_one() -> None:
    """At a host only full working days count; the engine says so, and so does the day."""
    assert costs(half_days=["2021-09-17"])[17].kind is CostKind.MARK_COSTS


def test_a_mark_that_costs_nothing_says_so() -> None:
    """A travel day in a long stay changes neither answer nor sum."""
    found = costs(end="2021-09-24", travel_days=["2021-09-13"])
    assert {day: cost.kind for day, cost in found.items()} == {13: CostKind.MARK_IS_FREE}


def test_each_half_day_of_three_days_online_is_needed() -> None:
    """Six half-days make three days: each is needed, and none is accused of being half."""
    case = {
        "form": "virtual",
        "start": "2021-09-13",
        "end": "2021-09-20",
        "half_days": [*DAYS, "2021-09-20"],
    }
    found = costs(**case)
    assert {cost.kind for cost in found.values()} == {CostKind.NEEDED}
    assert len(found) == 6


MARKS = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(DAYS), unique=True, max_size=2) for name in ("travel_days", "closed_days")},
    optional={"end": st.sampled_from([*DAYS[3:], "2021-09-20", "2021-09-22"])},
)


def worth(verdict: Verdict) -> tuple[bool, int]:
    """Return what a verdict is worth; all of these cases are decided."""
    assert verdict.lump_sum_eur is not None
    return verdict.eligibility is Eligibility.ELIGIBLE, verdict.lump_sum_eur


@settings(max_examples=40)
@given(MARKS)
def test_a_day_is_needed_exactly_if_the_rules_say_less_without_it(stay: dict[str, Any]) -> None:
    """Each working day closed in the case file: the verdict is the one beside the day, or the same sum as now."""
    end = stay.get("end", "2021-09-17")
    stay = {**stay, "travel_days": [day for day in stay["travel_days"] if day <= end]}
    case, law, days = judged(**stay)
    now = assess_exchange(case, law, with_fixes=False)
    expected = {}
    for day in days:
        if day.kind is not DayKind.WORKING:
            continue
        closed = {**stay, "closed_days": [*stay["closed_days"], day.day.isoformat()]}
        data = with_changes(GOLDEN, {f"exchange.{key}": value for key, value in closed.items()})
        without = assess_exchange(read_case(data), law, with_fixes=False)
        if worth(without) < worth(now):
            expected[day.day] = without
    found = day_costs(case, law, days)
    assert {day: cost.without for day, cost in found.items() if cost.kind is CostKind.NEEDED} == expected
    assert all(cost.with_it == now for cost in found.values() if cost.kind is CostKind.NEEDED)
