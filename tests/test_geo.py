# SPDX-License-Identifier: BSD-3-Clause
"""Distances, and towns found in any of their names."""

from __future__ import annotations

import gzip
import subprocess
import sys
from math import degrees
from pathlib import Path
from typing import TYPE_CHECKING

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit import datafiles, geo
from exxtra_kit.datafiles import read_table
from exxtra_kit.errors import DataError, UnknownTownError
from exxtra_kit.geo import (
    REGION_COLUMNS,
    REGIONS_FILE,
    countries_of,
    distance_km,
    distance_of_many,
    find_town,
    fold,
    gazetteer_countries,
    suggest_towns,
)
from exxtra_kit.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

# As asked, country -> name in GeoNames. Endonyms, exonyms, other scripts, foreign keyboards, small railway towns.
NAMES = """
München|DE|Munich  Munich|DE|Munich  Muenchen|DE|Munich  MÜNCHEN|DE|Munich  Monaco di Baviera|DE|Munich
København|DK|Copenhagen  Kobenhavn|DK|Copenhagen  Koebenhavn|DK|Copenhagen  Copenaghen|DK|Copenhagen
Köln|DE|Köln  Cologne|DE|Köln  Colonia|DE|Köln  Koeln|DE|Köln  Kraków|PL|Kraków  Cracow|PL|Kraków  Cracovia|PL|Kraków
Izmir|TR|İzmir  İzmir|TR|İzmir  IZMIR|TR|İzmir  izmir|TR|İzmir  Smirne|TR|İzmir  Αθήνα|GR|Athens  ΑΘΗΝΑ|GR|Athens
Atene|GR|Athens  Київ|UA|Kyiv  Kyiv|UA|Kyiv  Kiev|UA|Kyiv  Λευκωσία|CY|Nicosia  Nicosia|CY|Nicosia  Girne|CY|Kyrenia
Firenze|IT|Florence  Florence|IT|Florence  Florenz|IT|Florence  Århus|DK|Århus  Aarhus|DK|Århus  Arhus|DK|Århus
Ålborg|DK|Aalborg  Aalborg|DK|Aalborg  Åbenrå|DK|Aabenraa  Aabenraa|DK|Aabenraa  Praha|CZ|Prague  Praga|CZ|Prague
Wien|AT|Vienna  Vienna|AT|Vienna  Bécs|AT|Vienna  Rīga|LV|Riga  Riga|LV|Riga  Cerea|IT|Cerea  CEREA|IT|Cerea
Cerea (VR)|IT|Cerea  Cerea, Verona|IT|Cerea  Valenciennes|FR|Valenciennes  Famars|FR|Famars  Crespin|FR|Crespin
Velim|CZ|Velim  Šid|RS|Šid  Sid|RS|Šid  Шид|RS|Šid  Pistoia|IT|Pistoia  Bilbao|ES|Bilbao  Bilbo|ES|Bilbao
Dresden|DE|Dresden  Drážďany|DE|Dresden  Görlitz|DE|Görlitz  Goerlitz|DE|Görlitz  Ankara|TR|Ankara
Eskişehir|TR|Eskişehir  Eskisehir|TR|Eskişehir  Łódź|PL|Łódź  Lodz|PL|Łódź
Београд|RS|Belgrade  Beograd|RS|Belgrade  София|BG|Sofia
Roma|IT|Rome  Milano|IT|Milan  Torino|IT|Turin  L'Aquila|IT|L'Aquila  L’Aquila|IT|L'Aquila  Lisboa|PT|Lisbon
Bruxelles|BE|Brussels  Brussel|BE|Brussels  Mariehamn|FI|Mariehamn  Prishtina|XK|Pristina  Reykjavík|IS|Reykjavík
Barcelona|ES|Barcelona  Galten|DK|Galten  Simferopol|UA|Simferopol  Tiranë|AL|Tirana  Chișinău|MD|Chisinau
Saint-Étienne|FR|Saint-Étienne  saint etienne|FR|Saint-Étienne  Frankfurt/Oder|DE|Frankfurt (Oder)
"""  # noqa: RUF001 (letters of other scripts are the point)
ASKED = [tuple(entry.split("|")) for entry in NAMES.replace("\n", "  ").split("  ") if entry]

ROOT = Path(__file__).parents[1]
EQUATOR_RADIUS_KM = 6378.137
PLACES = st.builds(Place, lat=st.floats(-90, 90), lon=st.floats(-180, 180))
# Kilometres between the seven seats, from coordinates and a sphere independent of ours.
SEATS = {"DIT": ("Pistoia", "IT"), "CEN": ("Karup", "DK"), "RLS": ("Dresden", "DE"), "ITR": ("Valenciennes", "FR")}
SEATS |= {"MAF": ("Bilbao", "ES"), "RGR": ("Barcelona", "ES"), "ARU": ("Ankara", "TR")}
KILOMETRES = {
    "DIT": {"CEN": 1381, "RLS": 819, "ITR": 904, "MAF": 1117, "RGR": 769, "ARU": 1863},
    "CEN": {"RLS": 657, "ITR": 764, "MAF": 1685, "RGR": 1734, "ARU": 2507},
    "RLS": {"ITR": 724, "MAF": 1524, "RGR": 1392, "ARU": 1926},
    "ITR": {"MAF": 925, "RGR": 999, "ARU": 2553},
    "MAF": {"RGR": 469, "ARU": 2976},
    "RGR": {"ARU": 2580},
}


