# SPDX-License-Identifier: BSD-3-Clause
"""What a single day of the stay is worth: the rules are asked what they would say without it, or with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from exxtra_kit.days import DayKind
from exxtra_kit.models import Eligibility
from exxtra_kit.rules import Bench

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exxtra_kit.days import StayDay
    from exxtra_kit.models import Case, Verdict
    from exxtra_kit.parameters import Law

_RANK = {Eligibility.NOT_ELIGIBLE: 0, Eligibility.UNDECIDED: 1, Eligibility.ELIGIBLE: 2}
# What a person can say of single days: the fields of the case. Days that bear one of the first two are lost.
MARKS = ("travel_days", "closed_days", "half_days")
_LOST = MARKS[:2]


class CostKind(StrEnum):
    """How a day matters."""

    NEEDED = "needed"
    MARK_COSTS = "mark_costs"
    MARKS_COST = "marks_cost"
    MARK_IS_FREE = "mark_is_free"


@dataclass(frozen=True, slots=True)
class DayCost:
    """What one day decides.

    Attributes:
        day: The day.
        kind: A working day that is needed, or a marked one whose mark costs something by itself, together with the
            other marks, or nothing.
        without: What the rules say without the day.
        with_it: What they say with it; for marks that cost together, without any mark.
    """

    day: date
    kind: CostKind
    without: Verdict
    with_it: Verdict


def day_costs(case: Case, law: Law, days: Sequence[StayDay]) -> dict[date, DayCost]:
    """Return what each day of a stay decides, as the rules say it.

    Args:
        case: The exchange.
        law: The law that applies to it.
        days: The days of its stay.

    Returns:
        An entry for each travel day and each closed day, for each half day that costs something, and for each
        working day whose loss would lower the sum or turn the verdict.
    """
    bench = Bench(law)
    now = bench.judge(case)
    unmarked = bench.judge(_changed(case, dict.fromkeys(MARKS, ())))
    found: dict[date, DayCost] = {}
    for day in days:
        cost = _cost_of_mark(case, bench, day, now, unmarked) or _need(case, bench, day, now)
        if cost is not None:
            found[day.day] = cost
    return found


def _cost_of_mark(case: Case, bench: Bench, day: StayDay, now: Verdict, unmarked: Verdict) -> DayCost | None:
    stay = case.exchange
    marks = [name for name in MARKS if day.day in getattr(stay, name)]
    if not marks:
        return None
    kept = {name: tuple(other for other in getattr(stay, name) if other != day.day) for name in marks}
    with_it = bench.judge(_changed(case, kept))
    if _is_better(with_it, now):
        return DayCost(day.day, CostKind.MARK_COSTS, now, with_it)
    if not set(marks).intersection(_LOST):
        return None
    if _is_better(unmarked, now):
        return DayCost(day.day, CostKind.MARKS_COST, now, unmarked)
    return DayCost(day.day, CostKind.MARK_IS_FREE, now, with_it)


def _need(case: Case, bench: Bench, day: StayDay, now: Verdict) -> DayCost | None:
    if day.kind is not DayKind.WORKING:
        return None
    without = bench.judge(_changed(case, {"closed_days": (*case.exchange.closed_days, day.day)}))
    return DayCost(day.day, CostKind.NEEDED, without, now) if _is_better(now, without) else None


def _changed(case: Case, fields: dict[str, tuple[date, ...]]) -> Case:
    return case.model_copy(update={"exchange": case.exchange.model_copy(update=fields)})


def _is_better(one: Verdict, other: Verdict) -> bool:
    """Say whether a verdict is better: by eligibility, and if that is the same by the sum, where both are known."""
    if one.eligibility is not other.eligibility:
        return _RANK[one.eligibility] > _RANK[other.eligibility]
    mine, its = one.lump_sum_if_confirmed_eur, other.lump_sum_if_confirmed_eur
    return mine is not None and its is not None and mine > its
