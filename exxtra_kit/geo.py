# SPDX-License-Identifier: BSD-3-Clause
"""Distances, and an offline gazetteer: from the name of a town to its place.

The gazetteer (`data/gazetteer.tsv.gz`, made of GeoNames) is never parsed as a whole. It is
sorted by country, then population, and each line ends with the names of a town, folded and
framed by bars; so a look-up is a search for `|name|` in the bytes of one country. That keeps a
first look-up at a few hundredths of a second, where parsing 72,000 lines would take half a second.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING

from exxtra_kit.datafiles import broken, data_path, read_table
from exxtra_kit.errors import UnknownTownError
from exxtra_kit.messages import msg
from exxtra_kit.models import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geopy.distance import geodesic

GAZETTEER_FILE = "gazetteer.tsv.gz"
REGIONS_FILE = "admin1_regions.csv"
REGION_COLUMNS = ("country", "admin1", "region", "checked_with", "source", "confidence", "last_checked", "note")
GAZETTEER_COLUMNS = ("country", "geonames_id", "name", "lat", "lon", "population", "admin1", "admin2", "keys")

# A namesake is worth a question only if it could be meant: nobody means a hamlet called Hamburg.
NAMESAKE_RATIO = 20
# In a list of suggestions a town that only an alternate name brings in counts as so many times smaller.
ALTERNATE_DISCOUNT = 5
# Below this likeness (0 to 100) a "did you mean" is noise.
LEAST_LIKENESS = 75

# Two ways to compute one geodesic differ by far less than this, in kilometres.
_EDGE_KM = 1e-6
_HALF_A_STEP_KM = 0.05

_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "å": "a", "Å": "A", "ß": "ss", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
    | {"ı": "i", "İ": "I", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "œ": "oe", "Œ": "OE"}  # noqa: RUF001 (the point of it)
)
_NOT_A_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_HINT = re.compile(r"^(?P<name>[^(,]+)[(,]\s*(?P<hint>[^),]*)")


@dataclass(frozen=True, slots=True)
class Town:
    """One town of the gazetteer.

    Attributes:
        id: GeoNames number.
        name: Name in GeoNames: for large towns usually the English one ("Munich").
        country: ISO 3166-1 alpha-2 code, XK for Kosovo.
        lat: Latitude of the centre, degrees.
        lon: Longitude of the centre, degrees.
        population: Inhabitants; 0 where GeoNames has no number.
        admin1: GeoNames code of the first-level division.
        admin2: In Italy the province ("VR"), in Spain and France the province or department; else empty.
    """

    id: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    admin1: str
    admin2: str

    @property
    def place(self) -> Place:
        """The town as a place, with its region where regional holidays depend on it."""
        return Place(lat=self.lat, lon=self.lon, town=self.name, country=self.country, region=town_region(self))


@dataclass(frozen=True, slots=True)
class TownMatch:
    """The answer to a look-up.

    Attributes:
        town: The best match.
        asked: The name as it was asked for, with spaces tidied.
        others: Further towns of that name in the same country, best first.
    """

    town: Town
    asked: str
    others: tuple[Town, ...] = ()

    @property
    def place(self) -> Place:
        """The best match as a place."""
        return self.town.place

    @property
    def candidates(self) -> tuple[Town, ...]:
        """The best match and all others, best first."""
        return (self.town, *self.others)

    @property
    def is_ambiguous(self) -> bool:
        """Whether another town of that name is large enough to be the one that was meant."""
        return any(other.population * NAMESAKE_RATIO >= self.town.population for other in self.others)


def fold(text: str) -> str:
    """Bring a name to the form in which names are compared.

    Letters lose their marks, capitals and special shapes; every run of spaces, hyphens,
    apostrophes and other signs becomes one space. Greek and Cyrillic stay as they are.

    Examples:
        >>> fold("Île-d'Oléron"), fold("İzmir"), fold("Århus"), fold("ΑΘΗΝΑ")
        ('ile d oleron', 'izmir', 'arhus', 'αθηνα')
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_A_LETTER_OR_DIGIT.sub(" ", bare.casefold()).strip()


