# SPDX-License-Identifier: BSD-3-Clause
"""The results as Markdown: ratios first, then the absolute figures with the machine, then what each number means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.site.statistics import P95, median, percentile, ratio, slope, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

OURS = "ours"
NONE = "\N{EN DASH}"

Results = dict[str, Any]


def number(value: float | None, digits: int = 1) -> str:
    """Return a number for a table; a dash where there is none.

    Examples:
        >>> number(1234.56), number(None), number(3.0, 0)
        ('1,234.6', '\N{EN DASH}', '3')
    """
    return NONE if value is None else f"{value:,.{digits}f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is words, the others are numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def figures_of_page(kept: Mapping[str, Any], state: str) -> dict[str, float | None]:
    """Return the medians of the runs of one page: milliseconds, bytes, requests."""
    names = ("requests", "bytes", "first_byte", "painted", "usable", "reacts", "drawn", "choices")
    return {name: median([one.get(name) for one in kept.get(state, [])]) for name in names}


def figures_of_arrivals(one: Mapping[str, Any]) -> dict[str, float | None]:
    """Return the figures of a crowd; a visitor who failed is as slow as the slowest can be, so percentiles say so."""
    return {
        **{f"usable_{name}": value for name, value in summary(_with_failures(one["usable"])).items()},
        **{f"answered_{name}": value for name, value in summary(_with_failures(one["answered"])).items()},
        "failed": one["failed"],
        "cpu": one["cpu_each"],
        "unique": one["unique_mb_each"],
        "pss": one["pss_mb_each"],
    }


def _with_failures(times: Sequence[float | None]) -> list[float]:
    return [float("inf") if time is None else time for time in times]


def compact(results: Results) -> dict[str, dict[str, float | None]]:
    """Return for each system the figures that are compared: name -> value, smaller is better in all."""
    found: dict[str, dict[str, float | None]] = {}
    for page, systems in results.get("pages", {}).items():
        for key, kept in systems.items():
            for state in ("cold", "warm"):
                for name, value in figures_of_page(kept, state).items():
                    found.setdefault(key, {})[f"{page} {state} {name}"] = value
    for key, kept in results.get("changes", {}).items():
        found.setdefault(key, {})["change median"] = median(kept["ms"])
        found[key]["change p95"] = percentile(kept["ms"], P95)
    for key, crowds in results.get("arrivals", {}).items():
        for count, one in crowds.items():
            for name, value in figures_of_arrivals(one).items():
                found.setdefault(key, {})[f"arrivals {count} {name}"] = value
    return found


def _ratio_rows(results: Results) -> list[tuple[str, str]]:
    """Return the lines of the table of ratios: name of the figure, words."""
    rows = [
        ("calculator cold usable", "calculator, cold: usable"),
        ("calculator cold reacts", "calculator, cold: reacts"),
        ("calculator cold painted", "calculator, cold: first words painted"),
        ("calculator cold bytes", "calculator, cold: bytes"),
        ("calculator cold requests", "calculator, cold: requests"),
        ("calculator warm usable", "calculator, warm: usable"),
        ("calculator warm bytes", "calculator, warm: bytes"),
        ("map cold drawn", "map, cold: drawn"),
        ("map cold bytes", "map, cold: bytes"),
        ("change median", "a change, median"),
        ("change p95", "a change, p95"),
    ]
    counts = sorted({int(count) for crowds in results.get("arrivals", {}).values() for count in crowds})
    for count in counts:
        who = "1 visitor" if count == 1 else f"{count} visitors"
        names = (
            ("usable_p95", "usable, p95"),
            ("answered_p95", "answered, p95"),
            ("cpu", "processor time each"),
            ("unique", "unique memory each"),
        )
        rows += [(f"arrivals {count} {name}", f"{who}: {words}") for name, words in names]
    return rows


def ratios(results: Results) -> str:
    """Return how many times more each system takes than ours: above 1, ours is better."""
    figures = compact(results)
    ours, others = figures.get(OURS), [key for key in results["systems"] if key != OURS and key in figures]
    if not ours or not others:
        return ""
    rows = []
    for name, words in _ratio_rows(results):
        values = [ratio(figures[key].get(name), ours.get(name)) for key in others]
        if any(value is not None for value in values):
            rows.append([words, *(_times(value) for value in values)])
    titles = [results["systems"][key]["title"] for key in others]
    return "\n\n".join(
        [
            "## Ratios",
            f"How many times what {results['systems'][OURS]['title']} takes; above 1, ours takes less.",
            table(["", *titles], rows),
        ]
    )


def _times(value: float | None) -> str:
    if value == float("inf"):
        return "failed"
    return number(value, 1 if value is not None and value >= 10 else 2)  # noqa: PLR2004 (two digits that count)


def _pages(results: Results, page: str) -> str:
    head = ["", "requests", "kB", "first byte ms", "painted ms", "usable ms", "reacts ms", "failed"]
    last = "reacts"
    if page == "map":
        head = ["", "requests", "kB", "first byte ms", "painted ms", "map drawn ms", "failed"]
        last = "drawn"
    rows = []
    for key, kept in results["pages"].get(page, {}).items():
        for state in ("cold", "warm"):
            one = figures_of_page(kept, state)
            size = one["bytes"]
            times = [one["first_byte"], one["painted"], *([one["usable"]] if page != "map" else []), one[last]]
            rows.append(
                [
                    f"{results['systems'][key]['title']}, {state}",
                    number(one["requests"], 0),
                    number(None if size is None else size / 1000),
                    *(number(value, 0) for value in times),
                    str(len(kept["errors"])),
                ]
            )
    return table(head, rows)


def _changes(results: Results) -> str:
    rows = [
        [
            results["systems"][key]["title"],
            str(len(kept["ms"])),
            *(number(value, 0) for value in summary(kept["ms"]).values()),
            str(len(kept["errors"])),
        ]
        for key, kept in results["changes"].items()
    ]
    return table(["", "changes", "median ms", "p95 ms", "slowest ms", "rounds failed"], rows)


def _arrivals(results: Results) -> str:
    head = [
        "",
        "failed",
        "usable s: median",
        "p95",
        "max",
        "answered s: median",
        "p95",
        "max",
        "CPU s each",
        "unique MB each",
        "PSS MB each",
        "PSS MB in all",
    ]
    rows = []
    counts = sorted({int(count) for crowds in results["arrivals"].values() for count in crowds})
    for count in counts:
        for key, crowds in results["arrivals"].items():
            one = crowds.get(str(count))
            if one is None:
                continue
            said = figures_of_arrivals(one)
            times = [said[f"{what}_{part}"] for what in ("usable", "answered") for part in ("median", "p95", "max")]
            rows.append(
                [
                    f"{count} x {results['systems'][key]['title']}",
                    str(one["failed"]),
                    *("failed" if value == float("inf") else number(value, 2) for value in times),
                    number(said["cpu"], 2),
                    number(said["unique"]),
                    number(said["pss"]),
                    number(one["after"]["pss_mb"], 0),
                ]
            )
    return table(head, rows)


def _visits(results: Results) -> str:
    rows = [
        [
            results["systems"][key]["title"],
            str(one["visits"]),
            str(one["failed"]),
            number(one["seconds"], 0),
            str(one["before"]["processes"]),
            str(one["after"]["processes"]),
            number(one["before"]["pss_mb"], 0),
            number(one["after"]["pss_mb"], 0),
        ]
        for key, one in results["visits"].items()
    ]
    return table(["", "visits", "failed", "s", "processes before", "after", "MB before", "after"], rows)


def _soak(results: Results) -> str:
    rows = []
    for key, one in results["soak"].items():
        memory = [(point["minute"] / 60, point["unique_mb"]) for point in one["series"]]
        first, last = (one["series"][at] if one["series"] else {} for at in (0, -1))
        rows.append(
            [
                results["systems"][key]["title"],
                str(one["visits"]),
                str(one["failed"]),
                number(last.get("minute"), 0),
                number(first.get("unique_mb")),
                number(max((mb for _, mb in memory), default=None)),
                number(last.get("unique_mb")),
                number(growth(memory)),
                str(last.get("processes", NONE)),
            ]
        )
    head = [
        "",
        "visits",
        "failed",
        "minutes",
        "MB at first",
        "most MB",
        "MB at last",
        "MB an hour",
        "processes at last",
    ]
    return table(head, rows)


def growth(memory: Sequence[tuple[float, float]]) -> float:
    """Return how much memory grows in an hour, by the best straight line, the warming-up (a fifth) left out."""
    return slope(memory[len(memory) // 5 :])


_SECTIONS = (
    ("arrivals", "Visitors who arrive", _arrivals),
    ("changes", "A change", _changes),
    ("visits", "Visits opened and closed", _visits),
    ("soak", "Long use", _soak),
)

NOTES = (
    "All systems ran on the same machine in the same run; browser, clients and servers shared its cores.",
    (
        "Bytes: what the browser received, headers and compressed bodies, and the payload of websocket messages "
        "before their compression. Warm: the same page once more in the same browser profile."
    ),
    (
        'Usable: the first list ("We are a") is visible and enabled. Reacts: usable, plus the time from a choice '
        "in that list until the answer's text in the page is another; the time in which a list of the framework's "
        "own unfolds is left out. Of the map, drawn: its first shape is there."
    ),
    (
        "A change: the form is filled in and another type is chosen; from the key or the click until the answer's "
        "text changes, measured inside the page."
    ),
    (
        "Arrivals: a light client without a browser fetches the page, opens its websocket, reads the state, "
        "chooses a type, and waits for the answer. Times count from the moment at which the visitor should have "
        "come. A visitor who failed counts as slower than all others."
    ),
    (
        "Processor time and memory: all processes of the server, before the visitors come and while their visits "
        "are open. Unique: memory that no other process has; where each visitor has a process, the median of "
        "these processes, else the server's growth by visitor. PSS: what the server's memory grew by visitor, "
        "what several processes share counted once in all."
    ),
    ("Each server was new, and had had one visitor before. None had a process prepared for each of the visitors."),
    (
        "Our page and stock Voila's show more than the rivals': a comparison with other programmes, more "
        "questions, a sheet, towns proposed while one types."
    ),
    (
        "The rivals run the same engine on the same questions, as they come: one process, the newest releases for "
        "this Python (for Solara, the newest whose own files work without internet), with bytecode compiled like "
        "ours."
    ),
    (
        "Long use is a run of its own, before or after the others, on a machine that may do other things meanwhile: it "
        "watches failures and the memory that no other process has, not time."
    ),
    ("Stock Voila asks a host on the internet for two style sheets; it cannot be reached here, and fails at once."),
)


def markdown(results: Results) -> str:
    """Return the whole report."""
    machine = results["machine"]
    parts = ["# The site, measured", "Written by `python -m benchmarks.site`; do not edit.", ratios(results)]
    parts += [
        "## The machine",
        "\n".join(f"* {name}: {value}" for name, value in machine.items()),
        "\n".join(f"* {one['title']}: {one['version']}" for one in results["systems"].values()),
    ]
    if results.get("pages"):
        parts += ["## Pages in Chromium", "Medians."]
        for page in results["pages"]:
            parts += [f"### {page.capitalize()}", _pages(results, page)]
    parts += [f"## {title}\n\n{write(results)}" for part, title, write in _SECTIONS if results.get(part)]
    parts += ["## What the numbers mean", "\n".join(f"* {note}" for note in NOTES)]
    return "\n\n".join(part for part in parts if part).rstrip() + "\n"
