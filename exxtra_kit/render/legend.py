# SPDX-License-Identifier: BSD-3-Clause
"""What stands around the map: what its signs and colours mean, and what the list says before the hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Listing, Message, msg, plural
from exxtra_kit.render.html import Markup, element, escape, join, sign, words
from exxtra_kit.render.map_page import BORDERS
from exxtra_kit.render.map_state import ring_words
from exxtra_kit.render.offers import SIGN_WORDS, SIGNS, shared_reasons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exxtra_kit.errors import Problem
    from exxtra_kit.language import Language
    from exxtra_kit.render.offers import Offer

KOSOVO_NOTE = msg(
    "Kosovo*: This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and "
    "the ICJ Opinion on the Kosovo declaration of independence."
)
_COLOURS: tuple[tuple[str, Message], ...] = (
    ("leader", msg("Leader")),
    ("strong", msg("Strong")),
    ("moderate", msg("Moderate")),
    ("national", msg("striped: rating of the country, 2018 (regional rating o.o.c.)")),
    ("in", msg("country that takes part")),
    ("out", msg("country that does not take part")),
)


def legend_html(ring_km: float, language: Language) -> Markup:
    """Return what the signs, the ring and the colours of the map mean, and where its borders come from.

    Args:
        ring_km: Radius of the ring around the visitor, kilometres; 0 where the programme has none.
        language: Language of the words.
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
        signs.append(
            join(
                [
                    element("span", Markup(""), "exx-map-swatch exx-map-ring", aria_hidden="true"),
                    words(ring_words(ring_km), language),
                ],
                " ",
            )
        )
    colours = [
        join(
            [element("span", Markup(""), f"exx-map-swatch exx-map-{kind}", aria_hidden="true"), words(text, language)],
            " ",
        )
        for kind, text in _COLOURS
    ]
    rated = msg("Innovation rating of the hosts\N{RIGHT SINGLE QUOTATION MARK} territories, 2017:")
    notes = join([words(BORDERS, language), words(KOSOVO_NOTE, language)], " ")
    return element(
        "div",
        join(
            [
                _row(signs),
                element("p", words(rated, language), "exx-text"),
                _row(colours),
                element("p", notes, "exx-text exx-muted"),
            ]
        ),
        "exx-map-legend",
    )


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
