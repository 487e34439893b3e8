# SPDX-License-Identifier: BSD-3-Clause
"""The pure parts of the benchmark of the site: statistics, parsing, tables, pictures. Nothing is timed here."""

from __future__ import annotations

import json
import zlib
from xml.etree import ElementTree as ET

import pytest

from benchmarks.site import __main__ as command
from benchmarks.site.clients import http, jupyter, visit
from benchmarks.site.measures import QUICK, Plan
from benchmarks.site.plots import bars, lines, pictures
from benchmarks.site.processes import Usage, parse_cpu, parse_memory
from benchmarks.site.report import compact, growth, markdown, ratios, table
from benchmarks.site.statistics import median, percentile, ratio, slope, summary
from benchmarks.site.systems import BY_KEY, SYSTEMS, chosen


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([], 95, None),
        ([None], 95, None),
        ([7.0], 95, 7.0),
        (list(range(1, 101)), 95, 95),
        (list(range(1, 21)), 95, 19),
        ([3, 1, 2], 0, 1),
        ([3, 1, None, 2], 100, 3),
    ],
)
def test_percentile(values: list[float | None], percent: float, expected: float | None) -> None:
    """A percentile is the smallest value that so many percent do not exceed; failures are left out."""
    assert percentile(values, percent) == expected


def test_median_and_summary() -> None:
    """The median of an even number of values lies between the two in the middle."""
    assert median([4, 1, 3, None, 2]) == 2.5
    assert median([]) is None
    assert summary([1.0, 3.0, 2.0]) == {"median": 2.0, "p95": 3.0, "max": 3.0}


def test_ratio() -> None:
    """A ratio to nothing, or of nothing, can't be said."""
    assert (ratio(6.0, 2.0), ratio(None, 2.0), ratio(6.0, None), ratio(6.0, 0.0)) == (3.0, None, None, None)


def test_slope() -> None:
    """The slope of a straight line is found, and a single point has none."""
    assert slope([(0, 5), (1, 7), (2, 9)]) == pytest.approx(2)
    assert slope([(1, 5)]) == 0.0


def test_growth_leaves_the_warming_up_out() -> None:
    """Memory that rises once at the beginning and then stays does not grow."""
    assert growth([(0, 10.0), (1, 90.0), *((hour, 100.0) for hour in range(2, 10))]) == pytest.approx(0)


def test_memory_of_a_process() -> None:
    """Unique memory is what is private, dirty and clean; shared pages count in PSS only."""
    text = "Rss: 900 kB\nPss: 50 kB\nPss_Dirty: 7 kB\nPrivate_Clean: 3 kB\nPrivate_Dirty: 30 kB\nShared_Clean: 9 kB\n"

    assert parse_memory(text) == (33 * 1024, 50 * 1024)


def test_cpu_of_a_process() -> None:
    """The ticks are utime, stime, cutime and cstime, whatever the program's name is."""
    stat = "12 (odd ) name) S 1 12 12 0 -1 4194304 100 0 0 0 11 22 33 44 20 0 1 0 5"

    assert parse_cpu(stat) == 110


def test_newcomers() -> None:
    """Only processes that were not there before are a visitor's."""
    before = Usage(0, 9, 9, 1, {"1": 9.0})
    after = Usage(0, 14, 14, 3, {"1": 4.0, "2": 6.0, "3": 4.0})

    assert after.newcomers(before) == [6.0, 4.0]


