# SPDX-License-Identifier: BSD-3-Clause
"""Clusters, partnerships and exchanges as the documents give them, and messages for broken tables."""

from __future__ import annotations

import shutil
from dataclasses import FrozenInstanceError
from datetime import date
from typing import TYPE_CHECKING

import pytest

from exxtra_kit import datafiles
from exxtra_kit.catalogue import (
    OUT_OF_COVERAGE,
    Cluster,
    country_names,
    find_cluster,
    load_clusters,
    load_exchanges,
    load_partnerships,
    load_ratings,
    load_sources,
    load_waves,
    outlines,
    readers,
    region_outlines,
    rows,
    source,
)
from exxtra_kit.datafiles import data_folder
from exxtra_kit.errors import DataError, DataNotFoundError
from exxtra_kit.geo import distance_km, find_town
from exxtra_kit.models import Membership, OrganisationType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# The table of the presentation, cell by cell.
PRESENTATION = [
    ("DITECFER", "Toscana", "More developed Region", "Moderate+ Innovator", ""),
    ("CEN SEC", "Danmark", "More developed Region", "o.o.c.", "Innovation Leader"),
    ("BTS", "Sachsen", "Transition Region", "Strong Innovator", ""),
    ("I-TRANS", "Nords-de-France", "Transition Region", "Strong- Innovator", ""),
    ("MAFEX", "País Vasco", "More developed Region", "Strong Innovator", ""),
    ("RAILGRUP", "Cataluña", "More developed Region", "Moderate+ Innovator", ""),
    ("ARUS", "Turkey", "o.o.c.", "o.o.c.", "Moderate Innovator"),
]


def cluster_named(text: str) -> Cluster:
    """Return a cluster that must be there."""
    found = find_cluster(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(("alias", "territory", "category", "ris", "eis"), PRESENTATION)
def test_facts_of_the_presentation(alias: str, territory: str, category: str, ris: str, eis: str) -> None:
    """Territory, category and both scoreboards stand as the presentation gives them, under its names."""
    cluster = cluster_named(alias)
    names = ("territory", "region_category", "ris_2017", "eis_2018")
    assert tuple(cluster.fact(name).value for name in names) == (territory, category, ris, eis)
    assert {cluster.fact(name).source for name in names} == {"S2"}


def test_three_blanks_are_told_apart() -> None:
    """Out of coverage, blank in the document and not found are three things."""
    arus, ditecfer = cluster_named("arus"), cluster_named("ditecfer")
    assert arus.fact("ris_2017").value == OUT_OF_COVERAGE
    assert arus.fact("ris_2017").is_known
    assert ditecfer.fact("eis_2018").is_blank_in_source
    assert not ditecfer.fact("esca_label").is_known
    assert not ditecfer.fact("esca_label").is_blank_in_source
    assert ditecfer.fact("esca_label").note == "not found"


def test_the_seven_clusters() -> None:
    """The seven partners are there in the project's order, each a cluster organisation with a seat."""
    clusters = load_clusters()
    assert [cluster.id for cluster in clusters] == [
        "ditecfer",
        "censec",
        "rails",
        "itrans",
        "mafex",
        "railgrup",
        "arus",
    ]
    assert [cluster.country for cluster in clusters] == ["IT", "DK", "DE", "FR", "ES", "ES", "TR"]
    assert {cluster.type for cluster in clusters} == {OrganisationType.CLUSTER_ORGANISATION}
    assert {cluster.membership for cluster in clusters} == {Membership.ECCP_CLUSTER}
    assert [cluster.host_region for cluster in clusters] == [None, None, "DE-SN", None, "ES-PV", "ES-CT", None]
    for cluster in clusters:
        assert cluster.site.startswith("http")
        assert cluster.values("strength")
        assert len(cluster.full_name) > len("ARUS")


def test_seats_are_those_of_the_gazetteer() -> None:
    """A cluster's point is its town's, so that map and calculator measure the same distance."""
    for cluster in load_clusters():
        town = find_town(cluster.town, cluster.country).place
        assert distance_km(cluster.place, town) < 0.1
        assert cluster.place.region == town.region


def test_unverified_seats_are_marked() -> None:
    """A seat that no source confirms is marked as unverified, and so are its coordinates."""
    unverified = {cluster.id for cluster in load_clusters() if cluster.fact("town").is_unverified}
    assert unverified == {"censec", "mafex", "railgrup"}
    for cluster in load_clusters():
        assert cluster.fact("lat").is_unverified == (cluster.id in unverified)


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("arus", "arus"),
        ("BTS", "rails"),
        ("rail.s e.v.", "rails"),
        (" cen   sec ", "censec"),
        ("i-trans", "itrans"),
        ("Spanish Railway Association", "mafex"),
        ("ASOCIACIÓN FERROVIARIA ESPAÑOLA", "mafex"),
        ("", None),
        ("Deutsche Bahn", None),
    ],
)
def test_find_cluster(text: str, identifier: str | None) -> None:
    """A cluster answers to its id, names and former names, whatever the capitals and spaces."""
    found = find_cluster(text)
    assert (found and found.id) == identifier


