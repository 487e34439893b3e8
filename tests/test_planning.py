# SPDX-License-Identifier: BSD-3-Clause
"""The four steps, the agenda and what is wrong with it, templates on working days."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from exxtra_kit.days import DayKind, stay_days
from exxtra_kit.language import Language
from exxtra_kit.planning import (
    STEPS,
    TASKS,
    TEMPLATES,
    Activity,
    ActivityKind,
    AgendaTemplate,
    ExchangeStep,
    Party,
    ProblemKind,
    Progress,
    StepState,
    Surroundings,
    Task,
    check_agenda,
    in_order,
    next_tasks,
    place_template,
    step_states,
    template_objectives,
    without_overlong_text,
)

MONDAY, FRIDAY = date(2021, 9, 13), date(2021, 9, 17)
WEEK = tuple(MONDAY + timedelta(days=offset) for offset in range(5))
ENGLISH = Language.load("en")


def activity(day: date = MONDAY, start: str = "09:30", end: str = "12:00", title: str = "Metro depot") -> Activity:
    """Make an activity of the golden exchange."""
    return Activity(
        day=day,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        title=title,
        kind=ActivityKind.NETWORKING,
    )


def kinds(*activities: Activity, working: tuple[date, ...] = WEEK) -> list[ProblemKind]:
    """Return what is wrong with an agenda of the golden exchange, reminders left out."""
    found = check_agenda(activities, MONDAY, FRIDAY, working)
    return [problem.kind for problem in found if problem.kind is not ProblemKind.EMPTY_DAY]


def test_the_four_steps_come_in_the_order_of_the_scheme() -> None:
    """Registration, matching, exchange building, exchange finalisation: as EXXTRA presents them."""
    assert [step.step for step in STEPS] == ["registration", "matching", "exchange_building", "exchange_finalisation"]


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.key)
def test_every_task_says_who_acts_and_where_that_stands(task: Task) -> None:
    """No paper without an actor, a public address and a mark of how sure the source is."""
    assert task.who
    assert task.reference.url.startswith("http")
    assert task.confidence in {"O", "P", "S1", "S2", "T", "I", "M"}


def test_task_keys_are_unique() -> None:
    """Exchange files write the keys, so none may stand for two tasks."""
    assert len({task.key for task in TASKS}) == len(TASKS)


def test_the_commitment_needs_four_signatures() -> None:
    """Three of four signatures leave the Commitment to Quality open."""
    commitment = next(task for task in TASKS if task.key == "commitment_to_quality")
    assert commitment.signatures == tuple(Party)
    three = frozenset(Party) - {Party.HOST_PARTNERSHIP}
    assert not Progress(signed=three).is_done(commitment)
    assert Progress(signed=frozenset(Party)).is_done(commitment)


def test_one_is_at_the_first_step_that_still_needs_something() -> None:
    """With registration and half of matching ticked, one is at matching and the host is to confirm."""
    progress = Progress(frozenset({"profile", "partnership", "profile_accepted", "contact"}))
    assert step_states(progress) == {
        ExchangeStep.REGISTRATION: StepState.DONE,
        ExchangeStep.MATCHING: StepState.CURRENT,
        ExchangeStep.BUILDING: StepState.TO_COME,
        ExchangeStep.FINALISATION: StepState.TO_COME,
    }
    assert [task.key for task in next_tasks(progress)] == ["match_confirmed"]


def test_a_finished_exchange_needs_nothing_more() -> None:
    """All tasks, signatures and confirmations: every step done, nothing next."""
    confirmed = frozenset({Party.VISITING_ORGANISATION, Party.HOST_ORGANISATION})
    progress = Progress(frozenset(task.key for task in TASKS), frozenset(Party), confirmed)
    assert set(step_states(progress).values()) == {StepState.DONE}
    assert next_tasks(progress) == ()


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (activity(date(2021, 9, 18)), ProblemKind.OUTSIDE_STAY),
        (activity(date(2021, 9, 12)), ProblemKind.OUTSIDE_STAY),
        (activity(start="12:00", end="12:00"), ProblemKind.ENDS_BEFORE_START),
        (activity(start="12:00", end="09:30"), ProblemKind.ENDS_BEFORE_START),
    ],
)
def test_a_wrong_activity_is_named(wrong: Activity, expected: ProblemKind) -> None:
    """Outside the stay by a day, or ending when or before it starts."""
    assert kinds(wrong) == [expected]


def test_the_first_and_the_last_day_belong_to_the_stay() -> None:
    """An activity on the edge of the stay is fine."""
    assert kinds(activity(MONDAY), activity(FRIDAY)) == []


def test_a_holiday_at_the_host_is_not_a_working_day() -> None:
    """20 July 2021 was the Feast of Sacrifice in Türkiye: an activity on it is reported."""
    days = stay_days("TR", date(2021, 7, 19), date(2021, 7, 23))
    working = [day.day for day in days.of_kind(DayKind.WORKING)]
    found = check_agenda([activity(date(2021, 7, 20))], date(2021, 7, 19), date(2021, 7, 23), working)
    assert ProblemKind.NOT_A_WORKING_DAY in {problem.kind for problem in found}


def test_touching_activities_do_not_overlap_but_crossing_ones_do() -> None:
    """One that begins when another ends is fine; a minute earlier isn't."""
    morning = activity(end="12:00")
    assert kinds(morning, activity(start="12:00", end="13:00", title="Lunch")) == []
    assert kinds(morning, activity(start="11:59", end="13:00", title="Lunch")) == [ProblemKind.OVERLAP]
    assert kinds(morning, activity(date(2021, 9, 14), start="11:59", end="13:00", title="Lunch")) == []


