# SPDX-License-Identifier: BSD-3-Clause
"""Made-up organisations for the benchmark: seeded, so that every run has the same; towns are those of the gazetteer."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from exxtra_kit.casefile import read_case
from exxtra_kit.geo import suggest_towns
from exxtra_kit.models import Membership, OrganisationType
from exxtra_kit.organisations import Entry, Role
from exxtra_kit.parameters import Law

if TYPE_CHECKING:
    from exxtra_kit.geo import Town
    from exxtra_kit.models import Case

SEED = 20261127
TOWNS_OF_A_LETTER = 40
_KINDS = (*(OrganisationType.SME,) * 12, *OrganisationType)
_MEMBERSHIPS = (*(Membership.ECCP_CLUSTER,) * 8, Membership.BUSINESS_NETWORK, Membership.NONE, None)
SECTORS = ("rolling stock", "track", "signalling", "software", "maintenance", "training", "logistics", "materials")
_NAMES = ("Rail", "Track", "Signal", "Wagon", "Bogie", "Ticket", "Switch", "Sleeper")
_FORMS = ("GmbH", "S.r.l.", "Ltd", "SAS", "A.\N{LATIN CAPITAL LETTER S WITH CEDILLA}.", "ApS")
_SMALLEST = 500  # a village counts like so many inhabitants
_WITH_SITE = 0.7


@cache
def towns() -> tuple[Town, ...]:
    """Return some thousand towns of the participating countries: the largest that begin with each letter."""
    found: dict[int, Town] = {}
    for country in Law.newest().names("participating_countries"):
        for letter in "abcdefghijklmnopqrstuvwz":
            found |= {town.id: town for town in suggest_towns(letter, country, TOWNS_OF_A_LETTER)}
    return tuple(found.values())


@cache
def made(count: int) -> tuple[tuple[Entry, Entry], ...]:
    """Return organisations as a table has them, each beside the same with its place.

    Args:
        count: How many.
    """
    rng = random.Random(SEED)  # noqa: S311 (repeatable, not secret)
    there = towns()
    chosen = rng.choices(there, [town.population + _SMALLEST for town in there], k=count)
    entries = []
    for number, town in enumerate(chosen, start=2):
        entry = Entry(
            number,
            f"{rng.choice(_NAMES)} {town.name} {rng.choice(_FORMS)} {number}",
            Role.HOST,
            rng.choice(_KINDS),
            town.country,
            town.name,
            sector=rng.choice(SECTORS),
            site=f"https://organisation-{number}.example" if rng.random() < _WITH_SITE else "",
            membership=rng.choice(_MEMBERSHIPS),
        )
        entries.append((entry, replace(entry, place=town.place)))
    return tuple(entries)


def question() -> Case:
    """Return a small company of Cerea in a week of June."""
    visitor = {"type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "previous_visits": 0}
    return read_case({"visiting": visitor, "host": {}, "exchange": {"start": "2022-06-20", "end": "2022-06-24"}})
