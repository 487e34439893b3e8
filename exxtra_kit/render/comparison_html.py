# SPDX-License-Identifier: BSD-3-Clause
"""Verdicts side by side as a table for a page: differences first, what is the same folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import msg, plural
from exxtra_kit.render.comparison_words import cautions, codes_of, fact_text, row_title, shows_whys, why_text
from exxtra_kit.render.findings import finding_kind, findings_html, outcome_words
from exxtra_kit.render.html import Markup, element, escape, fold, join, only_read, sign, words
from exxtra_kit.render.verdict import standing
from exxtra_kit.rules.compare import Difference, Fact, FactRow, FindingRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message
    from exxtra_kit.models import Finding, Verdict
    from exxtra_kit.render.comparison_words import About
    from exxtra_kit.rules.causes import Why
    from exxtra_kit.rules.compare import Comparison, Row


def comparison_html(comparison: Comparison, language: Language) -> Markup:
    """Return a comparison as a table with a row for each thing that differs; the rest can be unfolded.

    Args:
        comparison: The verdicts side by side.
        language: Language of the words.
    """
    facts = [row for row in comparison.rows if isinstance(row, FactRow)]
    always = [row for row in facts if row.fact in (Fact.VERDICT, Fact.LUMP_SUM)]
    others = [row for row in facts if row not in always and row.difference is not Difference.NONE]
    findings = [row for row in comparison.rows if isinstance(row, FindingRow)]
    answers, reasons, same = (
        [row for row in findings if row.difference is difference]
        for difference in (Difference.ANSWER, Difference.REASON, Difference.NONE)
    )
    parts = [element("p", words(caution, language), "exx-note") for caution in cautions(comparison)]
    parts.append(_table([*always, *others, *answers], comparison, msg("What differs"), language))
    if reasons:
        title = plural(
            "{n} check has the same answer for another reason",
            "{n} checks have the same answer for another reason",
            n=len(reasons),
        )
        table = _table(reasons, comparison, title, language)
        parts.append(fold("compare-reasons", words(title, language), table))
    if same:
        title = plural("{n} check is the same in every column", "{n} checks are the same in every column", n=len(same))
        listed = findings_html((row.findings[0] for row in same), language)
        parts.append(fold("compare-same", words(title, language), listed))
    return element("section", join(parts), "exx-compare")


def _table(rows: Sequence[Row], comparison: Comparison, title: Message, language: Language) -> Markup:
    """Return a table that a phone scrolls sideways, by finger or by keyboard."""
    best = element("span", words(msg("best"), language), "exx-pill exx-compare-best")
    heads = [
        element(
            "th",
            join([words(column.variant.label, language), *([best] if place in comparison.best else [])], " "),
            scope="col",
        )
        for place, column in enumerate(comparison.columns)
    ]
    caption = element("caption", words(title, language), "exx-sr")
    head = element("thead", element("tr", join([element("td", Markup("")), *heads])))
    body = element("tbody", join(_row(row, comparison, language) for row in rows))
    table = element("table", join([caption, head, body]), "exx-compare-table")
    return element("div", table, "exx-compare-scroll", role="region", tabindex="0", aria_label=language.text(title))


def _row(row: Row, comparison: Comparison, language: Language) -> Markup:
    cells = (
        [_finding(finding, language) for finding in row.findings]
        if isinstance(row, FindingRow)
        else [_fact(row.fact, column.verdict, language) for column in comparison.columns]
    )
    if shows_whys(comparison) and not _explains_itself(row):
        about = codes_of(comparison)
        whys = (Markup("") if why is None else _why(why, about, language) for why in row.whys)
        cells = [join(parts) for parts in zip(cells, whys, strict=True)]
    shown = (element("td", cell) for cell in cells)
    head = element("th", words(row_title(row), language), scope="row")
    return element("tr", join([head, *shown]), f"exx-compare-{row.difference}")


def _explains_itself(row: Row) -> bool:
    """Say whether a fact is explained by the checks below it: the days, the distance and the priority are."""
    return isinstance(row, FactRow) and row.fact not in (Fact.VERDICT, Fact.LUMP_SUM)


def _fact(fact: Fact, verdict: Verdict, language: Language) -> Markup:
    text = escape(fact_text(fact, verdict, language))
    if fact is not Fact.VERDICT:
        return text
    kind = standing(verdict)
    return element("strong", join([sign(kind), text], " "), f"exx-{kind}")


def _finding(finding: Finding, language: Language) -> Markup:
    said = words(finding.reason, language)
    if finding.is_checked:  # else the reason itself says so
        said = join([only_read(words(outcome_words(finding), language)), said], " ")
    parts = [element("p", join([sign(finding_kind(finding)), said], " "))]
    if finding.note is not None:
        parts.append(element("p", words(finding.note, language), "exx-note"))
    return join(parts)


def _why(why: Why, about: About, language: Language) -> Markup:
    return element("p", escape(why_text(why, about, language)), "exx-compare-why")
