# SPDX-License-Identifier: BSD-3-Clause
"""What stands around the map: what its signs and colours mean, and what the list says before the hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Listing, Message, msg, plural
from exxtra_kit.render.html import Markup, element, escape, fold, join, sign, words
from exxtra_kit.render.map_layers import (
    PRESENTATION,
    changed_note,
    has_national,
    legend_groups,
    legend_title,
    limits_note,
)
from exxtra_kit.render.map_page import BORDERS
from exxtra_kit.render.map_state import ring_words
from exxtra_kit.render.offers import SIGN_WORDS, SIGNS, shared_reasons
from exxtra_kit.render.partner_marks import known_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exxtra_kit.errors import Problem
    from exxtra_kit.language import Language
    from exxtra_kit.render.offers import Offer

KOSOVO_NOTE = msg(
    "Kosovo*: This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and "
    "the ICJ Opinion on the Kosovo declaration of independence."
)
_COUNTRIES: tuple[tuple[str, Message], ...] = (
    ("in", msg("country that takes part")),
    ("out", msg("country that does not take part")),
)


def legend_html(ring_km: float, language: Language, *, shade: str = PRESENTATION, partnerships: bool = False) -> Markup:
    """Return what the signs, the ring and the colours of the map mean, and where its borders come from.

    Args:
        ring_km: Radius of the ring around the visitor, kilometres; 0 where the programme has none.
        language: Language of the words.
        shade: What the territories are coloured by, see `map_layers.shade_choices`.
        partnerships: Whether the clusters of the other partnerships are shown.
    """
    signs = [
        join(
            [
                element("span", escape(SIGNS[kind]), f"exx-map-sign exx-{kind}", aria_hidden="true"),
                words(SIGN_WORDS[kind], language),
            ],
            " ",
        )
        for kind in SIGNS
    ]
    if ring_km:
        signs.append(_swatch("exx-map-swatch exx-map-ring", ring_words(ring_km), language))
    if partnerships:
        signs.append(_swatch("exx-mark", msg("cluster of another partnership"), language))
        signs.append(
            _swatch("exx-mark exx-mark-country", msg("cluster of another partnership, town not known"), language)
        )
    colours = [_swatch(f"exx-shade exx-shade-{group}", text, language) for group, text in legend_groups(shade)]
    if has_national(shade):
        whole = msg("dashed border: rating of the whole country, the region has none")
        colours.append(_swatch("exx-shade exx-shade-national", whole, language))
    colours += [_swatch(f"exx-shade exx-shade-{kind}", text, language) for kind, text in _COUNTRIES]
    changed, limits = changed_note(shade), limits_note(shade)
    notes = [*([changed] if changed else []), *([known_words()] if partnerships else []), BORDERS, KOSOVO_NOTE]
    meaning = [
        element("summary", words(msg("What the colours mean, and notes"), language)),
        element("p", words(legend_title(shade), language), "exx-text"),
        _row(colours),
        element("p", join((words(note, language) for note in notes), " "), "exx-text exx-muted"),
        _limits(limits, language) if limits else Markup(""),
    ]
    # Folded, so that on a phone the list follows the map; who has chosen something wants to know what it means.
    chosen = {"open": "open"} if partnerships or shade != PRESENTATION else {}
    folded = element("details", join(meaning), "exx-details", data_key="colours", **chosen)
    return element("div", join([_row(signs), folded]), "exx-map-legend")


def _swatch(classes: str, text: Message, language: Language) -> Markup:
    return join([element("span", Markup(""), classes, aria_hidden="true"), words(text, language)], " ")


def _limits(source: Message, language: Language) -> Markup:
    title = words(msg("Where the limits between the groups come from"), language)
    return fold("limits", title, element("p", words(source, language), "exx-text exx-muted"))


def _row(items: Sequence[Markup]) -> Markup:
    return element("ul", join(element("li", item) for item in items), "exx-map-signs", role="list")


def summary_html(
    offers: Sequence[Offer], missing: Sequence[Message], problems: Sequence[Problem], language: Language
) -> Markup:
    """Return what stands above the list: what is still needed, what is wrong, or how many hosts are possible."""
    if problems:
        text = plural(
            "{n} answer can't be used: see the message beside it.",
            "{n} answers can't be used: see the messages beside them.",
            n=len(problems),
        )
        return element("p", join([sign("not_met"), words(text, language)], " "), "exx-problem", role="status")
    if missing:
        text = msg("No sums yet. Still needed: {what}.", what=Listing(tuple(missing)))
        return element("p", words(text, language), "exx-text", role="status")
    judged = [offer.standing for offer in offers if offer.standing is not None]
    if not judged:
        text = msg("No sums yet. Choose your town from the list.")
        return element("p", words(text, language), "exx-text", role="status")
    possible, undecided = sum(kind in {"met", "half"} for kind in judged), judged.count("undecided")
    if not undecided:
        text = plural(
            "{n} of {all} hosts is possible on these days.",
            "{n} of {all} hosts are possible on these days.",
            n=possible,
            all=len(judged),
        )
        return element("p", words(text, language), "exx-text", role="status")
    text = plural(
        "{n} of {all} hosts is not decided yet.",
        "{n} of {all} hosts are not decided yet.",
        n=undecided,
        all=len(judged),
    )
    why = (element("span", words(reason, language), "exx-map-why") for reason in shared_reasons(offers))
    return element("p", join([words(text, language), *why]), "exx-text", role="status")
