# SPDX-License-Identifier: BSD-3-Clause
"""Bars and lines as SVG, by hand: a picture of a few numbers needs no library."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from benchmarks.site.report import compact, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH, _LINE, _LEFT, _RIGHT, _TOP = 720, 26, 210, 90, 44
_HEIGHT = 300
_OURS, _OTHERS = "#0b6e4f", "#7a8793"
_COLOURS = (_OURS, "#c05621", "#2b6cb0", "#6b46c1", "#97266d", "#7a8793")
_STYLE = "font-family:system-ui,sans-serif;font-size:13px;background:#fff"


def _svg(height: int, title: str, parts: Sequence[str]) -> str:
    head = f'<text x="12" y="24" font-size="15" font-weight="600">{escape(title)}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(title, quote=True)}" style="{_STYLE}">{head}{"".join(parts)}</svg>\n'
    )


def bars(title: str, values: Mapping[str, float | None], digits: int = 0, unit: str = "") -> str:
    """Return a bar for each value, the first (ours) in its own colour; what failed or is missing is said in words."""
    known = [value for value in values.values() if value is not None and value != float("inf")]
    most = max(known, default=0) or 1
    parts = []
    for row, (name, value) in enumerate(values.items()):
        middle = _TOP + row * _LINE + _LINE / 2
        parts.append(f'<text x="{_LEFT - 8}" y="{middle + 4:.0f}" text-anchor="end">{escape(name)}</text>')
        if value is None or value == float("inf"):
            parts.append(f'<text x="{_LEFT}" y="{middle + 4:.0f}">{"none" if value is None else "failed"}</text>')
            continue
        wide = max(value / most, 0) * (_WIDTH - _LEFT - _RIGHT)
        colour = _OTHERS if row else _OURS
        parts.append(
            f'<rect x="{_LEFT}" y="{middle - 8:.0f}" width="{wide:.1f}" height="16" fill="{colour}"/>'
            f'<text x="{_LEFT + wide + 6:.1f}" y="{middle + 4:.0f}">{number(value, digits)}{escape(unit)}</text>'
        )
    return _svg(_TOP + len(values) * _LINE + 12, title, parts)


def lines(title: str, series: Mapping[str, Sequence[tuple[float, float]]], x_name: str) -> str:
    """Return a line for each series of points, from zero."""
    points = [point for one in series.values() for point in one]
    most_x, most_y = (max((point[axis] for point in points), default=0) or 1 for axis in (0, 1))
    wide, tall = _WIDTH - 60 - 150, _HEIGHT - _TOP - 36

    def place(point: tuple[float, float]) -> str:
        return f"{50 + point[0] / most_x * wide:.1f},{_TOP + tall - point[1] / most_y * tall:.1f}"

    low = _TOP + tall
    parts = [
        f'<path d="M50 {_TOP} V{low} H{50 + wide}" fill="none" stroke="#333"/>',
        f'<text x="46" y="{_TOP + 4}" text-anchor="end">{number(most_y, 0)}</text>',
        f'<text x="46" y="{low}" text-anchor="end">0</text>',
        f'<text x="{50 + wide}" y="{low + 18}" text-anchor="end">{number(most_x, 0)} {escape(x_name)}</text>',
    ]
    for row, (name, one) in enumerate(series.items()):
        colour = _COLOURS[row % len(_COLOURS)]
        path = " ".join(place(point) for point in one)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="2.5" fill="{colour}"/>' for x, y in (place(p).split(",") for p in one)]
        parts.append(f'<text x="{60 + wide}" y="{_TOP + 14 + row * 20}" fill="{colour}">{escape(name)}</text>')
    return _svg(_HEIGHT, title, parts)


def pictures(results: dict[str, Any]) -> dict[str, str]:
    """Return the pictures of a run: file name -> SVG."""
    figures, systems = compact(results), results["systems"]
    drawn = {}
    wanted = (
        ("cold.svg", "Calculator, cold page: first change answered", "calculator cold reacts", 0, " ms"),
        ("bytes.svg", "Calculator, cold page: over the wire", "calculator cold bytes", 2, " MB"),
        ("change.svg", "A change until its answer, median", "change median", 0, " ms"),
    )
    for file, title, name, digits, unit in wanted:
        values = {systems[key]["title"]: of.get(name) for key, of in figures.items() if name in of}
        if "bytes" in name:
            values = {title_: None if size is None else size / 1e6 for title_, size in values.items()}
        if values:
            drawn[file] = bars(title, values, digits, unit)
    crowds = results.get("arrivals", {})
    by_title = {
        systems[key]["title"]: [
            (float(count), value)
            for count in sorted(of, key=int)
            if (value := figures[key].get(f"arrivals {count} answered_p95")) is not None and value != float("inf")
        ]
        for key, of in crowds.items()
    }
    if by_title:
        drawn["arrivals.svg"] = lines(
            "Visitors in half a minute: slowest twentieth answered, seconds", by_title, "visitors"
        )
    soaked = {
        systems[key]["title"]: [(point["minute"], point["unique_mb"]) for point in one["series"]]
        for key, one in results.get("soak", {}).items()
    }
    if soaked:
        drawn["soak.svg"] = lines("Memory that no other process has, MB", soaked, "minutes")
    return drawn
