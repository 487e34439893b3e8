# SPDX-License-Identifier: BSD-3-Clause
"""The partner map, put together: what the address hands over, model, page."""

from __future__ import annotations

from IPython.display import display

from exxtra_kit.widgets.kit import Arrival
from exxtra_kit.widgets.kit.query import FIELDS
from exxtra_kit.widgets.partner_map.model import ANSWERS, PartnerMapModel
from exxtra_kit.widgets.partner_map.view import PartnerMapView


def build() -> PartnerMapView:
    """Return the map for this visitor, with what the address of the page carries already answered."""
    arrival = Arrival.read()
    names = {field: name for name, field in ANSWERS.items()} | {FIELDS["host"]: "selected"}
    given = arrival.handed_over.values.items()
    model = PartnerMapModel()
    model.set_state({names[FIELDS[key]]: value for key, value in given if FIELDS[key] in names})
    return PartnerMapView(model, arrival.language)


def show() -> None:
    """Show the map in the notebook."""
    display(build().page)  # type: ignore[no-untyped-call]
