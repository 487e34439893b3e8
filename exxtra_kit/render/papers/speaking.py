# SPDX-License-Identifier: BSD-3-Clause
"""The same words in every language of a paper."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from exxtra_kit.language import Language
from exxtra_kit.messages import msg
from exxtra_kit.render.papers.blocks import Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exxtra_kit.messages import Message, Value
    from exxtra_kit.render.papers.blocks import Words

MOST_LANGUAGES = 2
_NOT_STATED = msg("not stated yet")
# Controls, marks that turn the direction of writing, halves of characters, and what is no character at all.
_NOT_WRITTEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SOFT_LINE_ENDS = str.maketrans({"\N{LINE SEPARATOR}": "\n", "\N{PARAGRAPH SEPARATOR}": "\n", "\r": "\n", "\t": " "})


def clean(text: str) -> str:
    r"""Return text that every format can hold, and that can't turn the words beside it around.

    Examples:
        >>> clean("Zlab\u202e S.r.l.\x00")
        'Zlab S.r.l.'
    """
    kept = text.translate(_SOFT_LINE_ENDS)
    return "".join(char for char in kept if char == "\n" or unicodedata.category(char) not in _NOT_WRITTEN)


class Say:
    """Turns messages, values and people's own text into words in each language of a paper."""

    def __init__(self, languages: Sequence[str]) -> None:
        """Make it for the codes of one language, or of two that stand side by side.

        Raises:
            ValueError: There is no language, or there are more than two.
        """
        codes = tuple(dict.fromkeys(languages))
        if not 0 < len(codes) <= MOST_LANGUAGES:
            raise ValueError(f"one language or two are expected, found {len(codes)}")
        self.languages = tuple(Language.load(code) for code in codes)

    def __call__(self, message: Message | str) -> Words:
        """Return a message, or a string that is marked for translation."""
        return self.each(lambda language: language.text(message))

    def value(self, value: Value) -> Words:
        """Return a value as each language writes it."""
        return self.each(lambda language: language.value(value))

    def own(self, text: str) -> Words:
        """Return what somebody wrote: in every language the same."""
        return self.each(lambda _language: text)

    def each(self, words: Callable[[Language], str]) -> Words:
        """Return what a function says in each language."""
        return tuple(clean(words(language)) for language in self.languages)

    def fact(self, label: Message, value: Value | None, *, is_main: bool = False) -> Fact:
        """Return a fact; where nothing is known, one that says so."""
        if value is None or (isinstance(value, str) and not clean(value).strip()):
            return Fact(self(label), self(_NOT_STATED), is_open=True, is_main=is_main)
        return Fact(self(label), self.value(value), is_main=is_main)
