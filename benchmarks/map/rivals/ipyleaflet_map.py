# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: INP001 (a folder of scripts, each run in an environment of its own)
"""The same map with ipyleaflet, as its documentation teaches: GeoJSON layers, markers, a click heard in Python."""

from __future__ import annotations

import json
import os
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipyleaflet import GeoJSON, Map, Marker
from ipywidgets import HTML, VBox

if TYPE_CHECKING:
    from collections.abc import Callable


def _style(feature: dict[str, Any]) -> dict[str, Any]:
    return {"fillColor": "#f7f9f8" if feature["properties"]["in"] else "#dfe4e5"}


def show() -> VBox:
    """Return the map with the line that answers below it."""
    data = json.loads(Path(os.environ["EXXTRA_BENCHMARK_MAP"]).read_text(encoding="utf-8"))
    chart = Map(center=(50, 12), zoom=4, layers=[], scroll_wheel_zoom=False, layout={"height": "500px"})
    chart.add(
        GeoJSON(
            data=data["countries"],
            style={"color": "#b6c3c8", "weight": 1, "fillOpacity": 1},
            style_callback=_style,
        )
    )
    chart.add(
        GeoJSON(
            data=data["territories"],
            style={"color": "#2b7f8d", "weight": 1, "fillColor": "#74b9c3", "fillOpacity": 1},
        )
    )
    answer = HTML()

    def telling(host: dict[str, Any]) -> Callable[..., None]:
        def tell(**_: object) -> None:
            answer.value = f'<p class="answer">{escape(host["name"])}</p>'

        return tell

    for host in data["hosts"]:
        marker = Marker(location=(host["lat"], host["lon"]), draggable=False, title=host["name"], alt=host["name"])
        marker.on_click(telling(host))
        chart.add(marker)
    return VBox([chart, answer])
