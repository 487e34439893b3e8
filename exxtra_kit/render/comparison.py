# SPDX-License-Identifier: BSD-3-Clause
"""Verdicts side by side: as text for a terminal, and as plain data for other programs."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from exxtra_kit.messages import msg, plural
from exxtra_kit.models import Outcome
from exxtra_kit.render.changes import change_as_dict, wrapped
from exxtra_kit.render.comparison_words import (
    FACT_NAMES,
    cautions,
    codes_of,
    fact_text,
    grouped_findings,
    grouped_whys,
    row_title,
    shows_whys,
    why_text,
)
from exxtra_kit.render.plain import SIGNS, WIDTH, plain_data
from exxtra_kit.rules.compare import Difference, Fact, FactRow, FindingRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.models import Finding
    from exxtra_kit.render.comparison_words import About
    from exxtra_kit.rules.causes import Cause, Why
    from exxtra_kit.rules.compare import Comparison, Row

_ALWAYS_IN_TABLE = (Fact.VERDICT, Fact.LUMP_SUM)
_NARROWEST_LABEL = 16
_TWO = 2
_FEW = 3
_GAP = "  "


def comparison_as_text(comparison: Comparison, language: Language) -> str:
    """Return a comparison for a terminal: a line for each column, what differs and why, then what is the same.

    With many columns a check that is met is not told again for each of them, and checks with the same answer
    for another reason are only named: the plain data has everything.
    """
    findings = [row for row in comparison.rows if isinstance(row, FindingRow)]
    answers, reasons = (
        [row for row in findings if row.difference is difference]
        for difference in (Difference.ANSWER, Difference.REASON)
    )
    lines = [*_table(comparison, language), *_cautions(comparison, language)]
    if not comparison.differing:
        lines += ["", language.text(msg("Nothing differs."))]
    lines += _whys_of_facts(comparison, language)
    if answers:
        lines += ["", language.text(msg("What differs"))]
        for row in answers:
            lines += _finding_row(row, comparison, language)
    if reasons:
        lines += ["", language.text(msg("The same answer for another reason"))]
        for row in reasons:
            lines += _reason_row(row, comparison, language)
    lines += _same(comparison, language)
    lines += _idle(comparison, language)
    return "\n".join(lines)


def _table(comparison: Comparison, language: Language) -> list[str]:
    """Return a line for each column; facts that are the same everywhere stand among what is the same."""
    facts = [
        row.fact
        for row in sorted(
            (row for row in comparison.rows if isinstance(row, FactRow)), key=lambda row: list(Fact).index(row.fact)
        )
        if row.fact in _ALWAYS_IN_TABLE or row.difference is not Difference.NONE
    ]
    best = language.text(msg("best"))
    head = ["", "", *(language.text(FACT_NAMES[fact]) for fact in facts), ""]
    body = [
        [
            str(place + 1),
            language.text(column.variant.label),
            *(fact_text(fact, column.verdict, language) for fact in facts),
            best if place in comparison.best else "",
        ]
        for place, column in enumerate(comparison.columns)
    ]
    return _aligned([head, *body])


def _aligned(cells: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of cells in aligned columns; the second cell is broken into lines where the width asks for it."""
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    others = sum(widths) - widths[1] + len(_GAP) * (len(widths) - 1)
    widths[1] = min(widths[1], max(WIDTH - others, _NARROWEST_LABEL))
    lines = []
    for row in cells:
        first, *further = textwrap.wrap(row[1], widths[1]) or [""]
        shown = [row[0], first, *row[2:]]
        lines.append(_GAP.join(text.ljust(width) for text, width in zip(shown, widths, strict=True)).rstrip())
        lines += [f"{' ' * widths[0]}{_GAP}{text}" for text in further]
    return lines


def _cautions(comparison: Comparison, language: Language) -> list[str]:
    texts = [language.text(caution) for caution in cautions(comparison)]
    lines = [line for text in texts for line in wrapped(f"! {text}", "", "  ")]
    return ["", *lines] if lines else []


def _whys_of_facts(comparison: Comparison, language: Language) -> list[str]:
    lines = []
    for row in comparison.differing:
        if isinstance(row, FactRow) and row.fact in _ALWAYS_IN_TABLE:
            title = language.text(FACT_NAMES[row.fact])
            for text in _whys(row, comparison, language):
                lines += wrapped(f"{title} {text}", "", "  ")
    return ["", *lines] if lines else []


def _finding_row(row: FindingRow, comparison: Comparison, language: Language) -> list[str]:
    lines = wrapped(f"{row.key} {language.text(row.question)}", "  ", "    ")
    met = tuple(place for place, finding in enumerate(row.findings) if finding.outcome is Outcome.MET)
    are_many = len(comparison.columns) > _FEW
    for places, finding in grouped_findings(row):
        if not (are_many and finding.outcome is Outcome.MET):
            lines += wrapped(f"{_numbers(places)} {_finding(finding, language)}", "    ", "        ")
            lines += _note(finding, language, "        ")
    if are_many and met:
        lines += wrapped(f"{_numbers(met)} {SIGNS[Outcome.MET]} {language.text(msg('met'))}", "    ")
    for text in _whys(row, comparison, language):
        lines += wrapped(text, "      ", "        ")
    return lines


