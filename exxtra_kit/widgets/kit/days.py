# SPDX-License-Identifier: BSD-3-Clause
"""A checkbox for each day of a span: which days are spent travelling, on which the host is closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import Message, msg
from exxtra_kit.render.html import element, escape, join, words
from exxtra_kit.widgets.kit import controls

if TYPE_CHECKING:
    from collections.abc import Callable

    from exxtra_kit.language import Language

MOST_DAYS_SHOWN = 31


class DayChecks:
    """A group of checkboxes, one for each day of a span.

    Attributes:
        name: Dotted name in the case file ("exchange.travel_days").
        box: What a page lays out.
    """

    def __init__(
        self, label: Message, language: Language, *, name: str, changed: Callable[[tuple[date, ...]], None]
    ) -> None:
        """Make the group; `changed` is called with the chosen days whenever they change."""
        self.name = name
        self._language, self._changed = language, changed
        self._days: tuple[date, ...] = ()
        self._checks: dict[date, Any] = {}
        self._quiet = False
        self._title = controls.HTML(element("p", words(label, language), "exx-subheading"))
        self._grid = controls.Box(_dom_classes=("exx-checks",))
        self._label = label
        self.box = controls.Box([self._title, self._grid], _dom_classes=("exx-field",))
        self.show(None, None, ())

    @property
    def chosen(self) -> tuple[date, ...]:
        """The days that are ticked, in order."""
        return tuple(day for day, check in self._checks.items() if check.value)

    @property
    def offered(self) -> tuple[date, ...]:
        """The days that are shown, in order."""
        return self._days

    def show(self, start: date | None, end: date | None, chosen: tuple[date, ...]) -> None:
        """Offer the days from `start` to `end` (none while they are not known), with `chosen` ticked."""
        days: tuple[date, ...] = ()
        if start is not None and end is not None and start <= end:
            count = min((end - start).days + 1, MOST_DAYS_SHOWN)
            days = tuple(start + timedelta(days=number) for number in range(count))
        self._quiet = True
        if days != self._days or not self._checks:
            self._days = days
            self._checks = {day: self._check(day) for day in days}
            hint = element("p", words(msg("Give the first and the last day first."), self._language), "exx-hint")
            self._grid.children = list(self._checks.values()) or [controls.HTML(hint)]
        for day, check in self._checks.items():
            check.value = day in chosen
        self._quiet = False

    def _check(self, day: date) -> Any:
        check = controls.Checkbox(
            indent=False,
            description_allow_html=True,
            description=join(
                [
                    element("span", escape(f"{self._language.text(self._label)}: "), "exx-sr"),
                    escape(self._language.weekday(day)),
                ]
            ),
        )
        check.observe(lambda _: self._report(), "value")
        return check

    def _report(self) -> None:
        if not self._quiet:
            self._changed(self.chosen)
