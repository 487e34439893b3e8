# SPDX-License-Identifier: BSD-3-Clause
"""One visitor and very many hosts: what the rules say of each, asked on one bench that remembers its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.geo import distance_of_many
from exxtra_kit.models import Case, Organisation
from exxtra_kit.parameters import Law
from exxtra_kit.rules.verdict import Bench

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.models import Exchange, Verdict
    from exxtra_kit.organisations import Entry


def judge_hosts(question: Case, hosts: Iterable[Entry]) -> tuple[Verdict | None, ...]:
    """Return what the rules say of visiting each host: the very same as `assess_exchange` without fixes.

    Args:
        question: The visitor and the days; its host does not count.
        hosts: The organisations.

    Returns:
        A verdict for each in the same order; None for an organisation that only visits.
    """
    bench = Bench(Law.at(question.on, question.programme), distance_of_many())
    stays: dict[str | None, Exchange] = {}
    return tuple(bench.judge(_case(question, host, stays)) if host.can_host else None for host in hosts)


def _case(question: Case, host: Entry, stays: dict[str | None, Exchange]) -> Case:
    """Return the case of one host. Everything in it has passed its door already, so nothing is checked twice."""
    region = host.place.region if host.place else None
    if region not in stays:
        stay = question.exchange
        stays[region] = stay.model_copy(update={"host_region": stay.host_region or region})
    there = Organisation.model_construct(
        type=host.type, country=host.country, place=host.place, membership=host.membership
    )
    return Case.model_construct(
        programme=question.programme,
        on=question.on,
        visiting=question.visiting,
        host=there,
        exchange=stays[region],
    )
