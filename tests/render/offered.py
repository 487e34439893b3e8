# SPDX-License-Identifier: BSD-3-Clause
"""Offers to test with: real clusters, judged by the real rules, and one whose every word is hostile."""

from __future__ import annotations

from functools import lru_cache

from exxtra_kit.casefile import read_case
from exxtra_kit.catalogue import Cluster, Fact, load_clusters
from exxtra_kit.models import Place
from exxtra_kit.parameters import Law
from exxtra_kit.render.offers import Offer
from exxtra_kit.rules import assess_exchange

CEREA = Place(lat=45.1894, lon=11.2166, town="Cerea", country="IT")
NOT_WORDS = {"type", "membership", "country", "lat", "lon", "host_region", "region_id"}


@lru_cache
def judged(start: str = "2022-06-20", end: str = "2022-06-24", **visitor: object) -> tuple[Offer, ...]:
    """Return the seven hosts, judged for a small company of Cerea; `visitor` changes its facts."""
    visiting = {
        "type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "previous_visits": 0, **visitor
    }  # fmt: skip
    offers = []
    for cluster in load_clusters():
        host = {
            "type": str(cluster.type),
            "country": cluster.country,
            "town": cluster.town,
            "membership": str(cluster.membership),
        }
        case = read_case({"visiting": visiting, "host": host, "exchange": {"start": start, "end": end}})
        offers.append(Offer(cluster, assess_exchange(case, Law.at(case.on, case.programme), with_fixes=False)))
    return tuple(offers)


def unjudged() -> tuple[Offer, ...]:
    """Return the seven hosts before anything was typed."""
    return tuple(Offer(cluster) for cluster in load_clusters())


def offer_of(name: str, offers: tuple[Offer, ...]) -> Offer:
    """Return the offer of the cluster with this id."""
    return next(offer for offer in offers if offer.cluster.id == name)


def hostile(text: str) -> Cluster:
    """Return a cluster whose every name, note and value is this text; what the engine needs is kept."""
    arus = offer_of("arus", unjudged()).cluster

    def changed(name: str, fact: Fact) -> Fact:
        value = fact.value if name in NOT_WORDS else text
        return Fact(value, fact.source, fact.confidence, fact.last_checked, text)

    return Cluster(text, {name: tuple(changed(name, fact) for fact in facts) for name, facts in arus.facts.items()})