def place(town: str, country: str) -> Place:
    """Return the place of a town that is surely known."""
    return find_town(town, country).place


@pytest.mark.parametrize(("asked", "country", "expected"), ASKED)
def test_town_is_found_by_any_of_its_names(asked: str, country: str, expected: str) -> None:
    """A town answers to its own name, foreign names, other scripts and spellings of a foreign keyboard."""
    assert find_town(asked, country).town.name == expected


def test_enough_kinds_of_names_are_tried() -> None:
    """The table of names above is split as meant: no entry is lost by its layout."""
    assert len(ASKED) >= 83
    assert {len(entry) for entry in ASKED} == {3}


def test_golden_distance() -> None:
    """From Cerea to Ankara it is between 1,860 and 1,870 km."""
    assert 1860 < distance_km(place("Cerea", "IT"), place("Ankara", "TR")) < 1870


@pytest.mark.parametrize(("start", "end"), [(start, end) for start, row in KILOMETRES.items() for end in row])
def test_distances_between_the_seats(start: str, end: str) -> None:
    """The ellipsoid's distances agree within 1 % with those measured on a sphere."""
    assert distance_km(place(*SEATS[start]), place(*SEATS[end])) == pytest.approx(KILOMETRES[start][end], rel=0.01)


@given(PLACES, PLACES)
def test_distance_is_the_same_both_ways(a: Place, b: Place) -> None:
    """There and back are equally far, and never farther than half round the earth."""
    there = distance_km(a, b)
    assert there == pytest.approx(distance_km(b, a), abs=1e-6)
    assert 0 <= there < 20_004


@given(PLACES)
def test_distance_to_itself_is_nothing(a: Place) -> None:
    """A place is no distance away from itself."""
    assert distance_km(a, a) == pytest.approx(0, abs=1e-6)


@given(PLACES, PLACES)
def test_one_distance_of_many_is_the_distance(a: Place, b: Place) -> None:
    """Whoever measures very many distances gets the same ones, to a thousandth of a millimetre."""
    assert distance_of_many()(a, b) == pytest.approx(distance_km(a, b), rel=0, abs=1e-9)


@pytest.mark.parametrize(("km", "expected"), [(100.05, 7.0), (100.0500009, 7.0), (100.051, 100.051), (100.1, 100.1)])
def test_on_the_edge_of_rounding_the_one_distance_counts(
    monkeypatch: pytest.MonkeyPatch, km: float, expected: float
) -> None:
    """Where two computations might be rounded to different tenths, the usual one is asked, and only there."""
    monkeypatch.setattr(geo, "distance_km", lambda _a, _b: 7.0)
    along_the_equator = Place(lat=0, lon=degrees(km / EQUATOR_RADIUS_KM))

    assert distance_of_many()(Place(lat=0, lon=0), along_the_equator) == pytest.approx(expected, rel=0, abs=1e-9)


def test_without_the_quick_library_the_usual_one_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pyproj comes with the extra for staff; without it everything works, only slower."""
    monkeypatch.setitem(sys.modules, "pyproj", None)

    assert distance_of_many.__wrapped__() is distance_km


def test_one_verdict_needs_no_quick_library() -> None:
    """Only a table of cases brings pyproj in: the processes of the site judge one case and stay small."""
    code = (
        "import sys; from exxtra_kit import Law, assess_exchange; from exxtra_kit.casefile import load_case; "
        "from pathlib import Path; case = load_case(Path('docs/examples/zlab-arus.toml')); "
        "assert assess_exchange(case, Law.at(case.on, case.programme)).distance_km; "
        "sys.exit('pyproj' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded is folded: keys can be compared with queries."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abc |\t\nÅØ-'(,", max_size=12))
def test_odd_queries_are_answered(text: str) -> None:
    """Bars, tabs and line ends, which frame the file, can't break a look-up."""
    assert all(town.country == "DK" for town in suggest_towns(text, "DK"))


def test_slip_of_the_pen_gets_a_proposal() -> None:
    """An unknown town is an error that proposes the town that was meant first."""
    with pytest.raises(UnknownTownError, match=r"Cereaa.*Italy.*Cerea") as caught:
        find_town("Cereaa", "IT")
    assert caught.value.suggestions[0] == "Cerea"


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("valencienes", "Valenciennes"),
        ("pistioa", "Pistoia"),
        ("eskisehr", "Eskişehir"),
        ("chemnits", "Chemnitz"),
        ("aalbrog", "Aalborg"),
    ],
)
def test_near_misses_over_all_countries(slip: str, meant: str) -> None:
    """Without a country the town that looks most alike still comes first."""
    assert suggest_towns(slip)[0].name == meant


