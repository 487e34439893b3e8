# SPDX-License-Identifier: BSD-3-Clause
"""Verdicts as plain data (the contract with other programs) and as plain text for a terminal."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING

from exxtra_kit.messages import Euro, Kilometres, msg, plural
from exxtra_kit.models import Outcome
from exxtra_kit.render.findings import confidence_words, least_sure, not_checked
from exxtra_kit.render.verdict import verdict_words
from exxtra_kit.render.why import since_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.language import Language
    from exxtra_kit.models import Finding, Fix, Verdict

WIDTH = 100
SIGNS: Mapping[Outcome, str] = {
    Outcome.MET: "\N{CHECK MARK}",
    Outcome.NOT_MET: "\N{MULTIPLICATION X}",
    Outcome.UNDECIDED: "?",
    Outcome.NOT_APPLICABLE: "\N{EN DASH}",
}
NOT_CHECKED_SIGN = "\N{WHITE CIRCLE}"


def verdict_as_dict(verdict: Verdict, language: Language) -> dict[str, object]:
    """Return a verdict as plain data that JSON can hold, with its sentences in one language.

    The keys are a contract with other programs: they are added to, never renamed.
    """
    return {
        "programme": verdict.programme,
        "programme_title": verdict.programme_title,
        "programme_version": verdict.programme_version,
        "programme_hash": verdict.programme_hash,
        "on": verdict.on.isoformat(),
        "verdict": str(verdict.eligibility),
        "lump_sum_eur": verdict.lump_sum_eur,
        "lump_sum_if_confirmed_eur": verdict.lump_sum_if_confirmed_eur,
        "full_lump_sum_eur": verdict.full_lump_sum_eur,
        "lump_sum_confidence": least_sure(finding for finding in verdict.findings if finding.code.startswith("LS")),
        "halved": verdict.halved,
        "working_days": verdict.working_days,
        "distance_km": verdict.distance_km,
        "has_priority": verdict.has_priority,
        "findings": [_finding(finding, language) for finding in verdict.findings],
        "fixes": [_fix(fix, language) for fix in verdict.fixes],
        "loss": _fix(verdict.loss, language) if verdict.loss else None,
    }


def _finding(finding: Finding, language: Language) -> dict[str, object]:
    use = finding.parameter
    return {
        "code": finding.code,
        "rule": finding.rule,
        "question": language.text(finding.question),
        "outcome": str(finding.outcome),
        "checked": finding.is_checked,
        "reason": language.text(finding.reason),
        "note": language.text(finding.note) if finding.note else None,
        "facts": plain_data(finding.facts),
        "parameter": None
        if use is None
        else {
            "name": use.name,
            "value": plain_data(use.value),
            "unit": use.unit,
            "in_force_since": use.in_force_since.isoformat(),
        },
        "reference": str(finding.reference),
        "source": finding.reference.source,
        "confidence": finding.confidence,
        "decision": finding.decision,
    }


def _fix(fix: Fix, language: Language) -> dict[str, object]:
    return {
        "text": language.text(fix.text),
        "changes": plain_data(fix.changes),
        "verdict": str(fix.verdict),
        "lump_sum_eur": fix.lump_sum_eur,
    }


def plain_data(value: object) -> object:
    """Return a value as JSON can hold it: days as ISO text, tuples as lists, words as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain_data(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain_data(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def headline(verdict: Verdict, language: Language) -> str:
    """Return the verdict and the sum on one line."""
    words = verdict_words(verdict)
    if verdict.lump_sum_eur is not None:
        amount = Euro(verdict.lump_sum_eur)
        return language.text(msg("{verdict}: {sum}", verdict=words, sum=amount))
    if verdict.lump_sum_if_confirmed_eur is not None:
        return language.text(
            msg(
                "{verdict}: {sum} if what is open is confirmed",
                verdict=words,
                sum=Euro(verdict.lump_sum_if_confirmed_eur),
            )
        )
    return language.text(msg("{verdict}: the sum can't be computed", verdict=words))


def verdict_as_text(verdict: Verdict, language: Language) -> str:
    """Return a verdict for a terminal: headline, facts, every finding with its source, what was not checked, fixes."""
    facts = [headline(verdict, language)]
    if verdict.working_days is not None:
        facts.append(language.text(plural("{n} working day", "{n} working days", n=verdict.working_days)))
    if verdict.distance_km is not None:
        facts.append(language.text(msg("{distance} apart", distance=Kilometres(verdict.distance_km))))
    lines = [" \N{MIDDLE DOT} ".join(facts), ""]
    for finding in verdict.findings:
        if finding.is_checked:
            lines += _finding_lines(SIGNS[finding.outcome], finding, language)
    open_ones = not_checked(verdict.findings)
    if open_ones:
        lines += ["", language.text(msg("Not checked, for nothing was said about it:"))]
        for finding in open_ones:
            lines += _finding_lines(NOT_CHECKED_SIGN, finding, language)
    changes = [*verdict.fixes, *([verdict.loss] if verdict.loss else [])]
    if changes:
        lines += ["", language.text(msg("What would change it:"))]
        for fix in changes:
            lines += _wrap(f"- {language.text(fix.text)}", "  ")
    return "\n".join(lines)


def _finding_lines(mark: str, finding: Finding, language: Language) -> list[str]:
    lines = _wrap(f"{mark} {finding.code} {language.text(finding.reason)}", "  ")
    if finding.note:
        lines += _wrap(f"! {language.text(finding.note)}", "    ")
    confidence = language.text(confidence_words(finding.confidence))
    since = since_words(finding)
    details = ", ".join([confidence, *([language.text(since)] if since else []), *filter(None, [finding.decision])])
    return lines + _wrap(f"{finding.rule}, {finding.reference} ({details})", "    ")


def _wrap(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
