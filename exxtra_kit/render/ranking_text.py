# SPDX-License-Identifier: BSD-3-Clause
"""A ranking as plain text for a terminal, and as plain data for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.catalogue import visit_offers_of
from exxtra_kit.messages import DaySpan, Message, msg
from exxtra_kit.render.changes import wrapped
from exxtra_kit.render.findings import confidence_words
from exxtra_kit.render.plain import plain_data
from exxtra_kit.render.ranking_words import (
    HOW_IT_ADDS_UP,
    marks_words,
    points_words,
    score_words,
    total_words,
    verdict_and_sum,
    visit_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.catalogue import VisitOffer
    from exxtra_kit.language import Language
    from exxtra_kit.matching.ranking import Excluded, Part, Ranked, Ranking
    from exxtra_kit.models import Case, Finding

_GAP = "  "
_INDENT = "   "


def ranking_as_text(ranking: Ranking, case: Case, language: Language) -> str:
    """Return a ranking for a terminal: for each host its score taken apart, then who is out and why.

    Args:
        ranking: The hosts.
        case: The question: who visits, and when.
        language: Language of the words.
    """
    lines = [language.text(_title(case)), ""]
    for place, one in enumerate(ranking.ranked, start=1):
        lines += [*host_lines(one, place, language), ""]
    if not ranking.ranked:
        lines += [language.text(msg("No host of the catalogue is possible for you as it stands.")), ""]
    if ranking.excluded:
        lines.append(language.text(msg("Why not these")))
        for out in ranking.excluded:
            lines += why_not_lines(out, language)
        lines.append("")
    lines += wrapped(language.text(HOW_IT_ADDS_UP), "")
    return "\n".join(lines)


def _title(case: Case) -> Message:
    visitor = case.visiting.name or msg("a visitor without a name")
    start, end = case.exchange.start, case.exchange.end
    if start is None or end is None:
        return msg("Hosts for {visitor}", visitor=visitor)
    return msg("Hosts for {visitor}, {span}", visitor=visitor, span=DaySpan(start, end))


def host_lines(one: Ranked, place: int, language: Language) -> list[str]:
    """Return one host: its score, verdict and sum, then a line for each criterion and their sum."""
    head = f"{language.number(place)}{_GAP}{one.cluster.name}{_GAP}{language.text(score_words(one))}"
    lines = [head, _INDENT + verdict_and_sum(one, language)]
    rows = [_row(part, language) for part in one.parts]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for name, points, weight, marks, reason in rows:
        cells = (
            name.ljust(widths[0]),
            points.rjust(widths[1]),
            weight.rjust(widths[2]),
            marks.rjust(widths[3]),
        )
        start = _INDENT + _GAP.join(cells) + _GAP
        lines += wrapped(reason, start, " " * len(start))
    lines += wrapped(language.text(total_words(one)), _INDENT)
    for offer in visit_offers_of(one.cluster):
        lines += wrapped(language.text(visit_words(offer)), _INDENT, _INDENT + _GAP)
    return lines


def _row(part: Part, language: Language) -> tuple[str, str, str, str, str]:
    weight = language.text(msg("of {weight}", weight=part.weight)) if part.is_asked else ""
    return (
        language.text(part.criterion.label),
        language.text(points_words(part)),
        weight,
        language.text(marks_words(part)),
        language.text(part.reason),
    )


def why_not_lines(out: Excluded, language: Language) -> list[str]:
    """Return the rules that keep a host out, each with its source."""
    lines = [f"{_INDENT}{out.cluster.name}"]
    for finding in out.findings:
        lines += wrapped(
            f"{finding.code} {finding.rule} {language.text(finding.reason)}", _INDENT * 2, _INDENT * 2 + _GAP
        )
        origin = f"{finding.reference} ({language.text(confidence_words(finding.confidence))})"
        lines += wrapped(origin, _INDENT * 2 + _GAP)
    return lines


def ranking_as_dict(ranking: Ranking, language: Language) -> dict[str, object]:
    """Return a ranking as plain data that JSON can hold; keys are added to, never renamed."""
    return {
        "weights": {criterion.value: weight for criterion, weight in ranking.weights.items()},
        "ranked": [_host(one, place, language) for place, one in enumerate(ranking.ranked, start=1)],
        "excluded": [
            {"id": out.cluster.id, "name": out.cluster.name, "findings": _findings(out.findings, language)}
            for out in ranking.excluded
        ],
    }


def _host(one: Ranked, place: int, language: Language) -> dict[str, object]:
    return {
        "place": place,
        "id": one.cluster.id,
        "name": one.cluster.name,
        "score": one.score,
        "score_at_best": one.score_at_best,
        "marks": one.marks,
        "all_marks": one.all_marks,
        "verdict": str(one.verdict.eligibility),
        "lump_sum_eur": one.verdict.lump_sum_eur,
        "lump_sum_if_confirmed_eur": one.verdict.lump_sum_if_confirmed_eur,
        "parts": [_part(part, language) for part in one.parts],
        "visit_offers": [_offer(offer) for offer in visit_offers_of(one.cluster)],
    }


def _part(part: Part, language: Language) -> dict[str, object]:
    return {
        "criterion": part.criterion.value,
        "asked": part.is_asked,
        "points": part.points,
        "weight": part.weight,
        "marks": part.marks,
        "reason": language.text(part.reason),
    }


def _offer(offer: VisitOffer) -> dict[str, object]:
    return {
        "id": offer.id,
        "visitors": offer.visitors,
        "working_days": offer.working_days,
        "visits_per_day": offer.visits_per_day,
        "kinds": [kind.value for kind in offer.kinds],
        "inferred": plain_data(offer.inferred),
        "source": offer.provenance.source,
        "confidence": offer.provenance.confidence,
        "note": offer.provenance.note,
    }


def _findings(findings: Iterable[Finding], language: Language) -> list[dict[str, object]]:
    return [
        {
            "code": finding.code,
            "rule": finding.rule,
            "reason": language.text(finding.reason),
            "reference": str(finding.reference),
            "confidence": finding.confidence,
        }
        for finding in findings
    ]
