# SPDX-License-Identifier: BSD-3-Clause
"""Small pieces of HTML: the one place where text becomes mark-up.

Every function takes plain text and escapes it; what is already mark-up has the type `Markup`
(as in the library of that name: a string that must not be escaped again), so the type checker
tells the two apart.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, NewType
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message

Markup = NewType("Markup", str)

# The signs of the kit: never shown without a word beside them.
SIGNS = {
    "met": "\u2713",
    "half": "\u25d0",
    "not_met": "\u2715",
    "undecided": "?",
    "not_checked": "\u25cb",
    "not_applicable": "\u2013",
}
_LINKED_SCHEMES = ("http", "https")


def escape(text: str) -> Markup:
    """Return plain text as mark-up, fit for an element's content and for a quoted attribute."""
    return Markup(html.escape(text, quote=True))


def words(message: Message | str, language: Language) -> Markup:
    """Return a message as mark-up in this language; values that came from outside are escaped with it."""
    return escape(language.text(message))


def join(parts: Iterable[Markup], between: str = "") -> Markup:
    """Return several pieces of mark-up as one; `between` is plain text."""
    return Markup(html.escape(between).join(parts))


def element(name: str, content: Markup | None, /, classes: str = "", **attributes: str) -> Markup:
    """Return one element.

    Args:
        name: Name of the element ("p").
        content: What stands in it; None for an element without an end ("br").
        classes: Its classes.
        **attributes: Further attributes; `_` in a name stands for `-`, so `aria_label` works and
            `for_` is `for`.

    Examples:
        >>> element("p", escape("a < b"), "exx-text", aria_label="less")
        '<p class="exx-text" aria-label="less">a &lt; b</p>'
    """
    shown = {"class": classes, **{key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}}
    inside = "".join(f' {key}="{html.escape(value, quote=True)}"' for key, value in shown.items() if value)
    return Markup(f"<{name}{inside}>" if content is None else f"<{name}{inside}>{content}</{name}>")


def sign(kind: str) -> Markup:
    """Return a sign of `SIGNS`, hidden from a screen reader: the word beside it says the same."""
    return element("span", escape(SIGNS[kind]), f"exx-sign exx-{kind}", aria_hidden="true")


def only_read(text: Markup) -> Markup:
    """Return text that a screen reader reads and nobody sees."""
    return element("span", text, "exx-sr")


def outside_link(text: Markup, address: str) -> Markup:
    """Return a link to a public page, opened beside ours; only the text if it is no web address."""
    if urlsplit(address).scheme not in _LINKED_SCHEMES:
        return text
    return element("a", text, href=address, rel="noopener noreferrer", target="_blank")


def press_button(text: Markup, key: str, classes: str = "") -> Markup:
    """Return a button that tells its page `key` when it is pressed, see `widgets.kit.AnswerPanel`."""
    return element("button", text, f"exx-button {classes}".strip(), type="button", data_press=key)


def fold(key: str, title: Markup, content: Markup, classes: str = "") -> Markup:
    """Return something folded below its title; by its key a page that is drawn anew keeps it unfolded."""
    inside = join([element("summary", title), content])
    return element("details", inside, f"exx-details {classes}".strip(), data_key=key)


def button_link(text: Markup, address: str, *, main: bool = False) -> Markup:
    """Return a link that looks like a button; `main` for the one main action of a page."""
    return element("a", text, "exx-button exx-main-action" if main else "exx-button", href=address)
