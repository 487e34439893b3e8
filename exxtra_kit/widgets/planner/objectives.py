# SPDX-License-Identifier: BSD-3-Clause
"""The objectives of the exchange: a short list, and how many activities serve each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.documents.exchange_file import OBJECTIVES_LIMIT
from exxtra_kit.errors import Problem
from exxtra_kit.messages import msg
from exxtra_kit.render.html import element, words
from exxtra_kit.render.objectives import objective_html
from exxtra_kit.widgets.kit import button, card, controls, html, row, show, stack, text_field
from exxtra_kit.widgets.planner.edits import add_objective, objective_problem, remove_objective, rename_objective

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.widgets.planner.model import PlannerModel


class ObjectivesView:
    """The card with the objectives.

    Attributes:
        box: The card.
        rows: The list, a row for each.
        new: The field for a new one.
        add: The button that adds it.
        rename: The field for another title of one of them.
        save: The button that saves that.
        remove: The button that takes it out.
    """

    def __init__(self, model: PlannerModel, language: Language) -> None:
        """Build the card for a model."""
        self.model, self._language = model, language
        self._changing = ""  # title of the objective that is being renamed
        self._shown: object = None
        lead = words(msg("What should come of the exchange? Each activity serves one of these."), language)
        self.rows = controls.Box()
        self.rows.add_class("exx-plan-list")
        self.new = text_field(msg("Another objective"), language, name="objectives.new")
        self.add = button(msg("Add the objective"), language, self._add)
        self._adding = stack(self.new.box, self.add)
        self.rename = text_field(msg("What should come of it?"), language, name="objectives.title")
        self.save = button(msg("Save"), language, self._save, main=True)
        self.remove = button(msg("Remove it"), language, lambda: remove_objective(model, self._changing))
        buttons = controls.Box([self.save, self.remove, button(msg("Cancel"), language, self._leave)])
        buttons.add_class("exx-buttons")
        self._renaming = stack(row(self.rename.box), buttons)
        self._renaming.add_class("exx-plan-form")
        self.box = card(
            msg("Objectives"), [html(element("p", lead, "exx-text exx-muted")), self.rows, self._adding], language
        )
        model.observe(self._refresh, ["objectives", "agenda"])
        self._refresh()

    def _refresh(self, _: object = None) -> None:
        model = self.model
        titles = [objective.title for objective in model.objectives]
        if self._changing not in titles:
            self._changing = ""
        served = [sum(activity.objective == title for activity in model.agenda) for title in titles]
        shown = (titles, served, self._changing, bool(model.agenda))
        if shown == self._shown:
            return
        self._shown = shown
        self.rows.children = [
            self._renaming if title == self._changing else self._row(title, count)
            for title, count in zip(titles, served, strict=True)
        ]
        show(self.rows, visible=bool(titles))
        show(self._adding, visible=len(titles) < OBJECTIVES_LIMIT)

    def _row(self, title: str, count: int) -> Any:
        say = self._language
        about = html(objective_html(title, count if self.model.agenda else None, say))
        change = button(msg("Change"), say, lambda: self._change(title), quiet=True)
        change.tooltip = say.text(msg("Change {name}", name=title))
        made = controls.Box([about, change])
        made.add_class("exx-plan-item")
        return made

    def _add(self) -> None:
        problem = objective_problem(self.model, self.new.control.value)
        self.new.show_problem(Problem(self.new.name, problem) if problem else None)
        if problem is None:
            add_objective(self.model, self.new.control.value)
            self.new.control.value = ""
            self.new.control.focus()

    def _change(self, title: str) -> None:
        self._changing = title
        self.rename.control.value = title
        self.rename.show_problem(None)
        self._refresh()
        self.rename.control.focus()

    def _save(self) -> None:
        title = self.rename.control.value
        problem = objective_problem(self.model, title, instead_of=self._changing)
        self.rename.show_problem(Problem(self.rename.name, problem) if problem else None)
        if problem is None:
            before, self._changing = self._changing, ""
            rename_objective(self.model, before, title)
            self._refresh()

    def _leave(self) -> None:
        self._changing = ""
        self._refresh()
