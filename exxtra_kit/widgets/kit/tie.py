# SPDX-License-Identifier: BSD-3-Clause
"""Ties a field to a trait of a model, both ways."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.widgets.kit.fields import Field


def tie(model: Any, name: str, field: Field, *, is_day: bool = False) -> None:
    """Show a trait in a field, and put into the trait what is put into the field.

    Args:
        model: The model.
        name: Name of the trait.
        field: The field.
        is_day: Whether the field holds days; text from an address that is none stays in the model, for the door.
    """
    control = field.control

    def to_control(_: object = None) -> None:
        value = getattr(model, name)
        if is_day:
            control.value = value if isinstance(value, date) else None
            return
        offered = [option for _, option in getattr(control, "_options_full", ())]
        if offered and value not in offered:  # from an address: shown as it came, refused beside the field
            control.options = (*control.options, (value, value))
        control.value = value

    def to_model(change: Mapping[str, Any]) -> None:
        setattr(model, name, change["new"])

    to_control()
    control.observe(to_model, "value")
    model.observe(to_control, name)
