# SPDX-License-Identifier: BSD-3-Clause
"""A card that stays folded until somebody wants it; what is in it is made when it is opened for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.render.html import element, words
from exxtra_kit.widgets.kit import Unfolding, card, html, stack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message


class FoldedCard:
    """A card with a heading, a sentence that says what for, and a button that unfolds the rest.

    Attributes:
        box: The card.
        fold: The button, and what it unfolds.
    """

    def __init__(
        self,
        title: Message,
        lead: Message,
        invitation: Message,
        language: Language,
        *,
        anchor: str = "",
        build: Callable[[], Sequence[Any]],
        opened: Callable[[], None] | None = None,
    ) -> None:
        """Make the card, folded.

        Args:
            title: Its heading.
            lead: What it is for, one sentence.
            invitation: Words of the button.
            language: Language of the words.
            anchor: Id of its heading, for links to it; empty for none.
            build: Makes what is in it, once.
            opened: Called whenever it is unfolded.
        """
        self._build: Callable[[], Sequence[Any]] | None = build
        self._opened = opened
        self._content = stack()
        self.fold = Unfolding(invitation, self._content, language, changed=self._turned)
        about = html(element("p", words(lead, language), "exx-text exx-muted"))
        self.box = card(title, [about, self.fold.button, self._content], language, anchor=anchor)

    @property
    def is_open(self) -> bool:
        """Whether it is unfolded."""
        return self.fold.is_shown

    def open(self) -> None:
        """Unfold it."""
        if not self.is_open:
            self.fold.turn(shown=True)

    def _turned(self) -> None:
        if not self.fold.is_shown:
            return
        if self._build is not None:
            build, self._build = self._build, None
            self._content.children = tuple(build())
        if self._opened is not None:
            self._opened()
