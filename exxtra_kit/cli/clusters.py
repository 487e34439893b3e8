# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra clusters`: the partner clusters and what is known of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from exxtra_kit.catalogue import find_cluster, load_clusters
from exxtra_kit.cli.common import language_of, print_json
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.messages import Listing, msg
from exxtra_kit.render.cluster_text import cluster_as_dict, clusters_as_text

if TYPE_CHECKING:
    import argparse

    from exxtra_kit.catalogue import Cluster
    from exxtra_kit.cli.common import Commands


def register(commands: Commands, language: argparse.ArgumentParser) -> None:
    """Add the command."""
    clusters = commands.add_parser(
        "clusters", parents=[language], help="the partner clusters and what is known of them"
    )
    clusters.add_argument("name", nargs="?", help="one cluster, by its id, name or an alias")
    clusters.add_argument("--json", action="store_true", help="JSON for other programs")
    clusters.set_defaults(run=_clusters)


def _cluster(name: str) -> Cluster:
    found = find_cluster(name)
    if found is None:
        known = Listing(tuple(cluster.id for cluster in load_clusters()))
        problem = msg("There is no partner cluster of that name. Known: {known}.", known=known)
        raise InputError((Problem(name, problem),))
    return found


def _clusters(arguments: argparse.Namespace) -> int:
    chosen = load_clusters() if arguments.name is None else (_cluster(arguments.name),)
    if arguments.json:
        print_json([cluster_as_dict(cluster) for cluster in chosen])
    else:
        sys.stdout.write(clusters_as_text(chosen, language_of(arguments)) + "\n")
    return 0
