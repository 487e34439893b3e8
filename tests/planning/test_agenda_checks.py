# SPDX-License-Identifier: BSD-3-Clause
"""What is said of an agenda beside single mistakes: objectives, days off, a stay that is long."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.days import DayKind, stay_days
from exxtra_kit.language import Language
from exxtra_kit.planning import (
    TEMPLATES,
    Activity,
    ActivityKind,
    AgendaProblem,
    Objective,
    ProblemKind,
    Surroundings,
    check_agenda,
    place_template,
    template_days,
    template_objectives,
    templates_for,
)
from exxtra_kit.render.plan import agenda_problems_html

MONDAY, FRIDAY = date(2021, 9, 13), date(2021, 9, 17)
WEEK = tuple(MONDAY + timedelta(days=number) for number in range(5))
SAY = Language.load("en")
HALF_DAYS = next(template for template in TEMPLATES if template.uses_half_days)


def activity(day: date = MONDAY, title: str = "Depot", objective: str = "", start: int = 9) -> Activity:
    """Make an activity of two hours."""
    return Activity(
        day=day,
        start=time(start),
        end=time(start + 2),
        title=title,
        kind=ActivityKind.NETWORKING,
        objective=objective,
    )


def told(found: tuple[AgendaProblem, ...], kind: ProblemKind) -> list[str]:
    """Return what is said of one kind."""
    return [SAY.text(problem.message) for problem in found if problem.kind is kind]


def test_an_objective_that_nobody_serves_is_recalled() -> None:
    """Of two objectives one is served; the other is named, quietly."""
    around = Surroundings((Objective(title="Find partners"), Objective(title="Learn")))
    found = check_agenda([activity(objective="Learn")], MONDAY, MONDAY, [MONDAY], around)
    (said,) = told(found, ProblemKind.OBJECTIVE_UNSERVED)
    assert said.startswith("No activity serves the objective")
    assert "Find partners" in said
    assert all(problem.kind.is_reminder for problem in found)
    assert "alert" not in agenda_problems_html(found, SAY)


def test_an_activity_that_serves_none_is_recalled() -> None:
    """No objective, or one that isn't in the list; several are counted in one sentence."""
    around = Surroundings((Objective(title="Learn"),))
    agenda = [activity(title="A", objective="Learn"), activity(title="B", start=12), activity(title="C", start=15)]
    found = check_agenda([*agenda[:2]], MONDAY, MONDAY, [MONDAY], around)
    assert len(told(found, ProblemKind.NO_OBJECTIVE)) == 1
    both = check_agenda([*agenda[:2], activity(title="C", start=15, objective="?")], MONDAY, MONDAY, [MONDAY], around)
    assert "2 activities serve none of the objectives yet." in agenda_problems_html(both, SAY)


def test_without_objectives_or_without_an_agenda_nothing_is_recalled() -> None:
    """Who has not begun with either is not told off."""
    assert check_agenda([activity()], MONDAY, MONDAY, [MONDAY], Surroundings()) == ()
    assert check_agenda([], MONDAY, FRIDAY, WEEK, Surroundings((Objective(title="Learn"),))) == ()


