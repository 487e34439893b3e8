# SPDX-License-Identifier: BSD-3-Clause
"""Questions with several answers: a checkbox for each, or a list from which one after the other is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import Message, msg
from exxtra_kit.render.html import element, escape, join, only_read, words
from exxtra_kit.widgets.kit import controls
from exxtra_kit.widgets.kit.fields import choice_field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exxtra_kit.language import Language


class ChoiceChecks:
    """A group of checkboxes, one for each answer.

    Attributes:
        name: Dotted name in the case file ("exchange.purposes").
        box: What a page lays out.
        checks: The checkboxes by value.
    """

    def __init__(
        self,
        label: Message,
        options: Sequence[tuple[str, str]],
        language: Language,
        *,
        name: str,
        changed: Callable[[list[str]], None],
    ) -> None:
        """Make the group; `changed` is called with the chosen values whenever they change."""
        self.name = name
        self._label, self._language, self._changed = label, language, changed
        self._quiet = False
        self.checks: dict[str, Any] = {}
        self._grid = controls.Box()
        for style in ("exx-checks", "exx-checks-wide"):
            self._grid.add_class(style)
        self.box = controls.Box([controls.HTML(element("p", words(label, language), "exx-subheading")), self._grid])
        self.box.add_class("exx-field")
        for text, value in options:
            self._add(text, value)

    def show(self, chosen: Sequence[str]) -> None:
        """Tick what is chosen; an answer that isn't offered, from an address, is shown as it came."""
        self._quiet = True
        for value in chosen:
            if value not in self.checks:
                self._add(value, value)
        for value, check in self.checks.items():
            check.value = value in chosen
        self._quiet = False

    def _add(self, text: str, value: str) -> None:
        before = only_read(escape(f"{self._language.text(self._label)}: "))
        check = controls.Checkbox(indent=False, description_allow_html=True, description=join([before, escape(text)]))
        check.observe(lambda _: self._report(), "value")
        self.checks[value] = check
        self._grid.children = tuple(self.checks.values())

    def _report(self) -> None:
        if not self._quiet:
            self._changed([value for value, check in self.checks.items() if check.value])


class OneByOne:
    """A list to take from, and what was taken: a button each that gives it back.

    Attributes:
        name: Dotted name in the case file ("visiting.registered_in").
        field: The list to take from.
        box: What a page lays out.
        taken: The buttons by value.
    """

    def __init__(
        self,
        label: Message,
        options: Sequence[tuple[Message | str, str]],
        language: Language,
        *,
        name: str,
        changed: Callable[[list[str]], None],
        hint: Message | None = None,
    ) -> None:
        """Make the list; `changed` is called with what is taken whenever that changes."""
        self.name = name
        self._language, self._changed = language, changed
        self._names = {value: text if isinstance(text, str) else language.text(text) for text, value in options}
        self.field = choice_field(label, options, language, name=name, hint=hint)
        self.taken: dict[str, Any] = {}
        self._row = controls.Box()
        self._row.add_class("exx-buttons")
        self.box = controls.Box([self.field.box, self._row])
        self.box.add_class("exx-field")
        self.field.control.observe(self._take, "value")

    def show(self, chosen: Sequence[str]) -> None:
        """Show what is taken."""
        self.taken = {value: self.taken.get(value) or self._button(value) for value in chosen}
        self._row.children = tuple(self.taken.values())

    def _button(self, value: str) -> Any:
        name = self._names.get(value, value)
        text = msg("Take {name} out", name=name)
        made = controls.Button(description=f"{name} \N{MULTIPLICATION X}", tooltip=self._language.text(text))
        for style in ("exx-button", "exx-take"):
            made.add_class(style)
        made.on_click(lambda _: self._changed([kept for kept in self.taken if kept != value]))
        return made

    def _take(self, change: Any) -> None:
        value = change["new"]
        if not value:
            return
        self.field.control.value = ""
        if value not in self.taken:
            self._changed([*self.taken, value])
