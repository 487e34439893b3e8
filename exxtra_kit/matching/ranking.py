# SPDX-License-Identifier: BSD-3-Clause
"""The hosts for one visitor in an order, each with its score taken apart; and those that are out, with the rule.

The score is a sum that a reader can do again by hand. Each criterion gives a host 0 to 100 per cent; its marks are
that share of the criterion's weight; the score is the sum of the marks, as a share of all weights. So

* what isn't known earns no marks, as if it were bad: nothing unknown lifts a host. How far it could rise if all of it
  turned out well is said beside it (`Ranked.score_at_best`);
* what the visitor said nothing of ("not asked") counts for no host, neither as marks nor among the weights;
* all hosts of a ranking share one sum of weights, so that a criterion in which two hosts are equal can't change
  which of them is first, whatever its weight is;
* per cents and weights are whole numbers, so that marks have at most two decimals and only the score itself is rounded.

First come the hosts that are eligible, then those that are not decided yet; then the marks decide, then the name, then
the id. The rules alone say who is out: no score brings a refused host back.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from exxtra_kit.matching.criteria import FULL_PERCENT, LARGEST_WEIGHT, WEIGHTS, Asked, Criterion
from exxtra_kit.matching.finding import sum_eur
from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.rules import assess_exchange
from exxtra_kit.rules.variants import Variant, variants

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exxtra_kit.catalogue import Cluster
    from exxtra_kit.matching.criteria import Side
    from exxtra_kit.messages import Message
    from exxtra_kit.models import Case, Finding, Verdict

__all__ = [
    "WEIGHTS",
    "Criterion",
    "Excluded",
    "Part",
    "Ranked",
    "Ranking",
    "all_weights",
    "rank_hosts",
]

_TENTHS = 10
_CONDITIONS = ("OR", "EX")
"""How the codes of findings begin that can make an exchange impossible: priority and the sum can't."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion makes of a host.

    Attributes:
        criterion: The criterion.
        points: From 0 to 1, in whole hundredths; None if it is not known or not asked.
        weight: Its weight, 0 to 100.
        reason: Why, a whole sentence.
        open_points: How much more it could be, as far as it isn't known: 1 where nothing is.
        is_asked: Whether it counts at all; False where the visitor said nothing of it.
    """

    criterion: Criterion
    points: float | None
    weight: int
    reason: Message
    open_points: float = 0.0
    is_asked: bool = True

    @property
    def percent(self) -> int | None:
        """The points in per cent; None if not known or not asked."""
        return None if self.points is None else round(self.points * FULL_PERCENT)

    @property
    def hundredths(self) -> int:
        """The marks in hundredths: weight times per cent; 0 for what isn't known."""
        return self.weight * (self.percent or 0)

    @property
    def marks(self) -> float:
        """What it adds to the sum: the weight's share that the points are, with at most two decimals."""
        return self.hundredths / FULL_PERCENT


@dataclass(frozen=True, slots=True)
class Ranked:
    """A host that the visitor can go to, or perhaps can.

    Attributes:
        cluster: The host.
        verdict: What the rules say: eligible, or not decided yet.
        parts: What each criterion makes of it, in the order of `Criterion`.
    """

    cluster: Cluster
    verdict: Verdict
    parts: tuple[Part, ...]

    @property
    def is_decided(self) -> bool:
        """Whether the rules are sure that it is possible."""
        return self.verdict.eligibility is Eligibility.ELIGIBLE

    @property
    def hundredths(self) -> int:
        """Its marks in hundredths, a whole number: what decides the order."""
        return sum(part.hundredths for part in self.parts if part.is_asked)

    @property
    def marks(self) -> float:
        """The sum of the marks of its parts."""
        return self.hundredths / FULL_PERCENT

    @property
    def all_marks(self) -> int:
        """The most marks that a host can have: the weights of all that is asked, together."""
        return sum(part.weight for part in self.parts if part.is_asked)

    @property
    def score(self) -> float:
        """The marks as a share of the most, 0 to 100, with one decimal; 0 if nothing has a weight."""
        return _share(self.hundredths, self.all_marks)

    @property
    def score_at_best(self) -> float:
        """The score that it would have if all that isn't known of it were best."""
        still_open = sum(part.weight * round(part.open_points * FULL_PERCENT) for part in self.parts if part.is_asked)
        return _share(self.hundredths + still_open, self.all_marks)

    @property
    def sum_eur(self) -> int | None:
        """The sum that is due, or would be once what is open is confirmed; euro; None if not known."""
        return sum_eur(self.verdict)

    def part(self, criterion: str) -> Part:
        """Return what one criterion makes of it."""
        return next(part for part in self.parts if part.criterion == criterion)


