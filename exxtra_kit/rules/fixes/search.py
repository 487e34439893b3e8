# SPDX-License-Identifier: BSD-3-Clause
"""Which changes are worth telling: the nearest of each kind that helps, and the nearest loss.

A fix promises the verdict and the sum that its changes give when they are written into the case file. Where
the verdict stays undecided, that is the sum that would be paid if all open questions were answered well.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from datetime import timedelta
from typing import TYPE_CHECKING

from exxtra_kit.days import COUNTRIES_WITH_REGIONAL_HOLIDAYS, days_of_stay, last_day_of_stay, weeks_of, whole_months
from exxtra_kit.messages import Message, msg, plural
from exxtra_kit.models import Eligibility, Fix, Outcome, Verdict
from exxtra_kit.rules.fixes import facts, others, stay
from exxtra_kit.rules.fixes.change import Change, Kind, Search, effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from exxtra_kit.models import Case, Exchange
    from exxtra_kit.rules.fixes.change import Say
    from exxtra_kit.rules.verdict import Bench

_RANK = {Eligibility.NOT_ELIGIBLE: -1, Eligibility.UNDECIDED: 0, Eligibility.ELIGIBLE: 1}
# From the smallest change to the largest: of two that give the same, the earlier is told first.
_KINDS: tuple[Kind, ...] = (*facts.KINDS, *stay.KINDS, *others.KINDS, facts.VIRTUAL)
_FAILING = frozenset({Outcome.NOT_MET, Outcome.UNDECIDED})
_REFUSING = ("OR", "EX")


def add_fixes(verdict: Verdict, case: Case, bench: Bench) -> Verdict:
    """Return the verdict with its nearest fixes, best first, and its nearest loss."""
    search = Search(case, verdict, bench)
    fixes = [fix for kind in _KINDS if _may_help(kind, verdict) for fix in _fixes_of(kind, search)]
    fixes.sort(key=lambda fix: (-_RANK[fix.verdict], -(fix.lump_sum_eur or 0), len(fix.changes)))
    return dataclasses.replace(verdict, fixes=tuple(fixes), loss=_loss(search))


def _may_help(kind: Kind, verdict: Verdict) -> bool:
    """Say whether a kind of change can help at all, so that it is worth trying."""
    unmet = frozenset(finding.code for finding in verdict.with_outcome(Outcome.NOT_MET))
    if verdict.eligibility is Eligibility.NOT_ELIGIBLE:
        return frozenset(code for code in unmet if code.startswith(_REFUSING)) <= kind.mends
    undecided = frozenset(finding.code for finding in verdict.with_outcome(Outcome.UNDECIDED))
    may_raise = verdict.lump_sum_if_confirmed_eur is not None and unmet & kind.mends
    return bool(may_raise or undecided & kind.mends)


def _fixes_of(kind: Kind, search: Search) -> Iterator[Fix]:
    """Yield the nearest change of a kind that helps, or the nearest that mends all, or both."""
    nearest: tuple[Change, Verdict] | None = None
    for change in kind.changes(search):
        after = search.try_out(change)
        if after is None:
            continue
        if not _helps(kind, after, search.verdict):
            if kind.shows_steps and not _failing(after) & kind.mends:  # there is nothing more that it could mend
                break
            continue
        if _failing(after) & kind.mends:
            nearest = nearest or (change, after)
            if kind.shows_steps and _fails_open(after, "EX203", "LS403"):  # more days in an unknown region don't help
                break
        elif nearest is None or _is_more(after, nearest[1]):
            if nearest and kind.shows_steps:
                yield _fix(*nearest)
            yield _fix(change, after)
            return
    if nearest:
        yield _fix(*nearest)


def _fix(change: Change, after: Verdict) -> Fix:
    return Fix(change.say(after), change.fields, after.eligibility, after.lump_sum_if_confirmed_eur)


def _helps(kind: Kind, after: Verdict, before: Verdict) -> bool:
    """Say whether a change helps: a better verdict, a higher sum, or an open question of its kind is settled."""
    if any(_fails(after, code) and not _fails(before, code) for code in kind.keeps):
        return False
    return _is_better(after, before) or _settles(kind, after, before)


def _settles(kind: Kind, after: Verdict, before: Verdict) -> bool:
    """Say whether what a kind mends was the matter and is now well, where verdict and sum can't show it."""
    if after.eligibility is not before.eligibility or before.eligibility is Eligibility.NOT_ELIGIBLE:
        return False
    mine, its = after.lump_sum_if_confirmed_eur, before.lump_sum_if_confirmed_eur
    settled = _open(before) & kind.mends
    return bool(settled) and not settled & _failing(after) and mine is not None and (its is None or mine >= its)