def test_a_long_activity_overlaps_all_that_lie_in_it() -> None:
    """A whole-day workshop is compared with every slot of its day, not just with the next."""
    whole = activity(start="09:00", end="18:00", title="Workshop")
    first = activity(start="10:00", end="11:00", title="Call")
    second = activity(start="15:00", end="16:00", title="Visit")
    assert kinds(whole, first, second) == [ProblemKind.OVERLAP, ProblemKind.OVERLAP]


def test_the_overlap_names_both_activities() -> None:
    """The sentence lets one find what to move."""
    found = check_agenda([activity(title="Depot"), activity(title="Lunch")], MONDAY, FRIDAY, WEEK)
    sentence = ENGLISH.text(found[0].message)
    assert "Depot" in sentence
    assert "Lunch" in sentence


def test_working_days_without_a_plan_are_recalled_once_there_is_a_plan() -> None:
    """An empty agenda gives no reminders, one activity gives one for each other working day."""
    assert check_agenda([], MONDAY, FRIDAY, WEEK) == ()
    found = check_agenda([activity()], MONDAY, FRIDAY, WEEK)
    assert [(problem.kind, problem.day) for problem in found] == [(ProblemKind.EMPTY_DAY, day) for day in WEEK[1:]]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_a_template_on_its_own_number_of_days_is_a_sound_agenda(template: AgendaTemplate) -> None:
    """Every template, laid on as many working days as it has, gives no mistake and no empty day."""
    days = tuple(MONDAY + timedelta(days=number) for number in range(len(template.days)))
    agenda = place_template(template, days, ENGLISH, "Ankara")
    around = Surroundings(template_objectives(template, ENGLISH), country="TR")
    assert check_agenda(agenda, days[0], days[-1], days, around) == ()
    assert {slot.place for slot in agenda} == ({""} if template.form == "virtual" else {"Ankara"})


def test_five_days_with_two_visits_a_day_make_ten() -> None:
    """As Zlab's exchange at ARUS: five full days, two visits each."""
    assert len(place_template(TEMPLATES[0], WEEK, ENGLISH)) == 10


def test_a_template_skips_days_that_are_not_worked() -> None:
    """Laid on Monday, Wednesday and Friday, the group visit leaves the days between free."""
    days = (WEEK[0], WEEK[2], WEEK[4])
    assert sorted({slot.day for slot in place_template(TEMPLATES[1], days, ENGLISH)}) == list(days)


def test_a_template_is_written_in_the_language_asked_for() -> None:
    """From the first moment the titles are the participant's own words."""
    assert place_template(TEMPLATES[1], WEEK, ENGLISH)[2].title == "Best practice"


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": 1631491200},
        {"start": 34200},
        {"start": "09:30Z"},
        {"title": "  \n "},
        {"title": "x" * 121},
        {"kind": "sightseeing"},
        {"day": "2021-09-31"},
    ],
    ids=lambda wrong: f"{next(iter(wrong))}",
)
def test_an_activity_refuses_what_it_cannot_hold(wrong: dict[str, object]) -> None:
    """Numbers for days, times with a zone, empty or overlong titles, unknown purposes."""
    fields = activity().model_dump(mode="json") | wrong
    with pytest.raises(ValidationError):
        Activity.model_validate(fields)


def test_a_title_is_one_printable_line() -> None:
    """Line ends, tabs and other controls that somebody pasted become single spaces."""
    assert activity(title=" Metro\n\x00depot\t2 ").title == "Metro depot 2"
    assert without_overlong_text("a" * 200) == "a" * 120


@given(st.lists(st.tuples(st.sampled_from(WEEK), st.times(), st.times()), max_size=8))
def test_order_and_checks_do_not_depend_on_the_order_given(slots: list[tuple[date, time, time]]) -> None:
    """The agenda is a set: turning it round changes neither the order shown nor what is found."""
    agenda = [
        Activity(day=day, start=start, end=end, title=f"Slot {number}", kind=ActivityKind.NETWORKING)
        for number, (day, start, end) in enumerate(slots)
    ]
    assert in_order(agenda) == in_order(reversed(agenda))
    assert check_agenda(agenda, MONDAY, FRIDAY, WEEK) == check_agenda(agenda[::-1], MONDAY, FRIDAY, WEEK)