def distance_km(a: Place, b: Place) -> float:
    """Return the geodesic distance in kilometres on the WGS84 ellipsoid.

    Source: geopy's `geodesic` (Karney's algorithm). It joins two points; the points of two towns
    are their centres, not the addresses of two organisations.
    """
    return float(_ruler().measure((a.lat, a.lon), (b.lat, b.lon)))


@lru_cache(maxsize=1)
def distance_of_many() -> Callable[[Place, Place], float]:
    """Return `distance_km` for whoever measures very many distances: forty times faster where pyproj is installed.

    PROJ has the same algorithm on the same ellipsoid, and agrees with geopy to less than a thousandth of a
    millimetre. So close to the middle between two steps of 0.1 km that this could change what it is rounded to,
    geopy is asked.
    """
    try:
        from pyproj import Geod  # noqa: PLC0415 (needs the extra "staff")
    except ImportError:
        return distance_km
    inverse = Geod(ellps="WGS84").inv

    def measure(a: Place, b: Place) -> float:
        km = float(inverse(a.lon, a.lat, b.lon, b.lat)[2]) / 1000
        is_on_edge = abs(abs(km - round(km, 1)) - _HALF_A_STEP_KM) < _EDGE_KM
        return distance_km(a, b) if is_on_edge else km

    return measure


@lru_cache(maxsize=1)
def _ruler() -> geodesic:
    """Return what measures; it holds the ellipsoid, which geopy would otherwise set up again for each distance."""
    from geopy.distance import geodesic  # noqa: PLC0415 (a tenth of a second that most starts don't need)

    return geodesic()


def find_town(name: str, country: str) -> TownMatch:
    """Find a town by any of its names, in Latin, Greek or Cyrillic letters.

    The name of the gazetteer beats an alternate name, then the larger town comes first. A hint in
    brackets or after a comma chooses among namesakes by province or region: "Castro (LE)".

    Args:
        name: Name of the town, any spelling of capitals, accents and hyphens.
        country: ISO 3166-1 alpha-2 code, XK for Kosovo.

    Raises:
        UnknownTownError: If no town of that name is known there; carries suggestions.
        DataNotFoundError: If the gazetteer is missing.
    """
    asked = " ".join(name.split())
    towns = _named(fold(asked), country)
    hinted = _HINT.match(asked)
    if not towns and hinted:
        towns = _named(fold(hinted["name"]), country)
        hint = hinted["hint"].strip().upper()
        towns = [town for town in towns if hint in (town.admin2, (town_region(town) or "")[3:])] or towns
    if not towns:
        near = suggest_towns(asked, country, limit=5)
        raise UnknownTownError(asked, country, tuple(dict.fromkeys(town.name for town in near)))
    return TownMatch(towns[0], asked, tuple(towns[1:]))


def suggest_towns(text: str, country: str | None = None, limit: int = 10) -> tuple[Town, ...]:
    """Return towns for what has been typed so far: those that begin with it, else those that look alike.

    Args:
        text: Beginning of a name, or a name with a slip in it.
        country: ISO 3166-1 alpha-2 code; None for all countries.
        limit: At most so many towns.

    Returns:
        Towns, those named exactly so first, then by population; empty if nothing is near.
    """
    key = fold(text)
    if not key:
        return ()
    lines = _country_lines(country)
    whole = b"|" + key.encode() + b"|"
    beginning = whole[:-1]
    ranked = [
        (whole not in line, -town.population / (1 if b"\t" + beginning in line else ALTERNATE_DISCOUNT), town)
        for line, town in _hits(lines, beginning)
    ]
    if ranked:
        return tuple(town for _, _, town in nsmallest(limit, ranked, key=lambda entry: entry[:2]))
    return _similar(key, country, limit)


