# SPDX-License-Identifier: BSD-3-Clause
"""Several hosts, days, programmes or laws side by side: what differs first, and why it does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.rules.assess import assess_exchange
from exxtra_kit.rules.causes import Cause, Crossing, Why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exxtra_kit.messages import Message
    from exxtra_kit.models import Finding, Verdict
    from exxtra_kit.rules.variants import Variant


class Fact(StrEnum):
    """What a verdict says beside its findings; the value is the key that other programs know."""

    VERDICT = "verdict"
    LUMP_SUM = "lump_sum_eur"
    WORKING_DAYS = "working_days"
    DISTANCE = "distance_km"
    PRIORITY = "has_priority"


class Difference(StrEnum):
    """How the cells of a row differ: in the answer, in the reason for the same answer, or not at all."""

    ANSWER = "answer"
    REASON = "reason"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """One variant with its verdict."""

    variant: Variant
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact of every verdict.

    Attributes:
        fact: Which one.
        values: Its value in each column; for the sum a pair: what is due, and what would be if all that
            is open were confirmed.
        difference: Whether the values differ.
        whys: For each column why it differs from the first; None where it doesn't.
    """

    fact: Fact
    values: tuple[object, ...]
    difference: Difference
    whys: tuple[Why | None, ...]

    @property
    def key(self) -> str:
        """The fact's key."""
        return str(self.fact)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """The findings of one rule in every column.

    Attributes:
        findings: The finding of each column.
        difference: Whether they differ in the answer, only in its reason, or not at all.
        whys: For each column why it differs from the first; None where it doesn't.
    """

    findings: tuple[Finding, ...]
    difference: Difference
    whys: tuple[Why | None, ...]

    @property
    def key(self) -> str:
        """The code of the rule's findings."""
        return self.findings[0].code

    @property
    def question(self) -> Message:
        """The rule's question."""
        return self.findings[0].question


Row = FactRow | FindingRow


