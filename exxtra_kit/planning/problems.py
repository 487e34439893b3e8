# SPDX-License-Identifier: BSD-3-Clause
"""What can be wrong with an agenda: the kinds of problems, and one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from exxtra_kit.messages import Message
    from exxtra_kit.planning.agenda import Activity


class ProblemKind(StrEnum):
    """What can be wrong with an agenda: mistakes, and reminders of what is still to be done."""

    ENDS_BEFORE_START = "ends_before_start"
    OUTSIDE_STAY = "outside_stay"
    NOT_A_WORKING_DAY = "not_a_working_day"
    OVERLAP = "overlap"
    TRAVEL = "travel"
    EMPTY_DAY = "empty_day"
    LONG_STAY = "long_stay"
    NO_OBJECTIVE = "no_objective"
    OBJECTIVE_UNSERVED = "objective_unserved"

    @property
    def is_reminder(self) -> bool:
        """Whether it is a reminder, shown quietly, and no mistake."""
        return self in _REMINDERS


_REMINDERS = frozenset(
    {ProblemKind.EMPTY_DAY, ProblemKind.LONG_STAY, ProblemKind.NO_OBJECTIVE, ProblemKind.OBJECTIVE_UNSERVED}
)


@dataclass(frozen=True, slots=True)
class AgendaProblem:
    """One thing that is wrong with an agenda.

    Attributes:
        kind: What kind of thing.
        day: The day it concerns; None if it concerns the whole.
        message: What was found and what to do.
        activities: The activities concerned; empty for a day without any.
    """

    kind: ProblemKind
    day: date | None
    message: Message
    activities: tuple[Activity, ...] = ()
