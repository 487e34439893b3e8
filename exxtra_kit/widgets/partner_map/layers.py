# SPDX-License-Identifier: BSD-3-Clause
"""What the visitor lays over the map: the colours of the territories, and the clusters of the other partnerships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import msg
from exxtra_kit.render.html import words
from exxtra_kit.render.map_layers import PRESENTATION, shade_choices, shades
from exxtra_kit.render.partner_marks import partner_marks
from exxtra_kit.widgets.kit import choice_field, row
from exxtra_kit.widgets.kit.controls import Checkbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from exxtra_kit.language import Language


class Layers:
    """A list of what the territories are coloured by, and a tick for the other partnerships.

    Attributes:
        box: What a page lays out.
        field: The list.
        check: The tick.
    """

    def __init__(self, language: Language, changed: Callable[[], None]) -> None:
        """Make the controls.

        Args:
            language: Language of the words.
            changed: Called whenever the visitor chose something else.
        """
        self._language = language
        self.field = choice_field(msg("Colour the territories by"), shade_choices(), language, name="map.shade")
        self.check = Checkbox(
            indent=False,
            description_allow_html=True,
            description=words(msg("Show the clusters of the other partnerships"), language),
        )
        for control in (self.field.control, self.check):
            control.observe(lambda _: changed(), "value")
        self.box = row(self.field.box, self.check)
        self.box.add_class("exx-map-layers")

    @property
    def shade(self) -> str:
        """What the territories are coloured by, one of `map_layers.shade_choices`."""
        return str(self.field.control.value)

    @property
    def partnerships(self) -> bool:
        """Whether the clusters of the other partnerships are shown."""
        return bool(self.check.value)

    def state(self) -> dict[str, Any]:
        """Return what is added to the map's state; nothing while all is as the page draws it by itself."""
        state: dict[str, Any] = {}
        if self.shade != PRESENTATION:
            state["shades"] = shades(self.shade, self._language)
        if self.partnerships:
            state["others"] = partner_marks(self._language)
        return state
