# SPDX-License-Identifier: BSD-3-Clause
"""Sentences without a language: what they hold, and that they can't be changed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from exxtra_kit.messages import Country, DaySpan, Euro, Kilometres, Listing, Message, msg, plural


def test_a_message_holds_its_template_and_values() -> None:
    """Values stay what they are until a language writes them."""
    message = msg("{way} to {country}", way=Kilometres(12.5), country=Country("TR"))

    assert message == Message("{way} to {country}", {"way": Kilometres(12.5), "country": Country("TR")})
    assert message.plural is None
    assert message.count is None


def test_a_counting_message_holds_both_forms_and_the_number() -> None:
    """The number chooses the form and is a value itself."""
    message = plural("{n} day in {country}", "{n} days in {country}", n=5, country=Country("IT"))

    assert message == Message("{n} day in {country}", {"n": 5, "country": Country("IT")}, "{n} days in {country}", 5)


def test_a_value_may_be_called_text() -> None:
    """The names of values and of parameters don't get in each other's way."""
    assert msg("{text}", text="x").values == {"text": "x"}
    assert plural("{one}", "{many}", n=1, one="a", many="b").values == {"one": "a", "many": "b", "n": 1}


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (Kilometres(1.0), "value"),
        (Euro(1), "value"),
        (Country("TR"), "code"),
        (DaySpan(date(2021, 9, 13), date(2021, 9, 17)), "start"),
        (Listing(("a",)), "items"),
        (msg("x"), "text"),
    ],
)
def test_nothing_can_be_changed(value: object, field: str) -> None:
    """Messages and typed values are frozen: a finding says tomorrow what it said today."""
    with pytest.raises(FrozenInstanceError):
        setattr(value, field, None)
