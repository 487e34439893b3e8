# SPDX-License-Identifier: BSD-3-Clause
"""Hosts in an order, and those that fit a filter."""

from __future__ import annotations

from itertools import pairwise

import pytest
from babel.languages import get_official_languages
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.catalogue import load_clusters
from exxtra_kit.matching import spoken
from exxtra_kit.matching.finding import ORDERS, PRIORITY, WITHIN_KM, Filters, fitting, in_order, offered
from exxtra_kit.matching.spoken import official_languages
from tests.render.offered import judged, unjudged

OFFERED = offered(load_clusters())
FILTERS = st.builds(Filters, **{name: st.sampled_from(["", *values]) for name, values in OFFERED.items()})


def ids(order: str) -> list[str]:
    """Return the hosts of a week of June, seen from Cerea, in an order."""
    return [offer.cluster.id for offer in in_order(judged(), order)]


def left(**filters: str) -> set[str]:
    """Return the hosts that a filter leaves of them."""
    return {offer.cluster.id for offer in fitting(judged(), Filters(**filters))}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("sum", ["censec", "itrans", "rails", "mafex", "arus", "railgrup", "ditecfer"]),
        ("distance", ["ditecfer", "rails", "itrans", "railgrup", "mafex", "censec", "arus"]),
        ("days", ["censec", "itrans", "rails", "mafex", "arus", "ditecfer", "railgrup"]),
        ("name", ["arus", "censec", "ditecfer", "itrans", "mafex", "rails", "railgrup"]),
    ],
)
def test_each_order(order: str, expected: list[str]) -> None:
    """The highest sum, the nearest, the most working days, the first letter."""
    assert ids(order) == expected


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_needs_no_verdict_and_loses_nobody(order: str) -> None:
    """Before anything is typed the hosts come by name, all of them."""
    names = [offer.cluster.name.casefold() for offer in in_order(unjudged(), order)]

    assert names == sorted(names)
    assert len(names) == len(load_clusters())


def test_what_is_not_known_comes_last() -> None:
    """A host without verdict stands behind those whose distance and days are known."""
    mixed = (unjudged()[1], *judged()[2:4])

    for order in ("distance", "days"):
        assert in_order(mixed, order)[-1].verdict is None


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"standing": "full"}, {"censec", "itrans", "rails", "mafex", "arus"}),
        ({"standing": "paid"}, {"censec", "itrans", "rails", "mafex", "arus", "railgrup"}),
        ({"standing": "possible"}, {"censec", "itrans", "rails", "mafex", "arus", "railgrup"}),
        ({"distance": "750"}, {"ditecfer", "rails"}),
        ({"distance": PRIORITY}, {"censec", "itrans", "rails", "mafex", "arus", "railgrup"}),
        ({"strength": "electronics"}, {"censec", "itrans"}),
        ({"spoken": "es"}, {"mafex", "railgrup"}),
        ({"spoken": "ca"}, {"railgrup"}),
        ({"spoken": "eu"}, {"mafex"}),
        ({"spoken": "es", "standing": "full"}, {"mafex"}),
        ({"strength": "rail", "spoken": "tr"}, set()),
    ],
)
def test_each_filter(filters: dict[str, str], expected: set[str]) -> None:
    """Each leaves what it says, several leave what fits all of them, and that may be nobody."""
    assert left(**filters) == expected


def test_what_is_open_is_possible_but_not_paid() -> None:
    """Without membership nothing is sure."""
    opened = judged(membership="")

    assert len(fitting(opened, Filters(standing="possible"))) == 6
    assert fitting(opened, Filters(standing="paid")) == ()


@pytest.mark.parametrize("filters", [Filters(standing="full"), Filters(distance="500"), Filters(distance=PRIORITY)])
def test_a_verdict_is_asked_for_only_once_there_is_one(filters: Filters) -> None:
    """Before anything is typed no host can be near or paid, and all stay."""
    assert fitting(unjudged(), filters) == unjudged()


@given(FILTERS, st.sampled_from(ORDERS))
def test_filters_only_take_away(filters: Filters, order: str) -> None:
    """What is left is some of the hosts, each once, and taking a filter away never loses one."""
    kept = [offer.cluster.id for offer in fitting(in_order(judged(), order), filters)]

    assert set(kept) <= {offer.cluster.id for offer in judged()}
    assert len(set(kept)) == len(kept)
    assert set(kept) <= left(standing=filters.standing, distance=filters.distance)


def test_what_is_offered_is_there() -> None:
    """Each strength and language that can be chosen leaves a host; the distances grow."""
    for name in ("strength", "spoken"):
        assert all(left(**{name: value}) for value in OFFERED[name])
    assert all(int(near) < int(far) for near, far in pairwise(WITHIN_KM))
    assert {"it", "da", "de", "fr", "es", "ca", "eu", "tr"} <= set(OFFERED["spoken"])


def test_no_language_is_made_up() -> None:
    """A region's language is one that CLDR knows as official somewhere in its country, and counts only there."""
    for region, codes in spoken._OF_REGIONS.items():
        country = region.partition("-")[0]
        assert set(codes) <= set(get_official_languages(country, regional=True))
        assert set(codes).isdisjoint(official_languages(country))
    assert official_languages("IT") == ("it",)
    assert official_languages("ES", "ES-MD") == ("es",)
    assert official_languages("QQ") == ()
