# SPDX-License-Identifier: BSD-3-Clause
"""The agenda card: what each day decides, days that are marked, templates by the form of the exchange."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.models import Eligibility
from exxtra_kit.planning import ProblemKind
from exxtra_kit.widgets.planner import app
from exxtra_kit.widgets.planner.stay import mark_days, marked_days

if TYPE_CHECKING:
    from exxtra_kit.widgets.planner.view import PlannerView

QUERY = (
    "name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&host=arus"
    "&start=2021-09-13&end=2021-09-17"
)
WEDNESDAY = date(2021, 9, 15)


@pytest.fixture
def view(monkeypatch: pytest.MonkeyPatch) -> PlannerView:
    """Return the page of the golden case, handed over by its address."""
    monkeypatch.setenv("QUERY_STRING", QUERY)
    return app.build()


def shown(widget: Any) -> bool:
    """Say whether a widget is not folded away."""
    return "exx-gone" not in widget._dom_classes


def heads(view: PlannerView) -> list[str]:
    """Return the head of each column."""
    return [column.children[0].value for column in view.agenda.grid.children]


def tick(view: PlannerView, mark: str, number: int, *, value: bool = True) -> None:
    """Tick a day of one of the lists, as a person does."""
    if not view.agenda.marks.fold.is_shown:
        view.agenda.marks.fold.button.click()
    checks = view.agenda.marks.checks[mark]
    checks.box.children[1].children[number].value = value


def test_each_day_of_a_stay_of_just_the_full_sum_is_marked_as_needed(view: PlannerView) -> None:
    """Five working days: beside each stands what is left without it."""
    assert all("Needed for the full sum: without it 4 working days, \N{EURO SIGN}375." in head for head in heads(view))
    assert len(heads(view)) == 5
    view.model.end = date(2021, 9, 20)
    assert not any("Needed" in head for head in heads(view))


def test_a_day_that_is_closed_changes_the_answer_at_once(view: PlannerView) -> None:
    """Ticking a day halves the sum, the day says what it costs; ticked off again, all is as before."""
    before = view.model.file_content()
    tick(view, "closed_days", 2)
    assert view.model.verdict is not None
    assert view.model.verdict.lump_sum_eur == 375
    assert "375" in view.panel.value
    assert "Costs: 4 working days, \N{EURO SIGN}375 instead of 5 working days" in heads(view)[2]
    assert json.loads(view.model.file_content())["case"]["exchange"]["closed_days"] == ["2021-09-15"]
    tick(view, "closed_days", 2, value=False)
    assert view.model.file_content() == before
    assert "Costs" not in "".join(heads(view))


@pytest.mark.parametrize(("mark", "note"), [("travel_days", "Travel day"), ("half_days", "Half day")])
def test_a_travel_day_and_a_half_day_are_shown_with_what_they_cost(view: PlannerView, mark: str, note: str) -> None:
    """At a host neither is a working day: half of the sum is gone, and the day says so."""
    tick(view, mark, 0)
    assert note in heads(view)[0]
    assert "Costs: 4 working days" in heads(view)[0]


def test_a_day_bears_one_mark(view: PlannerView) -> None:
    """A closed day that is marked as a travel day is no closed day any more."""
    tick(view, "closed_days", 2)
    tick(view, "travel_days", 2)
    assert marked_days(view.model, "closed_days") == ()
    assert marked_days(view.model, "travel_days") == (WEDNESDAY,)
    assert view.agenda.marks.checks["closed_days"].chosen == ()


def test_what_is_planned_on_a_lost_day_is_said_and_forgotten(view: PlannerView) -> None:
    """The two visits of Wednesday are named in one sentence; when the host opens again, it goes."""
    view.agenda.templates["five-days-two-visits"].click()
    assert view.agenda._notes.value == ""
    tick(view, "closed_days", 2)
    assert view.agenda._notes.value.count('role="alert"') == 1
    assert "the host is marked as closed" in view.agenda._notes.value
    tick(view, "closed_days", 2, value=False)
    assert view.agenda._notes.value == ""


def test_marks_outside_the_days_that_are_shown_stay(view: PlannerView) -> None:
    """A stay longer than the list of days keeps a mark beyond it when one inside is changed."""
    view.model.end = date(2021, 10, 29)
    mark_days(view.model, "closed_days", [date(2021, 10, 28)])
    tick(view, "closed_days", 0)
    assert marked_days(view.model, "closed_days") == (date(2021, 9, 13), date(2021, 10, 28))


def test_other_dates_leave_no_half_day_outside(view: PlannerView) -> None:
    """A half day that is no longer inside the stay is no problem of a field nobody sees."""
    mark_days(view.model, "half_days", [date(2021, 9, 17)])
    view.model.end = date(2021, 9, 16)
    assert view.model.problems == ()
    assert marked_days(view.model, "half_days") == ()


def test_templates_come_with_the_form_of_the_exchange(view: PlannerView) -> None:
    """Online six half-days are offered and nothing else, with their source; on the road the other two."""
    buttons = view.agenda.templates
    assert [shown(buttons[key]) for key in buttons] == [True, True, False]
    view.model.form = "virtual"
    assert [shown(buttons[key]) for key in buttons] == [False, False, True]
    assert "SmartCTClusters" in view.agenda._sources.value


def test_half_days_online_count_as_three_days(view: PlannerView) -> None:
    """Three weeks online: six days of them count, as halves; each can be undone."""
    model = view.model
    with model.together():
        model.form, model.start, model.end = "virtual", date(2021, 9, 13), date(2021, 10, 1)
    view.agenda.templates["six-virtual-half-days"].click()
    assert model.verdict is not None
    assert (model.verdict.working_days, model.verdict.eligibility) == (3, Eligibility.ELIGIBLE)
    assert len(model.agenda) == 6
    assert [problem for problem in model.agenda_problems if not problem.kind.is_reminder] == []
    assert len(heads(view)) == 6
    assert all("Needed: without it 2 working days, not eligible." in head for head in heads(view))
    view.agenda.marks.fold.button.click()
    assert not shown(view.agenda.marks.only_planned)
    view.agenda.marks.all_days.click()
    assert model.verdict.working_days == 12
    assert not shown(view.agenda.marks.all_days)
    view.agenda.marks.only_planned.click()
    assert model.verdict.working_days == 3


def test_an_activity_between_the_days_that_count_is_said_and_can_be_counted(view: PlannerView) -> None:
    """A session moved to another day: said at once; counted again, the message goes."""
    model = view.model
    with model.together():
        model.form, model.start, model.end = "virtual", date(2021, 9, 13), date(2021, 10, 1)
    view.agenda.templates["six-virtual-half-days"].click()
    model.change(model.agenda[1], day=date(2021, 9, 14))
    (found,) = [problem for problem in model.agenda_problems if not problem.kind.is_reminder]
    assert found.kind is ProblemKind.NOT_A_WORKING_DAY
    assert "split into" in view.agenda._notes.value
    assert "Not a day of the exchange" in heads(view)[1]
    view.agenda.marks.only_planned.click()
    assert "split into" not in view.agenda._notes.value
    assert model.problems == ()


def test_other_dates_make_one_block_again(view: PlannerView) -> None:
    """Slots of other dates would contradict the form: they go, and nothing is wrong."""
    model = view.model
    with model.together():
        model.form, model.start, model.end = "virtual", date(2021, 9, 13), date(2021, 10, 1)
    view.agenda.templates["six-virtual-half-days"].click()
    model.end = date(2021, 9, 24)
    assert model.problems == ()
    assert model.case is not None
    assert model.case.exchange.slots == ()


def test_marks_of_an_address_are_there_when_the_list_is_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the calculator hands over is ticked."""
    monkeypatch.setenv("QUERY_STRING", f"{QUERY}&travel_days=2021-09-13")
    view = app.build()
    view.agenda.marks.fold.button.click()
    assert view.agenda.marks.checks["travel_days"].chosen == (date(2021, 9, 13),)


def test_a_tick_elsewhere_draws_no_day_anew(view: PlannerView) -> None:
    """Columns that stay the same stay the same widgets, so that nothing loses the focus."""
    before = view.agenda.grid.children
    view.model.tick("profile", is_done=True)
    assert view.agenda.grid.children == before
