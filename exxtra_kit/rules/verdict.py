# SPDX-License-Identifier: BSD-3-Clause
"""The verdict: every finding, the three facts and the sum."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.memory import Memo
from exxtra_kit.models import Eligibility, Finding, Outcome, Verdict
from exxtra_kit.rules import conditions, lump_sum, organisations
from exxtra_kit.rules.core import DAYS_READ, DISTANCE_READ, Rule, Situation
from exxtra_kit.rules.exchanges import EXCHANGE_RULES, PRIORITY_RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from exxtra_kit.days import StayDays
    from exxtra_kit.models import Case
    from exxtra_kit.parameters import Law

_CONDITIONS = (*organisations.RULES, *conditions.RULES, *EXCHANGE_RULES)
RULES: tuple[Rule, ...] = (*_CONDITIONS, *PRIORITY_RULES, *lump_sum.RULES)
"""Every rule, in the order in which findings are reported."""

_OF_CONDITIONS = slice(len(_CONDITIONS))
_PRIORITY_AT = next(place for place, rule in enumerate(RULES) if rule in PRIORITY_RULES)
_PRIORITY = {Outcome.MET: True, Outcome.NOT_MET: False}
_NOTHING_EUR = 0


def _reader(fields: Iterable[str]) -> Callable[[Case], Hashable]:
    """Return what reads these fields of a case."""
    names = tuple(fields)
    return attrgetter(*names) if names else lambda _case: None


def _groups() -> Iterator[_Group]:
    """Yield the rules that are remembered together: those of one section, and those that read the very same."""
    rules_of: dict[Hashable, list[Rule]] = {}
    for rule in RULES:
        sections = {field.partition(".")[0] for field in rule.reads}
        alike = rule.key or (sections.pop() if len(sections) == 1 else rule.reads)
        rules_of.setdefault(alike, []).append(rule)
    for rules in rules_of.values():
        fields = dict.fromkeys(field for rule in rules for field in rule.reads)
        yield _Group(tuple(rules), _reader(fields), rules[0].key, tuple(_reader(rule.reads) for rule in rules))


@dataclass(frozen=True, slots=True)
class _Group:
    """Rules that are remembered together.

    Attributes:
        rules: The rules.
        read: Reads all fields that any of them reads.
        key: What they depend on, where that is less than the fields.
        readers: Reads the fields of each.
    """

    rules: tuple[Rule, ...]
    read: Callable[[Case], Hashable]
    key: Callable[[Situation, Law], Hashable] | None
    readers: tuple[Callable[[Case], Hashable], ...]


_GROUPS = tuple(_groups())
_AS_ASKED = [rule.code for group in _GROUPS for rule in group.rules]
_IN_ORDER = itemgetter(*(_AS_ASKED.index(rule.code) for rule in RULES))
SUM_READ = next(rule.reads for rule in lump_sum.RULES if rule.code == "LS405")
_READ_DAYS, _READ_DISTANCE = _reader(DAYS_READ), _reader(DISTANCE_READ)


class Bench:
    """The rules under one law, for many cases: what was found once for the same values is remembered.

    The verdict is the very same as without remembering: each rule names every field it reads.
    """

    def __init__(self, law: Law) -> None:
        """Make a bench for one law."""
        self.law = law
        self._groups: tuple[tuple[_Group, Memo[tuple[Finding, ...]]], ...] = tuple((group, Memo()) for group in _GROUPS)
        self._findings: Memo[Finding] = Memo()
        self._sums: Memo[lump_sum.LumpSum] = Memo()
        self._days: Memo[tuple[StayDays | None, int | None]] = Memo()
        self._distances: Memo[float | None] = Memo()

    def judge(self, case: Case) -> Verdict:
        """Return the verdict of a case, without looking for what would change it.

        Not eligible if a condition (OR1xx, EX2xx) is not met; otherwise undecided if any finding is
        undecided; otherwise eligible. Priority and the steps of the sum never refuse an exchange.

        Args:
            case: The question.
        """
        law = self.law
        situation = _Remembering(case, law, self._days, self._distances)
        found: list[Finding] = []
        for group, known in self._groups:
            question = group.key(situation, law) if group.key else group.read(case)
            found += known.get(question, lambda group=group: self._ask(group, situation))  # type: ignore[misc]  # mypy can't infer a lambda's default
        findings: tuple[Finding, ...] = _IN_ORDER(found)
        eligibility = _eligibility(findings)
        amount = self._sums.get(lump_sum.sum_key(situation, law), lambda: lump_sum.estimate_lump_sum(situation, law))
        due = {
            Eligibility.ELIGIBLE: amount.due_eur,
            Eligibility.NOT_ELIGIBLE: _NOTHING_EUR,
            Eligibility.UNDECIDED: None,
        }[eligibility]
        head = law.programme.programme
        return Verdict(
            programme=head.id,
            programme_title=head.title,
            programme_version=head.version,
            programme_hash=law.programme.content_hash,
            on=law.day,
            eligibility=eligibility,
            findings=findings,
            working_days=situation.working_days,
            distance_km=situation.distance_km,
            has_priority=_PRIORITY.get(findings[_PRIORITY_AT].outcome),
            full_lump_sum_eur=amount.full_eur,
            halved=amount.halved,
            lump_sum_eur=due,
            lump_sum_if_confirmed_eur=amount.due_eur if eligibility is not Eligibility.NOT_ELIGIBLE else _NOTHING_EUR,
        )

    def _ask(self, group: _Group, situation: Situation) -> tuple[Finding, ...]:
        """Ask each rule of a group; of rules that read different fields, each is remembered by itself, too."""
        law, case = self.law, situation.case
        if group.key is not None:
            return tuple(rule.find(situation, law) for rule in group.rules)
        return tuple(
            self._findings.get((rule.code, read(case)), lambda rule=rule: rule.find(situation, law))  # type: ignore[misc]  # as above
            for rule, read in zip(group.rules, group.readers, strict=True)
        )


class _Remembering(Situation):
    """A situation whose days and distance are remembered from other cases."""

    def __init__(
        self, case: Case, law: Law, days: Memo[tuple[StayDays | None, int | None]], distances: Memo[float | None]
    ) -> None:
        super().__init__(case, law)
        self._known_days, self._known_distances = days, distances

    @cached_property
    def _counted(self) -> tuple[StayDays | None, int | None]:
        return self._known_days.get(_READ_DAYS(self.case), self._count)

    def _count(self) -> tuple[StayDays | None, int | None]:
        days = self._count_days()
        return days, days.working_days if days else None

    @property
    def days(self) -> StayDays | None:
        return self._counted[0]

    @property
    def working_days(self) -> int | None:
        try:
            return self._counted[1]
        except ParameterNotFoundError:
            return None

    @cached_property
    def distance_km(self) -> float | None:
        return self._known_distances.get(_READ_DISTANCE(self.case), super()._measure)


def judge(case: Case, law: Law) -> Verdict:
    """Return the verdict of one case, without looking for what would change it.

    Args:
        case: The question.
        law: The law to apply.
    """
    return Bench(law).judge(case)


def _eligibility(findings: Sequence[Finding]) -> Eligibility:
    outcomes = [finding.outcome for finding in findings]
    if Outcome.NOT_MET in outcomes[_OF_CONDITIONS]:
        return Eligibility.NOT_ELIGIBLE
    return Eligibility.UNDECIDED if Outcome.UNDECIDED in outcomes else Eligibility.ELIGIBLE
