# SPDX-License-Identifier: BSD-3-Clause
"""The pure parts of the benchmark of the map: what the maps show, the stand-in's files, the report. None is timed."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.map import __main__ as command
from benchmarks.map.assets import answer_of
from benchmarks.map.content import content, unpacked
from benchmarks.map.report import figures, leaders, markdown, ratios
from benchmarks.map.systems import SYSTEMS, _notebook
from exxtra_kit.render.outlines import packed

if TYPE_CHECKING:
    from pathlib import Path

PAGE = {
    "requests": 4, "bytes": 100_000, "first_byte": 5.0, "painted": 80.0, "drawn": 200.0, "markers": 210.0,
    "answered": 400.0, "presses": 1, "press": [30.0, 50.0],
}  # fmt: skip


def results(**changed: float) -> dict[str, Any]:
    """Return results of ours, and of a rival in which something is otherwise."""
    slower = {**PAGE, **changed}
    return {
        "machine": {"cores": "2"},
        "systems": {
            "ours": {"title": "ours", "version": "exxtra-kit 1"},
            "folium": {"title": "folium's", "version": "folium 2"},
        },
        "runs": 2,
        "maps": {
            "ours": {"cold": [PAGE, PAGE], "warm": [PAGE], "errors": []},
            "folium": {"cold": [slower, slower], "warm": [slower], "errors": ["it failed"]},
        },
    }


def test_a_packed_ring_comes_back() -> None:
    """What the rivals draw is what our page draws: unpacking is the reverse of packing."""
    ring = [[-9.5, 36.005], [3.2, 36.0], [3.2, 44.995], [-9.5, 36.005]]

    assert unpacked(packed({"type": "Polygon", "coordinates": [ring]})[0][0]) == ring


def test_all_maps_show_the_same() -> None:
    """The rivals get every outline that our page has, and the seven hosts."""
    shown = content()

    assert len(shown["hosts"]) == len(shown["territories"]["features"]) == 7
    assert sum(feature["properties"]["in"] for feature in shown["countries"]["features"]) == 38
    assert all(feature["geometry"]["coordinates"] for feature in shown["countries"]["features"])


def test_the_stand_in_compresses_and_keeps_to_its_folder(tmp_path: Path) -> None:
    """A script comes compressed, a picture as it is, and nothing outside of the folder at all."""
    folder = (tmp_path / "public").resolve()
    folder.mkdir()
    (folder / "a.js").write_text("let a;" * 100)
    (folder / "a.png").write_bytes(b"picture")
    (tmp_path / "secret.js").write_text("secret")

    kind, script, encoding = answer_of(folder, "/a.js") or ("", b"", "")
    assert (kind.split("/")[1], gzip.decompress(script), encoding) == ("javascript", b"let a;" * 100, "gzip")
    assert answer_of(folder, "/a.png") == ("image/png", b"picture", "")
    assert answer_of(folder, "/../secret.js") is None
    assert answer_of(folder, "/none.js") is None


def test_the_notebook_of_a_rival_is_a_notebook() -> None:
    """Voila gets one cell of code."""
    notebook = json.loads(_notebook("show()"))

    assert [(cell["cell_type"], cell["source"]) for cell in notebook["cells"]] == [("code", "show()")]


def test_figures_are_medians() -> None:
    """Of several runs the middle counts; presses of all runs count together; nothing measured is nothing."""
    found = figures({"cold": [PAGE, {**PAGE, "drawn": 300.0, "press": [10.0]}]}, "cold")

    assert (found["drawn"], found["press"]) == (250.0, 30.0)
    assert figures({}, "cold")["drawn"] is None


def test_ratios_come_first_and_say_how_many_times() -> None:
    """Twice our bytes is 2.00."""
    text = markdown(results(bytes=200_000))

    assert "| cold: bytes | 2.00 |" in ratios(results(bytes=200_000))
    assert text.index("## Ratios") < text.index("## Where others lead") < text.index("## In full")
    assert "* cores: 2" in text
    assert "| folium's, cold |" in text


def test_where_others_lead_is_said() -> None:
    """A figure in which a rival takes less than ours is named, with both values."""
    assert "* folium's, warm, first press of a marker answered: 50 against our 400" in leaders(results(answered=50.0))
    assert "Nowhere" in leaders(results())


def test_a_run_of_rivals_alone_has_no_ratios() -> None:
    """Without ours there is nothing to compare with, and the rest is written all the same."""
    alone = results()
    del alone["maps"]["ours"]

    assert "## Ratios" not in markdown(alone)
    assert "| folium's, cold |" in markdown(alone)


def test_systems_are_chosen_by_name() -> None:
    """Some, or all, in our order; an unknown one is refused in a sentence."""
    assert [one.key for one in command.chosen("folium, ours")] == ["ours", "folium"]
    assert command.chosen("") == SYSTEMS
    with pytest.raises(ValueError, match="Unknown: leaflet"):
        command.chosen("leaflet")
