# SPDX-License-Identifier: BSD-3-Clause
"""One case under several programmes in short: a line each, with the answer and what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import msg
from exxtra_kit.render.findings import finding_kind, first_to_show
from exxtra_kit.render.html import Markup, element, escape, join, sign, words
from exxtra_kit.render.verdict import standing, sum_text, verdict_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.language import Language
    from exxtra_kit.models import Verdict


def programmes_html(verdicts: Iterable[Verdict], language: Language) -> Markup:
    """Return the verdicts of one case under several programmes as a list; the first is the one that was asked for."""
    items = [_programme(verdict, language, is_own=number == 0) for number, verdict in enumerate(verdicts)]
    return element("ul", join(items), "exx-programmes")


def _programme(verdict: Verdict, language: Language, *, is_own: bool) -> Markup:
    kind = standing(verdict)
    title = [words(verdict.programme_title, language)]
    if is_own:
        title.append(element("span", words(msg("your choice"), language), "exx-pill"))
    answer = join([sign(kind), words(verdict_words(verdict), language)], " ")
    parts = [
        element("p", join(title, " "), "exx-programme-title"),
        element("p", join([answer, escape(sum_text(verdict, language))], " \u00b7 "), f"exx-{kind}"),
    ]
    if kind in {"not_met", "undecided"}:
        reason = next(found.reason for found in first_to_show(verdict.findings) if finding_kind(found) == kind)
        parts.append(element("p", words(reason, language), "exx-law"))
    return element("li", join(parts))
