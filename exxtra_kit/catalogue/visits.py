# SPDX-License-Identifier: BSD-3-Clause
"""What a host is known to offer a visitor: visits that were ready-made, and the sectors it is at home in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast, get_args

from exxtra_kit.catalogue.readers import load_clusters, load_partnerships
from exxtra_kit.catalogue.rows import read_rows
from exxtra_kit.models import Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.catalogue.entries import Cluster, Fact

OFFERS_FILE = "visit_offers.csv"
SECTORS_FILE = "cluster_sectors.csv"

_OFFER_COLUMNS = "id cluster country town partnership visitors working_days visits_per_day kinds inferred"
_SECTOR_COLUMNS = "cluster sector"

Visitors = Literal["one", "group", ""]
"""For whom a visit was: one visitor, or several at once; nothing where that isn't told."""


@dataclass(frozen=True, slots=True)
class VisitOffer:
    """A visit that a host or a partnership had ready for visitors; an empty field was not found.

    Attributes:
        id: Stable id ("arus-five-days").
        cluster: Id of the cluster that hosted; empty if it is none of ours.
        country: Host country, ISO 3166-1 alpha-2.
        town: Its town.
        partnership: Id of the partnership.
        visitors: For whom it was.
        working_days: How long it was; None if not known.
        visits_per_day: How many visits a day; None if not known.
        kinds: What it was for (rule R30), as far as that is told.
        inferred: Names of the fields that we inferred.
        provenance: Where this comes from; its value is the id.
    """

    id: str
    cluster: str
    country: str
    town: str
    partnership: str
    visitors: Visitors
    working_days: int | None
    visits_per_day: int | None
    kinds: tuple[Purpose, ...]
    inferred: tuple[str, ...]
    provenance: Fact


@lru_cache(maxsize=1)
def load_visit_offers() -> tuple[VisitOffer, ...]:
    """Return the visits that hosts are known to have had ready, in the order of the table.

    Raises:
        DataNotFoundError: If the table is missing.
        DataError: If it is broken; names row and column.
    """
    clusters = ("", *(cluster.id for cluster in load_clusters()))
    partnerships = [partnership.id for partnership in load_partnerships()]
    return tuple(
        VisitOffer(
            id=row["id"],
            cluster=row.one_of("cluster", clusters),
            country=row["country"],
            town=row["town"],
            partnership=row.one_of("partnership", partnerships),
            visitors=cast("Visitors", row.one_of("visitors", get_args(Visitors))),
            working_days=row.number_or_none("working_days"),
            visits_per_day=row.number_or_none("visits_per_day"),
            kinds=row.read("kinds", lambda text: tuple(map(Purpose, text.split())), ", ".join(Purpose)),
            inferred=tuple(row["inferred"].split()),
            provenance=row.provenance(row["id"]),
        )
        for row in read_rows(OFFERS_FILE, _OFFER_COLUMNS)
    )


@lru_cache(maxsize=1)
def load_sectors() -> Mapping[str, tuple[Fact, ...]]:
    """Return the sectors that a cluster is at home in without naming them among its strengths, by the cluster's id.

    Raises:
        DataNotFoundError: If the table is missing.
        DataError: If it is broken; names row and column.
    """
    found: dict[str, tuple[Fact, ...]] = {}
    for row in read_rows(SECTORS_FILE, _SECTOR_COLUMNS):
        cluster = row.one_of("cluster", [cluster.id for cluster in load_clusters()])
        found[cluster] = (*found.get(cluster, ()), row.provenance(row["sector"]))
    return MappingProxyType(found)


def visit_offers_of(cluster: Cluster) -> tuple[VisitOffer, ...]:
    """Return the visits that a cluster is known to have had ready."""
    return tuple(offer for offer in load_visit_offers() if offer.cluster == cluster.id)


def sectors_of(cluster: Cluster) -> tuple[str, ...]:
    """Return codes of a cluster's sectors: those it is at home in, then its strengths as its sources name them.

    Examples:
        >>> from exxtra_kit.catalogue import find_cluster
        >>> sectors_of(find_cluster("mafex"))
        ('rail', 'internationalisation', 'the whole railway supply chain')
    """
    return tuple(
        dict.fromkeys((*(fact.value for fact in load_sectors().get(cluster.id, ())), *cluster.values("strength")))
    )
