# SPDX-License-Identifier: BSD-3-Clause
"""What a person does with objectives and with the further visitors of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.documents.exchange_file import OBJECTIVES_LIMIT, VISITORS_LIMIT
from exxtra_kit.messages import Message, msg
from exxtra_kit.planning import Objective, without_overlong_text
from exxtra_kit.planning.texts import TEXT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.widgets.planner.model import PlannerModel


def objective_problem(model: PlannerModel, title: str, *, instead_of: str = "") -> Message | None:
    """Return why an objective can't be added, or another one renamed to it; None if it can.

    Args:
        model: The plan.
        title: What was typed.
        instead_of: Title of the objective that is renamed; empty for a new one.
    """
    wanted = without_overlong_text(title, TEXT_LIMIT)
    if not wanted:
        return msg("Say in a few words what should come of it.")
    if any(wanted.casefold() == known.title.casefold() != instead_of.casefold() for known in model.objectives):
        return msg("This objective is in the list already.")
    if not instead_of and len(model.objectives) >= OBJECTIVES_LIMIT:
        return msg("A plan holds at most {limit} objectives. Change or remove one.", limit=OBJECTIVES_LIMIT)
    return None


def known_objective(model: PlannerModel, title: str) -> str:
    """Return the title of an objective of the list, however it was typed; empty if it isn't there."""
    wanted = without_overlong_text(title, TEXT_LIMIT).casefold()
    return next((known.title for known in model.objectives if known.title.casefold() == wanted), "")


def add_objective(model: PlannerModel, title: str) -> str:
    """Add an objective, unless it can't be; return its title as it stands in the list."""
    wanted = without_overlong_text(title, TEXT_LIMIT)
    if objective_problem(model, wanted) is None:
        model.objectives = (*model.objectives, Objective(title=wanted))
    return wanted


def rename_objective(model: PlannerModel, before: str, title: str) -> None:
    """Give an objective another title, in the activities that serve it too."""
    wanted = without_overlong_text(title, TEXT_LIMIT)
    is_known = any(known.title == before for known in model.objectives)
    if not is_known or objective_problem(model, wanted, instead_of=before) is not None:
        return
    with model.together():
        model.objectives = tuple(
            one.model_copy(update={"title": wanted}) if one.title == before else one for one in model.objectives
        )
        _serve_instead(model, before, wanted)


def remove_objective(model: PlannerModel, title: str) -> None:
    """Take an objective out; the activities that serve it stay, without objective."""
    with model.together():
        model.objectives = tuple(one for one in model.objectives if one.title != title)
        _serve_instead(model, title, "")


def _serve_instead(model: PlannerModel, before: str, after: str) -> None:
    if any(activity.objective == before for activity in model.agenda):
        model.agenda = tuple(
            activity.model_copy(update={"objective": after}) if activity.objective == before else activity
            for activity in model.agenda
        )


def add_visitor(model: PlannerModel) -> bool:
    """Add a visitor of whom nothing is said yet; return whether there was room for one."""
    if len(model.visitors) >= VISITORS_LIMIT:
        return False
    model.visitors = (*model.visitors, {})
    return True


def change_visitor(model: PlannerModel, number: int, fields: Mapping[str, object]) -> None:
    """Say something of a further visitor; what a form doesn't ask stays as it was.

    Args:
        model: The plan.
        number: Which one, counted from 0.
        fields: Keys of the case's section with their values; None or empty text takes a key out.
    """
    changed = {**model.visitors[number], **fields}
    if changed.get("town") != model.visitors[number].get("town"):
        changed |= {"lat": None, "lon": None}  # they were those of another town
    kept = {key: value for key, value in changed.items() if value is not None and value != ""}
    model.visitors = (*model.visitors[:number], kept, *model.visitors[number + 1 :])


def remove_visitor(model: PlannerModel, number: int) -> None:
    """Take a further visitor out of the group."""
    with model.together():
        model.visitors = (*model.visitors[:number], *model.visitors[number + 1 :])
        if not model.visitors:  # who visits alone is no group any more
            model.change_case({"exchange": {"group_visitors": None}})
