# SPDX-License-Identifier: BSD-3-Clause
"""What the clusters' territories are coloured by: an edition of the innovation scoreboards, or the region's category.

Colours themselves stand in `map_page.css` and `map_legend.css`; here is which of them a territory gets, and its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from exxtra_kit.catalogue import (
    OUT_OF_COVERAGE,
    Cluster,
    Rating,
    load_clusters,
    load_ratings,
    rating_scale,
    region_outlines,
    source,
)
from exxtra_kit.messages import Message, msg
from exxtra_kit.render.cluster_words import CATEGORIES, RATINGS, blank_words, fact_confidence

if TYPE_CHECKING:
    from exxtra_kit.catalogue import Fact
    from exxtra_kit.language import Language

PRESENTATION = "2017"
"""The ratings as the presentation has them: regions of 2017, countries of 2018."""
CATEGORY = "category"
"""The region's category in the structural funds."""
NO_DATA = "unrated"
"""The group of a territory of which nothing was found, or that is out of coverage."""

_EDITIONS_OF_THE_PRESENTATION = {"RIS": "2017", "EIS": "2018"}
_REPORTS = {
    "RIS": msg("Regional Innovation Scoreboard"),
    "EIS": msg("European Innovation Scoreboard"),
}
_GROUPS = {
    "Leader": msg("Leader"),
    "Strong": msg("Strong"),
    "Moderate": msg("Moderate"),
    "Modest": msg("Modest"),
    "Emerging": msg("Emerging"),
}
_CATEGORY_GROUPS = {
    "More developed Region": ("cat-more", msg("more developed region")),
    "Transition Region": ("cat-transition", msg("transition region")),
    "Less developed Region": ("cat-less", msg("less developed region")),
}
_CATEGORY_OF_REGION = msg("Category of region, EU structural funds 2014\N{EN DASH}2020")
_HOW_SURE = msg("How sure")


@dataclass(frozen=True, slots=True)
class Shade:
    """How one territory is coloured, and why.

    Attributes:
        group: Name of its colour ("leader", "cat-more"); `NO_DATA` for none.
        is_of_country: Whether it is the rating of the whole country, which is not that of the region.
        facts: What to say of it: label, and value in the words of its source or in ours.
    """

    group: str
    is_of_country: bool
    facts: tuple[tuple[Message, Message | str], ...]

    @property
    def classes(self) -> str:
        """CSS classes that colour it, words of our own."""
        return f"exx-territory exx-{self.group}" + (" exx-national" if self.is_of_country else "")


@lru_cache(maxsize=1)
def editions() -> tuple[str, ...]:
    """Return the editions of which something is known, that of the presentation first."""
    later = {rating.edition for rating in load_ratings()} - set(_EDITIONS_OF_THE_PRESENTATION.values())
    return (PRESENTATION, *sorted(later))


def shade_choices() -> tuple[tuple[Message, str], ...]:
    """Return what the territories can be coloured by: words and value, the usual one first."""
    return (
        (msg("Innovation rating 2017/2018"), PRESENTATION),
        *((msg("Innovation rating {edition}", edition=edition), edition) for edition in editions()[1:]),
        (msg("Category of region 2014\N{EN DASH}2020"), CATEGORY),
    )


def shade_of(cluster: Cluster, choice: str = PRESENTATION) -> Shade:
    """Return how a cluster's territory is coloured.

    Args:
        cluster: The cluster.
        choice: One of the values of `shade_choices`.
    """
    return _category(cluster) if choice == CATEGORY else _rating(cluster, choice)


def territory_name(cluster: Cluster, language: Language) -> str:
    """Return what the map calls a cluster's territory: the country where it is all of it, else the region."""
    if cluster.fact("ris_2017").value == OUT_OF_COVERAGE:  # rated as a whole country
        return language.country(cluster.country)
    names = {feature["properties"]["id"]: feature["properties"]["name"] for feature in region_outlines()["features"]}
    return str(names.get(cluster.region, cluster.fact("territory").value))


def shades(choice: str, language: Language) -> dict[str, dict[str, object]]:
    """Return how each territory is coloured, as the map's page takes it: region -> classes and facts.

    Args:
        choice: One of the values of `shade_choices`.
        language: Language of the words.
    """
    return {cluster.region: _for_page(cluster, choice, language) for cluster in load_clusters()}


def _for_page(cluster: Cluster, choice: str, language: Language) -> dict[str, object]:
    shade = shade_of(cluster, choice)
    return {"classes": shade.classes, "facts": facts_of(cluster, shade, language)}


def facts_of(cluster: Cluster, shade: Shade, language: Language) -> list[tuple[str, str]]:
    """Return the lines of a territory's tooltip: whose territory it is, and why it has its colour."""
    told = [
        (language.text(label), value if isinstance(value, str) else language.text(value))
        for label, value in shade.facts
    ]
    return [(language.text(msg("Cluster")), cluster.name), *told]


