# SPDX-License-Identifier: BSD-3-Clause
"""Reads the tables of `data/` into typed objects, and says which row and column is wrong if one is."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, cast, get_args

from exxtra_kit.catalogue.entries import (
    OUT_OF_COVERAGE,
    Cluster,
    Fact,
    Member,
    Partnership,
    PastExchange,
    Wave,
)
from exxtra_kit.catalogue.ratings import Rating, RatingGroup, RatingScale, Report
from exxtra_kit.catalogue.rows import Row, read_rows
from exxtra_kit.datafiles import broken
from exxtra_kit.messages import msg
from exxtra_kit.models import Membership, OrganisationType, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

CLUSTERS_FILE = "cluster_facts.csv"
WAVES_FILE = "waves.csv"
PARTNERSHIPS_FILE = "partnerships.csv"
MEMBERS_FILE = "partnership_members.csv"
SEATS_FILE = "member_seats.csv"
SCALES_FILE = "rating_scales.csv"
RATINGS_FILE = "region_ratings.csv"
EXCHANGES_FILE = "exchanges.csv"

_COLUMNS = {
    CLUSTERS_FILE: "cluster fact value",
    WAVES_FILE: "wave partnerships cluster_organisations countries start end call",
    PARTNERSHIPS_FILE: "id name wave field start end coordinator grant website exchanges_planned",
    MEMBERS_FILE: "partnership name country role cluster",
    SEATS_FILE: "name country town lat lon",
    SCALES_FILE: "first_edition group least_percent",
    RATINGS_FILE: "region edition report value",
    EXCHANGES_FILE: "id title kind partnership visiting_name visiting_type visiting_country visiting_town "
    "visiting_cluster host_name host_country host_town host_cluster start end form "
    "working_days lump_sum_eur agenda inferred",
}
_NEEDED_OF_A_CLUSTER = (
    "name",
    "full_name",
    "type",
    "membership",
    "country",
    "town",
    "lat",
    "lon",
    "host_region",
    "website",
    "region_id",
)

# The presentation's ratings stand with the other facts about a cluster; the table of ratings has what came after.
_RATINGS_OF_A_CLUSTER: Mapping[str, tuple[Report, str]] = {"ris_2017": ("RIS", "2017"), "eis_2018": ("EIS", "2018")}


@lru_cache(maxsize=1)
def load_clusters() -> tuple[Cluster, ...]:
    """Return the partner clusters, in the order of the table.

    Raises:
        DataNotFoundError: If the table is missing.
        DataError: If it is broken; names row and column.
    """
    facts: dict[str, dict[str, list[Fact]]] = {}
    for row in _rows(CLUSTERS_FILE):
        _check_fact(row)
        facts.setdefault(row["cluster"], {}).setdefault(row["fact"], []).append(row.provenance(row["value"]))
    for identifier, known in facts.items():
        missing = [name for name in _NEEDED_OF_A_CLUSTER if name not in known]
        if missing:
            lacking = ", ".join(missing)
            what = msg("the cluster {cluster} lacks the facts {missing}", cluster=identifier, missing=lacking)
            raise broken(CLUSTERS_FILE, 0, "", what)
    return tuple(
        Cluster(identifier, MappingProxyType({name: tuple(values) for name, values in known.items()}))
        for identifier, known in facts.items()
    )


def find_cluster(text: str) -> Cluster | None:
    """Return the cluster of that id, name, full name or alias; None if there is none.

    Capitals and spaces don't matter ("cen  sec").
    """
    wanted = " ".join(text.split()).casefold()
    for cluster in load_clusters():
        if wanted in {name.casefold() for name in (cluster.id, cluster.name, cluster.full_name, *cluster.aliases)}:
            return cluster
    return None


@lru_cache(maxsize=1)
def load_partnerships() -> tuple[Partnership, ...]:
    """Return the partnerships whose names were found; `load_waves` says how many there were.

    Raises:
        DataNotFoundError: If a table is missing.
        DataError: If a table is broken; names row and column.
    """
    rows = _rows(PARTNERSHIPS_FILE)
    members: dict[str, list[Member]] = {row["id"]: [] for row in rows}
    clusters = {cluster.id: cluster for cluster in load_clusters()}
    seats = _seats()
    for row in _rows(MEMBERS_FILE):
        own = clusters.get(row.one_of("cluster", ("", *clusters)))
        town, place = (own.fact("town"), own.place) if own else seats.get((row["name"], row["country"]), (None, None))
        members[row.one_of("partnership", members)].append(
            Member(
                name=row["name"],
                country=row["country"],
                role=row["role"],
                cluster=row["cluster"],
                provenance=row.provenance(row["name"]),
                town=town.value if town else "",
                place=place,
                place_provenance=town,
            )
        )
    return tuple(
        Partnership(
            id=row["id"],
            name=row["name"],
            wave=row.read("wave", int, "a whole number"),
            field=row["field"],
            start=row["start"],
            end=row["end"],
            coordinator=row["coordinator"],
            website=row["website"],
            exchanges_planned=row.number_or_none("exchanges_planned"),
            members=tuple(members[row["id"]]),
            provenance=row.provenance(row["name"]),
        )
        for row in rows
    )


def _seats() -> dict[tuple[str, str], tuple[Fact, Place | None]]:
    """Return town and point of the members that are no clusters of ours, by name and country."""
    seats = {}
    for row in _rows(SEATS_FILE):
        place = None
        if row["town"]:
            lat, lon = (row.read(column, float, "degrees as a decimal number") for column in ("lat", "lon"))
            place = Place(lat=lat, lon=lon, town=row["town"], country=row["country"])
        seats[row["name"], row["country"]] = (row.provenance(row["town"]), place)
    return seats


@lru_cache(maxsize=1)
def load_waves() -> tuple[Wave, ...]:
    """Return the calls of the scheme, with how many partnerships each had and how many of them are named here.

    Raises:
        DataNotFoundError: If a table is missing.
        DataError: If a table is broken; names row and column.
    """
    named = [partnership.wave for partnership in load_partnerships()]
    waves = []
    for row in _rows(WAVES_FILE):
        number = row.read("wave", int, "a whole number")
        count = row.read("partnerships", int, "a whole number")
        waves.append(
            Wave(number, count, named.count(number), row["start"], row["end"], row["call"], row.provenance(row["call"]))
        )
    return tuple(waves)


@lru_cache(maxsize=1)
def load_exchanges() -> tuple[PastExchange, ...]:
    """Return the exchanges that are known to have happened or to have been announced.

    Raises:
        DataNotFoundError: If a table is missing.
        DataError: If a table is broken; names row and column.
    """
    return tuple(
        PastExchange(
            id=row["id"],
            title=row["title"],
            kind=row.one_of("kind", ("exchange", "figure")),
            partnership=row.one_of("partnership", ["", *(partnership.id for partnership in load_partnerships())]),
            visiting={key: row[f"visiting_{key}"] for key in ("name", "type", "country", "town", "cluster")},
            host={key: row[f"host_{key}"] for key in ("name", "country", "town", "cluster")},
            start=row.read("start", date.fromisoformat, "a day such as 2021-09-13"),
            end=row.read("end", date.fromisoformat, "a day such as 2021-09-17"),
            form=row.one_of("form", ("physical", "virtual")),
            working_days=row.number_or_none("working_days"),
            lump_sum_eur=row.number_or_none("lump_sum_eur"),
            agenda=row["agenda"],
            inferred=tuple(row["inferred"].split()),
            provenance=row.provenance(row["title"]),
        )
        for row in _rows(EXCHANGES_FILE)
    )


@lru_cache(maxsize=1)
def load_rating_scales() -> tuple[RatingScale, ...]:
    """Return the scales on which scoreboards rate, the oldest first.

    Raises:
        DataNotFoundError: If the table is missing.
        DataError: If it is broken; names row and column.
    """
    groups: dict[str, list[RatingGroup]] = {}
    for row in _rows(SCALES_FILE):
        first = str(row.read("first_edition", int, "a year"))
        least = row.read("least_percent", int, "a whole number")
        groups.setdefault(first, []).append(RatingGroup(row["group"], least, row.provenance(row["group"])))
    return tuple(RatingScale(first, tuple(groups[first])) for first in sorted(groups))


def rating_scale(edition: str) -> RatingScale:
    """Return the scale of an edition ("2019").

    Raises:
        KeyError: If the edition is older than any scale that is known.
    """
    for scale in reversed(load_rating_scales()):
        if scale.first_edition <= edition:
            return scale
    raise KeyError(edition)


@lru_cache(maxsize=1)
def load_ratings() -> tuple[Rating, ...]:
    """Return the innovation ratings of the clusters' territories: those of the presentation first, then by edition.

    A territory that an edition leaves out, or whose rating was not found, has no rating of that edition.
    That a territory is out of a report's coverage is a rating, with the value "o.o.c.".

    Raises:
        DataNotFoundError: If a table is missing.
        DataError: If a table is broken; names row and column.
    """
    ratings = [
        Rating(cluster.region, edition, report, fact.value, fact)
        for name, (report, edition) in _RATINGS_OF_A_CLUSTER.items()
        for cluster in load_clusters()
        if (fact := cluster.fact(name)).is_known
    ]
    oldest = load_rating_scales()[0].first_edition
    regions = [cluster.region for cluster in load_clusters()]
    for row in _rows(RATINGS_FILE):
        edition = str(row.read("edition", int, "a year"))
        if edition < oldest:
            raise row.wrong("edition", f"{oldest} or later")
        value = row.one_of("value", (*rating_scale(edition).allowed_values(), OUT_OF_COVERAGE))
        region, report = row.one_of("region", regions), cast("Report", row.one_of("report", get_args(Report)))
        ratings.append(Rating(region, edition, report, value, row.provenance(value)))
    return tuple(ratings)


def _rows(file: str) -> tuple[Row, ...]:
    return read_rows(file, _COLUMNS[file])


def _check_fact(row: Row) -> None:
    """Check the values that the rest of the house computes with."""
    match row["fact"]:
        case "lat" | "lon":
            row.read("value", float, "degrees as a decimal number")
        case "type":
            row.one_of("value", list(OrganisationType))
        case "membership":
            row.one_of("value", list(Membership))
        case "founded" | "members" | "members_year":
            row.number_or_none("value")
        case _:
            pass
