# SPDX-License-Identifier: BSD-3-Clause
"""What is allowed in a programme file and yet probably a slip: said when a file is checked, never an error."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from exxtra_kit.messages import Country, Listing, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.messages import Message
    from exxtra_kit.parameters.schema import Programme


def cautions(programme: Programme) -> tuple[Message, ...]:
    """Return what somebody should look at again: sums that end, sums nobody can get, a period that ends too early."""
    return (*_sums_that_end(programme), *_sums_for_nobody(programme), *_period(programme))


def _sums_that_end(programme: Programme) -> Iterator[Message]:
    for before, after in pairwise(programme.parameters["ceiling_eur"].values):
        if isinstance(before.value, dict) and isinstance(after.value, dict):
            gone = tuple(Country(code) for code in before.value if code not in after.value)
            if gone:
                yield msg(
                    "ceiling_eur: from {day} there is no sum any more for: {gone}. A table is stated whole.",
                    day=after.since,
                    gone=Listing(gone),
                )


def _sums_for_nobody(programme: Programme) -> Iterator[Message]:
    taking_part = {
        code
        for entry in programme.parameters["participating_countries"].values
        if isinstance(entry.value, tuple)
        for code in entry.value
    }
    with_sum = {
        code
        for entry in programme.parameters["ceiling_eur"].values
        if isinstance(entry.value, dict)
        for code in entry.value
    }
    strangers = tuple(Country(code) for code in sorted(with_sum - taking_part))
    if strangers and taking_part:
        yield msg("ceiling_eur: these have a sum and never take part: {countries}.", countries=Listing(strangers))


def _period(programme: Programme) -> Iterator[Message]:
    first, last = (programme.parameters[name].values[-1].value for name in ("first_day", "last_day"))
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield msg("last_day: {last} is before the first day, {first}: nobody could ever go.", last=last, first=first)
