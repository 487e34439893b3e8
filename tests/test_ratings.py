# SPDX-License-Identifier: BSD-3-Clause
"""Innovation ratings by edition: each on the scale of its own edition, none of them said twice."""

from __future__ import annotations

import pytest

from exxtra_kit.catalogue import (
    OUT_OF_COVERAGE,
    Rating,
    load_clusters,
    load_rating_scales,
    load_ratings,
    load_sources,
    rating_scale,
)
from exxtra_kit.datafiles import read_table

TERRITORIES = {cluster.region for cluster in load_clusters()}
TABLE = read_table(
    "region_ratings.csv", ("region", "edition", "report", "value", "source", "confidence", "last_checked", "note")
)


def ratings_of(edition: str) -> dict[str, Rating]:
    """Return the ratings of one edition by territory."""
    return {rating.region: rating for rating in load_ratings() if rating.edition == edition}


def test_groups_changed_in_2021() -> None:
    """What was Modest before 2021 is Emerging since, and the limits moved."""
    old, new = rating_scale("2020"), rating_scale("2021")
    assert old.names == ("Leader", "Strong", "Moderate", "Modest")
    assert new.names == ("Leader", "Strong", "Moderate", "Emerging")
    assert [group.least_percent for group in old.groups] == [120, 90, 50, 0]
    assert [group.least_percent for group in new.groups] == [125, 100, 70, 0]
    assert load_rating_scales() == (old, new)
    with pytest.raises(KeyError, match="2016"):
        rating_scale("2016")


def test_presentation_comes_first_and_once() -> None:
    """The ratings of 2017 and 2018 are those of the cluster facts, with their source, and no row repeats them."""
    assert {rating.provenance.source for rating in load_ratings()[:9]} == {"S2"}
    assert set(ratings_of("2017")) == TERRITORIES
    assert set(ratings_of("2018")) == {"danmark", "turkiye"}
    for cluster in load_clusters():
        assert ratings_of("2017")[cluster.region].provenance is cluster.fact("ris_2017")
    assert {("RIS", "2017"), ("EIS", "2018")}.isdisjoint((row["report"], row["edition"]) for row in TABLE)


def test_each_territory_is_rated_once_by_an_edition() -> None:
    """No report rates a territory twice in one edition."""
    keys = [(rating.region, rating.edition, rating.report) for rating in load_ratings()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("rating", load_ratings(), ids=lambda rating: f"{rating.region}-{rating.edition}")
def test_ratings_are_sourced_and_on_their_scale(rating: Rating) -> None:
    """Each rating names a registered source and a group of its edition, or is out of coverage."""
    assert rating.provenance.source in load_sources()
    assert rating.provenance.value == rating.value
    if rating.value == OUT_OF_COVERAGE:
        assert rating.group == ""
    else:
        assert rating.group in rating_scale(rating.edition).names


def test_countries_are_rated_by_the_european_report() -> None:
    """Regional ratings are of regions, national ones of the two territories that are countries."""
    for rating in load_ratings():
        if rating.value != OUT_OF_COVERAGE:
            assert (rating.report == "EIS") == (rating.region in {"danmark", "turkiye"})


def test_group_and_third_are_read_from_the_words() -> None:
    """The group and its third are told apart, whatever the words that the reports use."""
    regional, national = ratings_of("2017"), ratings_of("2018")
    assert (regional["toscana"].group, regional["toscana"].third) == ("Moderate", "+")
    assert (regional["nord-pas-de-calais"].group, regional["nord-pas-de-calais"].third) == ("Strong", "-")
    assert (national["danmark"].group, national["danmark"].third) == ("Leader", "")
    assert (regional["turkiye"].group, regional["turkiye"].third) == ("", "")
