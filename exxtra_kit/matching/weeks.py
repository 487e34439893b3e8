# SPDX-License-Identifier: BSD-3-Clause
"""The same stay in each week of the season, each asked of the rules: which week is best?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from exxtra_kit.days import same_stay_each_week
from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.matching.finding import sum_eur
from exxtra_kit.models import Eligibility
from exxtra_kit.parameters import Law
from exxtra_kit.rules import assess_exchange
from exxtra_kit.rules.fixes.change import changed
from exxtra_kit.rules.fixes.stay import moved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exxtra_kit.models import Case, Verdict

_Period = tuple[date | None, date | None]
_REMEMBERED = 16
_RANKS = (Eligibility.NOT_ELIGIBLE, Eligibility.UNDECIDED, Eligibility.ELIGIBLE)


@dataclass(frozen=True, slots=True)
class Week:
    """A stay in one week of the season.

    Attributes:
        start: Its first day.
        end: Its last day.
        verdict: What the rules say of it, by the law of its day; nothing that would change it was looked for.
    """

    start: date
    end: date
    verdict: Verdict

    @property
    def holidays(self) -> Mapping[date, str]:
        """The public holidays inside the stay, by day."""
        return holidays_of(self.verdict)

    @property
    def worth(self) -> tuple[int, int, int]:
        """How good it is, to be compared with another: how sure, how much, whether it is the full sum."""
        verdict = self.verdict
        return _RANKS.index(verdict.eligibility), sum_eur(verdict) or 0, int(not verdict.halved)


def holidays_of(verdict: Verdict) -> dict[date, str]:
    """Return the public holidays inside a stay, by day; empty too where the days can't be counted."""
    found = next((finding.facts["holidays"] for finding in verdict.findings if "holidays" in finding.facts), None)
    return {date.fromisoformat(day): str(name) for day, name in found.items()} if isinstance(found, dict) else {}


def weeks(case: Case) -> tuple[Week, ...]:
    """Return the stay of a case, moved week by week through the season, in order.

    The season is the calendar year of the first day, as far as the programme is known to run in it. The law of each
    week is that of its own first day, unless the case names another day. A case and the same case in another week of
    its year get the very same weeks, which are remembered.

    Args:
        case: The question; without both of its days there are no weeks.
    """
    start, end = case.exchange.start, case.exchange.end
    if start is None or end is None:
        return ()
    has_own_law = case.on == start  # the law is that of the first day
    earliest = next((begin for begin, _ in same_stay_each_week(start, end)), start)
    return _weeks(_moved(case, earliest, with_law=has_own_law), _period(case), with_law=has_own_law)


@lru_cache(maxsize=_REMEMBERED)
def _weeks(case: Case, period: _Period, *, with_law: bool) -> tuple[Week, ...]:
    """Return the same for a case that is in the first week of its year."""
    first, last = period
    start, end = case.exchange.start, case.exchange.end
    found = []
    for begin, finish in same_stay_each_week(start, end) if start and end else ():
        if (first is None or first <= begin) and (last is None or finish <= last):
            there = _moved(case, begin, with_law=with_law)
            verdict = assess_exchange(there, Law.at(there.on, there.programme), with_fixes=False)
            found.append(Week(begin, finish, verdict))
    return tuple(found)


def _moved(case: Case, start: date, *, with_law: bool) -> Case:
    """Return the same stay from another first day on, if so with the day whose law applies."""
    fields = moved(case.exchange, start - (case.exchange.start or start))
    return changed(case, {**fields, "on": start} if with_law else fields)


def _period(case: Case) -> _Period:
    """Return first and last day of the programme, each None where the law doesn't say."""
    law = Law.at(case.on, case.programme)
    days: list[date | None] = []
    for name in ("first_day", "last_day"):
        try:
            days.append(law.day_of(name))
        except ParameterNotFoundError:
            days.append(None)
    return days[0], days[1]


def best_weeks(season: Sequence[Week]) -> tuple[Week, ...]:
    """Return the weeks than which no other is better, in order."""
    top = max((week.worth for week in season), default=None)
    return tuple(week for week in season if week.worth == top)


def nearest_best(season: Sequence[Week], start: date) -> Week | None:
    """Return the best week that is nearest to a first day, the later one of two; None without a season."""
    return min(best_weeks(season), key=lambda week: (abs(week.start - start), week.start < start), default=None)
