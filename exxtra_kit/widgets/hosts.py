# SPDX-License-Identifier: BSD-3-Clause
"""The seven clusters as hosts of a case."""

from __future__ import annotations

from functools import lru_cache

from exxtra_kit.catalogue import Cluster, load_clusters


@lru_cache(maxsize=1)
def host_clusters() -> dict[str, Cluster]:
    """Return the clusters that can be chosen as hosts, by id, in the catalogue's order."""
    return {cluster.id: cluster for cluster in load_clusters()}


def host_fields(cluster: Cluster) -> dict[str, object]:
    """Return the section `host` of a case for a cluster, with the keys of a case file."""
    return {
        "name": cluster.name,
        "type": str(cluster.type),
        "country": cluster.country,
        "town": cluster.town,
        "membership": str(cluster.membership),
    }
