# SPDX-License-Identifier: BSD-3-Clause
"""The verdict: every finding, the three facts and the sum."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from exxtra_kit.memory import LIMIT_OF_SMALL, Memo
from exxtra_kit.models import Eligibility, Finding, Outcome, Verdict
from exxtra_kit.rules import conditions, lump_sum, organisations
from exxtra_kit.rules.core import DAYS_READ, Rule, Situation, rounded_km
from exxtra_kit.rules.exchanges import EXCHANGE_RULES, PRIORITY_RULES
from exxtra_kit.rules.keys import days_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator
    from datetime import date

    from exxtra_kit.models import Case, Place
    from exxtra_kit.parameters import Law

_CONDITIONS = (*organisations.RULES, *conditions.RULES, *EXCHANGE_RULES)
RULES: tuple[Rule, ...] = (*_CONDITIONS, *PRIORITY_RULES, *lump_sum.RULES)
"""Every rule, in the order in which findings are reported."""

_CODES_OF_CONDITIONS = frozenset(rule.code for rule in _CONDITIONS)
_PLACE_OF = {rule.code: place for place, rule in enumerate(RULES)}
_PRIORITY = {Outcome.MET: True, Outcome.NOT_MET: False}
_NOTHING_EUR = 0
# How an exchange stands by some of the rules; the worst of all counts.
_STANDINGS = (Eligibility.ELIGIBLE, Eligibility.UNDECIDED, Eligibility.NOT_ELIGIBLE)
_ELIGIBLE, _UNDECIDED, _NOT_ELIGIBLE = range(len(_STANDINGS))
_SEVERAL = "several"


def _reader(fields: Iterable[str]) -> Callable[[Case], Hashable]:
    """Return what reads these fields of a case."""
    names = tuple(fields)
    sections = {name.partition(".")[0] for name in names}
    if len(sections) == 1:  # the section is taken once, which is quicker than field by field
        section, read = attrgetter(*sections), attrgetter(*(name.partition(".")[-1] for name in names))
        return lambda case: read(section(case))
    return attrgetter(*names) if names else lambda _case: None


def _groups() -> Iterator[_Group]:
    """Yield the rules that are remembered together: those with one key, those of one section, and all others."""
    rules_of: dict[Hashable, list[Rule]] = {}
    for rule in RULES:
        sections = {field.partition(".")[0] for field in rule.reads}
        alike = rule.key or (sections.pop() if len(sections) == 1 else _SEVERAL)
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


Part = tuple[tuple[int, "Finding"], ...]
"""Some findings of one group of rules, each with its place among all; the same object each time it is said."""
Parts = list[Part]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a group of rules says.

    Attributes:
        findings: What each of them found.
        standing: How the exchange stands by them.
        telling: The findings that are not met or undecided, each with its place among all.
        cautious: The findings that carry a caution, likewise.
        unchecked: The places of the findings that were not looked into.
    """

    findings: tuple[Finding, ...]
    standing: int
    telling: Part
    cautious: Part
    unchecked: tuple[int, ...]


def _say(findings: tuple[Finding, ...]) -> _Said:
    """Return findings with what they make of the exchange: only a condition that is not met refuses it."""
    if any(one.outcome is Outcome.NOT_MET and one.code in _CODES_OF_CONDITIONS for one in findings):
        standing = _NOT_ELIGIBLE
    else:
        standing = _UNDECIDED if any(one.outcome is Outcome.UNDECIDED for one in findings) else _ELIGIBLE
    placed = [(_PLACE_OF[one.code], one) for one in findings]
    return _Said(
        findings,
        standing,
        tuple([pair for pair in placed if pair[1].outcome in {Outcome.NOT_MET, Outcome.UNDECIDED}]),
        tuple([pair for pair in placed if pair[1].note is not None]),
        tuple([place for place, one in placed if not one.is_checked]),
    )


@dataclass(frozen=True, slots=True)
class _Stay:
    """What is remembered of the days at the host.

    Attributes:
        working_days: How many count; None where that can't be known.
        said: What the rules on the days say.
    """

    working_days: int | None
    said: _Said