def _category(cluster: Cluster) -> Shade:
    fact = cluster.fact("region_category")
    if not fact.is_known:
        return Shade(NO_DATA, is_of_country=False, facts=((_CATEGORY_OF_REGION, blank_words(fact)),))
    group, words = _CATEGORY_GROUPS.get(fact.value, (NO_DATA, CATEGORIES.get(fact.value, fact.value)))
    return Shade(group, is_of_country=False, facts=((_CATEGORY_OF_REGION, words), *_provenance(fact)))


def _rating(cluster: Cluster, edition: str) -> Shade:
    """Colour by the region's rating; where that is out of coverage or not found, by the country's if it is known."""
    found = {rating.report: rating for rating in load_ratings() if _is_of(rating, cluster, edition)}
    regional, national = found.get("RIS"), found.get("EIS")
    used = regional if regional and regional.group else national if national and national.group else None
    if used is None:
        title = msg("Innovation rating {edition}", edition=edition)
        told = _told(regional) if regional else ((title, msg("no data: nothing was found")),)
        return Shade(NO_DATA, is_of_country=False, facts=told)
    is_of_country = used is national
    facts = _told(used)
    if is_of_country:
        facts = (*(_told(regional)[:1] if regional else ()), *facts, (msg("Applies to"), msg("the whole country")))
    return Shade(used.group.casefold(), is_of_country, facts)


def _is_of(rating: Rating, cluster: Cluster, choice: str) -> bool:
    wanted = _EDITIONS_OF_THE_PRESENTATION[rating.report] if choice == PRESENTATION else choice
    return rating.region == cluster.region and rating.edition == wanted


def _told(rating: Rating) -> tuple[tuple[Message, Message | str], ...]:
    label = msg("{report} {edition}", report=_REPORTS[rating.report], edition=rating.edition)
    return (label, RATINGS.get(rating.value, rating.value)), *_provenance(rating.provenance)


def _provenance(fact: Fact) -> tuple[tuple[Message, Message | str], ...]:
    if not fact.source:
        return ()
    return (msg("Source"), source(fact.source).title), (_HOW_SURE, fact_confidence(fact.confidence))


def legend_groups(choice: str) -> tuple[tuple[str, Message], ...]:
    """Return the colours of a choice with their words, highest first, and the one for "no data" where it is needed.

    The groups of an edition are those of its own scale: they changed in 2021.
    """
    drawn = [shade_of(cluster, choice) for cluster in load_clusters()]
    lacking = any(shade.group == NO_DATA for shade in drawn)
    if choice == CATEGORY:
        found = tuple(_CATEGORY_GROUPS.values())
        return (*found, (NO_DATA, msg("o.o.c. (out of coverage)"))) if lacking else found
    groups = rating_scale(choice).groups
    found = tuple((group.name.casefold(), _limits(number, choice)) for number, group in enumerate(groups))
    return (*found, (NO_DATA, msg("no data: nothing was found"))) if lacking else found


def _limits(number: int, edition: str) -> Message:
    groups = rating_scale(edition).groups
    name = _GROUPS[groups[number].name]
    if groups[number].least_percent:
        return msg("{group} (from {percent}\N{NO-BREAK SPACE}%)", group=name, percent=groups[number].least_percent)
    return msg("{group} (below {percent}\N{NO-BREAK SPACE}%)", group=name, percent=groups[number - 1].least_percent)


def legend_title(choice: str) -> Message:
    """Return what the colours of a choice mean as a whole."""
    if choice == CATEGORY:
        return msg(
            "Colour of the hosts\N{RIGHT SINGLE QUOTATION MARK} territories: category of region, EU structural funds "
            "2014\N{EN DASH}2020"
        )
    if choice == PRESENTATION:
        return msg(
            "Colour of the hosts\N{RIGHT SINGLE QUOTATION MARK} territories: innovation rating, regions 2017 and "
            "countries 2018, in per cent of the EU average"
        )
    return msg(
        "Colour of the hosts\N{RIGHT SINGLE QUOTATION MARK} territories: innovation rating {edition}, in per cent of "
        "the EU average",
        edition=choice,
    )


def changed_note(choice: str) -> Message | None:
    """Return that the groups of an edition are not those of earlier ones; None where they are the first."""
    first = PRESENTATION if choice == CATEGORY else rating_scale(choice).first_edition
    if first == PRESENTATION:
        return None
    return msg(
        "The groups changed in {year}: a name doesn\N{RIGHT SINGLE QUOTATION MARK}t mean the same in earlier editions.",
        year=first,
    )


def limits_note(choice: str) -> Message | None:
    """Return where the limits between the groups come from; None where there are none."""
    if choice == CATEGORY:
        return None
    limits = rating_scale(choice).groups[0].provenance
    sure = fact_confidence(limits.confidence)
    return msg("{source} \N{MIDDLE DOT} {how_sure}", source=source(limits.source).title, how_sure=sure)


def has_national(choice: str) -> bool:
    """Say whether a territory shows the rating of its country instead of its own."""
    return any(shade_of(cluster, choice).is_of_country for cluster in load_clusters())