@dataclass(frozen=True, slots=True)
class Excluded:
    """A host that the visitor can't go to.

    Attributes:
        cluster: The host.
        verdict: What the rules say: not eligible.
        findings: The conditions that are not met, in the order of the rules; at least one.
    """

    cluster: Cluster
    verdict: Verdict
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """All hosts for one visitor.

    Attributes:
        ranked: The possible ones, the best first.
        excluded: The others, by name.
        weights: The weights that were used, all of them.
    """

    ranked: tuple[Ranked, ...]
    excluded: tuple[Excluded, ...]
    weights: Mapping[Criterion, int]

    def host(self, identifier: str) -> Ranked | Excluded | None:
        """Return the host of that id; None if it was not among them."""
        every: tuple[Ranked | Excluded, ...] = (*self.ranked, *self.excluded)
        return next((one for one in every if one.cluster.id == identifier), None)


def all_weights(given: Mapping[str, int] | None = None) -> dict[Criterion, int]:
    """Return the weight of each criterion: those that are given, the usual ones for the others.

    A name that is no criterion is passed over: an exchange file of a newer version may have more.

    Raises:
        ValueError: A weight is not a whole number from 0 to 100.
    """
    known = {criterion: (given or {}).get(criterion.value, usual) for criterion, usual in WEIGHTS.items()}
    for criterion, weight in known.items():
        if type(weight) is not int or not 0 <= weight <= LARGEST_WEIGHT:
            message = f"the weight of {criterion.value} must be a whole number from 0 to {LARGEST_WEIGHT}, not {weight}"
            raise ValueError(message)
    return known


def rank_hosts(
    question: Case,
    profile: Side,
    hosts: Sequence[Cluster],
    weights: Mapping[str, int] | None = None,
    host_profiles: Mapping[str, Side] | None = None,
) -> Ranking:
    """Rank hosts for a visitor.

    Each host is judged by the rules, with the law of the case's day. A host that the case itself names is judged as
    the case describes it; of the others the days on which they are closed are not known.

    Args:
        question: The visitor and the days.
        profile: What the visitor says of itself (`exxtra_kit.planning.Profile`): what it looks for, its sectors,
            languages and free days; what is empty there is not asked.
        hosts: The hosts, in any order.
        weights: Weights by criterion, 0 to 100, where they differ from `WEIGHTS`.
        host_profiles: What hosts say of themselves, by the cluster's id, as far as they did.

    Raises:
        ValueError: A weight is not a whole number from 0 to 100.
    """
    used = all_weights(weights)
    judged = [(cluster, _verdict(variant)) for cluster, variant in zip(hosts, _cases(question, hosts), strict=True)]
    possible = [one for one in judged if one[1].eligibility is not Eligibility.NOT_ELIGIBLE]
    asked = Asked.of(question, profile, host_profiles or {}, [verdict for _, verdict in possible])
    ranked = [Ranked(cluster, verdict, _parts(asked, cluster, verdict, used)) for cluster, verdict in possible]
    excluded = [
        Excluded(cluster, verdict, _not_met(verdict))
        for cluster, verdict in judged
        if verdict.eligibility is Eligibility.NOT_ELIGIBLE
    ]
    return Ranking(
        tuple(sorted(ranked, key=lambda one: (not one.is_decided, -one.hundredths, *_name(one.cluster)))),
        tuple(sorted(excluded, key=lambda one: _name(one.cluster))),
        MappingProxyType(used),
    )


def _cases(question: Case, hosts: Sequence[Cluster]) -> tuple[Variant, ...]:
    """Return the question at each host; the host that it names itself stays as it is described there."""
    if not hosts:
        return ()
    there = variants(question, hosts=hosts)[-len(hosts) :]  # a single one stands beside the case as it is
    own = question.host
    return tuple(
        Variant.of(question) if (own.name, own.country) == (cluster.name, cluster.country) else variant
        for cluster, variant in zip(hosts, there, strict=True)
    )


def _verdict(variant: Variant) -> Verdict:
    return assess_exchange(variant.case, variant.law, with_fixes=False)


def _parts(asked: Asked, cluster: Cluster, verdict: Verdict, weights: Mapping[Criterion, int]) -> tuple[Part, ...]:
    return tuple(
        Part(
            criterion,
            None if said.percent is None else said.percent / FULL_PERCENT,
            weights[criterion],
            said.reason,
            said.open_percent / FULL_PERCENT,
            said.is_asked,
        )
        for criterion, said in asked.points(cluster, verdict).items()
    )


def _not_met(verdict: Verdict) -> tuple[Finding, ...]:
    return tuple(finding for finding in verdict.with_outcome(Outcome.NOT_MET) if finding.code.startswith(_CONDITIONS))


def _name(cluster: Cluster) -> tuple[str, str]:
    return cluster.name.casefold(), cluster.id


def _share(hundredths: int, all_marks: int) -> float:
    """Return marks as a share of the most, 0 to 100 with one decimal, halves up."""
    return (2 * _TENTHS * hundredths + all_marks) // (2 * all_marks) / _TENTHS if all_marks else 0.0