@dataclass(frozen=True, slots=True)
class _Pay:
    """What is remembered of the sum.

    Attributes:
        amount: The sum.
        said: What the rules on the sum say.
    """

    amount: lump_sum.LumpSum
    said: _Said


_GROUPS = tuple(_groups())
_OF_DAYS = next(group for group in _GROUPS if group.key is days_key)
_OF_THE_SUM = next(group for group in _GROUPS if group.key is lump_sum.sum_key)
_OTHERS = tuple(group for group in _GROUPS if group.key not in {days_key, lump_sum.sum_key})
_AS_ASKED = [rule.code for group in (_OF_DAYS, _OF_THE_SUM, *_OTHERS) for rule in group.rules]
# Where among what the groups say the finding on priority stands.
_PRIORITY_SAID, _PRIORITY_IN_IT = next(
    (at, place)
    for at, group in enumerate((_OF_DAYS, _OF_THE_SUM, *_OTHERS))
    for place, rule in enumerate(group.rules)
    if rule in PRIORITY_RULES
)
_IN_ORDER = itemgetter(*(_AS_ASKED.index(rule.code) for rule in RULES))
SUM_READ = next(rule.reads for rule in lump_sum.RULES if rule.code == "LS405")
_READ_DAYS = _reader(DAYS_READ)


@dataclass(slots=True)
class Ruling:
    """What the rules say of a case, not yet put together: a table of decisions asks it for single things only.

    Attributes:
        law: The law that was applied.
        on: The day that the verdict names.
        eligibility: The answer to the whole.
        working_days: Working days at the host; None where they can't be known.
        distance_km: Distance rounded to 0.1 km; None if unknown.
        amount: The sum.
        has_priority: Whether the exchange has priority by its distance; None if unknown.
        said: What each group of rules says.
    """

    law: Law
    on: date
    eligibility: Eligibility
    working_days: int | None
    distance_km: float | None
    amount: lump_sum.LumpSum
    has_priority: bool | None
    said: list[_Said]

    @property
    def lump_sum_if_confirmed_eur(self) -> int | None:
        """What would be due if all open questions were answered well."""
        return _NOTHING_EUR if self.eligibility is Eligibility.NOT_ELIGIBLE else self.amount.due_eur

    @property
    def lump_sum_eur(self) -> int | None:
        """What is due."""
        return None if self.eligibility is Eligibility.UNDECIDED else self.lump_sum_if_confirmed_eur

    def telling(self) -> Parts:
        """Return the findings that are not met or undecided."""
        return [said.telling for said in self.said if said.telling]

    def cautious(self) -> Parts:
        """Return the findings that carry a caution."""
        return [said.cautious for said in self.said if said.cautious]

    def unchecked(self) -> tuple[int, ...]:
        """Return the places, among all rules, of the findings that were not looked into, in order."""
        return tuple(sorted([place for said in self.said for place in said.unchecked]))

    def verdict(self) -> Verdict:
        """Put the verdict together, with every finding."""
        head = self.law.programme.programme
        return Verdict(
            programme=head.id,
            programme_title=head.title,
            programme_version=head.version,
            programme_hash=self.law.programme.content_hash,
            on=self.on,
            eligibility=self.eligibility,
            findings=_IN_ORDER([finding for said in self.said for finding in said.findings]),
            working_days=self.working_days,
            distance_km=self.distance_km,
            has_priority=self.has_priority,
            full_lump_sum_eur=self.amount.full_eur,
            halved=self.amount.halved,
            lump_sum_eur=self.lump_sum_eur,
            lump_sum_if_confirmed_eur=self.lump_sum_if_confirmed_eur,
        )


def in_order(parts: Parts) -> list[Finding]:
    """Return the findings of several groups in the order of the rules."""
    if len(parts) == 1:
        return [finding for _, finding in parts[0]]
    return [finding for _, finding in sorted([pair for part in parts for pair in part], key=itemgetter(0))]


