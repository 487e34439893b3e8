# SPDX-License-Identifier: BSD-3-Clause
"""From an eligible idea to a finished exchange: the four steps, who acts, the agenda, the papers."""

from exxtra_kit.planning.agenda import Activity, ActivityKind, Objective, in_order
from exxtra_kit.planning.checks import Surroundings, check_agenda
from exxtra_kit.planning.closing import Closing
from exxtra_kit.planning.costs import MARKS, CostKind, DayCost, day_costs
from exxtra_kit.planning.group import GroupMember, GroupSum, group_cases, group_sum, judge_group
from exxtra_kit.planning.problems import AgendaProblem, ProblemKind
from exxtra_kit.planning.profile import Period, Profile
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
from exxtra_kit.planning.templates import (
    TEMPLATES,
    AgendaTemplate,
    Slot,
    place_template,
    template_days,
    template_objectives,
    templates_for,
)
from exxtra_kit.planning.texts import without_overlong_lines, without_overlong_text

__all__ = [
    "MARKS",
    "SIGNATORIES",
    "STEPS",
    "TASKS",
    "TEMPLATES",
    "Activity",
    "ActivityKind",
    "AgendaProblem",
    "AgendaTemplate",
    "Closing",
    "CostKind",
    "DayCost",
    "ExchangeStep",
    "GroupMember",
    "GroupSum",
    "Objective",
    "Party",
    "Period",
    "ProblemKind",
    "Profile",
    "Progress",
    "Slot",
    "Step",
    "StepState",
    "Surroundings",
    "Task",
    "check_agenda",
    "day_costs",
    "group_cases",
    "group_sum",
    "in_order",
    "judge_group",
    "next_tasks",
    "place_template",
    "step_states",
    "template_days",
    "template_objectives",
    "templates_for",
    "without_overlong_lines",
    "without_overlong_text",
]
