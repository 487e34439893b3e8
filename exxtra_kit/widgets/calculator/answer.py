# SPDX-License-Identifier: BSD-3-Clause
"""The answer beside the calculator's form: the panel, its buttons, the sheet to take along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exxtra_kit import __version__
from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Eligibility
from exxtra_kit.render.fixes import UNDO, fix_key
from exxtra_kit.render.html import Markup, button_link, join, press_button, words
from exxtra_kit.render.sheet import calculation_sheet_html
from exxtra_kit.render.verdict import empty_html, panel_html, problems_html
from exxtra_kit.widgets.calculator.answers import ANSWERS
from exxtra_kit.widgets.handover import FIELDS
from exxtra_kit.widgets.kit import AnswerPanel, Handover, app_link, on_our_site
from exxtra_kit.widgets.plain_answers import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from exxtra_kit.errors import Problem
    from exxtra_kit.language import Language
    from exxtra_kit.models import Fix
    from exxtra_kit.widgets.calculator.model import CalculatorModel

_SHEET = "sheet"


def handover(model: CalculatorModel) -> Handover:
    """Return what was answered, as the links to the other apps carry it; the usual programme needn't be said."""
    state = model.get_state()
    names = {field: key for key, field in FIELDS.items()}
    usual = model.trait_defaults("programme")
    return Handover(
        {
            names[field]: as_text(state[name])
            for name, field in ANSWERS.items()
            if name in state and (name, state[name]) != ("programme", usual)
        }
    )


@dataclass(frozen=True, slots=True)
class _Applied:
    """A change that was made by its button: in words, and the answers before and after it."""

    text: Message
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class Answer:
    """What the panel shows, and what its buttons do.

    Attributes:
        panel: The panel.
    """

    def __init__(self, model: CalculatorModel, language: Language, today: date) -> None:
        """Make the panel of a model; `today` is the day of issue of a sheet."""
        self.model, self._language, self._today = model, language, today
        self._applied: _Applied | None = None
        self._shown: tuple[Sequence[Problem], Sequence[Message], Mapping[str, str]] = ((), (), {})
        self.panel = AnswerPanel(self._pressed)

    def show(self, serious: Sequence[Problem], typing: Sequence[Message], anchors: Mapping[str, str]) -> None:
        """Show what there is to say.

        Args:
            serious: What is wrong with the answers.
            typing: What somebody is only still typing, in words.
            anchors: Dotted field name -> id of the anchor before that field.
        """
        model, say = self.model, self._language
        self._shown = (serious, typing, anchors)
        if serious:
            self.panel.value = problems_html(serious, anchors, say)
        elif model.missing or typing or model.verdict is None:
            self.panel.value = empty_html((*model.missing, *typing), say)
        else:
            # Once something else was answered there is nothing to undo any more.
            applied = self._applied.text if self._applied and self._applied.after == model.get_state() else None
            self.panel.value = panel_html(model.verdict, say, actions=self._actions(), applied=applied, can_apply=True)

    def _actions(self) -> Markup:
        """Return the ways on: to the other apps, which only our own site has, and the sheet."""
        say, carried = self._language, handover(self.model)
        sheet = press_button(words(msg("Calculation sheet"), say), _SHEET)
        if not on_our_site():
            return sheet
        refused = self.model.verdict is not None and self.model.verdict.eligibility is Eligibility.NOT_ELIGIBLE
        on_map = button_link(
            words(msg("See all hosts on the map"), say), app_link("partner_map", say, carried), main=refused
        )
        if refused:
            return join([on_map, sheet])
        plan = button_link(words(msg("Plan this exchange"), say), app_link("planner", say, carried), main=True)
        return join([plan, sheet, on_map])

    def _pressed(self, key: str) -> None:
        """Do what a button of the panel says; one of a panel that is no longer shown does nothing."""
        if key == _SHEET:
            self._give_sheet()
        elif key == UNDO:
            if self._applied is not None:
                self.model.set_state(self._applied.before)
        elif self.model.verdict is not None:
            found = next((fix for fix in self.model.verdict.fixes if fix_key(fix) == key), None)
            if found is not None:
                self._apply(found)

    def _apply(self, fix: Fix) -> None:
        before = self.model.get_state()
        self.model.apply(fix.changes)
        self._applied = _Applied(fix.text, before, self.model.get_state())
        self.show(*self._shown)

    def _give_sheet(self) -> None:
        if self.model.verdict is None:
            return
        page = calculation_sheet_html(self.model.case_data(), self._language, self._today, __version__)
        self.panel.give(sheet_name(self.model), page, "text/html")


def sheet_name(model: CalculatorModel) -> str:
    """Return a name for the sheet that every system accepts: what it is, and the first day."""
    day = as_text(model.start)
    return f"calculation-sheet-{day}.html" if day else "calculation-sheet.html"