def _reason_row(row: FindingRow, comparison: Comparison, language: Language) -> list[str]:
    if len(comparison.columns) <= _FEW:
        return _finding_row(row, comparison, language)
    sign = SIGNS[row.findings[0].outcome]
    return wrapped(f"{row.key} {sign} {language.text(row.question)}", "  ", "    ")


def _whys(row: Row, comparison: Comparison, language: Language) -> list[str]:
    """Return why each column differs from the first, for the columns that do; with two only one can."""
    if not shows_whys(comparison):
        return []
    about = codes_of(comparison)
    is_clear = len(comparison.columns) == _TWO
    found = ((places, why_text(why, about, language)) for places, why in grouped_whys(row))
    return [text if is_clear else f"{_numbers(places)} {text}" for places, text in found]


def _finding(finding: Finding, language: Language) -> str:
    return f"{SIGNS[finding.outcome]} {language.text(finding.reason)}"


def _note(finding: Finding, language: Language, indent: str) -> list[str]:
    return wrapped(f"! {language.text(finding.note)}", indent, f"{indent}  ") if finding.note else []


def _numbers(places: Iterable[int]) -> str:
    """Return the numbers of columns as a reader counts them; neighbours are joined: "1, 3-5"."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(str(run[0] + 1) if len(run) == 1 else f"{run[0] + 1}\N{EN DASH}{run[-1] + 1}" for run in runs)


def _same(comparison: Comparison, language: Language) -> list[str]:
    """Return what is the same everywhere; what is not asked anywhere is only named."""
    if not comparison.same:
        return []
    first = comparison.columns[0].verdict
    lines = ["", language.text(msg("The same in every column"))]
    idle = []
    for row in comparison.same:
        if not isinstance(row, FindingRow):
            if row.fact not in _ALWAYS_IN_TABLE:
                lines.append(f"  {language.text(FACT_NAMES[row.fact])}: {fact_text(row.fact, first, language)}")
        elif row.findings[0].outcome is Outcome.NOT_APPLICABLE:
            idle.append(row.key)
        else:
            lines += wrapped(f"{row.key} {_finding(row.findings[0], language)}", "  ", "    ")
            lines += _note(row.findings[0], language, "    ")
    if idle:
        lines += wrapped(language.text(msg("Not asked, or not checked: {codes}", codes=", ".join(idle))), "  ", "    ")
    return lines


def _idle(comparison: Comparison, language: Language) -> list[str]:
    """Return how many values of the laws differ without any consequence for these columns."""
    if not comparison.idle:
        return []
    text = plural(
        "{n} other value of the laws differs and changes nothing here.",
        "{n} other values of the laws differ and change nothing here.",
        n=len(comparison.idle),
    )
    return ["", *wrapped(language.text(text), "")]


def comparison_as_dict(comparison: Comparison, language: Language) -> dict[str, object]:
    """Return a comparison as plain data that JSON can hold, with its sentences in one language.

    The keys are a contract with other programs: they are added to, never renamed.
    """
    about = codes_of(comparison)
    return {
        "columns": [
            {
                "label": language.text(column.variant.label),
                "best": place in comparison.best,
                "programme": column.verdict.programme,
                "programme_version": column.verdict.programme_version,
                "programme_hash": column.verdict.programme_hash,
                "on": column.verdict.on.isoformat(),
                "host": column.variant.case.host.name,
                "start": plain_data(column.variant.case.exchange.start),
                "end": plain_data(column.variant.case.exchange.end),
                "verdict": str(column.verdict.eligibility),
                "lump_sum_eur": column.verdict.lump_sum_eur,
                "lump_sum_if_confirmed_eur": column.verdict.lump_sum_if_confirmed_eur,
                "working_days": column.verdict.working_days,
                "distance_km": column.verdict.distance_km,
                "has_priority": column.verdict.has_priority,
            }
            for place, column in enumerate(comparison.columns)
        ],
        "differing": [_row_as_dict(row, about, language) for row in comparison.differing],
        "same": [_row_as_dict(row, about, language) for row in comparison.same],
        "idle_parameters": list(comparison.idle),
    }


def _row_as_dict(row: Row, about: About, language: Language) -> dict[str, object]:
    data: dict[str, object] = {
        "key": row.key,
        "title": language.text(row_title(row)),
        "difference": str(row.difference),
    }
    if isinstance(row, FindingRow):
        data["rule"] = row.findings[0].rule
        data["cells"] = [_cell(finding, language) for finding in row.findings]
    else:
        data["cells"] = [plain_data(value) for value in row.values]
    data["why"] = [None if why is None else _why(why, about, language) for why in row.whys]
    return data


def _cell(finding: Finding, language: Language) -> dict[str, object]:
    return {
        "outcome": str(finding.outcome),
        "checked": finding.is_checked,
        "reason": language.text(finding.reason),
        "note": language.text(finding.note) if finding.note else None,
        "reference": str(finding.reference),
        "confidence": finding.confidence,
        "decision": finding.decision,
    }


def _why(why: Why, about: About, language: Language) -> dict[str, object]:
    return {
        "text": why_text(why, about, language),
        "together": why.together,
        "causes": [_cause(cause, language) for cause in why.causes],
    }


def _cause(cause: Cause, language: Language) -> dict[str, object]:
    change = None if cause.change is None else change_as_dict(cause.change, language)
    return {"kind": str(cause.kind), "name": cause.name, "change": change}
