# SPDX-License-Identifier: BSD-3-Clause
"""Words for a ranking: points and marks of a part, the score, the sum, a ready-made visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Listing, Message, Value, msg, plural
from exxtra_kit.render.findings import confidence_words
from exxtra_kit.render.verdict import sum_text, verdict_words
from exxtra_kit.rules.words import purpose_name

if TYPE_CHECKING:
    from exxtra_kit.catalogue import VisitOffer
    from exxtra_kit.language import Language
    from exxtra_kit.matching.ranking import Part, Ranked

HOW_IT_ADDS_UP = msg(
    "Marks are the weight times the points; the score is the sum of the marks as a share of all weights that are "
    "asked. What is not known earns no marks."
)
_FOR_WHOM = {"one": msg("for one visitor"), "group": msg("for a group"), "": msg("number of visitors not told")}


def points_words(part: Part) -> Message:
    """Return the points of a part: a per cent, "not known" or "not asked"."""
    if not part.is_asked:
        return msg("not asked")
    if part.percent is None:
        return msg("not known")
    return msg("{percent} %", percent=part.percent)


def marks_words(part: Part) -> Message:
    """Return the marks of a part as a number; a dash where it isn't asked."""
    return msg("{value}", value=part.marks if part.is_asked else "\N{EN DASH}")


def score_words(one: Ranked) -> Message:
    """Return the score, and how far it could rise where something isn't known."""
    if one.score_at_best > one.score:
        return msg("{score} of 100 (at best {best}: not all is known)", score=one.score, best=one.score_at_best)
    return msg("{score} of 100", score=one.score)


def total_words(one: Ranked) -> Message:
    """Return how the score comes of the marks."""
    if not one.all_marks:
        return msg("No criterion that is asked has a weight, so the hosts stand by their names.")
    return msg("{marks} of {all} marks: {score} of 100", marks=one.marks, all=one.all_marks, score=one.score)


def verdict_and_sum(one: Ranked, language: Language) -> str:
    """Return verdict and sum on one line."""
    return language.text(
        msg("{verdict}: {sum}", verdict=verdict_words(one.verdict), sum=sum_text(one.verdict, language))
    )


def visit_words(offer: VisitOffer) -> Message:
    """Return in one line what a ready-made visit was; what isn't told is left out or said so."""
    parts: list[Value] = []
    if offer.working_days is not None:
        parts.append(plural("{n} working day", "{n} working days", n=offer.working_days))
    if offer.visits_per_day is not None:
        parts.append(plural("{n} visit a day", "{n} visits a day", n=offer.visits_per_day))
    parts.append(_FOR_WHOM[offer.visitors])
    if offer.kinds:
        parts.append(msg("{kinds}", kinds=Listing(tuple(purpose_name(kind) for kind in offer.kinds))))
    what = parts[0]
    for part in parts[1:]:
        what = msg("{first} \u00b7 {second}", first=what, second=part)
    sure = confidence_words("I" if offer.inferred else offer.provenance.confidence)
    return msg("Ready-made visit: {what} ({how_sure})", what=what, how_sure=sure)