@dataclass(frozen=True, slots=True)
class Comparison:
    """Verdicts side by side.

    Attributes:
        columns: The variants with their verdicts, in the order given.
        rows: First those that differ: facts, then findings with another answer (not met somewhere,
            undecided somewhere, others), then those with another reason only; after them those that are
            the same in every column.
        causes: For each column everything in which its case and its law differ from those of the first.
        idle: Names of the parameters whose values differ between the laws and have no consequence in any column.
        best: The columns than which no other is better, by eligibility, then by sum; empty where all
            are equally good.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    causes: tuple[tuple[Cause, ...], ...]
    idle: tuple[str, ...]
    best: frozenset[int]

    @property
    def differing(self) -> tuple[Row, ...]:
        """The rows that differ."""
        return tuple(row for row in self.rows if row.difference is not Difference.NONE)

    @property
    def same(self) -> tuple[Row, ...]:
        """The rows that are the same in every column."""
        return tuple(row for row in self.rows if row.difference is Difference.NONE)


_RANK = {Eligibility.NOT_ELIGIBLE: -1, Eligibility.UNDECIDED: 0, Eligibility.ELIGIBLE: 1}
_FACTS: dict[Fact, Callable[[Verdict], object]] = {
    Fact.VERDICT: lambda verdict: verdict.eligibility,
    Fact.LUMP_SUM: lambda verdict: (verdict.lump_sum_eur, verdict.lump_sum_if_confirmed_eur),
    Fact.WORKING_DAYS: lambda verdict: verdict.working_days,
    Fact.DISTANCE: lambda verdict: verdict.distance_km,
    Fact.PRIORITY: lambda verdict: verdict.has_priority,
}
_GRAVITY = (Outcome.NOT_MET, Outcome.UNDECIDED, Outcome.MET, Outcome.NOT_APPLICABLE)
_ORDER = (Difference.ANSWER, Difference.REASON, Difference.NONE)


def compare(variants: Sequence[Variant]) -> Comparison:
    """Judge variants of a case, or several cases, and set them side by side.

    Every "why" is found by asking the rules again: the first column is given what the other has of one
    thing, and it is kept if the answer becomes the other's.

    Args:
        variants: The columns, one at least; the first is the one that the others are explained against.
    """
    columns = tuple(
        Column(variant, assess_exchange(variant.case, variant.law, with_fixes=False)) for variant in variants
    )
    first, *others = (column.variant for column in columns)
    crossings = [Crossing(first, other) for other in others]
    verdicts = [column.verdict for column in columns]
    rows = [*_fact_rows(verdicts, crossings), *_finding_rows(verdicts, crossings)]
    rows.sort(key=_place)  # a stable sort: in one place facts, then findings in the order of the rules
    causes = ((), *(crossing.causes for crossing in crossings))
    return Comparison(columns, tuple(rows), causes, _idle(crossings), _best(verdicts))


def _place(row: Row) -> tuple[int, int]:
    """Return where a row stands: by how it differs, and among other answers the gravest first."""
    if isinstance(row, FactRow) or row.difference is not Difference.ANSWER:
        return _ORDER.index(row.difference), 0
    return _ORDER.index(row.difference), 1 + min(_GRAVITY.index(finding.outcome) for finding in row.findings)


def _fact_rows(verdicts: Sequence[Verdict], crossings: Sequence[Crossing]) -> Iterator[Row]:
    for fact, read in _FACTS.items():
        first, *others = values = tuple(read(verdict) for verdict in verdicts)
        whys = (
            None if value == first else crossing.why_fact(read)
            for value, crossing in zip(others, crossings, strict=True)
        )
        difference = Difference.NONE if all(value == first for value in others) else Difference.ANSWER
        yield FactRow(fact, values, difference, (None, *whys))


def _finding_rows(verdicts: Sequence[Verdict], crossings: Sequence[Crossing]) -> Iterator[Row]:
    for findings in zip(*(verdict.findings for verdict in verdicts), strict=True):
        first, *others = findings
        differences = [_difference(first, other) for other in others]
        whys = (
            _why_finding(first.code, difference, crossing)
            for difference, crossing in zip(differences, crossings, strict=True)
        )
        yield FindingRow(findings, min(differences, key=_ORDER.index, default=Difference.NONE), (None, *whys))


def _difference(one: Finding, other: Finding) -> Difference:
    if _answer(one) != _answer(other):
        return Difference.ANSWER
    return Difference.NONE if _whole(one) == _whole(other) else Difference.REASON


def _why_finding(code: str, difference: Difference, crossing: Crossing) -> Why | None:
    """Return why a finding differs: of another answer that what gives its reason too, else that what gives it."""
    match difference:
        case Difference.ANSWER:
            return crossing.why_finding(code, _whole, _answer)
        case Difference.REASON:
            return crossing.why_finding(code, _whole)
        case _:
            return None


def _answer(finding: Finding) -> object:
    return finding.outcome, finding.is_checked


def _whole(finding: Finding) -> object:
    return finding.outcome, finding.is_checked, finding.reason, finding.note


def _idle(crossings: Sequence[Crossing]) -> tuple[str, ...]:
    found: dict[str, bool] = {}
    for crossing in crossings:
        for cause in crossing.causes:
            if cause.change is not None and cause.change.is_of_value:
                found[cause.name] = found.get(cause.name, True) and crossing.is_idle(cause, _everything)
    return tuple(name for name, is_idle in found.items() if is_idle)


def _everything(verdict: Verdict) -> object:
    facts = tuple(read(verdict) for read in _FACTS.values())
    return facts, tuple(_whole(finding) for finding in verdict.findings)


def _best(verdicts: Sequence[Verdict]) -> frozenset[int]:
    places = range(len(verdicts))
    beaten = {one for one in places if any(_is_better(verdicts[other], verdicts[one]) for other in places)}
    return frozenset(places) - beaten if beaten else frozenset()


def _is_better(one: Verdict, other: Verdict) -> bool:
    if one.eligibility is not other.eligibility:
        return _RANK[one.eligibility] > _RANK[other.eligibility]
    mine, its = one.lump_sum_if_confirmed_eur, other.lump_sum_if_confirmed_eur
    return mine is not None and its is not None and mine > its