def _fails(verdict: Verdict, code: str) -> bool:
    return any(finding.code == code for finding in verdict.with_outcome(*_FAILING))


def _fails_open(verdict: Verdict, *codes: str) -> bool:
    return any(finding.code in codes for finding in verdict.with_outcome(Outcome.UNDECIDED))


def _open(verdict: Verdict) -> frozenset[str]:
    """Return what is undecided though the law is known, and a sum that is stated too high."""
    return frozenset(
        finding.code
        for finding in verdict.with_outcome(*_FAILING)
        if finding.parameter is not None and (finding.outcome is Outcome.UNDECIDED or finding.code == "LS407")
    )


def _failing(verdict: Verdict) -> frozenset[str]:
    """Return what is not met or not decided, apart from what the law itself leaves open."""
    return frozenset(finding.code for finding in verdict.with_outcome(*_FAILING) if finding.parameter is not None)


def _is_better(one: Verdict, other: Verdict) -> bool:
    """Say whether a verdict is better: by eligibility, and if that is the same by the sum, where both are known."""
    if one.eligibility is not other.eligibility:
        return _RANK[one.eligibility] > _RANK[other.eligibility]
    mine, its = one.lump_sum_if_confirmed_eur, other.lump_sum_if_confirmed_eur
    return mine is not None and its is not None and mine > its


def _is_more(one: Verdict, other: Verdict) -> bool:
    """Say whether a verdict is better, or as good with a sum that is known at last."""
    is_known_at_last = other.lump_sum_if_confirmed_eur is None and one.lump_sum_if_confirmed_eur is not None
    return _is_better(one, other) or (one.eligibility is other.eligibility and is_known_at_last)


def _loss(search: Search) -> Fix | None:
    """Return the nearest shortening of the stay that makes the verdict worse; None where days can't be counted."""
    exchange, now = search.case.exchange, search.verdict.working_days
    start, last = exchange.start, exchange.end
    if search.verdict.eligibility is Eligibility.NOT_ELIGIBLE or start is None or last is None or now is None:
        return None
    if search.finding("EX203").parameter is None:  # the law of that day is not known: nothing can be lost
        return None
    ends = _worth_trying(search, start, last)

    def is_worse(end: date) -> bool:
        after = search.try_out(_shortened(exchange, start, end, now))
        return after is not None and _is_better(search.verdict, after)

    if _only_counting_matters(search):
        place = bisect_left(ends, 1, key=is_worse)
        end = ends[place] if place < len(ends) else None
    else:
        end = next(filter(is_worse, ends), None)
    if end is None:
        return None
    change = _shortened(exchange, start, end, now)
    after = search.try_out(change)
    return _fix(change, after) if after else None


def _worth_trying(search: Search, start: date, last: date) -> Sequence[date]:
    """Return the days on which a shorter stay could end, nearest first: where months are paid, only at a threshold."""
    ends = tuple(stay.possible_ends(search.case.exchange, start, last))
    if search.case.exchange.slots or not search.is_so("paid_by_month"):
        return ends
    months, _ = whole_months(start, last)
    full = {last_day_of_stay(start, number) for number in range(1, months + 1)}
    weeks = search.number("minimum_weeks")

    def is_at_a_threshold(end: date) -> bool:
        following = days_of_stay(start, end) + 1
        return end in full or end + timedelta(days=1) in full or weeks_of(following) == weeks != weeks_of(following - 1)

    return tuple(filter(is_at_a_threshold, ends))


def _only_counting_matters(search: Search) -> bool:
    """Say whether a stay that is worse stays worse when it is shortened further, so that not each end need be tried.

    It is not so where an earlier end may also mend something: the time of the programme, the length of a slot, the
    months that are paid, or a region's holiday that can no longer fall into the stay.
    """
    exchange, country = search.case.exchange, search.case.host.country
    is_regional = exchange.host_region is None and country in COUNTRIES_WITH_REGIONAL_HOLIDAYS
    is_outside = search.finding("EX202").outcome in _FAILING
    return not (exchange.slots or is_regional or is_outside or search.is_so("paid_by_month"))


def _shortened(exchange: Exchange, start: date, end: date, now: int) -> Change:
    return Change(stay.ending(exchange, start, end), _say_less(now, end))


def _say_less(now: int, end: date) -> Say:
    def say(after: Verdict) -> Message:
        if after.working_days is None:
            return msg("If the stay ends on {end}: {effect}.", end=end, effect=effect(after))
        return plural(
            "With {n} working day instead of {now}: {effect}.",
            "With {n} working days instead of {now}: {effect}.",
            n=after.working_days,
            now=now,
            effect=effect(after),
        )

    return say
