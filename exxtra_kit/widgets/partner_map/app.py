# SPDX-License-Identifier: BSD-3-Clause
"""The partner map, put together: what the address hands over, model, page."""

from __future__ import annotations

from IPython.display import display

from exxtra_kit.parameters import DEFAULT_PROGRAMME
from exxtra_kit.widgets.calculator.answers import OF_A_SIDE
from exxtra_kit.widgets.handover import FIELDS, HOST_FIELD
from exxtra_kit.widgets.kit import Arrival
from exxtra_kit.widgets.partner_map.model import ANSWERS, PartnerMapModel
from exxtra_kit.widgets.partner_map.view import PartnerMapView
from exxtra_kit.widgets.plain_answers import case_of, usable_case

# What may have been said in the calculator of the visitor and of the purpose, whichever the host.
_KEPT = (*(f"visiting.{key}" for key in OF_A_SIDE), "exchange.purposes", "exchange.group_visitors")


def build() -> PartnerMapView:
    """Return the map for this visitor, with what the address of the page carries already answered."""
    arrival = Arrival.read()
    names = {field: name for name, field in ANSWERS.items()} | {HOST_FIELD: "selected"}
    given = arrival.handed_over.values.items()
    model = PartnerMapModel()
    case = usable_case(case_of(arrival.handed_over), ANSWERS.values())
    model.said_elsewhere = {
        field: inner[key]
        for field in _KEPT
        for section, _, key in [field.partition(".")]
        if isinstance(inner := case[section], dict) and key in inner
    }
    model.programme = str(case.get("programme", DEFAULT_PROGRAMME))
    model.set_state({names[FIELDS[key]]: value for key, value in given if FIELDS[key] in names})
    return PartnerMapView(model, arrival.language, arrival.handed_over)


def show() -> None:
    """Show the map in the notebook."""
    display(build().page)  # type: ignore[no-untyped-call]
