# SPDX-License-Identifier: BSD-3-Clause
"""The results as Markdown: ratios first, then who leads where, then the absolute figures with the machine."""

from __future__ import annotations

from typing import Any

from benchmarks.site.report import number, table
from benchmarks.site.statistics import median, percentile, ratio

OURS = "ours"
Results = dict[str, Any]

_STATES = ("cold", "warm")
# Figure -> words; smaller is better in all.
_FIGURES = (
    ("bytes", "bytes"),
    ("requests", "requests"),
    ("drawn", "first outline drawn"),
    ("markers", "all markers there"),
    ("answered", "first press of a marker answered"),
    ("press", "a press later on"),
)
_SLOWEST = 95

NOTES = (
    "All maps were opened in the same run on the same machine, in turn; browser and servers shared its cores.",
    (
        "All draw the very same outlines: those of our page, rounded and with its specks left out, which the rivals "
        "get as compact GeoJSON of three decimals. A rival that reads the files of `data/` as they are carries more."
    ),
    (
        "Bytes: what the browser received, headers and compressed bodies, and the payload of websocket messages before "
        "their compression, until nothing more came; the first press is in it. Warm: the same page once more in the "
        "same browser profile."
    ),
    (
        "Times count from the start of the navigation, by the browser's clock. Drawn: an outline has a size on the "
        "page. Markers: all seven are there, those that are pictures with their picture. Answered: the script presses "
        "the first marker as soon as all are there, and again each half second until something about it can be read. "
        "A press later on: of another marker, when the page is at rest."
    ),
    (
        "What a press brings differs. Ours: a card of the cluster with facts and sources beside the map, made by the "
        "visitor's process. ipyleaflet: a line of text, from the kernel. folium: a popup that was in the page all "
        "along, which asks nobody, and which Python never hears of."
    ),
    (
        "Our page also holds a form, a list, a table and a legend; the rivals' only the map, without the tooltips "
        "of outlines for ipyleaflet."
    ),
    (
        "folium names files on public servers. They can't be reached here; a server on this very machine stands in for "
        "them, compressed and kept by the browser for a year, so that their way is shorter than any on the internet. "
        "Two small style sheets that no package registry carries are left out. Pictures, fonts and tiles that a map "
        "does not show are not counted."
    ),
    (
        "Stock Voila asks a host on the internet for two style sheets; it cannot be reached here, fails at once, and "
        "counts as two requests without bytes."
    ),
    "folium's page as a file is what `Map.save` writes: no server, no process, nothing that answers a question.",
)


def figures(kept: dict[str, Any], state: str) -> dict[str, float | None]:
    """Return the medians of the runs of one map."""
    runs = kept.get(state, [])
    found = {name: median([one.get(name) for one in runs]) for name, _ in _FIGURES if name != "press"}
    extra = {name: median([one.get(name) for one in runs]) for name in ("first_byte", "painted", "presses")}
    presses = [took for one in runs for took in one["press"]]
    slowest = percentile([one.get("answered") for one in runs], _SLOWEST)
    return {**found, **extra, "press": median(presses), "answered_p95": slowest}


def _compared(results: Results) -> list[tuple[str, str, str, float | None, float | None]]:
    """Return every comparison: state, figure's words, other system's title, its value, ours."""
    ours = results["maps"].get(OURS)
    if ours is None:
        return []
    return [
        (state, words, results["systems"][key]["title"], figures(kept, state)[name], figures(ours, state)[name])
        for state in _STATES
        for name, words in _FIGURES
        for key, kept in results["maps"].items()
        if key != OURS
    ]


def ratios(results: Results) -> str:
    """Return how many times more each map takes than ours: above 1, ours takes less."""
    compared = _compared(results)
    titles = list(dict.fromkeys(title for _, _, title, _, _ in compared))
    if not titles:
        return ""
    rows = []
    for state in _STATES:
        for _, words in _FIGURES:
            line = {
                title: ratio(value, ours) for at, said, title, value, ours in compared if (at, said) == (state, words)
            }
            rows.append([f"{state}: {words}", *(number(line[title], 2) for title in titles)])
    return "\n\n".join(
        [
            "## Ratios",
            f"How many times what {results['systems'][OURS]['title']} takes; above 1, ours takes less.",
            table(["", *titles], rows),
        ]
    )


def leaders(results: Results) -> str:
    """Return where another map takes less than ours."""
    lines = [
        f"* {title}, {state}, {words}: {number(value, 0)} against our {number(ours, 0)}"
        for state, words, title, value, ours in _compared(results)
        if value is not None and ours is not None and value < ours
    ]
    return "\n\n".join(["## Where others lead", "\n".join(lines) or "Nowhere, in what is measured here."])


def absolute(results: Results) -> str:
    """Return the medians in full."""
    head = ["", "requests", "kB", "first byte ms", "painted ms", "drawn ms", "markers ms", "answered ms", "p95"]
    head += ["presses", "a press ms", "failed"]
    rows = []
    for key, kept in results["maps"].items():
        for state in _STATES:
            one = figures(kept, state)
            size = one["bytes"]
            names = ("first_byte", "painted", "drawn", "markers", "answered", "answered_p95", "presses")
            rows.append(
                [
                    f"{results['systems'][key]['title']}, {state}",
                    number(one["requests"], 0),
                    number(None if size is None else size / 1000),
                    *(number(one[name], 0) for name in names),
                    number(one["press"], 0),
                    str(len(kept["errors"])),
                ]
            )
    return table(head, rows)


def markdown(results: Results) -> str:
    """Return the whole report."""
    facts = "\n".join(f"* {name}: {value}" for name, value in results["machine"].items())
    releases = "\n".join(f"* {one['title']}: {one['version']}" for one in results["systems"].values())
    parts = [
        "# The map, measured",
        "Written by `python -m benchmarks.map`; do not edit.",
        ratios(results),
        leaders(results) if OURS in results["maps"] else "",
        "## The machine",
        facts,
        releases,
        "## In full",
        f"Medians of {results['runs']} runs of each.",
        absolute(results),
        "## What the numbers mean",
        "\n".join(f"* {note}" for note in NOTES),
    ]
    return "\n\n".join(part for part in parts if part).rstrip() + "\n"
