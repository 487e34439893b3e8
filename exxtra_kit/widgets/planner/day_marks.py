# SPDX-License-Identifier: BSD-3-Clause
"""What a person says of single days: travel days, days on which the host is closed, half days, and which count."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import msg
from exxtra_kit.models import ExchangeForm
from exxtra_kit.planning import MARKS
from exxtra_kit.render.html import element, words
from exxtra_kit.widgets.kit import DayChecks, Unfolding, button, controls, html, show, stack
from exxtra_kit.widgets.planner.stay import count_all, count_only, is_split, mark_days, marked_days

if TYPE_CHECKING:
    from datetime import date

    from exxtra_kit.language import Language
    from exxtra_kit.widgets.planner.model import PlannerModel

_LABELS = {
    "travel_days": msg("Days of the stay spent travelling"),
    "closed_days": msg("Days on which the host is closed"),
    "half_days": msg("Days of which only half is used"),
}


class DayMarks:
    """The marks of the days, folded away.

    Attributes:
        box: What is laid out.
        fold: What it is folded below.
        checks: The checkboxes by the field of the case.
        only_planned: The button that lets only the days with an activity count, for an exchange online.
        all_days: The button that lets each day of the stay count again.
    """

    def __init__(self, model: PlannerModel, language: Language) -> None:
        """Build them for a model."""
        self.model = model
        self._language = language
        self.checks: dict[str, DayChecks] = {}
        self.only_planned = button(msg("Count only the days with an activity"), language, self._count_only)
        self.all_days = button(msg("Count every day again"), language, lambda: count_all(model))
        counting = controls.Box([self.only_planned, self.all_days])
        counting.add_class("exx-buttons")
        hint = words(msg("A travel day, a closed day and, at a host, a half day are no working days."), language)
        self._lists = stack()
        content = stack(html(element("p", hint, "exx-text exx-small exx-muted")), self._lists, counting)
        title = msg("Mark travel days, closed days, half days")
        self.fold = Unfolding(title, content, language, changed=self._unfolded)
        self.box = stack(self.fold.button, content)
        model.observe(self._refresh, ["revision"])
        self._refresh()

    def _unfolded(self) -> None:
        """Make the checkboxes when somebody wants them for the first time: most people never do."""
        if not self.fold.is_shown or self.checks:
            return
        self.checks = {
            mark: DayChecks(_LABELS[mark], self._language, name=f"exchange.{mark}", changed=self._changed(mark))
            for mark in MARKS
        }
        self._lists.children = [checks.box for checks in self.checks.values()]
        self._refresh()

    def _changed(self, mark: str) -> Any:
        def changed(days: tuple[date, ...]) -> None:
            shown = self.checks[mark].offered
            kept = (day for day in marked_days(self.model, mark) if day not in shown)
            mark_days(self.model, mark, (*kept, *days))

        return changed

    def _count_only(self) -> None:
        count_only(self.model, self._planned())

    def _planned(self) -> list[date]:
        return sorted({activity.day for activity in self.model.agenda})

    def _counting(self) -> list[date]:
        """Return the days that count, where the exchange is split."""
        slots = self.model.case.exchange.slots if self.model.case is not None else ()
        return [
            slot.start + timedelta(days=number) for slot in slots for number in range((slot.end - slot.start).days + 1)
        ]

    def _refresh(self, _: object = None) -> None:
        model = self.model
        for mark, checks in self.checks.items():
            checks.show(model.start, model.end, marked_days(model, mark))
        planned = self._planned()
        can_split = model.form == ExchangeForm.VIRTUAL and bool(planned) and planned != self._counting()
        show(self.only_planned, visible=can_split and model.case is not None)
        show(self.all_days, visible=is_split(model))
        show(self.box, visible=model.start is not None and model.end is not None)
