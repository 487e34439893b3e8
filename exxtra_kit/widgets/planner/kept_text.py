# SPDX-License-Identifier: BSD-3-Clause
"""A text that goes into the plan while it is typed, cleaned as a file wants it; the typing isn't disturbed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.errors import Problem
from exxtra_kit.messages import Message, msg
from exxtra_kit.planning import without_overlong_lines, without_overlong_text
from exxtra_kit.planning.texts import LONG_TEXT_LIMIT, TEXT_LIMIT, lines, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from exxtra_kit.widgets.kit import Field


class KeptText:
    """A text field that is tied to a text of the plan.

    Attributes:
        field: The field.
    """

    def __init__(
        self,
        field: Field,
        take: Callable[[str], None],
        *,
        is_long: bool = False,
        advise: Callable[[str], Message | None] = lambda _: None,
    ) -> None:
        """Tie a field.

        Args:
            field: The field.
            take: Called with the text, cleaned and cut, whenever somebody has typed.
            is_long: Whether it has several lines.
            advise: Returns what should be said of a text beside the field; None for nothing.
        """
        self.field = field
        self._take, self._advise = take, advise
        self._limit = LONG_TEXT_LIMIT if is_long else TEXT_LIMIT
        self._clean = lines if is_long else one_line
        self._cut = without_overlong_lines if is_long else without_overlong_text
        field.control.observe(self._typed, "value")

    def show(self, text: str) -> None:
        """Show a text, unless it is what is being typed there."""
        if self._cut(self.field.control.value, self._limit) != text:
            self.field.control.value = text

    def _typed(self, change: Any) -> None:
        text = self._clean(change["new"])
        is_too_long = len(text) > self._limit
        said = self._advise(text)
        if is_too_long:
            said = msg("Only the first {n} characters are kept: shorten it.", n=self._limit)
        self.field.show_problem(Problem(self.field.name, said) if said else None, gentle=not is_too_long)
        self._take(self._cut(text, self._limit))
