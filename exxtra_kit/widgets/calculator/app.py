# SPDX-License-Identifier: BSD-3-Clause
"""The calculator, put together: what the address hands over, model, page."""

from __future__ import annotations

from datetime import date

from IPython.display import display

from exxtra_kit.widgets.calculator.answers import answers_of
from exxtra_kit.widgets.calculator.model import CalculatorModel
from exxtra_kit.widgets.calculator.view import CalculatorView
from exxtra_kit.widgets.kit import Arrival


def build() -> CalculatorView:
    """Return the calculator for this visitor, with what the address of the page carries already answered."""
    arrival = Arrival.read()
    model = CalculatorModel()
    if arrival.handed_over.values:
        model.set_state(answers_of(arrival.handed_over))
    return CalculatorView(model, arrival.language, date.today(), arrival.mark)  # noqa: DTZ011 (the day of issue is the server's day)


def show() -> None:
    """Show the calculator in the notebook."""
    display(build().page)  # type: ignore[no-untyped-call]
