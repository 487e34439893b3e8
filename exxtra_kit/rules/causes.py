# SPDX-License-Identifier: BSD-3-Clause
"""Why two verdicts differ: found by asking the rules about cases and laws that lie between the two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from exxtra_kit.models import Exchange, Organisation
from exxtra_kit.parameters import Law, Parameter
from exxtra_kit.parameters.changes import ParameterChange, changes_between, entry_in_force
from exxtra_kit.rules.core import Situation
from exxtra_kit.rules.verdict import RULES, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import BaseModel

    from exxtra_kit.models import Case, Finding, Verdict
    from exxtra_kit.parameters import ValueInForce
    from exxtra_kit.rules.core import Rule
    from exxtra_kit.rules.variants import Variant


_T = TypeVar("_T")


class CauseKind(StrEnum):
    """What a cause is: a value of the law, the day whose law applies, or a part of the case."""

    PARAMETER = "parameter"
    DAY = "day"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing in which two variants differ.

    Attributes:
        kind: What it is.
        name: Name of the parameter, "on" for the day of the law, or the part of the case ("host.place").
        change: For a parameter, what both laws say.
    """

    kind: CauseKind
    name: str
    change: ParameterChange | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why an answer differs from that of the first column.

    Attributes:
        causes: What makes the difference.
        together: Whether it takes all of them, and no single thing does it; otherwise each does it alone.
    """

    causes: tuple[Cause, ...]
    together: bool


#: Fields that only make sense together: half of a stay, or a town in another country, is no case.
_TOGETHER: dict[str, tuple[str, ...]] = {
    "visiting.place": ("visiting.country", "visiting.place"),
    "host.place": ("host.country", "host.place", "exchange.host_region"),
    "exchange.days": (
        "exchange.start",
        "exchange.end",
        "exchange.travel_days",
        "exchange.closed_days",
        "exchange.slots",
        "exchange.half_days",
    ),
}
_DAY = "on"


class Crossing:
    """The way from one variant to another, one thing at a time."""

    def __init__(self, start: Variant, goal: Variant) -> None:
        """Find out in what the two differ, and what each rule asks of the law in the one and in the other."""
        self.start, self.goal = start, goal
        self.causes = (*_causes_of_law(start.law, goal.law), *_causes_of_case(start.case, goal.case))
        self._pinned = _pinned(start.law), _pinned(goal.law)
        self._mixes: dict[frozenset[str], tuple[Case, Law, Situation]] = {}
        self._judged: dict[frozenset[str], Verdict] = {}
        self._asked = {rule.code: _asked_by(rule, start) | _asked_by(rule, goal) for rule in RULES}
        self._asked_at_all = _asked_at_all(start) | _asked_at_all(goal)

    def why_finding(self, code: str, *reads: Callable[[Finding], object]) -> Why:
        """Return what makes the finding of a rule differ; it must.

        Args:
            code: The rule's code.
            *reads: Read from a finding what must be as in the second variant, the closest likeness first.
        """
        rule = next(rule for rule in RULES if rule.code == code)
        causes = tuple(cause for cause in self.causes if self._concerns(cause, rule))
        goal = rule.find(Situation(self.goal.case, self.goal.law), self.goal.law)
        return _why(goal, causes, lambda chosen: self.finding_with(rule, chosen), reads)

    def why_fact(self, read: Callable[[Verdict], object]) -> Why:
        """Return what makes a fact of the verdict differ; it must.

        Args:
            read: Reads the fact from a verdict.
        """
        causes = tuple(cause for cause in self.causes if not self._is_never_asked(cause))
        return _why(judge(self.goal.case, self.goal.law), causes, self.verdict_with, (read,))

    def is_idle(self, cause: Cause, whole: Callable[[Verdict], object]) -> bool:
        """Say whether a thing has no consequence: the first with it stays as it is, and so does the second without it.

        Args:
            cause: The thing.
            whole: Reads all that a consequence would change.
        """
        if self._is_never_asked(cause):
            return True
        others = tuple(other for other in self.causes if other is not cause)
        first, second = self.verdict_with(()), self.verdict_with(self.causes)
        return whole(self.verdict_with((cause,))) == whole(first) and whole(self.verdict_with(others)) == whole(second)

    def verdict_with(self, causes: Iterable[Cause]) -> Verdict:
        """Return the verdict of the first variant if it has these things of the second."""
        key = frozenset(cause.name for cause in causes)
        if key not in self._judged:
            case, law, _ = self._mix(key)
            self._judged[key] = judge(case, law)
        return self._judged[key]

    def finding_with(self, rule: Rule, causes: Iterable[Cause]) -> Finding:
        """Return the finding of one rule for the first variant if it has these things of the second."""
        _, law, situation = self._mix(frozenset(cause.name for cause in causes))
        return rule.find(situation, law)

    def _mix(self, names: frozenset[str]) -> tuple[Case, Law, Situation]:
        if names not in self._mixes:
            case, law = self._case_with(names), self._law_with(names)
            self._mixes[names] = case, law, Situation(case, law)
        return self._mixes[names]

    def _case_with(self, names: frozenset[str]) -> Case:
        changes: dict[str, dict[str, object]] = {}
        for field in (field for part, fields in _parts_of_a_case().items() if part in names for field in fields):
            section, _, name = field.partition(".")
            changes.setdefault(section, {})[name] = _read(self.goal.case, field)
        start = self.start.case
        sections = {section: getattr(start, section).model_copy(update=update) for section, update in changes.items()}
        return start.model_copy(update=sections)

    def _law_with(self, names: frozenset[str]) -> Law:
        before, after = self._pinned
        taken = {name: parameter for name, parameter in after.items() if name in names}
        first, second = self.start.law.programme, self.goal.law.programme
        programme = first.model_copy(
            update={"parameters": {**before, **taken}, "sources": {**second.sources, **first.sources}}
        )
        return Law(programme, self.goal.law.day if _DAY in names else self.start.law.day)

    def _concerns(self, cause: Cause, rule: Rule) -> bool:
        """Say whether a rule can be touched by a thing: what it asks neither here nor there can't touch it."""
        match cause.kind:
            case CauseKind.PARAMETER:
                return cause.name in self._asked[rule.code]
            case CauseKind.PART:
                return any(field in rule.reads for field in _parts_of_a_case()[cause.name])
            case _:
                return True

    def _is_never_asked(self, cause: Cause) -> bool:
        return cause.kind is CauseKind.PARAMETER and cause.name not in self._asked_at_all


