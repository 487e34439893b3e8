# SPDX-License-Identifier: BSD-3-Clause
"""The agenda: a column for each day of the stay, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.days import DayKind
from exxtra_kit.messages import msg
from exxtra_kit.planning import TEMPLATES, ExchangeStep, templates_for
from exxtra_kit.render.day_costs import cost_html
from exxtra_kit.render.html import Markup, element, join, words
from exxtra_kit.render.plan import (
    STEP_PLACES,
    activity_html,
    activity_name,
    agenda_problems_html,
    day_html,
    template_html,
)
from exxtra_kit.widgets.kit import button, card, controls, html, show, stack
from exxtra_kit.widgets.planner.activity_form import ActivityForm
from exxtra_kit.widgets.planner.day_marks import DayMarks
from exxtra_kit.widgets.planner.stay import costs_of

if TYPE_CHECKING:
    from datetime import date

    from exxtra_kit.days import StayDay
    from exxtra_kit.language import Language
    from exxtra_kit.planning import Activity, AgendaTemplate, DayCost
    from exxtra_kit.widgets.planner.model import PlannerModel

# Each of these decides something of its own, and says so.
_MARKED = frozenset({DayKind.TRAVEL, DayKind.CLOSED})


class AgendaView:
    """The card with the agenda.

    Attributes:
        box: The card.
        grid: The days.
        form: The form for one activity.
        marks: What is said of single days.
        add: The button that opens it for a new one.
    """

    def __init__(self, model: PlannerModel, language: Language) -> None:
        """Build the card for a model."""
        self.model, self._language = model, language
        self.grid = controls.Box()
        self.grid.add_class("exx-plan-days")
        self._notes = html("", "exx-plan-notes")
        self._sources = html()
        self._shown: object = None
        self.marks = DayMarks(model, language)
        self.add = button(msg("Add an activity"), language, lambda: self.form.open(None))
        self.templates = {template.key: self._template_button(template) for template in TEMPLATES}
        self.empty = button(msg("Empty the agenda"), language, self._empty, quiet=True)
        self.restore = button(msg("Put the agenda back"), language, self._restore, quiet=True)
        self._emptied: tuple[Activity, ...] = ()
        self._tools = controls.Box([self.add, self.empty, self.restore])
        templates = controls.Box(list(self.templates.values()))
        for box in (self._tools, templates):
            box.add_class("exx-buttons")
        start = element("p", words(msg("Or start from an agenda that has worked:"), language), "exx-text")
        self._starts = stack(html(start), templates, self._sources)
        self.form = ActivityForm(model, language, self.add.focus)
        parts = [self.grid, self._notes, self.form.box, self._tools, self._starts, self.marks.box]
        self.box = card(msg("Agenda"), parts, language, anchor=STEP_PLACES[ExchangeStep.BUILDING])
        model.observe(self._refresh, ["revision"])
        self._refresh()

    def _template_button(self, template: AgendaTemplate) -> Any:
        return button(msg("Template: {name}", name=template.title), self._language, lambda: self._apply(template.key))

    def _apply(self, key: str) -> None:
        self.form.close()
        self.model.apply_template(key)

    def _empty(self) -> None:
        self._emptied = self.model.agenda
        self.model.agenda = ()

    def _restore(self) -> None:
        self.model.agenda = self._emptied

    def _refresh(self, _: object = None) -> None:
        model, say = self.model, self._language
        costs = costs_of(model)
        plan = (model.days, model.agenda, model.agenda_problems, costs, model.form, self._emptied)
        if plan == self._shown:
            return
        self._shown = plan
        if model.agenda:
            self._emptied = ()
        show(self._tools, visible=bool(model.days or self._emptied))
        show(self.add, visible=bool(model.days))
        show(self.empty, visible=bool(model.agenda))
        show(self.restore, visible=bool(self._emptied))
        # A template replaces the agenda, so none is offered where something would be lost.
        show(self._starts, visible=bool(model.days) and not model.agenda)
        offered = templates_for(model.form)
        for template in TEMPLATES:
            show(self.templates[template.key], visible=template in offered)
        self._sources.value = join(template_html(template, say) for template in offered)
        if self.form.editing is not None and not any(slot is self.form.editing for slot in model.agenda):
            self.form.close()
        if not model.days and not model.agenda:
            hint = words(msg("The days appear here once host, first and last day are known."), say)
            self.grid.children = [html(element("p", hint, "exx-text exx-muted"))]
            self._notes.value = ""
            return
        wrong = {
            id(activity)
            for problem in model.agenda_problems
            if not problem.kind.is_reminder
            for activity in problem.activities
        }
        planned: dict[date, list[Activity]] = {day.day: [] for day in model.days}
        for activity in model.agenda:
            planned.setdefault(activity.day, []).append(activity)
        columns = []
        for days in self._alike(planned):
            is_working = days[0].day in model.working_days
            columns.append(
                self._column(
                    self._head(days, costs.get(days[0].day)),
                    planned[days[0].day],
                    wrong,
                    days[0] if is_working else None,
                )
            )
        shown = {day.day for day in model.days}
        outside = [activity for activity in model.agenda if activity.day not in shown]
        if outside:
            columns.append(self._column(self._outside_head(), outside, wrong, None))
        self.grid.children = columns
        self._notes.value = agenda_problems_html(model.agenda_problems, say)

    def _alike(self, planned: dict[date, list[Activity]]) -> list[list[StayDay]]:
        """Return the days of the stay, free days that follow each other for the same reason as one."""
        groups: list[list[StayDay]] = []
        for day in self.model.days:
            is_free = day.day not in self.model.working_days and not planned[day.day]
            if is_free and day.kind is DayKind.OUTSIDE:
                continue  # between two days of a split exchange there is nothing to plan
            before = groups[-1][-1] if groups else None
            if (
                is_free
                and day.kind not in _MARKED
                and before is not None
                and before.kind is day.kind
                and before.holiday == day.holiday
                and not planned[before.day]
            ):
                groups[-1].append(day)
            else:
                groups.append([day])
        return groups

    def _head(self, days: list[StayDay], cost: DayCost | None) -> Markup:
        return join([day_html(days, self._language), cost_html(cost, self._language)])

    def _outside_head(self) -> Markup:
        return element("h3", words(msg("Outside the stay"), self._language), "exx-plan-day-name")

    def _column(self, head: Markup, activities: list[Activity], wrong: set[int], free: StayDay | None) -> Any:
        """Return one day; `free` is that day if it is a working day, on which something should be planned."""
        cards = [self._activity(activity, is_wrong=id(activity) in wrong) for activity in activities]
        if free is not None and not cards:
            cards.append(self._add_on(free))
        column = controls.Box([html(head), *cards])
        column.add_class("exx-plan-day")
        if free is None:
            column.add_class("exx-plan-day-off")
            if not cards:
                column.add_class("exx-plan-rest")
        return column

    def _add_on(self, day: StayDay) -> Any:
        say = self._language
        made = button(msg("+ Add"), say, lambda: self.form.open(None, day.day))
        made.tooltip = say.text(msg("Add an activity on {day}", day=say.weekday(day.day)))
        made.add_class("exx-plan-add")
        return made

    def _activity(self, activity: Activity, *, is_wrong: bool) -> Any:
        # The whole card can be pressed: a button without a look of its own lies over it.
        name = activity_name(activity, self._language)
        over = controls.Button(description=name, tooltip=name)
        over.add_class("exx-plan-open")
        over.on_click(lambda _: self.form.open(activity))
        box = controls.Box([html(activity_html(activity, self._language, is_wrong=is_wrong)), over])
        box.add_class("exx-plan-activity")
        return box
