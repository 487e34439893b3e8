# SPDX-License-Identifier: BSD-3-Clause
"""Clusters as plain text for a terminal and as plain data for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Country, Listing, msg
from exxtra_kit.render.findings import confidence_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.catalogue import Cluster
    from exxtra_kit.language import Language

_WIDTH = 16


def cluster_as_dict(cluster: Cluster) -> dict[str, object]:
    """Return every fact of a cluster with its source, how sure it is and when it was checked."""
    return {
        "id": cluster.id,
        "facts": {
            name: [
                {
                    "value": fact.value,
                    "source": fact.source,
                    "confidence": fact.confidence,
                    "last_checked": fact.last_checked.isoformat(),
                    "note": fact.note,
                }
                for fact in facts
            ]
            for name, facts in cluster.facts.items()
        },
    }


def clusters_as_text(clusters: Iterable[Cluster], language: Language) -> str:
    """Return the clusters one after the other, each fact with its source and how sure it is."""
    blocks = []
    for cluster in clusters:
        head = msg("{name}, {town}, {country}", name=cluster.name, town=cluster.town, country=Country(cluster.country))
        lines = [f"{language.text(head)}  [{cluster.id}]"]
        if cluster.aliases:
            also = msg("also: {names}", names=Listing(cluster.aliases))
            lines.append(f"  {language.text(also)}")
        for name, facts in cluster.facts.items():
            for fact in facts:
                if fact.is_known:
                    how_sure = language.text(confidence_words(fact.confidence))
                    lines.append(f"  {name:<{_WIDTH}} {fact.value}  ({fact.source}, {how_sure})")
                else:
                    blank = msg("left blank by the source") if fact.is_blank_in_source else msg("not found")
                    lines.append(f"  {name:<{_WIDTH}} {language.text(blank)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)