class _Asked(Law):
    """A law that notes what it is asked for."""

    def __init__(self, law: Law) -> None:
        super().__init__(law.programme, law.day)
        self.asked_for: set[str] = set()

    def entry(self, name: str) -> ValueInForce:
        self.asked_for.add(name)
        return super().entry(name)


def _asked_by(rule: Rule, variant: Variant) -> set[str]:
    law = _Asked(variant.law)
    rule.find(Situation(variant.case, law), law)
    return law.asked_for


def _asked_at_all(variant: Variant) -> set[str]:
    """Return what the whole verdict asks: the sum may ask more than the rules that explain it."""
    law = _Asked(variant.law)
    judge(variant.case, law)
    return law.asked_for


def _why(
    goal: _T,
    causes: tuple[Cause, ...],
    found_with: Callable[[tuple[Cause, ...]], _T],
    reads: tuple[Callable[[_T], object], ...],
) -> Why:
    """Return which causes make the first variant's answer the second's.

    A thing alone is a cause if the first variant with this one thing of the second gives the second's
    answer; the closest likeness counts first. Where no single thing does, they are taken away for as
    long as the answer stays.
    """
    for read in reads:
        alone = tuple(cause for cause in causes if read(found_with((cause,))) == read(goal))
        if alone:
            return Why(alone, together=False)
    read = reads[-1]
    return Why(_fewest(causes, lambda fewer: read(found_with(fewer)) == read(goal)), together=True)


def _fewest(causes: tuple[Cause, ...], holds: Callable[[tuple[Cause, ...]], bool]) -> tuple[Cause, ...]:
    """Return causes of which none can be left out, found by leaving out many at once, then fewer, then one by one."""
    needed, size = causes, len(causes)
    while size:
        before, place = needed, 0
        while place < len(needed):
            fewer = needed[:place] + needed[place + size :]
            if holds(fewer):
                needed = fewer
            else:
                place += size
        if size > 1 or needed == before:
            size >>= 1  # half as many, and after one by one none
    return needed


def _causes_of_law(start: Law, goal: Law) -> tuple[Cause, ...]:
    causes = tuple(Cause(CauseKind.PARAMETER, change.name, change) for change in changes_between(start, goal))
    return causes if start.day == goal.day else (*causes, Cause(CauseKind.DAY, _DAY))


def _causes_of_case(start: Case, goal: Case) -> tuple[Cause, ...]:
    return tuple(
        Cause(CauseKind.PART, part)
        for part, fields in _parts_of_a_case().items()
        if any(_read(start, field) != _read(goal, field) for field in fields)
    )


@cache
def _parts_of_a_case() -> dict[str, tuple[str, ...]]:
    """Return every field of a case by the part it belongs to; most are a part of their own."""
    grouped = {field for fields in _TOGETHER.values() for field in fields}
    sections: dict[str, type[BaseModel]] = {"visiting": Organisation, "host": Organisation, "exchange": Exchange}
    every = (f"{section}.{field}" for section, model in sections.items() for field in model.model_fields)
    return {**{field: (field,) for field in every if field not in grouped}, **_TOGETHER}


def _read(case: Case, field: str) -> object:
    section, _, name = field.partition(".")
    return getattr(getattr(case, section), name)


def _pinned(law: Law) -> dict[str, Parameter]:
    """Return what a law says on its day, so that it says the same on every day."""
    pinned = {}
    for name, parameter in law.programme.parameters.items():
        entry = entry_in_force(parameter, law.day)
        said = entry or parameter.values[0].model_copy(update={"value": None, "not_asked": False})
        pinned[name] = parameter.model_copy(update={"values": (said.model_copy(update={"since": date.min}),)})
    return pinned
