# SPDX-License-Identifier: BSD-3-Clause
"""Findings in words: the sign, the reason, the source and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Outcome
from exxtra_kit.render.html import Markup, element, escape, join, only_read, outside_link, sign, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.language import Language
    from exxtra_kit.models import Finding

# How sure a source is, in words; the marks are those of `Finding.confidence`, the surest first.
CONFIDENCE = {
    "O": msg("official"),
    "P": msg("a partnership\N{RIGHT SINGLE QUOTATION MARK}s reading"),
    "S1": msg("project document"),
    "S2": msg("project document"),
    "T": msg("third party"),
    "I": msg("inferred"),
    "M": msg("not verified"),
}
_OUTCOME_WORDS = {
    Outcome.MET: msg("Met:"),
    Outcome.NOT_MET: msg("Not met:"),
    Outcome.UNDECIDED: msg("Not decided:"),
    Outcome.NOT_APPLICABLE: msg("Does not apply:"),
}
# What a reader looks for first among the answers that are fine: different countries, membership,
# the days, the distance.
_TELLING_RULES = ("R11", "R5", "R13", "R12")
_SHOWN_AT_LEAST = 3
# Families of codes (see `Finding.code`) that never make an exchange ineligible.
_REFUSING_NOTHING = ("LS", "PR")


def confidence_words(mark: str) -> Message:
    """Return how sure a source with this mark is, in words; an unknown mark counts as not verified."""
    return CONFIDENCE.get(mark, CONFIDENCE["M"])


def least_sure(findings: Iterable[Finding]) -> str:
    """Return the weakest confidence mark among findings; "O" where there are none."""
    marks = list(CONFIDENCE)
    return max(
        (finding.confidence for finding in findings if finding.confidence in CONFIDENCE), key=marks.index, default="O"
    )


def first_to_show(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what is shown unfolded: not met, then undecided, then the most telling ones that are met."""
    first = [finding for finding in findings if finding.outcome is Outcome.NOT_MET]
    first.sort(key=lambda finding: finding_kind(finding) == "half")
    first += [finding for finding in findings if finding.outcome is Outcome.UNDECIDED]
    met = [finding for finding in findings if finding.outcome is Outcome.MET]
    met.sort(
        key=lambda finding: (
            _TELLING_RULES.index(finding.rule) if finding.rule in _TELLING_RULES else len(_TELLING_RULES)
        )
    )
    missing = max(_SHOWN_AT_LEAST - len(first), 0)
    return (*first, *met[:missing])


def source_html(finding: Finding, language: Language) -> Markup:
    """Return where a finding's rule stands, as a link where there is one, and how sure that is."""
    reference = finding.reference
    source = outside_link(escape(reference.title or reference.source), reference.url)
    return element("p", join([source, words(confidence_words(finding.confidence), language)], " \u00b7 "), "exx-source")


def finding_kind(finding: Finding) -> str:
    """Return the sign of a finding: a step of the sum or the priority, not met, costs money but refuses nothing."""
    if finding.outcome is Outcome.NOT_MET and finding.code.startswith(_REFUSING_NOTHING):
        return "half"
    return str(finding.outcome)


def finding_html(finding: Finding, language: Language) -> Markup:
    """Return one finding as an item of a list: sign, reason, caution, source."""
    kind = finding_kind(finding)
    parts = [
        element(
            "p",
            join([only_read(words(_OUTCOME_WORDS[finding.outcome], language)), words(finding.reason, language)], " "),
        )
    ]
    if finding.note is not None:
        parts.append(element("p", words(finding.note, language), "exx-note"))
    parts.append(source_html(finding, language))
    return element("li", join([sign(kind), element("div", join(parts))]), f"exx-finding exx-finding-{kind}")


def findings_html(findings: Iterable[Finding], language: Language) -> Markup:
    """Return findings as a list; nothing where there are none."""
    items = [finding_html(finding, language) for finding in findings]
    return element("ul", join(items), "exx-findings") if items else Markup("")
