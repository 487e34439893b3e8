# SPDX-License-Identifier: BSD-3-Clause
"""The map's colours: told apart by colour-blind people, by computation, and never the only thing that tells."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest

from exxtra_kit.language import Language, available_languages
from exxtra_kit.render.map_layers import CATEGORY, NO_DATA, has_national, legend_groups, shade_choices
from exxtra_kit.render.maps import _PATTERNS
from exxtra_kit.render.offers import SIGN_WORDS, SIGNS
from tests.render.colours import COLOUR_BLIND, EYES, SCHEMES, contrast, difference, rules, sheet, tokens

MAP, LEGEND, APP = "map_page.css", "map_legend.css", "exxtra.css"
# Differences by CIEDE2000, of which 1 can just be noticed side by side.
STANDINGS_APART = 10  # small things: a dot, a sum
SHADES_APART = 8  # areas that are compared across the map and with the legend
SURFACES_APART = 3.5  # neighbours with a border between them
TEXT, GRAPHIC = 4.5, 3  # WCAG 2.2, 1.4.3 and 1.4.11

# Standing -> the name of its colour on the map, and in the app.
STANDINGS = {
    "met": ("met", "exx-met"),
    "half": ("half", "exx-half"),
    "not_met": ("not-met", "exx-not-met"),
    "undecided": ("open", "exx-undecided"),
}
SURFACES = ("land", "land-out", "sea")
CHOICES = [value for _, value in shade_choices()]


def scale(choice: str) -> list[str]:
    """Return the groups of a choice, highest first, without the one for "no data"."""
    return [group for group, _ in legend_groups(choice) if group != NO_DATA]


def too_near(colours: dict[str, str], least: float, eyes: dict[str, str]) -> list[str]:
    """Return the pairs of colours that some eyes can't tell apart well enough."""
    return [
        f"{one} and {other} differ by {difference(colours[one], colours[other], kind):.1f} for {kind}"
        for one, other in combinations(colours, 2)
        for kind in eyes
        if difference(colours[one], colours[other], kind) < least
    ]


def fill_of(group: str) -> str:
    """Return how the map fills a territory of a group."""
    found = re.search(r"fill:\s*([^;]+)", rules(MAP)[f".exx-{group}"])
    assert found, f"nothing fills {group}"
    return found[1].strip()


def texture_of(group: str) -> str:
    """Return the texture that the map lays over the colour of a group; empty for a plain one."""
    named = re.fullmatch(r"url\(#([\w-]+)\)", fill_of(group))
    if named is None:
        return ""
    pattern = re.search(rf'<pattern id="{named[1]}"[^>]*>(.*?)</pattern>', _PATTERNS)
    assert pattern, f"there is no pattern {named[1]}"
    ground, _, texture = pattern[1].partition("/>")
    assert group == NO_DATA or f"var(--{group})" in ground, f"{group} has the ground of another"
    return texture


@pytest.mark.parametrize("scheme", SCHEMES)
def test_standings_are_told_apart_by_colour_blind_people(scheme: str) -> None:
    """The four colours of an answer differ for everybody who sees any colour."""
    found = tokens(MAP, scheme)

    assert not too_near({kind: found[name] for kind, (name, _) in STANDINGS.items()}, STANDINGS_APART, COLOUR_BLIND)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_list_has_the_colours_of_the_map(scheme: str) -> None:
    """What is green on the map is the same green in the list beside it."""
    on_map, in_app = tokens(MAP, scheme), tokens(APP, scheme)

    assert {kind: on_map[a] for kind, (a, _) in STANDINGS.items()} == {
        kind: in_app[b] for kind, (_, b) in STANDINGS.items()
    }


def test_a_standing_is_never_colour_alone() -> None:
    """Each has a sign and words of its own, in every language; a dot without its label carries the sign itself."""
    assert len({*SIGNS.values()}) == len(SIGNS) == len(STANDINGS) == len(SIGN_WORDS)
    for code in available_languages():
        language = Language.load(code)
        assert len({language.text(words) for words in SIGN_WORDS.values()}) == len(STANDINGS)
    assert "attr(data-sign)" in rules(MAP)[".exx-bare .exx-dot[data-sign]::before"]


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_shades_of_a_scale_are_told_apart(scheme: str, choice: str) -> None:
    """Any two groups of one legend differ for everybody who sees any colour."""
    found = tokens(MAP, scheme)

    assert not too_near({group: found[group] for group in scale(choice)}, SHADES_APART, COLOUR_BLIND)


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scale_goes_one_way_in_grey(scheme: str, choice: str) -> None:
    """Printed in grey, a higher group is further from the land's colour than the next lower one, step by step."""
    found = tokens(MAP, scheme)
    away = [difference(found[group], found["land"], "grey") for group in scale(choice)]

    assert all(higher > lower for higher, lower in pairwise(away)), away


