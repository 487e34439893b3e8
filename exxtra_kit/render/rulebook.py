# SPDX-License-Identifier: BSD-3-Clause
"""The table of rules, woven from the rules and the programme's parameters: never written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit.messages import msg
from exxtra_kit.parameters import Kind, meaning
from exxtra_kit.render.findings import confidence_words
from exxtra_kit.render.rulebook_values import value_words
from exxtra_kit.rules import RULES

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.models import Reference
    from exxtra_kit.parameters import Law, Meaning

_SHORT_LIST = 12


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule as a reader sees it.

    Attributes:
        code: Stable code of the finding.
        rule: Rule of the scheme.
        question: The question.
        value: The value in force, in words, with its unit.
        reference: Where it stands.
        confidence: How sure the source is, in words.
        decision: Number of our decision; empty if none was needed.
    """

    code: str
    rule: str
    question: str
    value: str
    reference: Reference
    confidence: str
    decision: str


def rule_rows(law: Law, language: Language) -> tuple[RuleRow, ...]:
    """Return every rule with the value it rests on, in the order in which findings are reported."""
    rows = []
    for rule in RULES:
        source = law.source(rule.parameter)
        rows.append(
            RuleRow(
                code=rule.code,
                rule=rule.rule,
                question=language.text(rule.question),
                value=_value(meaning(rule.parameter), source.value, language),
                reference=law.reference(rule.parameter),
                confidence=language.text(confidence_words(source.confidence)),
                decision=source.decision or "",
            )
        )
    return tuple(rows)


def rules_as_markdown(law: Law, language: Language) -> str:
    """Return the table of rules as Markdown, for the README."""
    lines = [
        "| code | rule | question | value | source | how sure | decision |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rule_rows(law, language):
        source = f"[{row.reference.title}]({row.reference.url})" if row.reference.url else row.reference.title
        cells = (row.code, row.rule, row.question, row.value, source, row.confidence, row.decision)
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(lines)


def rules_as_text(law: Law, language: Language) -> str:
    """Return the table of rules for a terminal."""
    head = law.programme.programme
    named = msg("{title} ({id}), version {version}", title=language.text(head.title), id=head.id, version=head.version)
    lines = [language.text(named), ""]
    for row in rule_rows(law, language):
        decision = f", {row.decision}" if row.decision else ""
        lines += [
            f"{row.code}  {row.rule:<4}{row.question}",
            f"           {row.value}",
            f"           {row.reference} ({row.confidence}{decision})",
        ]
    return "\n".join(lines)


def _value(meaning: Meaning, value: object, language: Language) -> str:
    """Return a value on one line of a table: long lists and sums by the codes of the countries."""
    unit = language.text(meaning.unit)
    match value:
        case None:
            return language.text(msg("not asked, or not known"))
        case tuple() if meaning.kind is Kind.COUNTRIES and len(value) > _SHORT_LIST:
            return f"{len(value)} {unit}: {', '.join(value)}"
        case dict():
            return f"{unit}: {', '.join(f'{code} {language.number(amount)}' for code, amount in value.items())}"
        case _:
            return value_words(meaning, value, language)