@pytest.mark.parametrize("is_chunked", [True, False])
def test_http_answer(is_chunked: bool) -> None:  # noqa: FBT001 (a case of the test)
    """A compressed body is read whether it comes in chunks or in one piece."""
    packed = zlib.compress(b"words", wbits=31)
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed) if is_chunked else packed
    length = b"Transfer-Encoding: chunked" if is_chunked else b"Content-Length: %d" % len(packed)

    answer = http.parse(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n" + length + b"\r\n\r\n" + body)

    assert (answer.status, answer.text) == (200, "words")


@pytest.mark.parametrize(
    "raw",
    [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", b"HTTP/1.1 200 OK\r\n"],
    ids=["none", "cut", "head"],
)
def test_cut_http_answer(raw: bytes) -> None:
    """An answer that is cut is a failure, not a short page."""
    with pytest.raises(http.HttpError):
        http.parse(raw)


def test_frames() -> None:
    """The JSON of a frame is found before its buffers, in our protocol and in Jupyter's."""
    said = json.dumps({"t": "msg"}).encode()

    assert visit.decode(len(said).to_bytes(4, "big") + said + b"buffer") == {"t": "msg"}
    head = b"".join(number.to_bytes(4, "big") for number in (2, 12, 12 + len(said)))
    assert jupyter.decode(head + said + b"buffer") == {"t": "msg"}


def test_the_list_of_types_is_found() -> None:
    """The list is told by its label, which may carry mark-up."""
    models = {
        "a": {"state": {"_model_name": "DropdownModel", "description": "Country"}},
        "b": {"state": {"_model_name": "DropdownModel", "description": "<span>We are a</span>"}},
    }

    assert visit.list_of_types(models) == "b"
    with pytest.raises(visit.VisitError):
        visit.list_of_types({"a": models["a"]})


def crowd(answered: list[float | None], unique: float) -> dict[str, object]:
    """Return the results of a crowd."""
    return {
        "usable": answered,
        "answered": answered,
        "failed": answered.count(None),
        "cpu_each": 0.1,
        "unique_mb_each": unique,
        "pss_mb_each": unique,
        "after": {"pss_mb": 300.0},
    }


RESULTS: dict[str, object] = {
    "machine": {"cores": "2"},
    "systems": {"ours": {"title": "Ours", "version": "x 1"}, "panel": {"title": "Panel | Co", "version": "y 2"}},
    "pages": {
        "calculator": {
            "ours": {"cold": [{"usable": 100.0, "bytes": 1000, "requests": 4}], "warm": [], "errors": []},
            "panel": {"cold": [{"usable": 250.0, "bytes": 9000, "requests": 9}], "warm": [], "errors": ["x"]},
        }
    },
    "changes": {"ours": {"ms": [10.0, 20.0, 30.0], "errors": []}, "panel": {"ms": [60.0], "errors": []}},
    "arrivals": {"ours": {"20": crowd([0.5, 0.4], 10.0)}, "panel": {"20": crowd([1.0, None], 2.0)}},
    "visits": {
        "ours": {
            "visits": 5,
            "failed": 0,
            "seconds": 3.0,
            "before": {"processes": 2, "pss_mb": 90.0},
            "after": {"processes": 2, "pss_mb": 91.0},
        }
    },
    "soak": {
        "ours": {
            "visits": 9,
            "failed": 0,
            "series": [
                {"minute": 1.0, "unique_mb": 90.0, "processes": 2},
                {"minute": 60.0, "unique_mb": 90.0, "processes": 2},
            ],
        }
    },
}


def test_table_keeps_its_columns() -> None:
    """A bar in a cell does not make another column."""
    assert table(["", "a|b"], [["x", "1"]]) == "|  | a/b |\n| --- | ---: |\n| x | 1 |"


def test_ratios() -> None:
    """Ratios say how many times more the others take; less than 1 is said too."""
    said = ratios(RESULTS)

    assert "| calculator, cold: usable | 2.50 |" in said
    assert "| a change, median | 3.00 |" in said
    assert "| 20 visitors: unique memory each | 0.20 |" in said


def test_a_failed_visitor_is_no_fast_visitor() -> None:
    """Who failed counts as slower than everybody, in the percentile and in the ratio."""
    assert compact(RESULTS)["panel"]["arrivals 20 answered_p95"] == float("inf")
    assert "| 20 visitors: answered, p95 | failed |" in ratios(RESULTS)


def test_the_report_is_whole() -> None:
    """Every part that was measured has its table, and a part that was not has none."""
    whole = markdown(RESULTS)
    part = markdown({"machine": {}, "systems": RESULTS["systems"], "changes": RESULTS["changes"]})

    for heading in ("## Ratios", "### Calculator", "## A change", "## Visitors who arrive", "## Long use"):
        assert heading in whole
    assert whole.index("## Ratios") < whole.index("## The machine")
    assert "## Visitors who arrive" not in part


def test_pictures_are_svg() -> None:
    """Every picture is well-formed, and escapes what it is given."""
    drawn = pictures(RESULTS)

    assert set(drawn) == {"bytes.svg", "change.svg", "cold.svg", "arrivals.svg", "soak.svg"}
    for picture in (*drawn.values(), bars("<&>", {"a": None, "b": float("inf"), "c": 2.0}), lines("x", {}, "y")):
        assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 (we wrote it)


def test_plan() -> None:
    """Options take the place of the usual numbers, one by one."""
    asked = command.options(["--visitors", "1,7", "--runs", "2"])

    assert command.plan_of(asked) == Plan(runs=2, visitors=(1, 7))
    assert command.plan_of(command.options(["--quick"])) == QUICK


def test_unknown_names_are_refused() -> None:
    """A part or a system that there is not is named."""
    with pytest.raises(ValueError, match="Unknown: heat"):
        command.parts_of(command.options(["--only", "pages,heat"]))
    with pytest.raises(ValueError, match="Unknown: dash"):
        chosen("ours,dash")


def test_the_hour_is_not_among_the_usual_parts() -> None:
    """What takes an hour is asked for by name."""
    assert "soak" not in command.parts_of(command.options([]))


def test_merging_keeps_the_rest() -> None:
    """New results take the place of the old ones of the same part and system only."""
    new = {"machine": {"cores": "4"}, "systems": {"ours": {"title": "Ours", "version": "x 2"}}, "changes": {"ours": 1}}

    both = command.merged(RESULTS, new)

    assert both["changes"] == {"ours": 1, "panel": {"ms": [60.0], "errors": []}}
    assert both["systems"]["panel"]["version"] == "y 2"
    assert both["systems"]["ours"]["version"] == "x 2"
    assert both["arrivals"] == RESULTS["arrivals"]


def test_systems() -> None:
    """Ours is the first, which the report compares with, and each key is there once."""
    assert SYSTEMS[0].key == "ours"
    assert len(BY_KEY) == len(SYSTEMS)
