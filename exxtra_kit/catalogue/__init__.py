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
from exxtra_kit.catalogue.ratings import Rating, RatingGroup, RatingScale
from exxtra_kit.catalogue.readers import (
    find_cluster,
    load_clusters,
    load_exchanges,
    load_partnerships,
    load_rating_scales,
    load_ratings,
    load_waves,
    rating_scale,
)
from exxtra_kit.catalogue.rows import load_sources, source
from exxtra_kit.catalogue.visits import VisitOffer, load_sectors, load_visit_offers, sectors_of, visit_offers_of

__all__ = [
    "OUT_OF_COVERAGE",
    "Cluster",
    "Confidence",
    "Fact",
    "Member",
    "Partnership",
    "PastExchange",
    "Rating",
    "RatingGroup",
    "RatingScale",
    "Source",
    "VisitOffer",
    "Wave",
    "country_names",
    "country_outlines",
    "find_cluster",
    "load_clusters",
    "load_exchanges",
    "load_partnerships",
    "load_rating_scales",
    "load_ratings",
    "load_sectors",
    "load_sources",
    "load_visit_offers",
    "load_waves",
    "rating_scale",
    "region_outlines",
    "sectors_of",
    "source",
    "visit_offers_of",
]
