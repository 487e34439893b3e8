# SPDX-License-Identifier: BSD-3-Clause
"""Where an exchange stands: what is done, which step that is, who acts next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from exxtra_kit.planning.steps import STEPS, ExchangeStep, Party, Step, Task

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    CURRENT = "current"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Progress:
    """What of the checklist is done.

    Attributes:
        done: Keys of the tasks that are ticked.
        signed: Who has signed the Commitment to Quality.
        confirmed: Which of the two organisations have said yes to the match.
        days: On which day something of that was noted, by the task's key, "signed:<party>" or "confirmed:<party>".
    """

    done: frozenset[str] = frozenset()
    signed: frozenset[Party] = frozenset()
    confirmed: frozenset[Party] = frozenset()
    days: Mapping[str, date] = field(default_factory=dict)

    def is_done(self, task: Task) -> bool:
        """Whether a task is done; one with signatures or confirmations is done when all of them are there."""
        if task.signatures:
            return self.signed.issuperset(task.signatures)
        if task.confirmations:
            return self.confirmed.issuperset(task.confirmations)
        return task.key in self.done

    def is_complete(self, step: Step) -> bool:
        """Whether everything that a step needs is done."""
        return all(self.is_done(task) for task in step.tasks)


def step_states(progress: Progress) -> dict[ExchangeStep, StepState]:
    """Return where each step stands: one is at the first that still needs something.

    A later step whose tasks are all done counts as done, too: papers come in any order.
    """
    states: dict[ExchangeStep, StepState] = {}
    for step in STEPS:
        if progress.is_complete(step):
            states[step.step] = StepState.DONE
        elif StepState.CURRENT in states.values():
            states[step.step] = StepState.TO_COME
        else:
            states[step.step] = StepState.CURRENT
    return states


def next_tasks(progress: Progress) -> tuple[Task, ...]:
    """Return what the current step still needs, the next thing first; empty when all is done."""
    for step in STEPS:
        missing = tuple(task for task in step.tasks if not progress.is_done(task))
        if missing:
            return missing
    return ()
