# SPDX-License-Identifier: BSD-3-Clause
"""The clock at the host: by its country, by its place where a country has several, or not known."""

from __future__ import annotations

from datetime import date

import pytest

from exxtra_kit.documents.papers import zone_of
from exxtra_kit.models import Place
from exxtra_kit.parameters import load_programme, programme_ids

DAYS = (date(2021, 9, 13),)


@pytest.mark.parametrize(
    ("country", "lat", "lon", "zone"),
    [
        ("TR", 39.93, 32.86, "Europe/Istanbul"),
        ("DE", 51.05, 13.74, "Europe/Berlin"),
        ("ES", 43.26, -2.93, "Europe/Madrid"),  # Bilbao
        ("ES", 28.47, -16.25, "Atlantic/Canary"),  # Santa Cruz de Tenerife
        ("ES", 27.81, -17.91, "Atlantic/Canary"),  # El Hierro
        ("PT", 41.15, -8.61, "Europe/Lisbon"),  # Porto
        ("PT", 38.53, -28.63, "Atlantic/Azores"),  # Horta
        ("UA", 46.48, 30.72, "Europe/Kyiv"),  # Odesa
        ("XK", 42.67, 21.17, "Europe/Belgrade"),
        ("CA", 48.38, -89.25, None),  # Thunder Bay: the nearest point of the table has another clock
    ],
)
def test_a_place_has_its_zone(country: str, lat: float, lon: float, zone: str | None) -> None:
    """Each place has the zone that its people live by; where the distance can't tell, none."""
    assert zone_of(country, Place(lat=lat, lon=lon), DAYS) == zone


def test_odesa_has_the_clock_of_kyiv_in_winter_too() -> None:
    """In winter the clocks of Kyiv and of Crimea differ, and Odesa is nearer to the second."""
    assert zone_of("UA", Place(lat=46.48, lon=30.72), (date(2021, 12, 13),)) == "Europe/Kyiv"


def test_an_unknown_place_is_not_guessed() -> None:
    """Somewhere in Spain has no known clock; somewhere in Germany has, for all its zones agree."""
    assert zone_of("ES", None, DAYS) is None
    assert zone_of("DE", None, DAYS) == "Europe/Berlin"
    assert zone_of(None, None, DAYS) is None
    assert zone_of("ZZ", None, DAYS) is None


def test_every_host_country_has_a_zone() -> None:
    """No country of any programme is missing in the table."""
    countries = {
        country
        for name in programme_ids()
        for entry in load_programme(name).parameters["ceiling_eur"].values
        if isinstance(entry.value, dict)
        for country in entry.value
    }

    assert len(countries) > 30
    assert [code for code in sorted(countries - {"ES", "PT", "CA"}) if zone_of(code, None, DAYS) is None] == []
