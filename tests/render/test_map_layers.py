# SPDX-License-Identifier: BSD-3-Clause
"""What the territories are coloured by: editions on their own scales, gaps that stay gaps, textures beside colours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import exxtra_kit.render
from exxtra_kit.catalogue import load_clusters, load_rating_scales, load_ratings, rating_scale, source
from exxtra_kit.language import Language
from exxtra_kit.render.cluster_words import CATEGORIES, RATINGS
from exxtra_kit.render.legend import legend_html
from exxtra_kit.render.map_layers import (
    CATEGORY,
    NO_DATA,
    PRESENTATION,
    editions,
    has_national,
    legend_groups,
    shade_choices,
    shade_of,
    shades,
)

ENGLISH = Language.load()
CHOICES = [value for _, value in shade_choices()]
SHEETS = Path(exxtra_kit.render.__file__).parent
NAMES = {"leader", "strong", "moderate", "modest", "emerging", "unrated", "cat-more", "cat-transition", "cat-less"}


def grouped(choice: str) -> dict[str, tuple[str, bool]]:
    """Return the group of each cluster's territory, and whether it is the country's."""
    drawn = {cluster.id: shade_of(cluster, choice) for cluster in load_clusters()}
    return {name: (shade.group, shade.is_of_country) for name, shade in drawn.items()}


def test_the_presentation_comes_first() -> None:
    """The usual choice is the presentation's column; every later edition of which anything is known can be chosen."""
    assert CHOICES[0] == PRESENTATION
    assert CHOICES[-1] == CATEGORY
    assert set(editions()) == {rating.edition for rating in load_ratings()} - {"2018"}


def test_the_presentation_is_shown_as_it_is() -> None:
    """The regional rating counts; where it is out of coverage the country's, told apart."""
    assert grouped(PRESENTATION) == {
        "ditecfer": ("moderate", False),
        "censec": ("leader", True),
        "rails": ("strong", False),
        "itrans": ("strong", False),
        "mafex": ("strong", False),
        "railgrup": ("moderate", False),
        "arus": ("moderate", True),
    }


def test_the_category_is_shown_as_it_is() -> None:
    """The second kind of colour is the region's category; out of coverage is no category."""
    assert {name: group for name, (group, _) in grouped(CATEGORY).items()} == {
        "ditecfer": "cat-more",
        "censec": "cat-more",
        "rails": "cat-transition",
        "itrans": "cat-transition",
        "mafex": "cat-more",
        "railgrup": "cat-more",
        "arus": NO_DATA,
    }


@pytest.mark.parametrize("edition", editions()[1:])
def test_a_later_edition_shows_what_it_says_and_nothing_else(edition: str) -> None:
    """A territory without a rating of this edition is "no data"; no rating of another edition fills the gap."""
    rated = {rating.region: rating for rating in load_ratings() if rating.edition == edition and rating.group}
    for cluster in load_clusters():
        shade = shade_of(cluster, edition)
        if cluster.region in rated:
            assert shade.group in {rating.group.casefold() for rating in load_ratings() if rating.edition == edition}
            assert shade.group in {name.casefold() for name in rating_scale(edition).names}
        else:
            assert shade.group == NO_DATA
            assert not shade.is_of_country
            assert "no data" in " ".join(ENGLISH.text(value) for _, value in shade.facts)


def test_only_a_rating_of_the_country_is_dashed() -> None:
    """Whoever is shown as "of the country" has its rating from the report on countries, and says so."""
    for choice in editions():
        for cluster in load_clusters():
            shade = shade_of(cluster, choice)
            told = " ".join(f"{ENGLISH.text(label)} {ENGLISH.text(value)}" for label, value in shade.facts)
            assert shade.is_of_country == ("the whole country" in told)
            assert not shade.is_of_country or "European Innovation Scoreboard" in told
    assert has_national(PRESENTATION)
    assert not has_national(CATEGORY)


