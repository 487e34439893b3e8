# SPDX-License-Identifier: BSD-3-Clause
"""The partner map, put together: what the address hands over, model, page."""

from __future__ import annotations

from IPython.display import display

from exxtra_kit.widgets.kit import Arrival
from exxtra_kit.widgets.partner_map.handed import answers_of, take_other_facts
from exxtra_kit.widgets.partner_map.model import PartnerMapModel
from exxtra_kit.widgets.partner_map.view import PartnerMapView


def build() -> PartnerMapView:
    """Return the map for this visitor, with what the address of the page carries already answered."""
    arrival = Arrival.read()
    model = PartnerMapModel()
    if arrival.handed_over.values:
        take_other_facts(model, arrival.handed_over)
        model.set_state(answers_of(arrival.handed_over))
    return PartnerMapView(model, arrival.language, arrival.handed_over, arrival.mark)


def show() -> None:
    """Show the map in the notebook."""
    display(build().page)  # type: ignore[no-untyped-call]
