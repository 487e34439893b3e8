# SPDX-License-Identifier: BSD-3-Clause
"""What is allowed in a programme file and yet probably a slip: said when a file is checked, never an error."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from exxtra_kit.messages import Country, Euro, Listing, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.messages import Message
    from exxtra_kit.parameters.schema import Programme

# What is admitted -> what is left open beside it: whoever states the one has to think of the other.
_LEFT_OPEN = (
    ("visiting_types", "disputed_visiting_types"),
    ("sufficient_memberships", "disputed_memberships"),
    ("participating_countries", "disputed_countries"),
    ("participating_countries", "countries_to_confirm"),
)


def cautions(programme: Programme, today: date | None = None) -> tuple[Message, ...]:
    """Return what somebody should look at again.

    Sums that end, that nobody can get or that the cap cuts; a period that ends too early; doubts of the programme
    that this one builds on; a check that lies in the future.

    Args:
        programme: The programme.
        today: The present day; None leaves out what depends on it.
    """
    return (
        *_sums_that_end(programme),
        *_sums_for_nobody(programme),
        *_sums_above_the_cap(programme),
        *_period(programme),
        *_inherited_doubts(programme),
        *(_checked_tomorrow(programme, today) if today else ()),
    )


def _sums_above_the_cap(programme: Programme) -> Iterator[Message]:
    caps = programme.parameters["cap_eur"].values
    for entry in programme.parameters["ceiling_eur"].values:
        cap = next((cap.value for cap in reversed(caps) if cap.since <= entry.since), caps[0].value)
        if not isinstance(entry.value, dict) or not isinstance(cap, int):
            continue
        cut = tuple(Country(code) for code, amount in entry.value.items() if amount > cap)
        if cut:
            yield msg(
                "ceiling_eur: from {day} the cap (cap_eur) of {cap} cuts the sums of: {cut}. State cap_eur as well.",
                day=entry.since,
                cap=Euro(cap),
                cut=Listing(cut),
            )


def _inherited_doubts(programme: Programme) -> Iterator[Message]:
    for admitted, left_open in _LEFT_OPEN:
        values = programme.parameters[left_open].values[-1].value
        if admitted in programme.stated_here and left_open not in programme.stated_here and values:
            yield msg(
                "{left_open}: this comes from the programme that yours builds on, though you state {admitted} "
                "yourself, so people hear "
                "\N{LEFT DOUBLE QUOTATION MARK}ask your partnership\N{RIGHT DOUBLE QUOTATION MARK}. "
                "State it as well; value = [] if nothing is left open.",
                left_open=left_open,
                admitted=admitted,
            )


def _checked_tomorrow(programme: Programme, today: date) -> Iterator[Message]:
    names = tuple(
        name
        for name in sorted(programme.stated_here)
        if any(entry.last_checked > today for entry in programme.parameters[name].values)
    )
    if names:
        yield msg("last_checked is in the future: {names}.", names=Listing(names))


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