@given(st.lists(st.sampled_from("abcd"), unique=True, max_size=4), st.lists(st.sampled_from(["", *"abcd"]), max_size=6))
def test_each_objective_is_served_or_recalled(titles: list[str], served: list[str]) -> None:
    """Of each objective either an activity speaks or a reminder, never both; the same of each activity."""
    objectives = tuple(Objective(title=title) for title in titles)
    agenda = [activity(title=f"T{number}", objective=one) for number, one in enumerate(served)]
    found = check_agenda(agenda, MONDAY, MONDAY, [MONDAY], Surroundings(objectives))
    unserved = sum(problem.kind is ProblemKind.OBJECTIVE_UNSERVED for problem in found)
    without = sum(problem.kind is ProblemKind.NO_OBJECTIVE for problem in found)
    is_judged = bool(agenda and titles)
    assert unserved == (sum(title not in served for title in titles) if is_judged else 0)
    assert without == (sum(one not in titles for one in served) if is_judged else 0)


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ({"travel_days": [MONDAY]}, "marked as a travel day"),
        ({"closed_days": [MONDAY]}, "the host is marked as closed"),
        ({"slots": [(WEEK[1], FRIDAY)]}, "none of the days that the exchange is split into"),
        ({}, "not a working day at the host"),
    ],
    ids=["travel", "closed", "outside", "unknown"],
)
def test_an_activity_on_a_lost_day_says_why_it_is_lost(marks: dict[str, list[date]], words: str) -> None:
    """A travel day, a closed day, a day outside the slots; both activities of the day in one sentence."""
    days = stay_days("TR", MONDAY, FRIDAY, **marks).days  # type: ignore[arg-type]
    working = [day.day for day in days if day.kind is DayKind.WORKING and day.day != MONDAY]
    around = Surroundings(days=days if marks else ())
    (said,) = told(
        check_agenda([activity(title="A"), activity(title="B", start=14)], MONDAY, FRIDAY, working, around),
        ProblemKind.NOT_A_WORKING_DAY,
    )
    assert words in said
    assert "A\N{RIGHT DOUBLE QUOTATION MARK} and \N{LEFT DOUBLE QUOTATION MARK}B" in said


def test_a_stay_that_is_much_too_long_is_said_once() -> None:
    """One planned day in two weeks: one sentence with the number, not nine with a day each."""
    days = stay_days("TR", MONDAY, date(2021, 9, 24)).of_kind(DayKind.WORKING)
    working = [day.day for day in days]
    found = check_agenda([activity()], MONDAY, date(2021, 9, 24), working)
    assert [problem.kind for problem in found] == [ProblemKind.LONG_STAY]
    assert "9 of its 10 working days" in SAY.text(found[0].message)


def test_online_not_every_day_needs_something() -> None:
    """Half-days over three weeks: the days between are no gaps."""
    assert check_agenda([activity()], MONDAY, FRIDAY, WEEK, Surroundings(is_virtual=True)) == ()


def test_six_half_days_are_spread_over_three_weeks() -> None:
    """From 27 November to 18 December 2020, the first and the last day too; never two on one day."""
    days = stay_days("ES", date(2020, 11, 27), date(2020, 12, 18), region="ES-PV").of_kind(DayKind.WORKING)
    laid = template_days(HALF_DAYS, [day.day for day in days])
    assert (laid[0], laid[-1], len(set(laid))) == (date(2020, 11, 27), date(2020, 12, 18), 6)
    gaps = {(later - earlier).days for earlier, later in pairwise(laid)}
    assert max(gaps) <= 7


@given(st.integers(0, 40))
def test_half_days_are_laid_on_as_many_days_as_there_are(given_days: int) -> None:
    """Fewer days than half-days drop the last ones; never a day twice, never one that isn't there."""
    days = [MONDAY + timedelta(days=number) for number in range(given_days)]
    agenda = place_template(HALF_DAYS, days, SAY)
    assert len({slot.day for slot in agenda}) == len(agenda) == min(given_days, 6)
    assert {slot.day for slot in agenda} <= set(days)


def test_templates_are_offered_by_the_form_of_the_exchange() -> None:
    """Half-days online only for a virtual exchange, the others only for a physical one."""
    assert templates_for("virtual") == (HALF_DAYS,)
    assert HALF_DAYS not in templates_for("physical")
    assert len(templates_for("physical")) == 2
    assert templates_for("unknown") == ()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_a_template_names_each_objective_once(template: object) -> None:
    """Two activities may serve one objective; the list has it once, and each activity's is in it."""
    assert isinstance(template, type(TEMPLATES[0]))
    titles = [objective.title for objective in template_objectives(template, SAY)]
    assert len(titles) == len(set(titles))
    assert {slot.objective for slot in place_template(template, [*WEEK, FRIDAY + timedelta(days=3)], SAY)} == set(
        titles
    )