@pytest.mark.parametrize("choice", CHOICES)
def test_a_shade_is_never_colour_alone(choice: str) -> None:
    """Each group of a legend has a texture of its own, at most one is plain, and "no data" is hatched."""
    textures = {group: texture_of(group) for group, _ in legend_groups(choice)}

    assert len({*textures.values()}) == len(textures), f"two groups look alike without colour: {textures}"
    assert textures.get(NO_DATA, "hatched")
    words = [Language.load().text(words) for _, words in legend_groups(choice)]
    assert len({*words}) == len(words)


def test_a_rating_of_the_country_is_not_colour_alone() -> None:
    """Where the country's rating stands for the region's, the border is drawn in another way."""
    assert any(has_national(choice) for choice in CHOICES if choice != CATEGORY)
    assert "stroke-dasharray" in rules(MAP)[".exx-national"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_countries_are_told_from_others_and_from_water(scheme: str) -> None:
    """Land that takes part, land that doesn't, and water differ for all, in grey as well."""
    found = tokens(MAP, scheme)

    assert not too_near({name: found[name] for name in SURFACES}, SURFACES_APART, EYES)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_territory_stands_out_by_its_border(scheme: str) -> None:
    """The border of a territory can be seen against land and water, however pale its colour is."""
    found = tokens(MAP, scheme)
    seen = {surface: contrast(found["rim"], found[surface]) for surface in SURFACES}

    assert min(seen.values()) >= GRAPHIC, seen


@pytest.mark.parametrize("selector", [".exx-dot", ".exx-ring", ".exx-route"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_dots_ring_and_route_stand_out_on_any_ground(scheme: str, selector: str) -> None:
    """Each has a casing in the colour of cards, which it contrasts with, so any ground can lie below it."""
    found = tokens(MAP, scheme)
    names = {".exx-dot": [name for name, _ in STANDINGS.values()], ".exx-ring": ["ink"], ".exx-route": ["accent"]}
    casing = re.search(r"(?:box-shadow|filter):[^;]*var\(--card\)", rules(MAP)[selector])

    assert casing, f"{selector} has no casing"
    assert min(contrast(found[name], found["card"]) for name in names[selector]) >= GRAPHIC


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_on_the_map_can_be_read(scheme: str) -> None:
    """Names, sums, tooltips and the attribution contrast with what they stand on."""
    found = tokens(MAP, scheme)
    names = ["ink", "muted", "accent", *(name for name, _ in STANDINGS.values())]
    seen = {name: contrast(found[name], found["card"]) for name in names}

    assert min(seen.values()) >= TEXT, seen


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_of_an_answer_can_be_read(scheme: str) -> None:
    """In the list and in a panel, an answer's words contrast with card, page and their own ground."""
    found = tokens(APP, scheme)
    seen = {
        f"{name} on {ground}": contrast(found[name], found[ground])
        for _, name in STANDINGS.values()
        for ground in ("exx-card", "exx-ground", f"{name}-ground")
    }

    assert min(seen.values()) >= TEXT, {pair: value for pair, value in seen.items() if value < TEXT}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_legend_has_the_colours_of_the_map(scheme: str) -> None:
    """The map's frame keeps its style sheet for itself; the legend's copy of its colours says the same."""
    on_map, beside = tokens(MAP, scheme), tokens(LEGEND, scheme)
    shades = {name.removeprefix("exx-shade-"): colour for name, colour in beside.items() if "shade" in name}

    assert {"land", "land-out", "rim", *(group for choice in CHOICES for group in scale(choice))} <= shades.keys()
    assert shades == {name: on_map[name] for name in shades}


def test_every_group_has_its_swatch() -> None:
    """No colour is drawn that the legend does not show."""
    drawn = {group for choice in CHOICES for group, _ in legend_groups(choice)}

    assert {f".exx-app .exx-shade-{group}" for group in drawn} <= rules(LEGEND).keys()


@pytest.mark.parametrize("name", [MAP, LEGEND, APP])
def test_the_sheets_are_read(name: str) -> None:
    """The tests above look at real colours: both schemes are found, and they differ."""
    assert "prefers-color-scheme: dark" in sheet(name)
    assert tokens(name, "light") != tokens(name, "dark")
    assert len(tokens(name, "light")) >= 10
