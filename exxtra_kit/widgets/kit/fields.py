# SPDX-License-Identifier: BSD-3-Clause
"""Fields: label with half a line of help, the control, and what is wrong with it right beside it.

The label is the control's own `<label for>`, so clicking it and hearing it both work. While
something is wrong the label also carries it for a screen reader, because a widget can't be given
`aria-describedby`; what is seen below the control is announced by its `role="alert"`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from exxtra_kit.errors import Problem
from exxtra_kit.messages import Listing, Message, msg
from exxtra_kit.render.html import Markup, element, join, only_read, sign, words
from exxtra_kit.widgets.kit import controls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from exxtra_kit.language import Language

TOWNS_SUGGESTED = 8
_FIRST_YEAR_OF_FOUR_DIGITS = 1000
SUGGESTIONS_SHOWN = 3


class Field:
    """One field of a form.

    Attributes:
        name: Dotted name in the case file ("visiting.town").
        control: The widget that holds the value.
        box: What a page lays out.
        anchor: Id of an element right before the control, for a link that leads to the field.
        propose: Renews what a town field proposes, for when the country has changed; does nothing elsewhere.
    """

    def __init__(
        self, control: Any, label: Message, language: Language, *, name: str, hint: Message | None = None
    ) -> None:
        """Put a control under its label."""
        self.name, self.control, self.language = name, control, language
        self.anchor = f"exx-field-{name.replace('.', '-').replace('_', '-')}"
        self._label, self._hint = label, hint
        self.propose: Callable[[], None] = lambda: None
        self._take: Callable[[str], None] | None = None
        self._shown: tuple[Message, tuple[str, ...], bool] | None = None
        self._message = controls.HTML(_dom_classes=("exx-message",))
        self._suggestions = controls.Box(_dom_classes=("exx-buttons",))
        control.add_class("exx-control")
        control.description_allow_html = True
        place = controls.HTML(element("span", Markup(""), id=self.anchor, tabindex="-1"))
        self.box = controls.Box([place, control], _dom_classes=("exx-field",))
        self._place = place
        self._describe(None)

    def show_problem(
        self, problem: Problem | None, *, take: Callable[[str], None] | None = None, gentle: bool = False
    ) -> None:
        """Show beside the control what is wrong with it, or that nothing is.

        Args:
            problem: What is wrong; None for nothing.
            take: Called with a suggestion when its button is pressed; None to put it into the control.
            gentle: Advice instead of an error, for somebody who is still typing.
        """
        shown = (problem.message, problem.suggestions, gentle) if problem else None
        self._take = take
        if shown == self._shown:  # the same words again would be read out again
            return
        self._shown = shown
        if shown is None:
            self.box.remove_class("exx-invalid")
            self.box.children = [self._place, self.control]
            self._describe(None)
            return
        message, suggestions, _ = shown
        if gentle:
            self.box.remove_class("exx-invalid")
            self._message.value = element("p", words(message, self.language), "exx-advice")
        else:
            self.box.add_class("exx-invalid")
            text = join([sign("not_met"), words(message, self.language)], " ")
            self._message.value = element("p", text, "exx-problem", role="alert")
        self._suggestions.children = [self._suggestion(text) for text in suggestions[:SUGGESTIONS_SHOWN]]
        self.box.children = [self._place, self.control, self._message, *([self._suggestions] if suggestions else [])]
        self._describe(None if gentle else message)

    def show(self, *, visible: bool) -> None:
        """Show or hide the whole field."""
        (self.box.remove_class if visible else self.box.add_class)("exx-gone")

    def _describe(self, wrong: Message | None) -> None:
        parts = [element("span", words(self._label, self.language), "exx-label")]
        if self._hint is not None:
            parts.append(element("span", words(self._hint, self.language), "exx-hint"))
        if wrong is not None:
            parts.append(only_read(words(msg("Error: {message}", message=wrong), self.language)))
        self.control.description = join(parts, " ")

    def _suggestion(self, text: str) -> Any:
        words_of_it = self.language.text(msg("Use {suggestion}", suggestion=text))
        button = controls.Button(description=words_of_it, _dom_classes=("exx-button", "exx-take"))
        button.on_click(lambda _: self._use(text))
        return button

    def _use(self, text: str) -> None:
        if self._take is None:
            self.control.value = text
        else:
            self._take(text)


def text_field(
    label: Message, language: Language, *, name: str, hint: Message | None = None, placeholder: str = ""
) -> Field:
    """Return a field for a short text; its value is taken at every key."""
    return Field(controls.Text(placeholder=placeholder), label, language, name=name, hint=hint)


def long_text_field(
    label: Message, language: Language, *, name: str, hint: Message | None = None, lines: int = 4
) -> Field:
    """Return a field for a text of several lines, taken while it is typed; it shows `lines` of them at once."""
    return Field(controls.Textarea(rows=lines), label, language, name=name, hint=hint)


def choice_field(
    label: Message,
    options: Sequence[tuple[Message | str, str]],
    language: Language,
    *,
    name: str,
    hint: Message | None = None,
) -> Field:
    """Return a field with a list to choose from.

    Args:
        label: The label.
        options: What is shown (a `Message`, or plain text that needs no translation) and its value.
        language: Language of the words.
        name: Dotted name in the case file.
        hint: Half a line of help.
    """
    shown = [(text if isinstance(text, str) else language.text(text), value) for text, value in options]
    return Field(controls.Dropdown(options=shown, value=shown[0][1]), label, language, name=name, hint=hint)


def date_field(label: Message, language: Language, *, name: str, hint: Message | None = None) -> Field:
    """Return a field for a day; its control's value is a `date` or None."""
    return Field(controls.DatePicker(), label, language, name=name, hint=hint)


