# SPDX-License-Identifier: BSD-3-Clause
"""What would change the verdict: each proposal is tried on the rules before it is made."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit.days import earlier_ends, last_day_of_stay, later_ends, other_weeks
from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.messages import DaySpan, Euro, Message, msg, plural
from exxtra_kit.models import Case, Eligibility, ExchangeForm, Fix, Membership, Verdict
from exxtra_kit.rules.verdict import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from exxtra_kit.parameters import Law

_RANK = {Eligibility.NOT_ELIGIBLE: -1, Eligibility.UNDECIDED: 0, Eligibility.ELIGIBLE: 1}


@dataclass(frozen=True, slots=True)
class _Change:
    """A case changed in one respect, the changed fields, and how to say it once its verdict is known."""

    case: Case
    fields: dict[str, object]
    say: Callable[[Verdict], Message]


def with_changes(verdict: Verdict, case: Case, law: Law) -> Verdict:
    """Return the verdict with its nearest fixes, best first, and its nearest loss."""
    fixes = []
    refused = verdict.eligibility is Eligibility.NOT_ELIGIBLE
    for kind in (_longer_stay, _other_week, _shorter_stay, _membership, *((_virtual,) if refused else ())):
        try:
            found = _first(kind(case, law), law, lambda after: _is_better(after, verdict))
        except ParameterNotFoundError:  # the law of that day lacks the value: nothing can be promised
            continue
        if found:
            fixes.append(found)
    loss = None if refused else _loss(verdict, case, law)
    fixes.sort(key=lambda fix: (_RANK[fix.verdict], fix.lump_sum_eur or 0), reverse=True)
    return dataclasses.replace(verdict, fixes=tuple(fixes), loss=loss)


def _is_better(one: Verdict, other: Verdict) -> bool:
    """Say whether a verdict is better: by eligibility, and if that is the same by the sum, where both are known."""
    if one.eligibility is not other.eligibility:
        return _RANK[one.eligibility] > _RANK[other.eligibility]
    mine, its = one.lump_sum_if_confirmed_eur, other.lump_sum_if_confirmed_eur
    return mine is not None and its is not None and mine > its


def _loss(verdict: Verdict, case: Case, law: Law) -> Fix | None:
    """Return the nearest shortening of the stay that makes the verdict worse; None where days can't be counted."""
    start, last, now = case.exchange.start, case.exchange.end, verdict.working_days
    if start is None or last is None or now is None:
        return None
    try:
        latest = last_day_of_stay(start, law.number("maximum_months"))
    except ParameterNotFoundError:
        return None
    shorter = (_ending(case, end, _say_less(now, end)) for end in earlier_ends(start, min(last, latest)))
    return _first(shorter, law, lambda after: _is_better(verdict, after))


def _first(changes: Iterable[_Change], law: Law, accepts: Callable[[Verdict], bool]) -> Fix | None:
    """Return the first change whose verdict is accepted."""
    for change in changes:
        after = judge(change.case, law)
        if accepts(after):
            return Fix(change.say(after), change.fields, after.eligibility, after.lump_sum_if_confirmed_eur)
    return None


def _effect(after: Verdict) -> Message:
    """Return what a change leads to, in words."""
    amount = after.lump_sum_if_confirmed_eur
    if after.eligibility is Eligibility.NOT_ELIGIBLE:
        return msg("not eligible")
    if amount is None:
        return msg("no reason against it, the sum is not known")
    if after.eligibility is Eligibility.UNDECIDED:
        return msg("{sum}, if what is open is confirmed", sum=Euro(amount))
    return msg("eligible, {sum}", sum=Euro(amount))


def _with_stay(case: Case, **changes: object) -> Case:
    return case.model_copy(update={"exchange": case.exchange.model_copy(update=changes)})


def _ending(case: Case, end: date, say: Callable[[Verdict], Message]) -> _Change:
    """Return the change to an earlier end; travel days after it fall away."""
    before = case.exchange.travel_days
    travel = tuple(day for day in before if day <= end)
    fields: dict[str, object] = {"exchange.end": end}
    if travel != before:
        fields["exchange.travel_days"] = travel
    return _Change(_with_stay(case, end=end, travel_days=travel), fields, say)


