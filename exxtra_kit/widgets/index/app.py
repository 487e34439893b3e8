# SPDX-License-Identifier: BSD-3-Clause
"""The first page, put together. It asks neither the rules nor the data for anything."""

from __future__ import annotations

from typing import Any

from IPython.display import display

from exxtra_kit.messages import msg
from exxtra_kit.render.start import about_html, ways_html
from exxtra_kit.widgets.kit import Arrival, app_link, html, on_our_site, page
from exxtra_kit.widgets.kit.query import LANGUAGE_KEY


def build() -> Any:
    """Return the first page for this visitor."""
    language = Arrival.read().language
    linked = on_our_site()
    return page(
        title=msg("Visit a cluster in another country"),
        lead=msg(
            "ClusterXchange pays a lump sum for short stays with a host abroad. Find out where you can go, whether "
            "you may, and what you would be paid."
        ),
        language=language,
        main=[
            html(ways_html(language, (lambda app: app_link(app, language)) if linked else None)),
            html(about_html(language, (lambda code: f"?{LANGUAGE_KEY}={code}") if linked else None)),
        ],
        sheets=["start"],
    )


def show() -> None:
    """Show the first page in the notebook."""
    display(build())  # type: ignore[no-untyped-call]
