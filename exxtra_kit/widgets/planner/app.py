# SPDX-License-Identifier: BSD-3-Clause
"""The planner, put together: what the address hands over, model, page."""

from __future__ import annotations

from typing import Any

from IPython.display import display

from exxtra_kit.widgets.hosts import host_clusters, host_fields
from exxtra_kit.widgets.kit import Arrival
from exxtra_kit.widgets.plain_answers import case_of
from exxtra_kit.widgets.planner.form import Form
from exxtra_kit.widgets.planner.model import PlannerModel
from exxtra_kit.widgets.planner.view import PlannerView


def build() -> PlannerView:
    """Return the planner for this visitor, with what the address of the page carries already answered."""
    arrival = Arrival.read()
    hosts = {key: Form.of_case({"host": host_fields(cluster)}) for key, cluster in host_clusters().items()}
    model = PlannerModel(hosts, arrival.language)
    if arrival.handed_over.values:
        host = arrival.handed_over.get("host")
        known = host_clusters().get(host)
        model.begin(case_of(arrival.handed_over, host_fields(known) if known else None), host=host)
    return PlannerView(model, arrival.language, arrival.mark)


def show() -> Any:
    """Show the planner in the notebook."""
    display(build().page)  # type: ignore[no-untyped-call]
