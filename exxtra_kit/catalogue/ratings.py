# SPDX-License-Identifier: BSD-3-Clause
"""How innovative the clusters' territories are: ratings by edition of a scoreboard, and the scales they were made on.

The groups changed in 2021: what was "Modest" before is "Emerging" since, and the limits between the groups moved.
So a rating is only ever read on the scale of its own edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from exxtra_kit.catalogue.entries import OUT_OF_COVERAGE, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

Report = Literal["RIS", "EIS"]
"""Regional Innovation Scoreboard, which rates regions; European Innovation Scoreboard, which rates countries."""

_THIRDS = "+-"


@dataclass(frozen=True, slots=True)
class RatingGroup:
    """One group of a scale.

    Attributes:
        name: "Leader", "Strong", "Moderate", "Modest" or "Emerging".
        least_percent: Where it begins, per cent of the average of the EU; 0 for the lowest group.
        provenance: Where this comes from; its value is the name.
    """

    name: str
    least_percent: int
    provenance: Fact


@dataclass(frozen=True, slots=True)
class RatingScale:
    """The groups of all editions from one edition on, until the next scale begins.

    Attributes:
        first_edition: The first edition for which it is known ("2021").
        groups: The groups, highest first.
    """

    first_edition: str
    groups: tuple[RatingGroup, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the groups, highest first."""
        return tuple(group.name for group in self.groups)

    def allowed_values(self) -> Iterator[str]:
        """Yield every value that a report with this scale can publish, as the tables write it."""
        for name in self.names:
            yield "Innovation Leader" if name == "Leader" else f"{name} Innovator"
            yield from (f"{name}{third} Innovator" for third in _THIRDS)


@dataclass(frozen=True, slots=True)
class Rating:
    """How one edition of a scoreboard rates a territory.

    Attributes:
        region: Id of the territory in the region outlines ("toscana"), as in `Cluster.region`.
        edition: Year of the edition ("2021").
        report: RIS, which rates regions, or EIS, which rates countries.
        value: The rating as the tables write it ("Moderate+ Innovator", "Innovation Leader"), or "o.o.c.".
        provenance: Where this comes from; its value is the rating.
    """

    region: str
    edition: str
    report: Report
    value: str
    provenance: Fact

    @property
    def group(self) -> str:
        """Name of its group on the scale of its edition ("Moderate"); empty where it is out of coverage."""
        if self.value == OUT_OF_COVERAGE:
            return ""
        first, second = self.value.split()
        return second if first == "Innovation" else first.rstrip(_THIRDS)

    @property
    def third(self) -> str:
        """The third of its group: "+" upper, "-" lower; empty for the middle one or where none is published."""
        first = self.value.split()[0]
        return first[-1] if first[-1] in _THIRDS else ""
