# SPDX-License-Identifier: BSD-3-Clause
"""What stands beside an activity in a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import msg
from exxtra_kit.render.papers.common import subject
from exxtra_kit.render.papers.speaking import Say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exxtra_kit.models import Case
    from exxtra_kit.planning import Activity


def calendar_name(case: Case, languages: Sequence[str]) -> str:
    """Return the name of the calendar, in the first language."""
    return Say(languages)(subject(case))[0]


def entry_text(activity: Activity, case: Case, languages: Sequence[str]) -> str:
    """Return what is said of an activity in a calendar: whose visit, what it is for, whose clock counts."""
    say = Say(languages)
    said = [say(subject(case)), say(activity.kind.label)]
    if activity.objective:
        said.append(say(msg("Objective: {objective}", objective=activity.objective)))
    said.append(say(msg("All times are local times at the host.")))
    return "\n".join(line for words in said for line in dict.fromkeys(words))
