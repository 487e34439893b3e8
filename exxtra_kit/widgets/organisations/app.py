# SPDX-License-Identifier: BSD-3-Clause
"""The organisations' app, put together."""

from __future__ import annotations

from pathlib import Path

from IPython.display import display

from exxtra_kit.datafiles import example_path
from exxtra_kit.widgets.kit import Arrival
from exxtra_kit.widgets.organisations.model import OrganisationsModel
from exxtra_kit.widgets.organisations.view import OrganisationsView

EXAMPLE = "organisations.csv"


def build(table: Path | str | None = None) -> OrganisationsView:
    """Return the app.

    Args:
        table: A table to begin with; None to begin empty.
    """
    model = OrganisationsModel()
    if table is not None:
        model.open(Path(table))
    return OrganisationsView(model, Arrival.read().language, example_path(EXAMPLE))


def show(table: Path | str | None = None) -> None:
    """Show the app in the notebook.

    Args:
        table: A table to begin with; None to begin empty.
    """
    display(build(table).page)  # type: ignore[no-untyped-call]
