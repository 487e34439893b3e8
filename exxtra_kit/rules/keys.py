# SPDX-License-Identifier: BSD-3-Clause
"""What an answer depends on, where that is less than the fields it reads: by this it is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.days import is_split
from exxtra_kit.errors import ParameterNotFoundError

if TYPE_CHECKING:
    from collections.abc import Hashable

    from exxtra_kit.parameters import Law
    from exxtra_kit.rules.core import Situation


def distance_key(situation: Situation, _law: Law) -> Hashable:
    """Return what an answer depends on that asks how far the two are apart."""
    return situation.distance_km, situation.is_measured_between_towns, situation.case.exchange.form


def days_key(situation: Situation, _law: Law) -> Hashable:
    """Return what an answer depends on that asks for the days at the host: how many count, and why others don't."""
    exchange, country = situation.case.exchange, situation.case.host.country
    try:
        days = situation.days
    except ParameterNotFoundError:  # the law's doing, whatever the days
        return exchange.form
    if days is None:
        return exchange.form, exchange.start is None or exchange.end is None, country
    return (
        exchange.form,
        country,
        days.region,
        days.working_days,
        days.half_days_per_day,
        days.holidays_suspended,
        tuple(days.regional_counts.values()),
        is_split(days.days),
        bool(exchange.slots),
        exchange.travel_days,
        tuple([day for day in days.days if not day.is_plain]),
    )


def group_distance_key(situation: Situation, law: Law) -> Hashable:
    """Return what the answer on a group's way depends on: for most visitors, who come alone, on nothing."""
    visitors = situation.case.exchange.group_visitors
    return None if visitors is None or visitors <= 1 else (visitors, distance_key(situation, law))
