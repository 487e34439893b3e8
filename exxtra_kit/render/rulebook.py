# SPDX-License-Identifier: BSD-3-Clause
"""The table of rules, woven from the rules and the programme's parameters: never written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from exxtra_kit.messages import Country, msg
from exxtra_kit.models import Membership
from exxtra_kit.render.findings import confidence_words
from exxtra_kit.rules import RULES
from exxtra_kit.rules.words import MEMBERSHIP_NAMES, type_name

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.messages import Value
    from exxtra_kit.models import Reference
    from exxtra_kit.parameters import Law

_SHORT_LIST = 12
_MEMBERSHIPS = "memberships"


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
                value=_value(source.value, law.parameter(rule.parameter).unit, language),
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
    lines = [f"{law.programme.programme.title} ({law.programme_id}, version {law.programme.programme.version})", ""]
    for row in rule_rows(law, language):
        decision = f", {row.decision}" if row.decision else ""
        lines += [
            f"{row.code}  {row.rule:<4}{row.question}",
            f"           {row.value}",
            f"           {row.reference} ({row.confidence}{decision})",
        ]
    return "\n".join(lines)


def _value(value: object, unit: str, language: Language) -> str:
    match value:
        case bool():
            return language.text(msg("yes") if value else msg("no"))
        case tuple():
            return (
                language.listing(tuple(_word(item, unit) for item in value))
                if len(value) <= _SHORT_LIST
                else _many(value, unit)
            )
        case dict():
            return f"{unit}: {', '.join(f'{code} {language.number(amount)}' for code, amount in value.items())}"
        case date():
            return language.day(value)
        case int() | float():
            return f"{language.number(value)} {unit}"
        case _:
            return ""


def _many(value: tuple[str, ...], unit: str) -> str:
    return f"{len(value)} ({unit}): {', '.join(value)}"


def _word(item: str, unit: str) -> Value:
    # The unit tells: "business_network" is a kind of organisation and also a membership.
    if unit == _MEMBERSHIPS and item in tuple(Membership):
        return MEMBERSHIP_NAMES[Membership(item)]
    if len(item) == len("XK") and item.isupper():
        return Country(item)
    return type_name(item)
