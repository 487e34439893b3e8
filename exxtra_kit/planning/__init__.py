# SPDX-License-Identifier: BSD-3-Clause
"""From an eligible idea to a finished exchange: the four steps, who acts, the agenda, the papers."""

from exxtra_kit.planning.agenda import (
    Activity,
    ActivityKind,
    AgendaProblem,
    ProblemKind,
    check_agenda,
    in_order,
    without_overlong_text,
)
from exxtra_kit.planning.progress import Progress, StepState, next_tasks, step_states
from exxtra_kit.planning.steps import (
    SIGNATORIES,
    STEPS,
    TASKS,
    ExchangeStep,
    Party,
    Step,
    Task,
)
from exxtra_kit.planning.templates import TEMPLATES, AgendaTemplate, Slot, place_template

__all__ = [
    "SIGNATORIES",
    "STEPS",
    "TASKS",
    "TEMPLATES",
    "Activity",
    "ActivityKind",
    "AgendaProblem",
    "AgendaTemplate",
    "ExchangeStep",
    "Party",
    "ProblemKind",
    "Progress",
    "Slot",
    "Step",
    "StepState",
    "Task",
    "check_agenda",
    "in_order",
    "next_tasks",
    "place_template",
    "step_states",
    "without_overlong_text",
]
