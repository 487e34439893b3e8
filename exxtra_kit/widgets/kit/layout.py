# SPDX-License-Identifier: BSD-3-Clause
"""Layout: the page with its title, one or two columns, numbered cards, rows, buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.render.html import Markup, element, escape, join, words
from exxtra_kit.widgets.kit import controls
from exxtra_kit.widgets.kit.style import style_widgets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message


def _box(children: Sequence[Any], *classes: str) -> Any:
    return controls.Box(children, _dom_classes=classes)


def html(content: Markup | str = "", *classes: str) -> Any:
    """Return an HTML widget; what goes into its `value` must be mark-up made by `exxtra_kit.render`."""
    return controls.HTML(content, _dom_classes=classes)


def stack(*children: Any) -> Any:
    """Return widgets one below the other."""
    return _box(children, "exx-stack")


def row(*children: Any) -> Any:
    """Return widgets side by side as far as there is room, else below each other."""
    return _box(children, "exx-row")


def card(
    title: Message, children: Sequence[Any], language: Language, *, number: int | None = None, anchor: str = ""
) -> Any:
    """Return a card with a heading, numbered if it is a step; `anchor` is the heading's id, for links to it."""
    parts = [] if number is None else [element("span", escape(str(number)), "exx-number")]
    target = {"id": anchor, "tabindex": "-1"} if anchor else {}
    heading = element("h2", join([*parts, element("span", words(title, language))]), "exx-heading", **target)
    return _box([html(heading), *children], "exx-card")


def button(
    text: Message, language: Language, action: Callable[[], None], *, main: bool = False, quiet: bool = False
) -> Any:
    """Return a button that calls `action`; `main` for the one main action, `quiet` to look like a link."""
    looks = ("exx-button", *(["exx-main-action"] if main else []), *(["exx-quiet"] if quiet else []))
    made = controls.Button(description=language.text(text), _dom_classes=looks)
    made.on_click(lambda _: action())
    return made


def show(widget: Any, *, visible: bool) -> None:
    """Show a widget, or take it out of sight and reach."""
    (widget.remove_class if visible else widget.add_class)("exx-gone")


class Unfolding:
    """Something folded below a button that unfolds it.

    Attributes:
        button: The button.
        content: What is folded.
        is_shown: Whether it is unfolded.
    """

    def __init__(
        self, title: Message, content: Any, language: Language, *, changed: Callable[[], None] | None = None
    ) -> None:
        """Fold `content`; `changed` is called whenever it is folded or unfolded."""
        self.content = content
        self._title = language.text(title)
        self._changed: Callable[[], None] | None = None
        self.button = controls.Button(_dom_classes=("exx-button", "exx-quiet"))
        self.button.on_click(lambda _: self.turn(shown=not self.is_shown))
        self.turn(shown=False)
        self._changed = changed

    def turn(self, *, shown: bool) -> None:
        """Unfold it, or fold it away."""
        self.is_shown = shown
        sign = "\N{BLACK DOWN-POINTING SMALL TRIANGLE}" if shown else "\N{BLACK RIGHT-POINTING SMALL TRIANGLE}"
        self.button.description = f"{sign} {self._title}"
        show(self.content, visible=shown)
        if self._changed is not None:
            self._changed()


def page(
    *,
    title: Message,
    language: Language,
    main: Sequence[Any],
    lead: Message | None = None,
    side: Sequence[Any] | None = None,
    below: Sequence[Any] = (),
    sheets: Sequence[str] = (),
) -> Any:
    """Return the whole of an app.

    Args:
        title: The page's one main heading.
        language: Language of the words.
        main: Widgets of the main column, in order.
        lead: One sentence below the heading.
        side: Widgets of the right column, which stays in sight; None for a page with one column.
        below: Widgets below both columns, as wide as the page.
        sheets: Names of the stylesheets that the app needs besides the common one ("planner").
    """
    parts = [element("h1", words(title, language), "exx-title")]
    if lead is not None:
        parts.append(element("p", words(lead, language), "exx-lead"))
    content = _box([html(element("div", join(parts), lang=language.code)), *main], "exx-stack", "exx-main")
    whole = content if side is None else _box([content, _box(side, "exx-stack", "exx-side")], "exx-columns")
    if below:
        whole = _box([whole, *below], "exx-stack")
    return _box([*style_widgets(*sheets), whole], "exx-app")