def town_field(
    label: Message, language: Language, *, name: str, country: Callable[[], str], hint: Message | None = None
) -> Field:
    """Return a field for a town that proposes towns while one types.

    Args:
        label: The label.
        language: Language of the words.
        name: Dotted name in the case file.
        country: Gives the ISO code of the country to look in; empty for none.
        hint: Half a line of help.
    """
    control = controls.Combobox(ensure_option=False, continuous_update=True)

    def propose(_: Any = None) -> None:
        from exxtra_kit.geo import suggest_towns  # noqa: PLC0415 (a page without a town field needs no gazetteer)

        typed, code = control.value.strip(), country()
        towns = suggest_towns(typed, code, TOWNS_SUGGESTED) if typed and code else ()
        control.options = tuple(dict.fromkeys(town.name for town in towns))

    control.observe(propose, "value")
    field = Field(control, label, language, name=name, hint=hint)
    field.propose = propose
    return field


def town_problem(problem: Problem, field: Field) -> tuple[Problem, bool]:
    """Return a problem with a town in a form's words, and whether somebody is still typing.

    While the letters so far begin the name of a town, that is advice and no error. A form can't be
    given latitude and longitude, which the door proposes to the writer of a file.

    Args:
        problem: What the door says of the town.
        field: The town field.
    """
    from exxtra_kit.geo import fold  # noqa: PLC0415 (as above)

    field.propose()
    typed = field.control.value.strip()
    begun = tuple(town for town in field.control.options if fold(town).startswith(fold(typed)))
    if begun:
        return Problem(problem.field, msg("Choose the town:"), begun[:SUGGESTIONS_SHOWN]), True
    near = problem.suggestions[:SUGGESTIONS_SHOWN]
    message = (
        msg(
            "\N{LEFT DOUBLE QUOTATION MARK}{town}\N{RIGHT DOUBLE QUOTATION MARK} is not known in this country. "
            "Did you mean {suggestions}?",
            town=typed,
            suggestions=Listing(near, any_of=True),
        )
        if near
        else msg(
            "\N{LEFT DOUBLE QUOTATION MARK}{town}\N{RIGHT DOUBLE QUOTATION MARK} is not known in this country. "
            "Check spelling and country, or take the nearest larger town.",
            town=typed,
        )
    )
    return Problem(problem.field, message, near), False


def is_half_typed(value: object) -> bool:
    """Say whether a day's year has fewer than four digits: a browser hands over each digit as it is typed."""
    return isinstance(value, date) and value.year < _FIRST_YEAR_OF_FOUR_DIGITS


def anchors(fields: Iterable[Field]) -> dict[str, str]:
    """Return field name -> id of its anchor, for the list of problems in the panel."""
    return {field.name: field.anchor for field in fields}
