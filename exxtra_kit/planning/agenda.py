# SPDX-License-Identifier: BSD-3-Clause
"""The agenda of an exchange: activities on days, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from exxtra_kit.messages import DaySpan, Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TITLE_LIMIT = 120
TEXT_LIMIT = 500


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


def _plain(text: str) -> str:
    """Turn control characters into spaces: a title is one line, whatever somebody pasted."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def without_overlong_text(text: str, limit: int = TITLE_LIMIT) -> str:
    r"""Return one printable line of at most `limit` characters, for text that a person typed.

    Examples:
        >>> without_overlong_text("  Metro\n depot ")
        'Metro depot'
    """
    return _plain(text)[:limit].rstrip()


def _written(value: object) -> object:
    """Refuse numbers: pydantic would take them for seconds since 1970, and nobody writes a day like that."""
    if isinstance(value, int | float):
        raise ValueError("a day or time in ISO form is expected")  # noqa: TRY004 (pydantic reports ValueErrors)
    return value


def _local(value: time) -> time:
    """Refuse a zone: times of an agenda are those on the clock at the host, and must compare."""
    if value.tzinfo is not None:
        raise ValueError("a time without a zone is expected")
    return value.replace(microsecond=0)


Day = Annotated[date, BeforeValidator(_written)]
Clock = Annotated[time, BeforeValidator(_written), AfterValidator(_local)]
Title = Annotated[str, AfterValidator(_plain), StringConstraints(min_length=1, max_length=TITLE_LIMIT)]
Text = Annotated[str, AfterValidator(_plain), StringConstraints(max_length=TEXT_LIMIT)]


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
        objective: What should come of it, one line; may be empty.
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


class ProblemKind(StrEnum):
    """What can be wrong with an agenda; `EMPTY_DAY` is a reminder, the others are mistakes."""

    ENDS_BEFORE_START = "ends_before_start"
    OUTSIDE_STAY = "outside_stay"
    NOT_A_WORKING_DAY = "not_a_working_day"
    OVERLAP = "overlap"
    EMPTY_DAY = "empty_day"


@dataclass(frozen=True, slots=True)
class AgendaProblem:
    """One thing that is wrong with an agenda.

    Attributes:
        kind: What kind of thing.
        day: The day it concerns.
        message: What was found and what to do.
        activities: The activities concerned; empty for a day without any.
    """

    kind: ProblemKind
    day: date
    message: Message
    activities: tuple[Activity, ...] = ()


def in_order(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Return the activities by day and time."""
    return tuple(sorted(activities, key=lambda activity: (activity.day, activity.start, activity.end, activity.title)))


def check_agenda(
    activities: Iterable[Activity], start: date, end: date, working_days: Sequence[date]
) -> tuple[AgendaProblem, ...]:
    """Return everything that is wrong with an agenda, by day.

    Args:
        activities: The agenda, in any order.
        start: First day of the stay.
        end: Last day of the stay.
        working_days: The days of the stay that count as working days at the host (see `exxtra_kit.days`).

    Returns:
        Mistakes of single activities, overlaps, and working days on which nothing is planned.
        An empty agenda gives no reminders: nobody needs five sentences to learn that it is empty.
    """
    agenda = in_order(activities)
    counted = frozenset(working_days)
    found = [problem for activity in agenda for problem in _check_activity(activity, start, end, counted)]
    found += [
        AgendaProblem(
            ProblemKind.OVERLAP,
            later.day,
            msg(
                "\N{LEFT DOUBLE QUOTATION MARK}{first}\N{RIGHT DOUBLE QUOTATION MARK} and "
                "\N{LEFT DOUBLE QUOTATION MARK}{second}\N{RIGHT DOUBLE QUOTATION MARK} overlap on {day}. "
                "Move one of them.",
                first=earlier.title,
                second=later.title,
                day=later.day,
            ),
            (earlier, later),
        )
        for earlier, later in _overlapping(agenda)
    ]
    if agenda:
        filled = {activity.day for activity in agenda}
        found += [
            AgendaProblem(ProblemKind.EMPTY_DAY, day, msg("Nothing is planned yet on {day}.", day=day))
            for day in sorted(counted - filled)
        ]
    return tuple(sorted(found, key=lambda problem: problem.day))


def _check_activity(activity: Activity, start: date, end: date, counted: frozenset[date]) -> Iterable[AgendaProblem]:
    title = activity.title
    if activity.end <= activity.start:
        message = msg(
            "\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK} ends before it starts. "
            "Give an end time after the start.",
            title=title,
        )
        yield AgendaProblem(ProblemKind.ENDS_BEFORE_START, activity.day, message, (activity,))
    if not start <= activity.day <= end:
        message = msg(
            "\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK} is on {day}, outside the stay "
            "({span}). Move it to a day of the stay.",
            title=title,
            day=activity.day,
            span=DaySpan(start, end),
        )
        yield AgendaProblem(ProblemKind.OUTSIDE_STAY, activity.day, message, (activity,))
    elif activity.day not in counted:
        message = msg(
            "\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK} is on {day}, which is not a working "
            "day at the host. Ask the host, or move it.",
            title=title,
            day=activity.day,
        )
        yield AgendaProblem(ProblemKind.NOT_A_WORKING_DAY, activity.day, message, (activity,))


def _overlapping(agenda: tuple[Activity, ...]) -> Iterable[tuple[Activity, Activity]]:
    """Yield each activity with the one before it that ends last, where the two overlap."""
    longest: Activity | None = None
    for earlier, later in pairwise(agenda):
        if longest is None or longest.day != earlier.day or earlier.end > longest.end:
            longest = earlier
        if longest.overlaps(later):
            yield longest, later