@pytest.mark.parametrize("choice", CHOICES)
def test_each_colour_says_its_source(choice: str) -> None:
    """What colours a territory is told with its source and how sure that is; a gap has no source to name."""
    state: dict[str, dict[str, Any]] = shades(choice, ENGLISH)
    titles = {source(rating.provenance.source).title for rating in load_ratings()}

    assert set(state) == {cluster.region for cluster in load_clusters()}
    for shade in state.values():
        facts = dict(shade["facts"])
        assert "Cluster" in facts
        if f"exx-{NO_DATA}" not in shade["classes"]:
            assert facts["Source"] in titles
            assert facts["How sure"]


def test_every_value_has_its_word() -> None:
    """Whatever a scoreboard can publish, and every category, can be said in every language."""
    allowed = {value for scale in load_rating_scales() for value in scale.allowed_values()}

    assert allowed <= set(RATINGS)
    assert {cluster.fact("region_category").value for cluster in load_clusters()} <= set(CATEGORIES)


def test_the_legend_follows_the_scale_of_the_edition() -> None:
    """Before 2021 the lowest group is Modest, since then Emerging; only then the change is told."""
    before, since = legend_html(200, ENGLISH, shade="2019"), legend_html(200, ENGLISH, shade="2021")

    assert "Modest (below 50\N{NO-BREAK SPACE}%)" in before
    assert "Emerging" not in before
    assert "The groups changed" not in before
    assert "Emerging (below 70\N{NO-BREAK SPACE}%)" in since
    assert "Modest" not in since
    assert "The groups changed in 2021" in since


def test_the_meaning_of_the_colours_unfolds_for_who_chose_them() -> None:
    """On a phone the list follows the map; a visitor who chose other colours sees at once what they mean."""
    is_open = '<details class="exx-details" data-key="colours" open="open">'
    assert is_open not in legend_html(200, ENGLISH)
    assert is_open in legend_html(200, ENGLISH, shade="2021")
    assert is_open in legend_html(200, ENGLISH, partnerships=True)


def test_the_legend_tells_gaps_only_where_there_are_any() -> None:
    """The presentation rates every territory; in 2019 most were not found, and the category knows "o.o.c."."""
    assert NO_DATA not in dict(legend_groups(PRESENTATION))
    assert ENGLISH.text(dict(legend_groups("2019"))[NO_DATA]) == "no data: nothing was found"
    assert ENGLISH.text(dict(legend_groups(CATEGORY))[NO_DATA]) == "o.o.c. (out of coverage)"


@pytest.mark.parametrize("choice", CHOICES)
def test_each_colour_that_is_drawn_is_in_the_legend(choice: str) -> None:
    """No territory has a colour that the legend doesn't explain."""
    assert {group for group, _ in grouped(choice).values()} <= set(dict(legend_groups(choice)))


def test_the_two_sheets_have_the_same_colours() -> None:
    """The map in its frame and the legend beside it can't share a sheet; their colours are the same, light and dark."""

    def colours(name: str, prefix: str) -> list[dict[str, str]]:
        text = (SHEETS / name).read_text(encoding="utf-8")
        found = re.findall(rf"--{prefix}({'|'.join(sorted(NAMES | {'texture'}))}): ([^;]+);", text)
        half = len(found) // 2
        return [dict(found[:half]), dict(found[half:])]

    inside, beside = colours("map_page.css", ""), colours("map_legend.css", "exx-shade-")

    assert inside == beside
    assert all(set(theme) == NAMES | {"texture"} for theme in inside)


def test_no_two_groups_of_a_scale_have_the_same_texture() -> None:
    """Within one choice at most one colour is plain; every other one is a pattern of its own."""
    page = (SHEETS / "map_page.css").read_text(encoding="utf-8")
    for choice in CHOICES:
        fills = [re.search(rf"\.exx-{group} {{ fill: ([^;]+);", page) for group, _ in legend_groups(choice)]
        found = [fill[1] for fill in fills if fill]
        assert len(found) == len(legend_groups(choice))
        assert sum(not fill.startswith("url(#exx-") for fill in found) == 1
        assert len(set(found)) == len(found)
