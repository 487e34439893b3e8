# SPDX-License-Identifier: BSD-3-Clause
"""The controls of the map's layers: off at first, told to the map when chosen, deaf to what no control offers."""

from __future__ import annotations

from exxtra_kit.language import Language
from exxtra_kit.render.map_layers import CATEGORY, PRESENTATION, shade_choices
from exxtra_kit.widgets.partner_map.layers import Layers

ENGLISH = Language.load()


def test_nothing_is_sent_until_something_is_chosen() -> None:
    """As the page draws the map by itself nothing travels."""
    layers = Layers(ENGLISH, lambda: None)

    assert (layers.shade, layers.partnerships) == (PRESENTATION, False)
    assert layers.state() == {}


def test_what_is_chosen_is_told() -> None:
    """Each choice calls back once and stands in the state."""
    calls: list[str] = []
    layers = Layers(ENGLISH, lambda: calls.append("changed"))

    layers.field.control.value = CATEGORY
    layers.check.value = True

    assert calls == ["changed", "changed"]
    assert (layers.shade, layers.partnerships) == (CATEGORY, True)
    state = layers.state()
    assert state["shades"]["sachsen"]["classes"] == "exx-territory exx-cat-transition"
    assert len(state["others"]) > 10


def test_a_stranger_can_choose_only_what_is_offered() -> None:
    """A number that no choice has, or a text where a tick belongs, changes nothing."""
    layers = Layers(ENGLISH, lambda: None)

    layers.field.control.set_state({"index": 99})
    layers.field.control.set_state({"value": "<script>"})
    layers.check.set_state({"value": "<script>"})

    assert (layers.shade, layers.partnerships) == (PRESENTATION, False)
    layers.field.control.set_state({"index": len(shade_choices()) - 1})
    assert layers.shade == CATEGORY
