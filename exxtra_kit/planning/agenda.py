# SPDX-License-Identifier: BSD-3-Clause
"""The agenda of an exchange: activities on days, and the objectives that they serve."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints

from exxtra_kit.messages import Message, msg
from exxtra_kit.planning.texts import Clock, Day, Text, Title

if TYPE_CHECKING:
    from collections.abc import Iterable


class ActivityKind(StrEnum):
    """What an activity is for: the purposes that the scheme names for an exchange (rule R30)."""

    CAPACITY_BUILDING = "capacity_building"
    KNOWLEDGE_SHARING = "knowledge_sharing"
    PROJECT_DEVELOPMENT = "project_development"
    MARKET_RESEARCH = "market_research"
    NETWORKING = "networking"

    @property
    def label(self) -> Message:
        """The purpose in words."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    ActivityKind.CAPACITY_BUILDING: msg("Capacity building"),
    ActivityKind.KNOWLEDGE_SHARING: msg("Sharing knowledge"),
    ActivityKind.PROJECT_DEVELOPMENT: msg("Project and innovation"),
    ActivityKind.MARKET_RESEARCH: msg("Market research"),
    ActivityKind.NETWORKING: msg("Networking"),
}


class Activity(BaseModel):
    """One slot of the agenda.

    Fields that this version doesn't know are kept, so that an exchange file written by a
    newer one loses nothing here.

    Attributes:
        day: The day, at the host.
        start: Time it begins, local time at the host.
        end: Time it ends, same day.
        title: What happens, one line.
        kind: What it is for.
        place: Where, one line; may be empty.
        objective: Which of the exchange's objectives it serves, one line; may be empty.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    day: Day
    start: Clock
    end: Clock
    title: Title
    kind: ActivityKind
    place: Text = ""
    objective: Text = ""

    def overlaps(self, other: Self) -> bool:
        """Whether both take place at the same time for at least a moment."""
        return self.day == other.day and self.start < other.end and other.start < self.end


class Objective(BaseModel):
    """One thing that the exchange is to reach; activities name it by its title.

    Attributes:
        title: What should come of the exchange, one line.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    title: Annotated[Text, StringConstraints(min_length=1)]


def in_order(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Return the activities by day and time."""
    return tuple(sorted(activities, key=lambda activity: (activity.day, activity.start, activity.end, activity.title)))