@pytest.mark.parametrize(
    ("town", "country"), [("Xqzzwv", "IT"), ("New York", "US"), ("", "IT"), ("Cerea", ""), ("|", "IT")]
)
def test_nothing_near_gives_no_proposal(town: str, country: str) -> None:
    """Nonsense, nothing at all and a country without towns are unknown towns, without a wild guess."""
    with pytest.raises(UnknownTownError) as caught:
        find_town(town, country)
    assert caught.value.suggestions == ()


def test_namesakes_are_reported() -> None:
    """A name that several towns share gives the best match and the others, and says that it is open."""
    match = find_town("Neustadt", "DE")
    assert match.is_ambiguous
    assert "Neustadt an der Weinstraße" in [town.name for town in match.others]
    assert match.candidates[0] == match.town
    assert len({town.id for town in match.candidates}) == len(match.candidates)


def test_small_namesake_is_no_question() -> None:
    """A namesake that nobody means doesn't hold up the one who asks, a fair rival does."""
    essen = find_town("Essen", "DE")
    assert [town.name for town in essen.others] == ["Essen"]
    assert not essen.is_ambiguous
    assert find_town("Frankfurt", "DE").is_ambiguous


def test_own_name_beats_alternate_name() -> None:
    """A town's own name wins over a larger town's other name, which stays in sight."""
    match = find_town("Turi", "IT")
    assert match.town.name == "Turi"
    assert match.others[0].name == "Turin"


def test_hint_chooses_among_namesakes() -> None:
    """A province in brackets chooses, whatever the order of size."""
    for province in ("LE", "BG"):
        assert find_town(f"Castro ({province})", "IT").town.admin2 == province


def test_suggestions_while_typing() -> None:
    """The beginning of a name gives the larger towns first, and no more than asked for."""
    towns = suggest_towns("val", "FR", limit=3)
    assert [town.name for town in towns] == ["Valence", "Valenciennes", "Vallauris"]
    assert suggest_towns("Anka")[0].name == "Ankara"


def test_name_typed_whole_comes_first() -> None:
    """A small town whose whole name was typed stands before larger ones that only begin so."""
    assert suggest_towns("Vál", "HU")[0].name == "Vál"


def test_right_town_in_the_wrong_country() -> None:
    """The countries of a town's name are known, for a hint to somebody who chose the wrong one."""
    assert countries_of("Valencia")[0] == "ES"
    assert countries_of("Xqzzwv") == ()


def test_region_table_is_right() -> None:
    """Each division with regional holidays holds its town, and the library of holidays knows its region."""
    rows = read_table(REGIONS_FILE, REGION_COLUMNS)
    assert [find_town(row["checked_with"], row["country"]).place.region for row in rows] == [
        row["region"] for row in rows
    ]
    for row in rows:
        country, _, part = row["region"].partition("-")
        assert country == row["country"]
        assert part in holidays.country_holidays(country).subdivisions


@pytest.mark.parametrize(
    ("town", "country", "region"),
    [
        ("Dresden", "DE", "DE-SN"),
        ("München", "DE", "DE-BY"),
        ("Bilbao", "ES", "ES-PV"),
        ("Barcelona", "ES", "ES-CT"),
        ("Glasgow", "GB", "GB-SCT"),
        ("Cardiff", "GB", "GB-WLS"),
        ("Sarajevo", "BA", "BA-BIH"),
        ("Ankara", "TR", None),
        ("Pistoia", "IT", None),
    ],
)
def test_place_carries_its_region(town: str, country: str, region: str | None) -> None:
    """A place has a region exactly where regional public holidays depend on it."""
    assert place(town, country).region == region


def test_countries_of_the_gazetteer() -> None:
    """Forty-two countries have towns: those of the pilot, and four neighbours."""
    assert len(gazetteer_countries()) == 42
    assert {"IT", "XK", "NO", "CH", "AM", "LI"} <= gazetteer_countries()


@pytest.fixture
def other_gazetteer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A data folder of its own, in which a test puts the gazetteer it wants."""
    (tmp_path / "sources.toml").touch()
    monkeypatch.setattr(datafiles, "DATA_FOLDERS", (tmp_path,))
    cached = (geo._gazetteer, geo._country_lines, geo._keys, geo._region_codes, geo.gazetteer_countries)
    for reader in cached:
        reader.cache_clear()
    yield tmp_path / geo.GAZETTEER_FILE
    for reader in cached:
        reader.cache_clear()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no gzip at all", r"gazetteer\.tsv\.gz: it can't be unpacked"),
        (gzip.compress(b"country\tname\nIT\tCerea\n")[:-9], r"gazetteer\.tsv\.gz: it can't be unpacked"),
        (
            gzip.compress(b"country\tname\nIT\tCerea\n"),
            r"gazetteer\.tsv\.gz, row 1: .*country, name; expected country, g",
        ),
    ],
    ids=["no gzip", "cut short", "other columns"],
)
def test_damaged_gazetteer_is_named(other_gazetteer: Path, content: bytes, words: str) -> None:
    """A gazetteer that can't be unpacked or has other columns is an error of the data, not of the town."""
    other_gazetteer.write_bytes(content)
    with pytest.raises(DataError, match=words):
        find_town("Cerea", "IT")
