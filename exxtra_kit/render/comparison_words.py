# SPDX-License-Identifier: BSD-3-Clause
"""The words and the order of a comparison, the same for a terminal and for a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from exxtra_kit.messages import Message, msg, plural
from exxtra_kit.models import Outcome
from exxtra_kit.parameters import Kind, meaning
from exxtra_kit.render.changes import change_message
from exxtra_kit.render.verdict import sum_text, verdict_words
from exxtra_kit.rules.causes import CauseKind
from exxtra_kit.rules.compare import Fact, FindingRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.language import Language
    from exxtra_kit.models import Finding, Verdict
    from exxtra_kit.rules.causes import Cause, Why
    from exxtra_kit.rules.compare import Comparison, Row

_T = TypeVar("_T")
About = Mapping[Kind, Sequence[str]]
"""The codes that a reader asks about, by the kind of parameter: the rest of a list or table is only counted."""

FACT_NAMES: dict[Fact, Message] = {
    Fact.VERDICT: msg("Verdict"),
    Fact.LUMP_SUM: msg("Sum"),
    Fact.WORKING_DAYS: msg("Working days"),
    Fact.DISTANCE: msg("Distance"),
    Fact.PRIORITY: msg("Priority"),
}
_PARTS: dict[str, Message] = {
    "visiting.type": msg("what the visitor is"),
    "visiting.place": msg("where the visitor is"),
    "visiting.membership": msg("what the visitor is a member of"),
    "visiting.previous_visits": msg("earlier visits"),
    "host.type": msg("what the host is"),
    "host.place": msg("where the host is"),
    "host.membership": msg("what the host is a member of"),
    "exchange.days": msg("the days of the stay"),
    "exchange.form": msg("the form of the exchange"),
}
_UNKNOWN, _NOT_ASKED = "?", "\N{EN DASH}"
_PRIORITY_RULE = "R12"
_MOST_CAUSES = 3


def row_title(row: Row) -> Message:
    """Return what a row is about: the name of the fact, or the question."""
    return row.question if isinstance(row, FindingRow) else FACT_NAMES[row.fact]


def fact_text(fact: Fact, verdict: Verdict, language: Language) -> str:
    """Return one fact of a verdict in words; what is not known is a question mark."""
    match fact:
        case Fact.VERDICT:
            return language.text(verdict_words(verdict))
        case Fact.LUMP_SUM:
            return sum_text(verdict, language)
        case Fact.WORKING_DAYS:
            return _UNKNOWN if verdict.working_days is None else language.number(verdict.working_days)
        case Fact.DISTANCE:
            return _UNKNOWN if verdict.distance_km is None else language.kilometres(verdict.distance_km)
        case _:
            return _priority_text(verdict, language)


def _priority_text(verdict: Verdict, language: Language) -> str:
    if verdict.has_priority is not None:
        return language.text(msg("yes") if verdict.has_priority else msg("no"))
    asked = any(finding.rule == _PRIORITY_RULE and finding.outcome is Outcome.UNDECIDED for finding in verdict.findings)
    return _UNKNOWN if asked else _NOT_ASKED


def _cause_message(cause: Cause, about: About) -> Message:
    """Return what a cause is; of a value of the law both sides, with its rule."""
    if cause.kind is CauseKind.DAY:
        return msg("the day whose law applies")
    if cause.change is None:
        return _PARTS.get(cause.name) or msg("the field {field}", field=cause.name)
    what = meaning(cause.name)
    change = change_message(cause.change, about=about.get(what.kind, ()))
    return msg("{rule} {what}: {change}", rule=what.rule, what=what.description, change=change)


def why_text(why: Why, about: About, language: Language) -> str:
    """Return why an answer differs; where no single thing makes the difference, it says so.

    Args:
        why: The causes.
        about: Codes that the columns speak of (`codes_of`).
        language: Language of the words.
    """
    causes = [language.text(_cause_message(cause, about)) for cause in why.causes[:_MOST_CAUSES]]
    hidden = len(why.causes) - len(causes)
    if hidden:
        causes.append(language.text(plural("{n} more", "{n} more", n=hidden)))
    listed = "; ".join(causes)
    if why.together:
        return language.text(msg("because of no single value, but together: {causes}", causes=listed))
    if len(why.causes) > 1:
        return language.text(msg("because of each of these alone: {causes}", causes=listed))
    return language.text(msg("because: {causes}", causes=listed))


def codes_of(comparison: Comparison) -> About:
    """Return the codes that the columns speak of, by the kind of parameter that lists them."""
    cases = [column.variant.case for column in comparison.columns]
    sides = [side for case in cases for side in (case.visiting, case.host)]
    return {
        Kind.SUMS: tuple(case.host.country for case in cases if case.host.country),
        Kind.COUNTRIES: tuple(side.country for side in sides if side.country),
        Kind.TYPES: tuple(str(side.type) for side in sides if side.type),
    }


def cautions(comparison: Comparison) -> tuple[Message, ...]:
    """Return where a law is asked for a day before some of its values begin, each law once."""
    found = {}
    for column in comparison.columns:
        law = column.variant.law
        begins = [parameter.values[0].since for parameter in law.programme.parameters.values()]
        later = [day for day in begins if day > law.day]
        if later:
            found[law.programme_id, law.day] = plural(
                "{programme}: {n} value is not in force yet on {asked}. Name a later day of the law, like {day}.",
                "{programme}: {n} values are not in force yet on {asked}. Name a later day of the law, like {day}.",
                n=len(later),
                programme=msg(law.programme.programme.title),
                asked=law.day,
                day=max(later),
            )
    return tuple(found.values())


def shows_whys(comparison: Comparison) -> bool:
    """Say whether it helps to be told why: not where all differences have the one cause that was asked for."""
    effective = {(cause.kind, cause.name) for row in comparison.rows for why in row.whys if why for cause in why.causes}
    return len(effective) > 1 or any(kind is CauseKind.PARAMETER for kind, _ in effective)


def grouped_findings(row: FindingRow) -> list[tuple[tuple[int, ...], Finding]]:
    """Return each different finding of a row with the columns that have it, in the columns' order."""
    kinds = [(finding.outcome, finding.is_checked, finding.reason, finding.note) for finding in row.findings]
    return [(places, row.findings[places[0]]) for places in _alike(kinds)]


def grouped_whys(row: Row) -> list[tuple[tuple[int, ...], Why]]:
    """Return each different "why" of a row with the columns that it explains."""
    return [(places, why) for places in _alike(row.whys) if (why := row.whys[places[0]]) is not None]


def _alike(items: Iterable[_T]) -> list[tuple[int, ...]]:
    """Return the places of equal items together; they need not be hashable, a value of the law may be a table."""
    found: list[tuple[_T, list[int]]] = []
    for place, item in enumerate(items):
        for first, places in found:
            if first == item:
                places.append(place)
                break
        else:
            found.append((item, [place]))
    return [tuple(places) for _, places in found]
