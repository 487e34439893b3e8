# SPDX-License-Identifier: BSD-3-Clause
"""The part of the sheet with every question of the rules: answer, value, what the law asks, source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Outcome
from exxtra_kit.parameters import meaning
from exxtra_kit.render.findings import confidence_words, finding_kind, outcome_words
from exxtra_kit.render.rulebook_values import value_words as law_words
from exxtra_kit.render.sheet.blocks import Cell, Column, Line, Section, Table, cell
from exxtra_kit.render.sheet.words import fact_words, value_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.language import Language
    from exxtra_kit.models import Finding, ParameterUse
    from exxtra_kit.render.sheet.sources import Sources

Group = Literal["answered", "undecided", "unchecked", "other"]
_TITLES: dict[Group, Message] = {
    "answered": msg("Answered"),
    "undecided": msg("Undecided: a fact is missing, or the sources leave it open"),
    "unchecked": msg("Not checked: a fact that may be left out is not stated"),
    "other": msg("Does not apply to this exchange"),
}
_SHORT_LIST = 8
_EMPTY: dict[Group, Message] = {
    "undecided": msg("Nothing is undecided."),
    "unchecked": msg("Nothing was left unchecked."),
}


def answers_section(number: int, findings: Iterable[Finding], sources: Sources, language: Language) -> Section:
    """Return every finding: what was asked and answered first, then what is undecided, not checked, not asked.

    Args:
        number: Number of the section.
        findings: All findings of the verdict.
        sources: The numbered sources.
        language: Language of the words.
    """
    groups: dict[Group, list[Finding]] = {name: [] for name in _TITLES}
    for finding in findings:
        groups[group_of(finding)].append(finding)
    tables, step = [], 0
    for name, group in groups.items():
        rows = []
        for finding in group:
            step += 1
            rows.append(_row(f"{number}.{step}", finding, sources, language))
        if rows:
            tables.append(Table(language.text(_TITLES[name]), _columns(name, language), tuple(rows)))
    notes = [language.text(words) for name, words in _EMPTY.items() if not groups[name]]
    title = language.text(msg("{number}. The questions of the rules", number=number))
    return Section(title, tables=tuple(tables), notes=tuple(notes))


def _columns(group: Group, language: Language) -> tuple[Column, ...]:
    number, source = Column(language.text(msg("No.")), 3), Column(language.text(msg("Source")), 6)
    short = Column(language.text(msg("Question, and why it has no answer")), 23)
    if group == "other":
        return (number, replace(short, share=short.share + source.share))
    if group == "unchecked":
        return (number, short, source)
    return (
        number,
        Column(language.text(msg("Question, answer and reason")), 11),
        Column(language.text(msg("Value in this case")), 6),
        Column(language.text(msg("What the law says")), 6),
        source,
    )


def group_of(finding: Finding) -> Group:
    """Return where a finding stands: "answered", "undecided", "unchecked" or "other", which doesn't apply."""
    if finding.outcome is Outcome.UNDECIDED:
        return "undecided"
    if finding.outcome is not Outcome.NOT_APPLICABLE:
        return "answered"
    return "other" if finding.is_checked else "unchecked"


def _row(number: str, finding: Finding, sources: Sources, language: Language) -> tuple[Cell, ...]:
    group, sign = group_of(finding), finding_kind(finding)
    question, reason = language.text(finding.question), language.text(finding.reason)
    if group == "other":
        return (cell(f"{number} {finding.code}"), cell(f"{question} {reason}", sign=sign))
    source = _source(finding, sources, language)
    if group == "unchecked":
        return (cell(f"{number} {finding.code}"), cell(f"{question} {reason}", sign=sign), source)
    answer = [Line(question, "strong"), Line(f"{language.text(outcome_words(finding))} {reason}")]
    if finding.note is not None:
        answer.append(Line(language.text(finding.note), "quiet"))
    return (
        cell(Line(number, "strong"), Line(f"{finding.code} {finding.rule}", "quiet")),
        cell(*answer, sign=sign),
        cell(*_facts(finding, language)),
        cell(*_law(finding, language)),
        source,
    )


def _facts(finding: Finding, language: Language) -> list[str]:
    facts = []
    start, end = finding.facts.get("exchange.start"), finding.facts.get("exchange.end")
    if isinstance(start, date) and isinstance(end, date):
        facts.append(language.span(start, end))
    for name, value in finding.facts.items():
        # A gap is named in the reason, and the table of days has the holidays.
        if value in (None, ()) or isinstance(value, Mapping) or (facts and name in {"exchange.start", "exchange.end"}):
            continue
        words, shown = fact_words(name, value), language.value(value_words(name, value))
        facts.append(f"{language.value(words)}: {shown}")
    return facts


def _law(finding: Finding, language: Language) -> list[Line]:
    use = finding.parameter
    if use is None:
        return [Line(language.text(msg("no value on that day")), "quiet")]
    since = language.text(msg("since {day}", day=use.in_force_since))
    return [Line(_threshold(use, finding.facts, language)), Line(since, "quiet")]


def _threshold(use: ParameterUse, facts: Mapping[str, object], language: Language) -> str:
    """Return the value of the law in words: of a table only the host's row, of a long list only its length."""
    about, value = meaning(use.name), use.value
    if isinstance(value, Mapping):
        value = value.get(str(facts.get("host.country")))
        return language.text(msg("no row for this country")) if value is None else language.euro(int(value))
    if isinstance(value, tuple) and len(value) > _SHORT_LIST:
        return f"{language.number(len(value))} {language.text(about.unit)}"
    return law_words(about, value, language)


def _source(finding: Finding, sources: Sources, language: Language) -> Cell:
    sure = language.text(confidence_words(finding.confidence))
    number, place = sources.number(finding.reference), finding.reference.place
    if group_of(finding) == "unchecked":
        return cell(f"{number} {sure}")
    return cell(
        f"{number} {place}" if place else number,
        Line(f"{sure}, {finding.decision}" if finding.decision else sure, "quiet"),
    )
