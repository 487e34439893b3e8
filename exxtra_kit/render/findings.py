# SPDX-License-Identifier: BSD-3-Clause
"""Findings in words: the sign, the reason, the value of the law, the source and how sure it is, the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Outcome
from exxtra_kit.render.html import Markup, element, escape, join, only_read, outside_link, sign, words
from exxtra_kit.render.why import decision_html, law_html, since_words

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
NOT_CHECKED = "not_checked"
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
    """Return what is shown unfolded: what refuses, what is open, what costs money, then the most telling met ones."""
    ranks = {Outcome.NOT_MET: 0, Outcome.UNDECIDED: 1}
    first = [finding for finding in findings if finding.outcome in ranks]
    first.sort(key=lambda finding: 2 if finding_kind(finding) == "half" else ranks[finding.outcome])
    met = [finding for finding in findings if finding.outcome is Outcome.MET]
    met.sort(
        key=lambda finding: (
            _TELLING_RULES.index(finding.rule) if finding.rule in _TELLING_RULES else len(_TELLING_RULES)
        )
    )
    missing = max(_SHOWN_AT_LEAST - len(first), 0)
    return (*first, *met[:missing])


def source_html(finding: Finding, language: Language) -> Markup:
    """Return where a finding's rule stands, as a link where there is one, how sure that is, and since when it holds."""
    reference, since = finding.reference, since_words(finding)
    parts = [
        outside_link(escape(reference.title or reference.source), reference.url),
        words(confidence_words(finding.confidence), language),
        *([words(since, language)] if since else []),
    ]
    return element("p", join(parts, " \u00b7 "), "exx-source")


def finding_kind(finding: Finding) -> str:
    """Return the sign of a finding.

    A step of the sum or the priority, not met, costs money but refuses nothing. What was not looked
    into for want of a fact is neither "not met" nor "does not apply".
    """
    if not finding.is_checked:
        return NOT_CHECKED
    if finding.outcome is Outcome.NOT_MET and finding.code.startswith(_REFUSING_NOTHING):
        return "half"
    return str(finding.outcome)


def outcome_words(finding: Finding) -> Message:
    """Return a finding's outcome in words, with a colon."""
    return _OUTCOME_WORDS[finding.outcome] if finding.is_checked else msg("Not checked:")


def not_checked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that were not looked into, for want of a fact that is optional."""
    return tuple(finding for finding in findings if not finding.is_checked)


def finding_html(finding: Finding, language: Language) -> Markup:
    """Return one finding as an item of a list: sign, reason, caution, value of the law, source, decision."""
    kind = finding_kind(finding)
    said = words(finding.reason, language)
    if finding.is_checked:  # else the reason itself begins with these words
        said = join([only_read(words(outcome_words(finding), language)), said], " ")
    parts = [element("p", said)]
    if not finding.is_checked:  # such reasons are alike for both sides; the question tells whom it is about
        parts.insert(0, element("p", words(finding.question, language), "exx-subheading exx-small"))
    if finding.note is not None:
        parts.append(element("p", words(finding.note, language), "exx-note"))
    parts += [law_html(finding, language), source_html(finding, language)]
    if finding.decision is not None:
        parts.append(decision_html(finding.decision, language, key=f"decision-{finding.code}"))
    return element("li", join([sign(kind), element("div", join(parts))]), f"exx-finding exx-finding-{kind}")


def findings_html(findings: Iterable[Finding], language: Language) -> Markup:
    """Return findings as a list; nothing where there are none."""
    items = [finding_html(finding, language) for finding in findings]
    return element("ul", join(items), "exx-findings") if items else Markup("")
