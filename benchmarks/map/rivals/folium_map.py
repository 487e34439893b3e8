# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: INP001 (a folder of scripts, each run in an environment of its own)
"""The same map with plain folium, as its documentation teaches: GeoJson layers with tooltips, markers with popups.

Run as a program it writes the page as a file. folium's addresses on public servers are replaced by the same files
on this machine, because nothing else can be reached here; two that no package registry carries are left out.
"""

from __future__ import annotations

import json
import os
import sys
from html import escape
from pathlib import Path
from typing import Any

import folium

# folium's name of a file -> where its npm package has it.
SCRIPTS = {
    "leaflet": "leaflet/dist/leaflet.js",
    "jquery": "jquery/dist/jquery.min.js",
    "bootstrap": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "awesome_markers": "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
}
STYLES = {
    "leaflet_css": "leaflet/dist/leaflet.css",
    "bootstrap_css": "bootstrap/dist/css/bootstrap.min.css",
    "awesome_markers_font_css": "@fortawesome/fontawesome-free/css/all.min.css",
    "awesome_markers_css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
}


def _country(feature: dict[str, Any]) -> dict[str, Any]:
    fill = "#f7f9f8" if feature["properties"]["in"] else "#dfe4e5"
    return {"color": "#b6c3c8", "weight": 1, "fillColor": fill, "fillOpacity": 1}


def _territory(_: dict[str, Any]) -> dict[str, Any]:
    return {"color": "#2b7f8d", "weight": 1, "fillColor": "#74b9c3", "fillOpacity": 1}


def show() -> folium.Map:
    """Return the map."""
    base = os.environ["EXXTRA_BENCHMARK_ASSETS"]
    folium.Map.default_js = [(name, f"{base}/{path}") for name, path in SCRIPTS.items()]
    folium.Map.default_css = [(name, f"{base}/{path}") for name, path in STYLES.items()]
    data = json.loads(Path(os.environ["EXXTRA_BENCHMARK_MAP"]).read_text(encoding="utf-8"))
    chart = folium.Map(location=(50, 12), zoom_start=4, tiles=None, height=500)
    for name, style in (("countries", _country), ("territories", _territory)):
        tooltip = folium.GeoJsonTooltip(fields=["name", "said"], labels=False)
        folium.GeoJson(data[name], style_function=style, tooltip=tooltip).add_to(chart)
    for host in data["hosts"]:
        name = escape(host["name"])
        folium.Marker((host["lat"], host["lon"]), tooltip=name, popup=name).add_to(chart)
    return chart


if __name__ == "__main__":
    show().save(sys.argv[1])
