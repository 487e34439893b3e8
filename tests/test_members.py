# SPDX-License-Identifier: BSD-3-Clause
"""Where the members of the partnerships have their seats: the gazetteer's points, or nothing."""

from __future__ import annotations

from collections import Counter

import pytest

from exxtra_kit.catalogue import Member, country_outlines, load_clusters, load_partnerships, load_sources
from exxtra_kit.datafiles import read_table
from exxtra_kit.geo import distance_km, find_town
from tests.test_data_files import contains

MEMBERS = tuple(member for partnership in load_partnerships() for member in partnership.members)
PLACED = tuple(member for member in MEMBERS if member.place and not member.cluster)
SEATS = read_table(
    "member_seats.csv", ("name", "country", "town", "lat", "lon", "source", "confidence", "last_checked", "note")
)


def test_each_other_organisation_was_sought_once() -> None:
    """Each member that is no cluster of ours has one row of seats, and no row is about anybody else."""
    wanted = {(member.name, member.country) for member in MEMBERS if not member.cluster}
    assert Counter((row["name"], row["country"]) for row in SEATS) == Counter(wanted)


def test_no_partnership_names_a_member_twice() -> None:
    """A member stands once in a partnership, and at most one of them coordinates it."""
    for partnership in load_partnerships():
        names = [member.name for member in partnership.members]
        assert len(names) == len(set(names)), partnership.name
        assert [member.role for member in partnership.members].count("coordinator") <= 1


def test_coordinators_are_those_of_the_partnerships() -> None:
    """Who coordinates is said the same in both tables."""
    for partnership in load_partnerships():
        coordinators = [member.name for member in partnership.members if member.role == "coordinator"]
        assert coordinators in ([partnership.coordinator], []), partnership.name


def test_members_of_exxtra_stand_where_their_clusters_do() -> None:
    """A member that is one of our clusters has that cluster's place and source; nothing is said twice."""
    clusters = {cluster.id: cluster for cluster in load_clusters()}
    for member in load_partnerships()[0].members:
        cluster = clusters[member.cluster]
        assert (member.town, member.place) == (cluster.town, cluster.place)
        assert member.place_provenance is cluster.fact("town")


@pytest.mark.parametrize("member", PLACED, ids=lambda member: member.name)
def test_seats_are_those_of_the_gazetteer(member: Member) -> None:
    """A known seat is a town of the gazetteer, at its point, inside the member's country, with a source."""
    assert member.place is not None
    assert member.place_provenance is not None
    assert member.place_provenance.source in load_sources()
    assert member.place_provenance.value == member.town == member.place.town
    found = find_town(member.town, member.country)
    assert not found.is_ambiguous
    assert distance_km(member.place, found.place) < 0.01
    [outline] = [land for land in country_outlines()["features"] if land["properties"]["iso2"] == member.country]
    assert contains(outline, member.place.lon, member.place.lat)


def test_unknown_seats_stay_unknown() -> None:
    """A member whose seat was not found has no town, no place and a note that says so; some are known."""
    unknown = [member for member in MEMBERS if not member.place]
    assert PLACED
    for member in unknown:
        assert member.town == ""
        assert member.place_provenance is not None
        assert member.place_provenance.note.startswith("Not found")


def test_an_inferred_seat_says_from_what() -> None:
    """An inferred seat is marked as such in its note."""
    for member in PLACED:
        assert member.place_provenance is not None
        assert (member.place_provenance.confidence == "I") == member.place_provenance.note.startswith("Inferred")