class Bench:
    """The rules under one law, for many cases: what was found once for the same values is remembered.

    The verdict is the very same as without remembering: each rule names every field it reads.
    """

    def __init__(self, law: Law, measure: Callable[[Place, Place], float] | None = None) -> None:
        """Make a bench for one law.

        Args:
            law: The law to apply.
            measure: Returns a distance in kilometres; None for `geo.distance_km`.
        """
        self.law = law
        self._measure = measure
        self._groups: tuple[tuple[_Group, Memo[_Said]], ...] = tuple((group, Memo()) for group in _OTHERS)
        self._findings: Memo[Finding] = Memo()
        self._stays: Memo[_Stay] = Memo(LIMIT_OF_SMALL)
        self._said_of_stays: Memo[_Said] = Memo()
        self._pays: Memo[_Pay] = Memo()
        self._distances: Memo[float] = Memo(LIMIT_OF_SMALL)

    def judge(self, case: Case, on: date | None = None) -> Verdict:
        """Return the verdict of a case, without looking for what would change it.

        Not eligible if a condition (OR1xx, EX2xx) is not met; otherwise undecided if any finding is
        undecided; otherwise eligible. Priority and the steps of the sum never refuse an exchange.

        Args:
            case: The question.
            on: The day that the verdict names, where another day has the very same law; None for the law's.
        """
        return self.rule(case, on).verdict()

    def rule(self, case: Case, on: date | None = None) -> Ruling:
        """Return what the rules say of a case, as `judge` does, not yet put together.

        Args:
            case: The question.
            on: The day that the verdict names; None for the law's.
        """
        law = self.law
        situation = Situation(case, law)
        dates = _READ_DAYS(case)
        stay = self._stays.recall(dates) or self._stays.get(dates, self._count, situation)
        situation.working_days = stay.working_days
        situation.distance_km = self._distance_km(case.visiting.place, case.host.place)
        paid = lump_sum.sum_key(situation, law)
        pay = self._pays.recall(paid) or self._pays.get(paid, self._pay, situation)
        said = [stay.said, pay.said]
        for group, known in self._groups:
            question = group.key(situation, law) if group.key else group.read(case)
            said.append(known.recall(question) or known.get(question, self._ask, group, situation))
        return Ruling(
            law,
            on or law.day,
            _STANDINGS[max([one.standing for one in said])],
            stay.working_days,
            situation.distance_km,
            pay.amount,
            _PRIORITY.get(said[_PRIORITY_SAID].findings[_PRIORITY_IN_IT].outcome),
            said,
        )

    def _distance_km(self, visiting: Place | None, host: Place | None) -> float | None:
        if visiting is None or host is None:
            return None
        ends = visiting.lat, visiting.lon, host.lat, host.lon
        found = self._distances.recall(ends)
        return self._distances.get(ends, rounded_km, visiting, host, self._measure) if found is None else found

    def _count(self, situation: Situation) -> _Stay:
        """Count the working days, and ask the rules on them; stays that differ only in their dates share findings."""
        said = self._said_of_stays.get(days_key(situation, self.law), self._ask, _OF_DAYS, situation)
        return _Stay(situation.working_days, said)

    def _pay(self, situation: Situation) -> _Pay:
        """Compute the sum, and ask the rules on it."""
        return _Pay(lump_sum.estimate_lump_sum(situation, self.law), self._ask(_OF_THE_SUM, situation))

    def _ask(self, group: _Group, situation: Situation) -> _Said:
        """Ask each rule of a group; of rules that read different fields, each is remembered by itself, too."""
        law, case = self.law, situation.case
        if group.key is not None:
            return _say(tuple([rule.find(situation, law) for rule in group.rules]))
        found = [
            self._findings.get((rule.code, read(case)), rule.find, situation, law)
            for rule, read in zip(group.rules, group.readers, strict=True)
        ]
        return _say(tuple(found))


def judge(case: Case, law: Law) -> Verdict:
    """Return the verdict of one case, without looking for what would change it.

    Args:
        case: The question.
        law: The law to apply.
    """
    return Bench(law).judge(case)
