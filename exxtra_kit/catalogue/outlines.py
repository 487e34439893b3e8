# SPDX-License-Identifier: BSD-3-Clause
"""Borders and names of countries, as `data/` has them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, cast

from exxtra_kit.datafiles import broken, data_path
from exxtra_kit.messages import msg

COUNTRIES_FILE = "countries.geojson"
REGIONS_FILE = "regions.geojson"
NAMES_FILE = "country_names.json"


@lru_cache(maxsize=1)
def country_outlines() -> dict[str, Any]:
    """Return the outlines of the countries of Europe and around, as a GeoJSON feature collection.

    Each feature has the properties `iso2` (ISO 3166-1 alpha-2, XK for Kosovo) and `name` (English).
    WGS84 degrees, simplified to about two kilometres. The object is shared: copy it before changing it.

    Raises:
        DataNotFoundError: If the file is missing.
        DataError: If it is no feature collection with these properties.
    """
    return _outlines(COUNTRIES_FILE, "iso2")


@lru_cache(maxsize=1)
def region_outlines() -> dict[str, Any]:
    """Return the outlines of the clusters' regions, as a GeoJSON feature collection.

    Each feature has the properties `id` (a cluster's `region`), `iso2` and `name`; the borders are
    those of `country_outlines`, point by point. The object is shared: copy it before changing it.

    Raises:
        DataNotFoundError: If the file is missing.
        DataError: If it is no feature collection with these properties.
    """
    return _outlines(REGIONS_FILE, "id")


def country_names(language: str) -> dict[str, str]:
    """Return the names of countries in a language, by ISO 3166-1 alpha-2 code.

    Args:
        language: One of the project's eight: en it da de fr es ca tr.

    Raises:
        KeyError: If the language is none of them.
        DataNotFoundError: If the file is missing.
    """
    return dict(_names()[language])


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, str]]:
    names = _parsed(NAMES_FILE)
    if not isinstance(names, dict) or not all(isinstance(table, dict) for table in names.values()):
        raise broken(NAMES_FILE, 0, "", msg("it must map languages to tables of country names"))
    return cast("dict[str, dict[str, str]]", names)


def _outlines(name: str, key: str) -> dict[str, Any]:
    found = _parsed(name)
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or found.get("type") != "FeatureCollection":
        raise broken(name, 0, "", msg("it must be a GeoJSON feature collection"))
    for number, feature in enumerate(features):
        if not feature.get("properties", {}).get(key) or not feature.get("geometry"):
            raise broken(
                name, 0, "", msg("feature {number} must have the property {key} and a geometry", number=number, key=key)
            )
    return cast("dict[str, Any]", found)


def _parsed(name: str) -> Any:
    try:
        return json.loads(data_path(name).read_text(encoding="utf-8"))
    except ValueError as error:
        raise broken(name, 0, "", msg("it can't be read as JSON ({reason})", reason=str(error))) from error
