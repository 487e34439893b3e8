# SPDX-License-Identifier: BSD-3-Clause
"""What somebody asked the map, and what it answered, at one moment: all that a file of it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exxtra_kit.messages import Country, DaySpan, Kilometres, Message, msg
from exxtra_kit.render.map_layers import PRESENTATION
from exxtra_kit.render.map_page import BORDERS
from exxtra_kit.rules.words import TYPE_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from exxtra_kit.models import Exchange, Organisation, Place
    from exxtra_kit.parameters import Law
    from exxtra_kit.render.offers import Offer

TITLE = msg("Where can we go, and for how much?")
UNOFFICIAL = msg("An unofficial tool. Only your partnership and the European Commission can say what applies.")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of the map.

    Attributes:
        offers: The hosts, with verdicts if enough was said.
        law: The law that was applied.
        visitor: Who asks; None as long as that can't be read.
        stay: The days that are asked about; None likewise.
        ring_km: Way below which the sum is halved, kilometres; 0 where the programme has none.
        selected: Id of the chosen host; empty for none.
        made_on: Day on which it was made.
        made_with: Version of this program.
        shade: What the territories are coloured by, see `map_layers.shade_choices`.
        partnerships: Whether the clusters of the other partnerships are shown.
        layers: The same as the map is told (added to `map_state`).
    """

    offers: tuple[Offer, ...]
    law: Law
    visitor: Organisation | None
    stay: Exchange | None
    ring_km: int
    selected: str
    made_on: date
    made_with: str
    shade: str = PRESENTATION
    partnerships: bool = False
    layers: Mapping[str, object] = field(default_factory=dict)

    @property
    def me(self) -> Place | None:
        """Where the visitor is; None if not known."""
        return self.visitor.place if self.visitor else None

    @property
    def days(self) -> DaySpan | None:
        """First and last day at the host; None as long as one of them is missing."""
        if self.stay is None or self.stay.start is None or self.stay.end is None:
            return None
        return DaySpan(self.stay.start, self.stay.end)


def who_words(snapshot: Snapshot) -> Message:
    """Return who asks, as far as that was said."""
    visitor = snapshot.visitor
    if visitor is None:
        return msg("visitor not stated")
    parts: list[Message | str] = [visitor.name] if visitor.name else []
    if visitor.type is not None:
        parts.append(TYPE_NAMES[visitor.type])
    if visitor.place is not None and visitor.place.town:
        parts.append(visitor.place.town)
    if visitor.country:
        parts.append(msg("{country}", country=Country(visitor.country)))
    if not parts:
        return msg("visitor not stated")
    said = msg("{value}", value=parts[0])
    for part in parts[1:]:
        said = msg("{before}, {after}", before=said, after=part)
    return said


def when_words(snapshot: Snapshot) -> Message:
    """Return the days that are asked about."""
    return msg("{days}", days=snapshot.days) if snapshot.days else msg("days not stated")


def about(snapshot: Snapshot) -> tuple[tuple[Message, Message | str | date], ...]:
    """Return what must be known of a file to trust it: pairs of what it is and its value."""
    head = snapshot.law.programme.programme
    pairs: list[tuple[Message, Message | str | date]] = [
        (msg("Question"), TITLE),
        (msg("Visitor"), who_words(snapshot)),
        (msg("Days at the host"), when_words(snapshot)),
        (msg("Programme"), msg(head.title)),
        (msg("Version of the programme"), f"{head.id} {head.version}"),
        (msg("Day whose law applies"), snapshot.law.day),
        (msg("Made on"), snapshot.made_on),
        (msg("Made with"), f"exxtra_kit {snapshot.made_with}"),
        (msg("Please note"), UNOFFICIAL),
        (msg("Sums"), msg("The sums per country are an inferred table: ask your partnership before you rely on one.")),
        (msg("Distances"), msg("Geodesic, between the two towns\N{RIGHT SINGLE QUOTATION MARK} centres unless given.")),
        (msg("Outlines"), BORDERS),
    ]
    if snapshot.ring_km:
        ring = msg("The ring lies {distance} from the visitor.", distance=Kilometres(snapshot.ring_km))
        pairs.append((msg("Ring"), ring))
    return tuple(pairs)