def test_regions_of_clusters_have_outlines() -> None:
    """Every cluster's region can be drawn, in its own country."""
    drawn = {feature["properties"]["id"]: feature["properties"]["iso2"] for feature in region_outlines()["features"]}
    for cluster in load_clusters():
        assert drawn[cluster.region] == cluster.country


def test_every_fact_has_a_source() -> None:
    """A known fact names a source of the register, and an unverified one the source that says so."""
    for cluster in load_clusters():
        for facts in cluster.facts.values():
            for fact in facts:
                assert bool(fact.source) == bool(fact.confidence)
                assert not fact.is_known or fact.source in load_sources()
    assert source("GENERAL").kind == "unverified"
    assert source("ABOUT").reference("lump sum").place == "lump sum"


def test_partnerships_found_and_not_found() -> None:
    """Eleven of thirteen and ten of fifteen partnerships have names; the rest is counted, not invented."""
    assert [(wave.number, wave.partnerships, wave.named, wave.unknown) for wave in load_waves()] == [
        (1, 13, 11, 2),
        (2, 15, 10, 5),
    ]
    exxtra = load_partnerships()[0]
    assert (exxtra.name, exxtra.coordinator, exxtra.exchanges_planned) == ("EXXTRA", "DITECFER", 52)
    assert [member.cluster for member in exxtra.members] == [cluster.id for cluster in load_clusters()]


def test_golden_exchange() -> None:
    """The one finished exchange of the presentation is there; what was paid is not known, and not filled."""
    zlab = load_exchanges()[0]
    assert (zlab.visiting["name"], zlab.visiting["town"], zlab.host["cluster"]) == ("Zlab S.r.l.", "Cerea", "arus")
    assert (zlab.start, zlab.end, zlab.working_days) == (date(2021, 9, 13), date(2021, 9, 17), 5)
    assert zlab.lump_sum_eur is None
    assert zlab.inferred == ()


def test_what_is_inferred_of_an_exchange_is_named() -> None:
    """The year of the group exchange in France is ours, the 450 euro are the host's words."""
    group = next(exchange for exchange in load_exchanges() if exchange.id == "itrans-group")
    assert group.lump_sum_eur == 450
    assert group.inferred == ("start", "end")
    for exchange in load_exchanges():
        assert exchange.start <= exchange.end


def test_catalogue_is_frozen() -> None:
    """Nobody changes a fact for everybody else."""
    cluster = load_clusters()[0]
    with pytest.raises(FrozenInstanceError):
        cluster.id = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        cluster.facts["name"] = ()  # type: ignore[index]
    names = country_names("it")
    names["IT"] = "elsewhere"
    assert country_names("it")["IT"] == "Italia"


CACHED = (
    *(rows.load_sources, readers.load_clusters, readers.load_partnerships, readers.load_waves),
    *(readers.load_rating_scales, readers.load_ratings, readers.load_exchanges),
    *(outlines.country_outlines, outlines.region_outlines, outlines._names),
)


@pytest.fixture
def copied_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A copy of the data folder that a test may break."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    monkeypatch.setattr(datafiles, "DATA_FOLDERS", (folder,))
    for reader in CACHED:
        reader.cache_clear()
    yield folder
    for reader in CACHED:
        reader.cache_clear()


