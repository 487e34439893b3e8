# SPDX-License-Identifier: BSD-3-Clause
"""Days on which somebody could travel: one period below the other, each with its first and its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.days import FIRST_YEAR, LAST_YEAR
from exxtra_kit.errors import Problem
from exxtra_kit.messages import Message, msg
from exxtra_kit.planning import Period
from exxtra_kit.render.html import element, words
from exxtra_kit.widgets.kit import button, controls, date_field, html, is_half_typed, row, stack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from exxtra_kit.language import Language

MOST_PERIODS = 12


class _Row:
    """One period that is being given."""

    def __init__(self, number: int, language: Language, period: Period | None) -> None:
        self.period = period  # as it came, so that what a newer version wrote into it stays
        name = f"profile.free.{number}"
        self.start = date_field(msg("Free from"), language, name=f"{name}.start")
        self.end = date_field(msg("Free until"), language, name=f"{name}.end")
        if period is not None:
            self.start.control.value, self.end.control.value = period.start, period.end

    def read(self) -> Period | None:
        """Return the period; None while it can't be used, and say beside the field why."""
        start, end = self.start.control.value, self.end.control.value
        wrong = {"start": _wrong(start), "end": _wrong(end)}
        if not any(wrong.values()) and start is not None and end is not None and end < start:
            wrong["end"] = msg("The last day must not be before the first.")
        for name, field in (("start", self.start), ("end", self.end)):
            message = wrong[name]
            field.show_problem(Problem(field.name, message) if message else None)
        if start is None or end is None or any(wrong.values()) or is_half_typed(start) or is_half_typed(end):
            return None
        if self.period is None:
            return Period(start=start, end=end)
        return self.period.model_copy(update={"start": start, "end": end})


class Periods:
    """A list of periods that grows and shrinks.

    Attributes:
        box: What a page lays out.
        rows: The periods that are being given, complete or not.
        add: The button for one more.
    """

    def __init__(self, label: Message, language: Language, *, changed: Callable[[tuple[Period, ...]], None]) -> None:
        """Make an empty list; `changed` is called with the periods that can be used whenever they change."""
        self._language, self._changed = language, changed
        self._number = 0
        self._said: tuple[Period, ...] = ()
        self._is_filling = False
        self.rows: list[_Row] = []
        self._boxes: dict[int, Any] = {}
        self._list = stack()
        self.add = button(msg("Add days"), language, self._add)
        self.add.add_class("exx-take")
        self.box = stack(html(element("p", words(label, language), "exx-subheading")), self._list, self.add)

    def show(self, periods: Iterable[Period]) -> None:
        """Show the periods of a profile, unless they are those that stand there."""
        shown = tuple(periods)
        if shown == self._said:
            return
        self._said = shown
        self.rows = [self._row(period) for period in shown]
        self._lay_out()

    def _row(self, period: Period | None) -> _Row:
        self._number += 1
        made = _Row(self._number, self._language, period)
        made.start.control.observe(lambda _: self._begun(made), "value")
        made.end.control.observe(self._report, "value")
        take = button(msg("Take these days out"), self._language, lambda: self._remove(made), quiet=True)
        self._boxes[id(made)] = controls.Box(
            [row(made.start.box, made.end.box), take], _dom_classes=("exx-plan-period",)
        )
        return made

    def _begun(self, made: _Row) -> None:
        """Propose the first day as the last one, so that nothing half is left that no file could hold."""
        start = made.start.control.value
        if made.end.control.value is None and start is not None and _wrong(start) is None and not is_half_typed(start):
            made.end.control.value = start
        else:
            self._report()

    def _add(self) -> None:
        if len(self.rows) < MOST_PERIODS:
            self.rows.append(self._row(None))
            self._lay_out()
            self.rows[-1].start.control.focus()

    def _remove(self, made: _Row) -> None:
        if made in self.rows:
            self.rows.remove(made)
            self._lay_out()
            self.add.focus()
            self._report()

    def _lay_out(self) -> None:
        self._boxes = {id(made): self._boxes[id(made)] for made in self.rows}
        self._list.children = tuple(self._boxes.values())

    def _report(self, _: object = None) -> None:
        found = tuple(period for period in [made.read() for made in self.rows] if period is not None)
        if found != self._said:
            self._said = found
            self._changed(found)


def _wrong(day: date | None) -> Message | None:
    """Return what is wrong with a day; nothing for one that is still being typed."""
    if day is None or is_half_typed(day) or FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return msg("Give a day between {first} and {last}.", first=str(FIRST_YEAR), last=str(LAST_YEAR))