def _longer_stay(case: Case, law: Law) -> Iterator[_Change]:
    start, last = case.exchange.start, case.exchange.end
    if start is None or last is None:
        return
    latest = last_day_of_stay(start, law.number("maximum_months"))
    for end in later_ends(last):
        if end <= latest:
            yield _Change(_with_stay(case, end=end), {"exchange.end": end}, _say_longer(end))


def _say_longer(end: date) -> Callable[[Verdict], Message]:
    def say(after: Verdict) -> Message:
        if after.working_days is None:
            return msg("Stay until {end}: {effect}.", end=end, effect=_effect(after))
        return plural(
            "Stay until {end}, {n} working day: {effect}.",
            "Stay until {end}, {n} working days: {effect}.",
            n=after.working_days,
            end=end,
            effect=_effect(after),
        )

    return say


def _other_week(case: Case, law: Law) -> Iterator[_Change]:
    exchange = case.exchange
    if exchange.start is None or exchange.end is None or exchange.travel_days or exchange.closed_days:
        return
    first, last = law.day_of("first_day"), law.day_of("last_day")
    for start, end in other_weeks(exchange.start, exchange.end):
        if first <= start and end <= last:
            yield _Change(
                _with_stay(case, start=start, end=end),
                {"exchange.start": start, "exchange.end": end},
                _say_other_week(start, end),
            )


def _say_other_week(start: date, end: date) -> Callable[[Verdict], Message]:
    def say(after: Verdict) -> Message:
        span = DaySpan(start, end)
        if after.working_days is None:
            return msg("Go in another week, {span}: {effect}.", span=span, effect=_effect(after))
        return plural(
            "Go in another week, {span}, {n} working day: {effect}.",
            "Go in another week, {span}, {n} working days: {effect}.",
            n=after.working_days,
            span=span,
            effect=_effect(after),
        )

    return say


def _shorter_stay(case: Case, law: Law) -> Iterator[_Change]:
    start, end = case.exchange.start, case.exchange.end
    if start is None or end is None:
        return
    latest = last_day_of_stay(start, law.number("maximum_months"))
    if latest < end:
        yield _ending(
            case, latest, lambda after: msg("End the stay on {end}: {effect}.", end=latest, effect=_effect(after))
        )


def _membership(case: Case, law: Law) -> Iterator[_Change]:
    visitor = case.visiting
    if visitor.type not in law.names("types_needing_membership") or visitor.membership is Membership.ECCP_CLUSTER:
        return
    member = visitor.model_copy(update={"membership": Membership.ECCP_CLUSTER})
    yield _Change(
        case.model_copy(update={"visiting": member}),
        {"visiting.membership": str(Membership.ECCP_CLUSTER)},
        _say_if_member if visitor.membership is None else _say_join,
    )


def _say_if_member(after: Verdict) -> Message:
    return msg(
        "If you are a member of a cluster with a profile on the European platform: {effect}.", effect=_effect(after)
    )


def _say_join(after: Verdict) -> Message:
    return msg("Join a cluster with a profile on the European platform: {effect}.", effect=_effect(after))


def _virtual(case: Case, _law: Law) -> Iterator[_Change]:
    if case.exchange.form is not ExchangeForm.VIRTUAL:
        yield _Change(
            _with_stay(case, form=ExchangeForm.VIRTUAL),
            {"exchange.form": str(ExchangeForm.VIRTUAL)},
            lambda after: msg("Make it a virtual exchange: {effect}.", effect=_effect(after)),
        )


def _say_less(now: int, end: date) -> Callable[[Verdict], Message]:
    def say(after: Verdict) -> Message:
        if after.working_days is None:
            return msg("If the stay ends on {end}: {effect}.", end=end, effect=_effect(after))
        return plural(
            "With {n} working day instead of {now}: {effect}.",
            "With {n} working days instead of {now}: {effect}.",
            n=after.working_days,
            now=now,
            effect=_effect(after),
        )

    return say
