# SPDX-License-Identifier: BSD-3-Clause
"""Clusters, partnerships, exchanges and outlines: what `data/` knows of the world, with sources."""

from exxtra_kit.catalogue.entries import (
    OUT_OF_COVERAGE,
    Cluster,
    Confidence,
    Fact,
    Member,
    Partnership,
    PastExchange,
    Source,
    Wave,
)
from exxtra_kit.catalogue.outlines import country_names, country_outlines, region_outlines
from exxtra_kit.catalogue.readers import (
    find_cluster,
    load_clusters,
    load_exchanges,
    load_partnerships,
    load_sources,
    load_waves,
    source,
)

__all__ = [
    "OUT_OF_COVERAGE",
    "Cluster",
    "Confidence",
    "Fact",
    "Member",
    "Partnership",
    "PastExchange",
    "Source",
    "Wave",
    "country_names",
    "country_outlines",
    "find_cluster",
    "load_clusters",
    "load_exchanges",
    "load_partnerships",
    "load_sources",
    "load_waves",
    "region_outlines",
    "source",
]
