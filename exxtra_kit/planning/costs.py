# SPDX-License-Identifier: BSD-3-Clause
"""What a single day of the stay is worth: the rules are asked what they would say without it, or with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit.days import DayKind
from exxtra_kit.models import Eligibility
from exxtra_kit.rules import Bench

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from exxtra_kit.days import StayDay
    from exxtra_kit.models import Case, Verdict
    from exxtra_kit.parameters import Law

_RANK = {Eligibility.NOT_ELIGIBLE: 0, Eligibility.UNDECIDED: 1, Eligibility.ELIGIBLE: 2}
# What a person can say of single days: the fields of the case.
MARKS = ("travel_days", "closed_days", "half_days")


@dataclass(frozen=True, slots=True)
class DayCost:
    """What one day decides.

    Attributes:
        day: The day.
        is_marked: Whether it is lost already, as a travel day, a closed day or a half day.
        now: What the rules say of the stay as it is.
        other: What they would say if the day were closed; for a marked one, if the mark were taken away.
    """

    day: date
    is_marked: bool
    now: Verdict
    other: Verdict

    @property
    def costs(self) -> bool:
        """Whether the day makes a difference: the lost day costs something, or losing it would."""
        better, worse = (self.other, self.now) if self.is_marked else (self.now, self.other)
        return _is_better(better, worse)

    @property
    def without(self) -> Verdict:
        """What the rules say without the day."""
        return self.now if self.is_marked else self.other

    @property
    def with_it(self) -> Verdict:
        """What they say with it."""
        return self.other if self.is_marked else self.now


def day_costs(case: Case, law: Law, days: Sequence[StayDay]) -> dict[date, DayCost]:
    """Return what each day of a stay decides: working days that must not be lost, and days that are marked.

    Args:
        case: The exchange.
        law: The law that applies to it.
        days: The days of its stay.

    Returns:
        An entry for each marked day, and for each working day whose loss would lower the sum or turn the verdict.
    """
    bench = Bench(law)
    now = bench.judge(case)
    found: dict[date, DayCost] = {}
    for day, changed in _tried(case, days):
        cost = DayCost(day, _is_marked(case, day), now, bench.judge(changed))
        if cost.is_marked or cost.costs:
            found[day] = cost
    return found


def _tried(case: Case, days: Sequence[StayDay]) -> Iterator[tuple[date, Case]]:
    stay = case.exchange
    for day in days:
        if _is_marked(case, day.day):
            fields = {name: tuple(kept for kept in getattr(stay, name) if kept != day.day) for name in MARKS}
        elif day.kind is DayKind.WORKING:
            fields = {"closed_days": (*stay.closed_days, day.day)}
        else:
            continue
        yield day.day, case.model_copy(update={"exchange": stay.model_copy(update=fields)})


def _is_marked(case: Case, day: date) -> bool:
    return any(day in getattr(case.exchange, name) for name in MARKS)


def _is_better(one: Verdict, other: Verdict) -> bool:
    """Say whether a verdict is better: by eligibility, and if that is the same by the sum, where both are known."""
    if one.eligibility is not other.eligibility:
        return _RANK[one.eligibility] > _RANK[other.eligibility]
    mine, its = one.lump_sum_if_confirmed_eur, other.lump_sum_if_confirmed_eur
    return mine is not None and its is not None and mine > its
