# SPDX-License-Identifier: BSD-3-Clause
"""The questions about a further visitor of a group: the same as about the first, answered into the plan at each key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import Message, msg
from exxtra_kit.render.html import element, words
from exxtra_kit.widgets.asked import asks_membership
from exxtra_kit.widgets.calculator import choices
from exxtra_kit.widgets.kit import (
    Field,
    button,
    choice_field,
    controls,
    html,
    row,
    show,
    stack,
    text_field,
    town_field,
    town_problem,
)
from exxtra_kit.widgets.planner.edits import change_visitor, remove_visitor
from exxtra_kit.widgets.planner.form import TEXT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.planning import GroupMember
    from exxtra_kit.widgets.planner.model import PlannerModel

_VISITS = "previous_visits"


class VisitorForm:
    """The form for one of the further visitors.

    Attributes:
        box: What is laid out; hidden while nobody is asked about.
        fields: Its fields by the key of the case's section.
        number: Which visitor it is about, counted from 0; None while it is closed.
    """

    def __init__(self, model: PlannerModel, language: Language, closed: Callable[[], None]) -> None:
        """Build the form, hidden; `closed` is called when somebody is done with it."""
        self.model, self._language, self._closed = model, language, closed
        self.number: int | None = None
        self._is_filling = False
        lands = choices.countries(language)

        def choice(key: str, label: Message, options: Any) -> Field:
            return choice_field(label, options, language, name=f"visitor.{key}")

        self.fields: dict[str, Field] = {
            "name": text_field(msg("Name of the organisation"), language, name="visitor.name"),
            "type": choice("type", msg("It is a"), choices.TYPES),
            "country": choice("country", msg("Its country"), lands),
            "town": town_field(msg("Its town"), language, name="visitor.town", country=self._country),
            "membership": choice("membership", msg("Is it a member of a cluster?"), choices.MEMBERSHIPS),
            _VISITS: choice(_VISITS, msg("Has it visited with ClusterXchange before?"), choices.VISITS),
        }
        boxes = {key: field.box for key, field in self.fields.items()}
        heading = html(element("h3", words(msg("About this visitor"), language), "exx-subheading"))
        self.done = button(msg("Done with this visitor"), language, self._leave, main=True)
        self.remove = button(msg("Remove this visitor"), language, self._remove)
        buttons = controls.Box([self.done, self.remove])
        buttons.add_class("exx-buttons")
        self.box = stack(
            heading,
            row(boxes["name"], boxes["type"]),
            row(boxes["country"], boxes["town"]),
            row(boxes["membership"], boxes[_VISITS]),
            buttons,
        )
        self.box.add_class("exx-plan-form")
        show(self.box, visible=False)
        for key, field in self.fields.items():
            field.control.observe(self._answered(key), "value")

    def open(self, number: int) -> None:
        """Ask about one of the further visitors."""
        self.number = number
        self.refresh(())
        show(self.box, visible=True)
        self.fields["name"].control.focus()

    def close(self) -> None:
        """Hide the form."""
        self.number = None
        show(self.box, visible=False)

    def refresh(self, members: Sequence[GroupMember]) -> None:
        """Show what is said of the visitor, and beside each field what is wrong with it.

        Args:
            members: The further visitors as they are judged; empty while that isn't known.
        """
        if self.number is None:
            return
        if self.number >= len(self.model.visitors):
            self.close()
            return
        visitor = self.model.visitors[self.number]
        self._is_filling = True
        for key, field in self.fields.items():
            _fill(field, visitor.get(key))
        self._is_filling = False
        kind = visitor.get("type")
        asked = asks_membership(self.model.law(), kind if isinstance(kind, str) else "")
        self.fields["membership"].show(visible=asked)
        problems = members[self.number].problems if members else ()
        wrong = {problem.field.removeprefix("visiting."): problem for problem in problems}
        for key, field in self.fields.items():
            problem, is_typing = wrong.get(key), False
            if problem is not None and key == "town":
                problem, is_typing = town_problem(problem, field)
            field.show_problem(problem, gentle=is_typing)

    def _country(self) -> str:
        country = self.fields["country"].control.value
        return country if isinstance(country, str) else ""

    def _answered(self, key: str) -> Any:
        def answer(change: Any) -> None:
            if self._is_filling or self.number is None:
                return
            value = change["new"]
            if key == _VISITS and value.isascii() and value.isdigit():
                value = int(value)
            change_visitor(self.model, self.number, {key: value[:TEXT_LIMIT] if isinstance(value, str) else value})

        return answer

    def _remove(self) -> None:
        number = self.number
        self._leave()
        if number is not None:
            remove_visitor(self.model, number)

    def _leave(self) -> None:
        self.close()
        self._closed()


def _fill(field: Field, value: object) -> None:
    """Show an answer; from a file, one that the list doesn't offer is shown as it came and judged like any other."""
    control = field.control
    text = "" if value is None else str(value)
    options = getattr(control, "_options_full", None)
    if options is not None and text not in [offered for _, offered in options]:
        control.options = (*control.options, (text, text))
    if control.value != text:
        control.value = text
