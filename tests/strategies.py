# SPDX-License-Identifier: BSD-3-Clause
"""Random organisations, exchanges and cases, as the plain data that a case file holds.

Most of what is drawn is possible: a case is worth more to a property if it gets past the door.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from exxtra_kit.models import ExchangeForm, Membership, OrganisationType, Purpose, SupportKind

if TYPE_CHECKING:
    from random import Random

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
LIKELY_TYPES = (*("sme", "cluster_organisation") * 8, *("scaling_up_support_organisation",) * 2, *OrganisationType)
LIKELY_MEMBERSHIPS = (*(Membership.ECCP_CLUSTER,) * 9, *Membership)
LIKELY_VISITS = (*(0,) * 9, 1, 2)
LIKELY_LENGTHS = (*(5, 5, 3, 4, 8, 12, 2, 6, 30) * 4, *range(1, 35))
LENGTHS_OF_MONTHS = (*(28, 30, 31, 61, 62, 92, 123, 184, 27, 60) * 4, *range(1, 230, 7))
NAMES = ("", "Zlab", "Rail & Søn <b>", "  ω ", "x" * 200)
ANY_TIME = (date(2019, 1, 1), date(2028, 12, 31))
# First days that fit the programmes of the package; a programme that is not named here is tried on those of the first.
PERIODS = {
    "clusterxchange-2020": (date(2020, 2, 3), date(2022, 10, 20)),
    "clusterxchange-2022": (date(2022, 2, 1), date(2024, 1, 20)),
    "exxtra-2020": (date(2021, 6, 1), date(2022, 10, 20)),
    "eye-2020": (date(2020, 1, 1), date(2022, 10, 1)),
    "eye-2024": (date(2024, 6, 1), date(2026, 12, 1)),
}
PAID_BY_MONTH = frozenset({"eye-2020", "eye-2024"})
# What a case file may say besides, on both sides of each threshold.
OPTIONAL_FACTS: dict[str, tuple[object, ...]] = {
    "support_kind": (*(str(kind) for kind in SupportKind), *("other",) * 4),
    "staff": (0, 12, 249, 250, 300),
    "turnover_eur": (0, 2_000_000, 50_000_000, 50_000_001),
    "balance_sheet_eur": (1_000_000, 43_000_000, 43_000_001),
    "registered_in": (["IT"], ["DE", "IT"], ["TR", "FR", "DK"], ["CH"]),
    "representative_nationality": ("IT", "DE", "US", "CH"),
    "representative_days": (0, 182, 183, 1_000),
    "representative_permit": (True, False),
    "representative_business": (True, False),
}
REGIONS = {"DE": ("DE-SN", "DE-BY"), "ES": ("ES-PV", "ES-CT"), "GB": ("GB-SCT",), "BA": ("BA-BIH",)}
# What may be left out of a case, one fact at a time.
FACTS = (
    *(("visiting", key) for key in ("type", "country", "place", "membership", "previous_visits")),
    *(("host", key) for key in ("type", "country", "place", "membership")),
    *(("exchange", key) for key in ("start", "end")),
)
# What need not be stated: without it, a question is not checked, and none becomes undecided.
UNCHECKED = (
    *(
        (side, key)
        for side in ("visiting", "host")
        for key in ("support_kind", "staff", "registered_in", "representative_nationality")
    ),
    *(("exchange", key) for key in ("purposes", "group_visitors", "partnership_sum_eur")),
)
FIELDS_OF_PLACE = ("town", "lat", "lon")


def _organisation(rng: Random, *, complete: bool, away_from: object = None) -> dict[str, Any]:
    """Make up the section of one organisation; facts may be missing unless it must be `complete`.

    With `away_from`, it is usually in another country.
    """
    likely = [place for place in LIKELY_PLACES if place[0] != away_from]
    country, town, lat, lon = rng.choice(likely if rng.randrange(8) else PLACES)
    section: dict[str, Any] = {
        "name": rng.choice(NAMES),
        "type": str(rng.choice(LIKELY_TYPES)),
        "country": country,
        "membership": str(rng.choice(LIKELY_MEMBERSHIPS)),
        "previous_visits": rng.choice(LIKELY_VISITS),
    }
    section |= {"town": town} if rng.randrange(2) else {"lat": lat, "lon": lon}
    if rng.randrange(4) == 0:
        section |= {key: rng.choice(OPTIONAL_FACTS[key]) for key in rng.sample([*OPTIONAL_FACTS], rng.randint(1, 4))}
    if not complete and rng.randrange(3) == 0:
        for key in rng.sample([*section], rng.randint(0, 2)):
            for gone in ("lat", "lon") if key in {"lat", "lon"} else (key,):
                section.pop(gone, None)
    return section


def _exchange(rng: Random, first: date, last: date, lengths: tuple[int, ...]) -> dict[str, Any]:
    """Make up the section of the stay: sometimes in slots, with travel, closed and half days, with more to say."""
    start = first + timedelta(days=rng.randint(0, (last - first).days))
    length = rng.choice(lengths)
    span = [start + timedelta(days=offset) for offset in range(length)]
    section: dict[str, Any] = {"start": start, "end": span[-1]}
    if rng.randrange(2):
        section["form"] = str(rng.choice([*ExchangeForm, ExchangeForm.PHYSICAL]))
    if rng.randrange(2):
        return section
    for key in ("travel_days", "closed_days", "half_days"):
        if rng.randrange(4) == 0:
            section[key] = sorted({rng.choice([span[0], span[-1], *span]) for _ in range(rng.randint(0, 3))})
    if rng.randrange(4) == 0:
        section["purposes"] = sorted({str(rng.choice([*Purpose])) for _ in range(rng.randint(0, 2))})
    if rng.randrange(4) == 0:
        section["group_visitors"] = rng.randint(1, 4)
    if rng.randrange(4) == 0:
        section["partnership_sum_eur"] = rng.choice([0, 300, 415, 750, 830, 1200])
    if length > 2 and rng.randrange(4) == 0:
        gap = rng.randint(1, length - 2)
        section["slots"] = [{"start": span[0], "end": span[gap - 1]}, {"start": span[gap + 1], "end": span[-1]}]
    return section


def random_case(rng: Random, *, complete: bool = False, programme: str | None = None) -> dict[str, Any]:
    """Make up a whole case that the door lets in; its law is that of a day in the programme, mostly."""
    period = PERIODS.get(programme or "", PERIODS["clusterxchange-2020"])
    is_monthly = programme in PAID_BY_MONTH
    days = ANY_TIME if programme is None and rng.randrange(4) == 0 else period
    exchange = _exchange(rng, *days, LENGTHS_OF_MONTHS if is_monthly else LIKELY_LENGTHS)
    visiting = _organisation(rng, complete=complete)
    host = _organisation(rng, complete=complete, away_from=visiting.get("country"))
    if host.get("country") in REGIONS and rng.randrange(2):
        exchange["host_region"] = rng.choice(REGIONS[host["country"]])
    if is_monthly and rng.randrange(6):
        visiting["type"] = host["type"] = "sme"
    law = {"on": rng.choice([exchange["start"], exchange["start"], date(2021, 6, 1)])} if rng.randrange(2) else {}
    named = {"programme": programme} if programme else {}
    return {**law, **named, "visiting": visiting, "host": host, "exchange": exchange}


def cases(
    *, complete: bool = False, programme: str | None = None, in_a_hurry: bool = False
) -> SearchStrategy[dict[str, Any]]:
    """Draw whole cases that the door lets in.

    Args:
        complete: Whether no fact may be missing that the rules always ask for.
        programme: Its programme; None to name none, so that the usual one is meant.
        in_a_hurry: Whether to draw one number for the whole case: many times faster, but a case that fails is not
            made simpler before it is shown.
    """
    return st.randoms(use_true_random=in_a_hurry).map(
        lambda rng: random_case(rng, complete=complete, programme=programme)
    )


def without(case: dict[str, Any], section: str, fact: str) -> dict[str, Any]:
    """Return a case without one fact; a place goes with all its fields."""
    gone = FIELDS_OF_PLACE if fact == "place" else (fact,)
    kept = {key: value for key, value in case[section].items() if key not in gone}
    if fact in {"start", "end"}:  # single days can't be checked against a stay without an end, and slots give one
        for key in ("travel_days", "half_days", "slots"):
            kept.pop(key, None)
    day = (
        {"on": case["exchange"]["start"]} if "start" in case["exchange"] else {}
    )  # whatever is left out, a law is known
    return {**day, **case, section: kept}


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
