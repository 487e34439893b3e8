# SPDX-License-Identifier: BSD-3-Clause
"""The files of `data/` themselves: complete, well formed, safe to open, found in either place."""

from __future__ import annotations

import csv
import gzip
import json
import math
import tomllib
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit import datafiles
from exxtra_kit.catalogue import country_names, country_outlines, load_clusters, region_outlines
from exxtra_kit.datafiles import data_folder, data_path
from exxtra_kit.errors import DataNotFoundError
from exxtra_kit.geo import GAZETTEER_FILE, find_town, fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COSME = set("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE GB".split())  # noqa: SIM905
COSME |= set("AL BA MK IS XK MD ME RS TR UA".split())  # noqa: SIM905
LANGUAGES = {"en", "it", "da", "de", "fr", "es", "ca", "tr"}
EARTH_RADIUS_KM = 6371.0
# Official areas in square kilometres; the outlines are coarse, most of all the Basque one.
AREAS = {
    "toscana": (22_987, 0.02),
    "danmark": (42_943, 0.02),
    "sachsen": (18_416, 0.02),
    "nord-pas-de-calais": (12_414, 0.02),
    "hauts-de-france": (31_813, 0.02),
    "pais-vasco": (7_234, 0.07),
    "cataluna": (32_108, 0.02),
    "turkiye": (783_562, 0.02),
    "ankara": (25_632, 0.02),
}

Point = tuple[float, float]
TABLES = sorted(path.name for path in data_folder().glob("*.csv"))