@pytest.mark.parametrize(
    ("file", "change", "reader", "words"),
    [
        ("cluster_facts.csv", ("cluster,fact", "clusters,fact"), load_clusters, r"row 1: .*expected cluster, fact"),
        ("cluster_facts.csv", (",S1,S1,", ",S1,S9,"), load_clusters, "confidence: found 'S9'; allowed is O, P"),
        ("cluster_facts.csv", (",S1,S1,", ",NOPE,S1,"), load_clusters, "row 2, column source: found 'NOPE'"),
        ("cluster_facts.csv", (",S1,S1,", ",S1,,"), load_clusters, "row 2, column confidence: found ''"),
        ("cluster_facts.csv", (",S1,S1,", ",,,"), load_clusters, "row 2, column source: found ''"),
        ("cluster_facts.csv", ("2026-11-22", "22.11.2026"), load_clusters, "row 2, column last_checked: found '22.11"),
        ("cluster_facts.csv", ("43.9306", "43 N"), load_clusters, "column value: found '43 N'; allowed is degrees"),
        ("cluster_facts.csv", ("cluster_organisation", "club"), load_clusters, "found 'club'; allowed is cluster_org"),
        ("cluster_facts.csv", ("eccp_cluster", "golf"), load_clusters, "found 'golf'; allowed is eccp_cluster"),
        ("cluster_facts.csv", ("founded,2014", "founded,long ago"), load_clusters, "allowed is a whole number"),
        ("cluster_facts.csv", ("ditecfer,town", "ditecfer,tow"), load_clusters, "ditecfer lacks the facts town"),
        ("cluster_facts.csv", ("DITECFER,S1,S1", "DITECFER,S1"), load_clusters, "row 2: it has 6 cells; expected 7"),
        ("cluster_facts.csv", ("DITECFER,", '"DITECFER,'), load_clusters, "it can't be read as a table"),
        ("partnerships.csv", ("EXXTRA,1,", "EXXTRA,one,"), load_partnerships, "row 2, column wave: found 'one'"),
        ("partnerships.csv", (",52,", ",many,"), load_partnerships, "column exchanges_planned: found 'many'"),
        (
            "partnership_members.csv",
            ("exxtra,", "extra,"),
            load_partnerships,
            "column partnership: found 'extra'",
        ),
        ("member_seats.csv", (",41.5667,", ",41 N,"), load_partnerships, "column lat: found '41 N'; allowed"),
        ("member_seats.csv", (",CLAM-K,I,", ",,,"), load_partnerships, "column source: found ''"),
        ("region_ratings.csv", ("2019,RIS,Moderate+", "2019,RIS,Emerging"), load_ratings, "found 'Emerging Innov"),
        ("region_ratings.csv", ("2021,RIS,Strong ", "2021,RIS,Modest "), load_ratings, "found 'Modest Innovator'"),
        ("region_ratings.csv", (",2019,", ",2009,"), load_ratings, "edition: found '2009'; allowed is 2017 or later"),
        ("region_ratings.csv", (",2019,", ",late,"), load_ratings, "edition: found 'late'; allowed is a year"),
        ("region_ratings.csv", (",RIS,", ",GII,"), load_ratings, "report: found 'GII'; allowed is RIS, EIS"),
        ("region_ratings.csv", ("pais-vasco,", "atlantis,"), load_ratings, "column region: found 'atlantis'"),
        ("rating_scales.csv", ("Leader,120", "Leader,"), load_ratings, "column least_percent: found ''"),
        ("waves.csv", ("1,13,", "1,,"), load_waves, "row 2, column partnerships: found ''"),
        ("exchanges.csv", (",physical,", ",telepathic,"), load_exchanges, "allowed is physical, virtual"),
        ("exchanges.csv", ("2021-09-13", "13 Sept"), load_exchanges, "column start: found '13 Sept'"),
        ("sources.toml", ("[S1]", "[S1"), load_sources, "it can't be read as TOML"),
        ("sources.toml", ("title = ", "name = "), load_sources, "the source S1 must have the texts title"),
        ("sources.toml", ('"seed"', '"rumour"'), load_sources, "S1 is of the kind 'rumour'; allowed is official"),
        ("countries.geojson", ("FeatureCollection", "Thing"), outlines.country_outlines, "must be a GeoJSON"),
        ("regions.geojson", ('"id":', '"key":'), region_outlines, "feature 0 must have"),
        ("country_names.json", ('"ca": {', '"ca": ['), lambda: country_names("it"), "it can't be read as JSON"),
    ],
)
def test_broken_data_is_named(
    copied_data: Path, file: str, change: tuple[str, str], reader: Callable[[], object], words: str
) -> None:
    """A broken file gives one sentence with file, row, column, what was found and what is allowed."""
    text = (copied_data / file).read_text(encoding="utf-8")
    assert change[0] in text
    (copied_data / file).write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(DataError, match=words) as caught:
        reader()
    assert file in str(caught.value)


def test_missing_table_is_named(copied_data: Path) -> None:
    """A missing table is named with its folder and what to do."""
    (copied_data / "exchanges.csv").unlink()
    with pytest.raises(DataNotFoundError, match=r"exchanges\.csv.*Install"):
        load_exchanges()
