# SPDX-License-Identifier: BSD-3-Clause
"""Very many hosts at once get the very answers that each would get alone."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from exxtra_kit.casefile import read_case
from exxtra_kit.matching.many import judge_hosts
from exxtra_kit.models import Membership, OrganisationType
from exxtra_kit.organisations import Entry, Role, locate
from exxtra_kit.parameters import Law
from exxtra_kit.rules import assess_exchange

VISITOR = {"type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "previous_visits": 0}
WEEKS = (("2022-06-20", "2022-06-24"), ("2021-09-13", "2021-09-15"), ("2022-11-14", "2022-11-18"))
TOWNS = (
    *(("Verona", "IT"), ("Innsbruck", "AT"), ("Dresden", "DE"), ("Barcelona", "ES"), ("Ankara", "TR"), ("Lille", "FR")),
    *(("Copenhagen", "DK"), ("Oslo", "NO"), ("Bern", "CH"), ("London", "GB"), ("Glasgow", "GB"), ("Kyiv", "UA")),
)


def question(start: str, end: str) -> dict[str, Any]:
    """Return a visitor of Cerea and days, as a case file holds them."""
    return {"visiting": VISITOR, "host": {}, "exchange": {"start": start, "end": end}}


def hosts() -> tuple[Entry, ...]:
    """Return organisations of every kind in these towns, and some of which little is known."""
    rng = Random(5)  # noqa: S311 (repeatable, not secret)
    kinds, memberships = (*OrganisationType, None), (*Membership, None)
    made = [
        Entry(number, "x", type=rng.choice(kinds), town=town, country=country, membership=rng.choice(memberships))
        for number, (town, country) in enumerate(TOWNS * 6)
    ]
    return locate(made).placed


@pytest.mark.parametrize("week", WEEKS)
def test_each_verdict_is_that_of_the_engine(week: tuple[str, str]) -> None:
    """Every verdict is the one that `assess_exchange` gives to the same case from a case file."""
    entries = hosts()
    data = question(*week)
    verdicts = judge_hosts(read_case(data), entries)

    assert len(entries) == len(TOWNS) * 6
    for entry, verdict in zip(entries, verdicts, strict=True):
        host = {"type": entry.type, "country": entry.country, "town": entry.town, "membership": entry.membership}
        case = read_case({**data, "host": {key: str(value) for key, value in host.items() if value}})
        assert verdict == assess_exchange(case, Law.at(case.on, case.programme), with_fixes=False)


def test_who_only_visits_is_not_judged() -> None:
    """An organisation that only visits has no verdict as a host; one that does both has."""
    entry = hosts()[2]
    asked = [replace(entry, role=role) for role in (Role.VISITOR, Role.BOTH, Role.HOST, None)]

    assert [verdict is not None for verdict in judge_hosts(read_case(question(*WEEKS[0])), asked)] == [
        False,
        True,
        True,
        True,
    ]