def rings(feature: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield the rings of a feature, outer and inner."""
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            yield [(point[0], point[1]) for point in ring]


def contains(feature: dict[str, Any], lon: float, lat: float) -> bool:
    """Say whether a feature covers a point: a ray from it crosses the rings an odd number of times."""
    crossed = 0
    for ring in rings(feature):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                crossed += 1
    return crossed % 2 == 1


def area_km2(feature: dict[str, Any]) -> float:
    """Return the area on the sphere, holes taken off, whatever the direction of the rings."""
    total = 0.0
    for ring in rings(feature):
        strips = (
            math.radians(x2 - x1) * (math.sin(math.radians(y1)) + math.sin(math.radians(y2)))
            for (x1, y1), (x2, y2) in pairwise(ring)
        )
        total += sum(strips) / 2
    return abs(total) * EARTH_RADIUS_KM**2


def countries() -> dict[str, dict[str, Any]]:
    """Return the outlines of countries by code."""
    return {feature["properties"]["iso2"]: feature for feature in country_outlines()["features"]}


def regions() -> dict[str, dict[str, Any]]:
    """Return the outlines of regions by id."""
    return {feature["properties"]["id"]: feature for feature in region_outlines()["features"]}


def gazetteer() -> list[list[str]]:
    """Return the lines of the gazetteer, cut into columns, without the header."""
    text = gzip.decompress(data_path(GAZETTEER_FILE).read_bytes()).decode()
    return [line.split("\t") for line in text.splitlines()[1:]]


def test_gazetteer_is_complete() -> None:
    """There are about 69,000 towns in the countries of the pilot, and none of them has too few."""
    count = Counter(line[0] for line in gazetteer())
    assert sum(count[country] for country in COSME) == 69_403
    assert (count["IT"], count["FR"], count["TR"], count["IS"], count["XK"]) == (10_051, 8_939, 2_650, 35, 64)
    assert min(count[country] for country in COSME) >= 35
    assert count["FI"] == 885 + 21  # with the Åland Islands


def test_gazetteer_is_sorted_and_sound() -> None:
    """Look-ups rely on the order of lines, on folded keys between bars, and on points that are on the earth."""
    lines = gazetteer()
    assert {len(line) for line in lines} == {9}
    order = [(line[0], -int(line[5]), int(line[1])) for line in lines]
    assert order == sorted(order)
    assert len({line[1] for line in lines}) == len(lines)
    for line in lines:
        assert line[8].startswith(f"|{fold(line[2])}|")
        assert line[8].endswith("|")
        assert 27 < float(line[3]) < 72
        assert -32 < float(line[4]) < 48


def test_gazetteer_is_small_and_reproducible() -> None:
    """The packed file carries no date and no name, so that the same input gives the same bytes."""
    packed = data_path(GAZETTEER_FILE).read_bytes()
    assert len(packed) < 2_200_000
    assert packed[3:8] == bytes(5)


@pytest.mark.parametrize(
    ("outlines", "number", "size"), [(country_outlines, 75, 620_000), (region_outlines, 9, 50_000)]
)
def test_outlines_are_well_formed(outlines: Any, number: int, size: int) -> None:
    """Every ring is closed, has an area, repeats no point, and stays within the clip."""
    features = outlines()["features"]
    assert len(features) == number
    assert len(json.dumps(features, separators=(",", ":"))) < size
    for feature in features:
        for ring in rings(feature):
            assert len(ring) >= 4
            assert ring[0] == ring[-1]
            assert all(a != b for a, b in pairwise(ring))
            assert all(-32 <= lon <= 60 and 27 <= lat <= 75 for lon, lat in ring)
        assert area_km2(feature) > 0


def test_outlines_never_cross_themselves() -> None:
    """No two edges of a ring cross, which would fill the wrong side of a border."""
    for feature in (*country_outlines()["features"], *region_outlines()["features"]):
        for ring in rings(feature):
            assert not crossings(ring), feature["properties"]


def crossings(ring: list[Point]) -> list[tuple[Point, Point]]:
    """Return the starting points of edges of a ring that properly cross; edges are compared cell by cell."""

    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    cells: dict[tuple[int, int], list[tuple[Point, Point]]] = {}
    found = []
    for a, b in pairwise(ring):
        for x in range(math.floor(min(a[0], b[0])), math.floor(max(a[0], b[0])) + 1):
            for y in range(math.floor(min(a[1], b[1])), math.floor(max(a[1], b[1])) + 1):
                for c, d in cells.setdefault((x, y), []):
                    if side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0:
                        found.append((a, c))
                cells[x, y].append((a, b))
    return found


def test_every_country_of_the_pilot_has_an_outline_and_names() -> None:
    """No country that may take part is missing from the map or without a name in any language."""
    assert set(countries()) >= COSME
    for language in LANGUAGES:
        names = country_names(language)
        assert set(names) == set(countries())
        assert all(names.values())
    assert country_names("it")["TR"] == "Turchia"
    assert {code: feature["properties"]["name"] for code, feature in countries().items()} == country_names("en")


@pytest.mark.parametrize(
    ("town", "country"),
    [
        ("Simferopol", "UA"),
        ("Girne", "CY"),
        ("Larnaca", "CY"),
        ("Pristina", "XK"),
        ("Niš", "RS"),
        ("Mariehamn", "FI"),
        ("Cerea", "IT"),
        ("Ankara", "TR"),
        ("Reykjavík", "IS"),
        ("Lefkoşa", "CY"),
    ],
)
def test_towns_lie_in_their_countries(town: str, country: str) -> None:
    """Each town lies in the outline of its own country and of no other: the disputed ones first."""
    found = find_town(town, country).town
    assert [code for code, feature in countries().items() if contains(feature, found.lon, found.lat)] == [country]


def test_clusters_lie_in_their_regions() -> None:
    """Each cluster's seat lies in the region that is drawn for it."""
    for cluster in load_clusters():
        assert contains(regions()[cluster.region], cluster.place.lon, cluster.place.lat), cluster.name


@pytest.mark.parametrize("region", sorted(AREAS))
def test_regions_have_their_area(region: str) -> None:
    """The simplified region is about as large as the real one."""
    official, tolerance = AREAS[region]
    assert area_km2(regions()[region]) == pytest.approx(official, rel=tolerance)


def test_regions_share_the_border_of_their_country() -> None:
    """A region at a border uses the very points of its country's border, so that no sliver shows."""
    for region, neighbour in (
        ("sachsen", "CZ"),
        ("cataluna", "AD"),
        ("nord-pas-de-calais", "BE"),
        ("pais-vasco", "FR"),
    ):
        own = {point for ring in rings(regions()[region]) for point in ring}
        theirs = {point for ring in rings(countries()[neighbour]) for point in ring}
        assert len(own & theirs) >= 3


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_safe_in_a_spreadsheet(name: str) -> None:
    """No cell begins with a sign that a spreadsheet takes for a formula, unless it is a plain number."""
    with data_path(name).open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            for cell in row:
                if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
                    float(cell)


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_provenance(name: str) -> None:
    """Every row of every table names a registered source, a legal mark and a day, or says that nothing was found."""
    sources = tomllib.loads(data_path("sources.toml").read_text(encoding="utf-8"))
    with data_path(name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["source"] in sources or (not row["source"] and not row["confidence"] and row["note"])
            assert row["confidence"] in {"O", "P", "S1", "S2", "T", "I", "M", ""}
            assert date.fromisoformat(row["last_checked"]) >= date(2026, 11, 22)


def test_every_file_is_described() -> None:
    """The README of the folder names every file in it, and the NOTICE every data set."""
    readme = data_path("README.md").read_text(encoding="utf-8")
    for path in data_folder().iterdir():
        assert path.name == "README.md" or f"`{path.name}`" in readme, path.name


def test_missing_data_says_where_it_was_sought(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without data the message names both places and what to do."""
    monkeypatch.setattr(datafiles, "DATA_FOLDERS", (tmp_path / "inside", tmp_path / "beside"))
    with pytest.raises(DataNotFoundError, match=r"inside.*beside.*Install"):
        data_path("cluster_facts.csv")


def test_wheel_folder_comes_before_the_repository(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder in the package wins, and a folder without the register of sources is not ours."""
    package, repository = datafiles.DATA_FOLDERS
    assert (package.parent.name, repository.parent) == ("exxtra_kit", package.parent.parent)
    inside, beside = tmp_path / "inside", tmp_path / "beside"
    for folder in (inside, beside):
        folder.mkdir()
    (beside / "sources.toml").touch()
    monkeypatch.setattr(datafiles, "DATA_FOLDERS", (inside, beside))
    assert data_folder() == beside
    (inside / "sources.toml").touch()
    assert data_folder() == inside
    with pytest.raises(DataNotFoundError, match=r"absent\.csv"):
        data_path("absent.csv")
