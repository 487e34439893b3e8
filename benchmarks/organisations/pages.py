# SPDX-License-Identifier: BSD-3-Clause
"""The pages that are compared: ours, and folium's own three ways to show many points, each as its manual teaches.

What folium's pages name on public servers comes from the loopback, and only what they use: icons and their style
sheets are left out. They tell the same facts in their popups, but have no borders, no list, no answers in their groups
and no filter for people; filtering is what a script would do with their layers. So the comparison leans their way.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import folium
from folium.plugins import FastMarkerCluster, MarkerCluster
from xstatic.pkg import leaflet

from benchmarks.organisations.made import question
from exxtra_kit.language import Language
from exxtra_kit.matching.many import judge_hosts
from exxtra_kit.render.organisation_layer import organisation_page
from exxtra_kit.render.organisations import layer_answers, layer_data
from exxtra_kit.render.verdict import verdict_words
from exxtra_kit.rules.words import TYPE_NAMES
from tools.build_frontend import find_node, install_node

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exxtra_kit.organisations import Entry

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "build" / "benchmark" / "organisations"
MARKERCLUSTER = "leaflet.markercluster@1.5.3"
CENTRE, ZOOM, CLOSEST = (50, 12), 4, 12
# What of the addresses in folium's pages is served here, by its name.
_SERVED = {
    "leaflet.js": "leaflet.js",
    "leaflet.css": "leaflet.css",
    "jquery": "jquery.js",
    "leaflet.markercluster.js": "markercluster.js",
    "MarkerCluster.css": "MarkerCluster.css",
    "MarkerCluster.Default.css": "MarkerCluster.Default.css",
}
_CLUSTERS_DRAWN = "document.querySelectorAll('.marker-cluster').length > 0"
_MAP = "Object.values(window).find((one) => one instanceof L.Map)"
_FILTER_MAP = f"""
(() => {{
  const all = [];
  {_MAP}.eachLayer((one) => one instanceof L.Marker && all.push(one));
  all.forEach((one, n) => n % 8 < 3 || one.remove());
}})()
"""
_PAN = f"{_MAP}.panBy([{1280 // 3}, 0], {{ animate: false }})"
_CLOSER = f"{_MAP}.setZoom({_MAP}.getZoom() + 1, {{ animate: false }})"
_FILTER_GROUP = """
(() => {
  const group = Object.values(window).find((one) => L.MarkerClusterGroup && one instanceof L.MarkerClusterGroup);
  const kept = group.getLayers().filter((one, n) => n % 8 < 3);
  group.clearLayers();
  group.addLayers(kept);
})()
"""
# The facts as text, and only when a popup opens, the callback being the place for it.
_CALLBACK = """
function (row) {
  const marker = L.marker(new L.LatLng(row[0], row[1]));
  marker.bindPopup(() => {
    const box = document.createElement("div");
    row.slice(2).forEach((fact) => {
      const line = document.createElement("div");
      line.textContent = fact;
      box.append(line);
    });
    return box;
  });
  return marker;
}
"""


@dataclass(frozen=True)
class System:
    """One way to show many organisations.

    Attributes:
        key: Short name.
        name: Name for the report.
        draw: Makes the page.
        is_drawn: Script that is true once the organisations are on the map.
        pan: Script that moves the map.
        zoom: Script that goes closer.
        filter: Script that leaves some three eighths.
        is_slow: Whether it takes minutes, and so is opened once.
    """

    key: str
    name: str
    draw: Callable[[Sequence[Entry]], str]
    is_drawn: str
    pan: str
    zoom: str
    filter: str
    is_slow: bool = False


def libraries(folder: Path) -> None:
    """Put what folium's pages need into a folder; markercluster is fetched once."""
    if not (CACHE / "node_modules" / "leaflet.markercluster").is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        node = find_node() or install_node()
        command = [*node.npm, "install", "--prefix", str(CACHE), "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run([*command, "--no-save", MARKERCLUSTER], env=dict(node.environment), check=True)  # noqa: S603
    files = Path(leaflet.BASE_DIR)
    dist = CACHE / "node_modules" / "leaflet.markercluster" / "dist"
    for source, name in (
        (files / "leaflet.js", "leaflet.js"),
        (files / "leaflet.css", "leaflet.css"),
        (dist / "leaflet.markercluster.js", "markercluster.js"),
        (dist / "MarkerCluster.css", "MarkerCluster.css"),
        (dist / "MarkerCluster.Default.css", "MarkerCluster.Default.css"),
        (ROOT / "frontend/node_modules/jquery/dist/jquery.min.js", "jquery.js"),
    ):
        shutil.copy(source, folder / name)
    shutil.copytree(files / "images", folder / "images")


def _local(page: str) -> str:
    """Return a page of folium's with the addresses of the loopback, without what it doesn't use."""

    def address(found: re.Match[str]) -> str:
        tag = found[0]
        names = [own for part, own in _SERVED.items() if re.search(rf"[/.-]?{re.escape(part)}", found[1])]
        return tag.replace(found[1], names[-1]) if names else ""

    page = re.sub(r'<script src="(https?://[^"]+)"></script>', address, page)
    return re.sub(r'<link rel="stylesheet" href="(https?://[^"]+)"/>', address, page)


def _folium(add: Callable[[folium.Map], None]) -> str:
    plain = folium.Map(CENTRE, zoom_start=ZOOM, tiles=None)
    plain.options["max_zoom"] = CLOSEST  # without tiles folium forgets it, and markercluster needs it
    add(plain)
    return _local(plain.get_root().render())


def _facts(entries: Sequence[Entry]) -> list[list[float | str]]:
    """Return for each organisation what ours tells of it: place, name, town, type, sector, site, answer."""
    say = Language.load()
    rows: list[list[float | str]] = []
    for entry, verdict in zip(entries, judge_hosts(question(), entries), strict=True):
        if entry.place and entry.type and verdict:
            answer = say.text(verdict_words(verdict)), say.euro(verdict.lump_sum_eur or 0), f"{verdict.distance_km} km"
            town = f"{entry.town}, {say.country(entry.country or '')}"
            facts = (entry.name, town, say.text(TYPE_NAMES[entry.type]), entry.sector, entry.site, ", ".join(answer))
            rows.append([entry.place.lat, entry.place.lon, *facts])
    return rows


def _ours(entries: Sequence[Entry]) -> str:
    say = Language.load()
    answers = layer_answers(judge_hosts(question(), entries), say)
    return organisation_page(say, layer_data(entries, say), answers)


def _fast(entries: Sequence[Entry]) -> str:
    return _folium(lambda plain: FastMarkerCluster(_facts(entries), callback=_CALLBACK).add_to(plain))


def _markers(entries: Sequence[Entry], target: folium.Map | MarkerCluster) -> None:
    for lat, lon, *facts in _facts(entries):
        folium.Marker((lat, lon), popup="<br>".join(html.escape(str(fact)) for fact in facts)).add_to(target)


def _clustered(entries: Sequence[Entry]) -> str:
    def add(plain: folium.Map) -> None:
        group = MarkerCluster()
        _markers(entries, group)
        group.add_to(plain)

    return _folium(add)


def _plain(entries: Sequence[Entry]) -> str:
    return _folium(lambda plain: _markers(entries, plain))


_OURS = "exxOrganisations.page"
# Set at once: the little wait while somebody types is no work.
_OUR_FILTER = 'exxOrganisations.page.set({ text: "signal" })'
SYSTEMS = (
    System(
        "ours",
        "ours, with answers, list and filters",
        _ours,
        "performance.getEntriesByName('exxtra-organisations-drawn').length > 0",
        f"{_OURS}.map.panBy([{1280 // 3}, 0], {{ animate: false }})",
        f"{_OURS}.map.setZoom({_OURS}.map.getZoom() + 1, {{ animate: false }})",
        _OUR_FILTER,
    ),
    System("fast", "folium FastMarkerCluster", _fast, _CLUSTERS_DRAWN, _PAN, _CLOSER, _FILTER_GROUP),
    System("clustered", "folium MarkerCluster of markers", _clustered, _CLUSTERS_DRAWN, _PAN, _CLOSER, _FILTER_GROUP),
    System(
        "plain",
        "folium markers",
        _plain,
        "document.readyState === 'complete' && document.querySelectorAll('.leaflet-marker-icon').length > 0",
        _PAN,
        _CLOSER,
        _FILTER_MAP,
        is_slow=True,
    ),
)
"""What is compared, ours first."""