def countries_of(name: str) -> tuple[str, ...]:
    """Return the countries that have a town of that name, by the size of the town.

    For the message to somebody who gave the right town and the wrong country.
    """
    towns = _named(fold(name), None)
    return tuple(dict.fromkeys(town.country for town in sorted(towns, key=lambda town: -town.population)))


@lru_cache(maxsize=1)
def gazetteer_countries() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes of the countries whose towns are known."""
    return frozenset(code.decode() for code in set(re.findall(rb"\n([A-Z]{2})\t", _gazetteer())))


def town_region(town: Town) -> str | None:
    """Return the ISO 3166-2 code of a town's region where regional public holidays depend on it.

    Known for Germany, Spain, the United Kingdom (its nations) and Bosnia and Herzegovina (its
    entities); None elsewhere.
    """
    return _region_codes().get((town.country, town.admin1))


def _named(key: str, country: str | None) -> list[Town]:
    """Return the towns of that folded name, best first."""
    if not key:
        return []
    whole = b"|" + key.encode() + b"|"
    hits = _hits(_country_lines(country), whole)
    ranked = [(b"\t" + whole not in line, -town.population, town) for line, town in hits]
    return [town for _, _, town in sorted(ranked, key=lambda entry: entry[:2])]


def _similar(key: str, country: str | None, limit: int) -> tuple[Town, ...]:
    """Return the towns whose names look most like the folded name."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (only a slip of the pen needs it)

    best: dict[int, tuple[float, int, Town]] = {}
    near_keys = process.extract(key, _keys(country), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=4 * limit)
    for near, likeness, _ in near_keys:
        for town in _named(near, country):
            best.setdefault(town.id, (-likeness, -town.population, town))
    return tuple(town for _, _, town in sorted(best.values(), key=lambda entry: entry[:2])[:limit])


@lru_cache(maxsize=1)
def _gazetteer() -> bytes:
    path = data_path(GAZETTEER_FILE)
    try:
        content = gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        what = msg("it can't be unpacked ({reason}); install the package again", reason=str(error))
        raise broken(path.name, 0, "", what) from error
    header = content.split(b"\n", 1)[0].decode("utf-8", "replace")
    if header.split("\t") != list(GAZETTEER_COLUMNS):
        found, expected = header[:80].replace("\t", ", "), ", ".join(GAZETTEER_COLUMNS)
        what = msg("the first row names the columns {found}; expected {expected}", found=found, expected=expected)
        raise broken(path.name, 1, "", what)
    return content


@lru_cache(maxsize=64)
def _country_lines(country: str | None) -> bytes:
    """Return the lines of one country, framed by line ends; all lines for None."""
    content = _gazetteer()
    if country is None:
        return content
    mark = b"\n" + country.encode() + b"\t"
    first = content.find(mark)
    if first < 0:
        return b""
    # Sorted by country, so the block ends with the last line that carries the mark.
    return content[first : content.find(b"\n", content.rfind(mark) + 1) + 1]


def _hits(lines: bytes, wanted: bytes) -> Iterator[tuple[bytes, Town]]:
    """Yield each line that contains the wanted bytes, once, with its town."""
    position = lines.find(wanted)
    while position >= 0:
        start, end = lines.rfind(b"\n", 0, position) + 1, lines.find(b"\n", position)
        line = lines[start:end]
        yield line, _town(line)
        position = lines.find(wanted, end)


def _town(line: bytes) -> Town:
    country, number, name, lat, lon, population, admin1, admin2, _ = line.decode().split("\t")
    return Town(int(number), name, country, float(lat), float(lon), int(population), admin1, admin2)


@lru_cache(maxsize=4)
def _keys(country: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_split_keys(_country_lines(country).splitlines())))


def _split_keys(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        yield from line.rpartition(b"\t")[2].decode().strip("|").split("|")


@lru_cache(maxsize=1)
def _region_codes() -> dict[tuple[str, str], str]:
    rows = read_table(REGIONS_FILE, REGION_COLUMNS)
    return {(row["country"], row["admin1"]): row["region"] for row in rows}
