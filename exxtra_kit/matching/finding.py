# SPDX-License-Identifier: BSD-3-Clause
"""Hosts in an order, and those of them that fit what a visitor looks for.

What isn't known fits nothing and comes last; while nothing is judged yet, no verdict can be asked for, and a filter
that asks for one lets everything pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from exxtra_kit.matching.spoken import official_languages
from exxtra_kit.models import Eligibility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exxtra_kit.catalogue import Cluster
    from exxtra_kit.models import Verdict

BY_SUM = "sum"
PRIORITY = "priority"
WITHIN_KM = ("500", "750", "1000", "1500")
"""Distances to choose from, kilometres; a choice of ours, no threshold of the law."""
STANDINGS = ("full", "paid", "possible")
_RANKS = {Eligibility.ELIGIBLE: 0, Eligibility.UNDECIDED: 1, None: 2, Eligibility.NOT_ELIGIBLE: 3}


class Candidate(Protocol):
    """A cluster, with what the rules say of visiting it."""

    @property
    def cluster(self) -> Cluster:
        """The host."""

    @property
    def verdict(self) -> Verdict | None:
        """What the rules say; None while too little is said."""


_C = TypeVar("_C", bound=Candidate)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a visitor looks for; empty for "any".

    Attributes:
        standing: "full" the full sum, "paid" the full or the half sum, "possible" not refused.
        distance: At most so many kilometres, one of `WITHIN_KM`; or "priority": far enough for it.
        strength: A strength, as the catalogue has it ("rail").
        spoken: Code of a language that is official where the host is.
    """

    standing: str = ""
    distance: str = ""
    strength: str = ""
    spoken: str = ""

    def fits(self, candidate: Candidate) -> bool:
        """Say whether a host is what is looked for."""
        cluster, verdict = candidate.cluster, candidate.verdict
        return (
            (not self.strength or self.strength in cluster.values("strength"))
            and (not self.spoken or self.spoken in official_languages(cluster.country, cluster.host_region))
            and (verdict is None or (self._stands(verdict) and self._lies(verdict)))
        )

    def _stands(self, verdict: Verdict) -> bool:
        match self.standing:
            case "full":
                return verdict.eligibility is Eligibility.ELIGIBLE and not verdict.halved
            case "paid":
                return verdict.eligibility is Eligibility.ELIGIBLE
            case "possible":
                return verdict.eligibility is not Eligibility.NOT_ELIGIBLE
            case _:
                return True

    def _lies(self, verdict: Verdict) -> bool:
        if self.distance == PRIORITY:
            return verdict.has_priority is True
        if not self.distance:
            return True
        return verdict.distance_km is not None and verdict.distance_km <= int(self.distance)


def offered(clusters: Iterable[Cluster]) -> dict[str, tuple[str, ...]]:
    """Return the values that each filter can have, beside "any", as far as these hosts have them.

    Args:
        clusters: The hosts.
    """
    hosts = tuple(clusters)
    strengths = dict.fromkeys(strength for host in hosts for strength in host.values("strength"))
    languages = dict.fromkeys(code for host in hosts for code in official_languages(host.country, host.host_region))
    return {
        "standing": STANDINGS,
        "distance": (*WITHIN_KM, PRIORITY),
        "strength": tuple(strengths),
        "spoken": tuple(languages),
    }


def fitting(candidates: Iterable[_C], filters: Filters) -> tuple[_C, ...]:
    """Return the hosts that are what is looked for, in the order in which they came."""
    return tuple(candidate for candidate in candidates if filters.fits(candidate))


def sum_eur(verdict: Verdict | None) -> int | None:
    """Return the sum that is due, or would be due once what is open is confirmed; euro; None if unknown."""
    if verdict is None:
        return None
    if verdict.eligibility is Eligibility.UNDECIDED:
        return verdict.lump_sum_if_confirmed_eur
    return verdict.lump_sum_eur


def _by_sum(candidate: Candidate) -> tuple[float, ...]:
    """What is sure by its sum, then what is open, then what is not possible; the nearer first."""
    verdict = candidate.verdict
    rank = _RANKS[verdict.eligibility if verdict else None]
    return rank, -(sum_eur(verdict) or 0), (verdict.distance_km if verdict else None) or 0.0


def _by_distance(candidate: Candidate) -> tuple[float, ...]:
    """The nearest first."""
    return _known_first(candidate.verdict.distance_km if candidate.verdict else None)


def _by_days(candidate: Candidate) -> tuple[float, ...]:
    """Most working days, so fewest lost to holidays, first; then as by the sum."""
    days = candidate.verdict.working_days if candidate.verdict else None
    return *_known_first(None if days is None else -days), *_by_sum(candidate)


def _by_name(_candidate: Candidate) -> tuple[float, ...]:
    """Nothing else than the name, which decides last in every order."""
    return ()


def _known_first(value: float | None) -> tuple[float, float]:
    return (1, 0) if value is None else (0, value)


_KEYS: dict[str, Callable[[Candidate], tuple[float, ...]]] = {
    BY_SUM: _by_sum,
    "distance": _by_distance,
    "days": _by_days,
    "name": _by_name,
}
ORDERS = tuple(_KEYS)
"""The orders that there are, the usual one first."""


def in_order(candidates: Iterable[_C], order: str = BY_SUM) -> tuple[_C, ...]:
    """Return hosts in an order: by sum (the best first), distance (the nearest), days (the most) or name.

    Args:
        candidates: The hosts.
        order: One of `ORDERS`.
    """
    key = _KEYS[order]
    return tuple(sorted(candidates, key=lambda one: (*key(one), one.cluster.name.casefold())))
