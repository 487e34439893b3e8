# SPDX-License-Identifier: BSD-3-Clause
"""Random organisations, exchanges and cases, as the plain data that a case file holds.

Most of what is drawn is possible: a case is worth more to a property if it gets past the door.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from exxtra_kit.models import ExchangeForm, Membership, OrganisationType

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

# Country, town, latitude, longitude (the last three take no part): the seven clusters' towns, pairs across a
# border nearer than 200 km, and countries whose holidays differ by region or are moved.
PLACES = (
    ("IT", "Cerea", 45.194, 11.213),
    ("IT", "Pistoia", 43.934, 10.917),
    ("DK", "Aarhus", 56.157, 10.211),
    ("DE", "Dresden", 51.050, 13.737),
    ("DE", "Freiburg", 47.996, 7.850),
    ("FR", "Valenciennes", 50.357, 3.523),
    ("FR", "Strasbourg", 48.573, 7.752),
    ("BE", "Brussels", 50.850, 4.349),
    ("ES", "Bilbao", 43.263, -2.935),
    ("ES", "Barcelona", 41.385, 2.173),
    ("TR", "Ankara", 39.933, 32.860),
    ("CZ", "Prague", 50.088, 14.421),
    ("HU", "Budapest", 47.498, 19.040),
    ("UA", "Lviv", 49.838, 24.023),
    ("BA", "Sarajevo", 43.849, 18.356),
    ("GB", "Manchester", 53.481, -2.237),
    ("XK", "Pristina", 42.663, 21.162),
    ("AM", "Yerevan", 40.182, 44.515),
    ("CH", "Bern", 46.948, 7.447),
    ("NO", "Oslo", 59.913, 10.746),
)
# A law is only tried by cases that get far: what it allows is drawn more often than what it refuses.
LIKELY_PLACES = (*PLACES[:-3] * 3, *PLACES)
LIKELY_TYPES = (*("sme", "cluster_organisation") * 8, *OrganisationType)
LIKELY_MEMBERSHIPS = (*(Membership.ECCP_CLUSTER,) * 9, *Membership)
LIKELY_VISITS = (*(0,) * 9, 1, 2)
LIKELY_LENGTHS = st.sampled_from([5, 5, 3, 4, 8, 12, 2, 6, 30]) | st.integers(1, 34)
# Mostly in the programme, sometimes before or after it.
IN_PROGRAMME = st.dates(date(2020, 2, 3), date(2022, 10, 20))
DAYS = IN_PROGRAMME | IN_PROGRAMME | IN_PROGRAMME | st.dates(date(2019, 1, 1), date(2028, 12, 31))
# What may be left out of a case, one fact at a time.
FACTS = (
    *(("visiting", key) for key in ("type", "country", "place", "membership", "previous_visits")),
    *(("host", key) for key in ("type", "country", "place", "membership")),
    *(("exchange", key) for key in ("start", "end")),
)
FIELDS_OF_PLACE = ("town", "lat", "lon")


@st.composite
def organisations(draw: st.DrawFn, *, complete: bool = False, away_from: str | None = None) -> dict[str, Any]:
    """Draw the section of one organisation; facts may be missing unless it must be `complete`.

    With `away_from`, it is usually in another country.
    """
    elsewhere = [place for place in LIKELY_PLACES if place[0] != away_from]
    country, town, lat, lon = draw(st.sampled_from(elsewhere) if draw(st.integers(0, 7)) else st.sampled_from(PLACES))
    section: dict[str, Any] = {
        "name": draw(st.text(max_size=20)),
        "type": str(draw(st.sampled_from(LIKELY_TYPES))),
        "country": country,
        "membership": str(draw(st.sampled_from(LIKELY_MEMBERSHIPS))),
        "previous_visits": draw(st.sampled_from(LIKELY_VISITS)),
    }
    section |= {"town": town} if draw(st.booleans()) else {"lat": lat, "lon": lon}
    if not complete:
        for key in draw(st.lists(st.sampled_from([*section]), max_size=2)) if draw(st.integers(0, 2)) == 0 else ():
            for gone in ("lat", "lon") if key in {"lat", "lon"} else (key,):
                section.pop(gone, None)
    return section


@st.composite
def exchanges(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the section of the stay: one day to seven weeks, sometimes with travel and closed days."""
    start = draw(DAYS)
    length = draw(LIKELY_LENGTHS)
    span = [start + timedelta(days=offset) for offset in range(length)]
    section: dict[str, Any] = {"start": start, "end": span[-1]}
    if draw(st.booleans()):
        section["form"] = str(draw(st.sampled_from([*ExchangeForm, ExchangeForm.PHYSICAL])))
    for key in ("travel_days", "closed_days"):
        if draw(st.integers(0, 5)) == 0:
            section[key] = draw(st.lists(st.sampled_from([span[0], span[-1], *span]), max_size=3, unique=True))
    return section


@st.composite
def cases(draw: st.DrawFn, *, complete: bool = False) -> dict[str, Any]:
    """Draw a whole case that the door lets in; its law is that of a day in the programme, mostly."""
    exchange = draw(exchanges())
    law_days = st.just(exchange["start"]) | st.just(date(2021, 6, 1))
    visiting = draw(organisations(complete=complete))
    return {
        "on": draw(law_days),
        "visiting": visiting,
        "host": draw(organisations(complete=complete, away_from=visiting.get("country"))),
        "exchange": exchange,
    }


def without(case: dict[str, Any], section: str, fact: str) -> dict[str, Any]:
    """Return a case without one fact; a place goes with all its fields."""
    gone = FIELDS_OF_PLACE if fact == "place" else (fact,)
    kept = {key: value for key, value in case[section].items() if key not in gone}
    if fact == "end":  # a travel day can't be checked against a stay without an end, and needn't
        kept.pop("travel_days", None)
    return {**case, section: kept}


def outside_data() -> SearchStrategy[Any]:
    """Draw what a file from outside may hold: anything that JSON or TOML can say, nested."""
    scalars = (
        st.none()
        | st.booleans()
        | st.integers(-(10**400), 10**400)
        | st.integers(-200, 200)
        | st.floats()
        | st.text(max_size=30)
        | st.dates()
        | st.datetimes()
        | st.sampled_from(["2021-02-30", "0000-00-00", "IT", "QQ", "sme", "\x1b[31m", "\ud800"])
    )
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
        max_leaves=5,
    )
