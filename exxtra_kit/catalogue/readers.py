# SPDX-License-Identifier: BSD-3-Clause
"""Reads the tables of `data/` into typed objects, and says which row and column is wrong if one is."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from exxtra_kit.catalogue.entries import (
    Cluster,
    Confidence,
    Fact,
    Member,
    Partnership,
    PastExchange,
    Source,
    SourceKind,
    Wave,
)
from exxtra_kit.datafiles import broken, data_path, read_table
from exxtra_kit.messages import msg
from exxtra_kit.models import Membership, OrganisationType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from exxtra_kit.errors import DataError

SOURCES_FILE = "sources.toml"
CLUSTERS_FILE = "cluster_facts.csv"
WAVES_FILE = "waves.csv"
PARTNERSHIPS_FILE = "partnerships.csv"
MEMBERS_FILE = "partnership_members.csv"
EXCHANGES_FILE = "exchanges.csv"

_PROVENANCE = ("source", "confidence", "last_checked", "note")
_COLUMNS = {
    CLUSTERS_FILE: "cluster fact value",
    WAVES_FILE: "wave partnerships cluster_organisations countries start end call",
    PARTNERSHIPS_FILE: "id name wave field start end coordinator grant website exchanges_planned",
    MEMBERS_FILE: "partnership name country role cluster",
    EXCHANGES_FILE: "id title partnership visiting_name visiting_type visiting_country visiting_town visiting_cluster "
    "host_name host_country host_town host_cluster start end form working_days lump_sum_eur agenda inferred",
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

T = TypeVar("T")


class _Row:
    """One row of a table on its way into an object; knows where it stands."""

    def __init__(self, file: str, number: int, cells: Mapping[str, str]) -> None:
        self.file, self.number, self.cells = file, number, cells

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def wrong(self, column: str, allowed: str) -> DataError:
        """Make the error for a cell."""
        what = msg("found {found}; allowed is {allowed}", found=repr(self.cells[column]), allowed=allowed)
        return broken(self.file, self.number, column, what)

    def read(self, column: str, reader: Callable[[str], T], allowed: str) -> T:
        """Read a cell that must be filled."""
        try:
            return reader(self.cells[column])
        except ValueError as error:
            raise self.wrong(column, allowed) from error

    def number_or_none(self, column: str) -> int | None:
        """Read a whole number, or None from a blank."""
        return self.read(column, int, "a whole number or nothing") if self.cells[column] else None

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """Read a cell that must be one of these."""
        if self.cells[column] not in (choices := tuple(allowed)):
            raise self.wrong(column, ", ".join(choice or "nothing" for choice in choices))
        return self.cells[column]

    def provenance(self, value: str) -> Fact:
        """Read where the row comes from, and check that the source is in the register."""
        confidence = cast("Confidence", self.one_of("confidence", get_args(Confidence)))
        origin = self.one_of("source", ("", *load_sources())) if self["source"] else ""
        if bool(origin) != bool(confidence):
            raise self.wrong("confidence", "a mark where there is a source, nothing where there is none")
        if value and not origin:
            raise self.wrong("source", "the id of a source, because there is a value")
        day = self.read("last_checked", date.fromisoformat, "a day such as 2026-11-22")
        return Fact(value, origin, confidence, day, self["note"])


@lru_cache(maxsize=1)
def load_sources() -> Mapping[str, Source]:
    """Return the register of sources by id.

    Raises:
        DataNotFoundError: If it is missing.
        DataError: If it is broken.
    """
    try:
        register = tomllib.loads(data_path(SOURCES_FILE).read_text(encoding="utf-8"))
    except ValueError as error:
        raise broken(SOURCES_FILE, 0, "", msg("it can't be read as TOML ({reason})", reason=str(error))) from error
    return MappingProxyType({key: _source(key, entry) for key, entry in register.items()})


def source(identifier: str) -> Source:
    """Return one source ("ABOUT").

    Raises:
        KeyError: If the register has no such id.
    """
    return load_sources()[identifier]


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
    clusters = ("", *(cluster.id for cluster in load_clusters()))
    for row in _rows(MEMBERS_FILE):
        cluster = row.one_of("cluster", clusters)
        members[row.one_of("partnership", members)].append(
            Member(row["name"], row["country"], row["role"], cluster, row.provenance(row["name"]))
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
            partnership=row.one_of("partnership", [partnership.id for partnership in load_partnerships()]),
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


def _rows(file: str) -> tuple[_Row, ...]:
    table = read_table(file, (*_COLUMNS[file].split(), *_PROVENANCE))
    return tuple(_Row(file, number, cells) for number, cells in enumerate(table, start=2))


def _check_fact(row: _Row) -> None:
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


def _source(key: str, entry: object) -> Source:
    wanted = ("title", "url", "kind", "note")
    if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str) for name in wanted):
        lacking = msg("the source {key} must have the texts {wanted}", key=key, wanted=", ".join(wanted))
        raise broken(SOURCES_FILE, 0, "", lacking)
    if entry["kind"] not in get_args(SourceKind):
        allowed = ", ".join(get_args(SourceKind))
        what = msg(
            "{key} is of the kind {found}; allowed is {allowed}", key=key, found=repr(entry["kind"]), allowed=allowed
        )
        raise broken(SOURCES_FILE, 0, "", what)
    return Source(key, entry["title"], entry["url"], entry["kind"], entry["note"])
