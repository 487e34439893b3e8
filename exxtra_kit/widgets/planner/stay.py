# SPDX-License-Identifier: BSD-3-Clause
"""The days of the stay: what each is and decides, what is said of it, what is wrong with the agenda on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from exxtra_kit.days import StayDay, is_covered, stay_days
from exxtra_kit.models import ExchangeForm
from exxtra_kit.planning import (
    MARKS,
    TEMPLATES,
    Objective,
    Surroundings,
    check_agenda,
    day_costs,
    place_template,
    template_days,
    template_objectives,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exxtra_kit.models import Case
    from exxtra_kit.planning import AgendaProblem, DayCost
    from exxtra_kit.widgets.planner.model import PlannerModel

MOST_DAYS_SHOWN = 62


def days_of(case: Case | None, country: str, start: date | None, end: date | None) -> tuple[StayDay, ...]:
    """Return what each day of the stay is; nothing while that can't be known.

    Args:
        case: The case, where it can be read: it knows more of the days.
        country: Country of the host, ISO 3166-1 alpha-2.
        start: First day of the stay.
        end: Last day of the stay.
    """
    if start is None or end is None or not is_covered(country) or not 0 <= (end - start).days < MOST_DAYS_SHOWN:
        return ()
    if case is None:
        return stay_days(country, start, end).days
    stay = case.exchange
    return stay_days(
        country,
        start,
        end,
        region=stay.host_region,
        travel_days=stay.travel_days,
        closed_days=stay.closed_days,
        half_days=stay.half_days,
        slots=((slot.start, slot.end) for slot in stay.slots),
    ).days


def problems_of(model: PlannerModel) -> tuple[AgendaProblem, ...]:
    """Return what is wrong with the agenda of a plan; nothing while its days are not known."""
    if model.start is None or model.end is None or not model.days:
        return ()
    around = Surroundings(model.objectives, model.days, model.host_country, model.form == ExchangeForm.VIRTUAL)
    return check_agenda(model.agenda, model.start, model.end, model.working_days, around)


def costs_of(model: PlannerModel) -> dict[date, DayCost]:
    """Return what single days of the stay decide, as the rules say it; nothing while there is no verdict."""
    law = model.law()
    if model.case is None or model.verdict is None or law is None:
        return {}
    return day_costs(model.case, law, model.days)


def marked_days(model: PlannerModel, mark: str) -> tuple[date, ...]:
    """Return the days that are marked, as far as they can be read.

    Args:
        model: The plan.
        mark: The field of the case that holds them, one of `exxtra_kit.planning.MARKS`.
    """
    stay = model.case_data.get("exchange")
    days = stay.get(mark) if isinstance(stay, Mapping) else None
    read = (_day(day) for day in days) if isinstance(days, list | tuple) else ()
    return tuple(day for day in read if day is not None)


def mark_days(model: PlannerModel, mark: str, days: Iterable[date]) -> None:
    """Say which days of the stay are travel days, closed days or half days.

    A day bears one mark: one that is marked anew loses the other.

    Args:
        model: The plan.
        mark: The field of the case that holds them, one of `exxtra_kit.planning.MARKS`.
        days: All days that bear the mark from now on.
    """
    now = tuple(sorted(set(days)))
    added = set(now) - set(marked_days(model, mark))
    changes: dict[str, object] = {mark: _written(now)}
    for other in MARKS:
        before = marked_days(model, other)
        if other != mark and added.intersection(before):
            changes[other] = _written(day for day in before if day not in added)
    model.change_case({"exchange": changes})


def is_split(model: PlannerModel) -> bool:
    """Whether only some days of the stay count, in slots."""
    return model.case is not None and bool(model.case.exchange.slots)


def count_only(model: PlannerModel, days: Sequence[date]) -> None:
    """Split an exchange: only these days count, and it begins and ends with the first and the last of them."""
    ordered = sorted(set(days))
    if not ordered:
        return
    slots = [[ordered[0], ordered[0]]]
    for before, day in pairwise(ordered):
        if day - before == timedelta(days=1):
            slots[-1][1] = day
        else:
            slots.append([day, day])
    start, end = ordered[0], ordered[-1]
    stay = {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "slots": [{"start": first.isoformat(), "end": last.isoformat()} for first, last in slots],
        **{mark: _written(day for day in marked_days(model, mark) if start <= day <= end) for mark in MARKS},
    }
    on = model.case_data.get("on") if start == model.start else None  # else another day's law applies
    with model.together():
        model.change_case({"exchange": stay, "on": on})
        model.start, model.end = start, end


def count_all(model: PlannerModel) -> None:
    """Let each day of the stay count again."""
    model.change_case({"exchange": {"slots": None}})


def lay_template(model: PlannerModel, key: str) -> None:
    """Replace the agenda by a template, laid on the working days of the stay; its objectives come with it.

    They come where the plan has none of its own yet; otherwise its activities keep those that it knows.

    Args:
        model: The plan.
        key: Which template.
    """
    template = next(template for template in TEMPLATES if template.key == key)
    days = template_days(template, model.working_days)
    agenda = place_template(template, model.working_days, model.language, model.host_town)
    of_templates = {one.title for known in TEMPLATES for one in template_objectives(known, model.language)}
    with model.together():
        if all(objective.title in of_templates for objective in model.objectives):
            titles = dict.fromkeys(activity.objective for activity in agenda)
            model.objectives = tuple(Objective(title=title) for title in titles)
        known = {objective.title for objective in model.objectives}
        model.agenda = tuple(
            activity if activity.objective in known else activity.model_copy(update={"objective": ""})
            for activity in agenda
        )
        if template.uses_half_days and days:
            mark_days(model, "half_days", days)
            count_only(model, days)


def _written(days: Iterable[date]) -> list[str] | None:
    return [day.isoformat() for day in days] or None


def _day(value: object) -> date | None:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return None
