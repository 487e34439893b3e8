# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: INP001 (scripts in one folder, run by hand)
"""Made-up registrations for the benchmark: seeded, so that every run has the same rows."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from exxtra_kit.geo import suggest_towns

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20261123
FIRST_MONDAY = date(2020, 9, 7)
WEEKS = 104
COUNTRIES = (
    *("IT", "DE", "FR", "ES", "TR", "DK", "PL", "PT", "RO", "NL", "BE", "AT", "CZ", "HU", "SE", "GR", "BG", "HR", "IE"),
    *("FI", "SK", "SI", "LT", "LV", "EE", "UA", "RS", "NO"),
)
TOWNS_OF_A_COUNTRY = 12
HOSTS = 48
TYPES = (*("sme",) * 12, "cluster_organisation", "cluster_organisation", "scaling_up_support_organisation")
MORE_TYPES = (*TYPES, *TYPES, "business_network", "large_company", "training_provider", "public_authority", "other")
MEMBERSHIPS = (*("eccp_cluster",) * 8, "business_network", "none", "")
# Weekday of the first day and length in days: most stay for a week from Monday on, or for its better part.
STAYS = (*((0, 5),) * 10, *((0, 3),) * 3, (0, 4), (0, 4), (0, 12), (0, 12), (1, 3), (1, 3), (1, 4), (2, 3))
BROKEN = (
    ("visiting", "town", "Cereaa"),
    ("visiting", "type", "smee"),
    ("exchange", "start", "2021-02-30"),
    ("visiting", "previous_visits", "many"),
    ("host", "country", "Italy"),
)
ONE_IN = 500
VIRTUAL_ONE_IN = 12
FIELDS = (
    ("visiting", ("name", "type", "country", "town", "lat", "lon", "membership", "previous_visits")),
    ("host", ("name", "type", "country", "town", "lat", "lon", "membership")),
    ("exchange", ("start", "end", "form")),
)
HEADINGS = ("registration", *(f"{section}.{key}" for section, keys in FIELDS for key in keys))

Case = dict[str, dict[str, Any]]


def _towns() -> list[dict[str, Any]]:
    """Return some hundred towns: the largest that begin with each of a few letters."""
    found = []
    for country in COUNTRIES:
        names: dict[str, None] = {}
        for letter in "abcdefghiklmnoprstv":
            names |= dict.fromkeys(town.name for town in suggest_towns(letter, country, 2))
        found += [{"country": country, "town": name} for name in list(names)[:TOWNS_OF_A_COUNTRY]]
    random.Random(SEED).shuffle(found)  # noqa: S311 (as below)
    return found


def _popular(pick: random.Random, things: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one of them, the first ones more often: a few towns and hosts have most of the exchanges."""
    return things[int(len(things) * pick.random() ** 2)]


def registrations(rows: int, *, all_different: bool = False) -> Iterator[Case]:
    """Yield cases as a case file holds them.

    Args:
        rows: How many.
        all_different: The worst case for whoever remembers: every visitor and every host has coordinates of
            its own.
    """
    pick = random.Random(SEED)  # noqa: S311 (made-up registrations are no secret)
    towns = _towns()
    hosts = [
        {**pick.choice(towns), "name": f"Host {n}", "type": pick.choice(TYPES), "membership": "eccp_cluster"}
        for n in range(HOSTS)
    ]
    for number in range(rows):
        weekday, length = pick.choice(STAYS)
        start = FIRST_MONDAY + timedelta(weeks=pick.randrange(WEEKS), days=weekday)
        case: Case = {
            "visiting": {
                "name": f"Organisation {number}",
                "type": pick.choice(MORE_TYPES),
                **_popular(pick, towns),
                "membership": pick.choice(MEMBERSHIPS),
                "previous_visits": 0 if pick.randrange(10) else 1,
            },
            "host": dict(_popular(pick, hosts)),
            "exchange": {
                "start": start.isoformat(),
                "end": (start + timedelta(days=length - 1)).isoformat(),
                "form": "physical" if pick.randrange(VIRTUAL_ONE_IN) else "virtual",
            },
        }
        if all_different:
            for section in ("visiting", "host"):
                del case[section]["town"]
                case[section] |= {"lat": round(pick.uniform(36, 60), 5), "lon": round(pick.uniform(-9, 35), 5)}
        if pick.randrange(ONE_IN) == 0:
            section, key, wrong = pick.choice(BROKEN)
            case[section][key] = wrong
        yield case


def cells_of(number: int, case: Case) -> list[object]:
    """Return a case as a row under `HEADINGS`."""
    return [f"R-{number:06}", *(case[section].get(key, "") for section, keys in FIELDS for key in keys)]
