# SPDX-License-Identifier: BSD-3-Clause
"""What is said of a table of organisations in words: what was read, what can't be used, what is not on the map."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exxtra_kit.messages import Country, Listing, Message, msg, plural
from exxtra_kit.render.html import Markup, element, escape, fold, join, words
from exxtra_kit.render.offers import SIGN_WORDS, SIGNS
from exxtra_kit.render.verdict import standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.models import Verdict
    from exxtra_kit.organisations import Located, OrganisationTable, RowProblem, TownQuestion, Unplaced

MOST_ROWS_SHOWN = 200


def count_words(table: OrganisationTable, located: Located) -> Message:
    """Return how many organisations there are, and how many stand on the map."""
    return plural(
        "{n} organisation was read; {placed} on the map.",
        "{n} organisations were read; {placed} on the map.",
        n=len(table.entries),
        placed=len(located.placed),
    )


def problem_words(problem: RowProblem, table: OrganisationTable) -> Message:
    """Return a problem with its row and the heading of its column as it stands in the table."""
    if not problem.field:
        return msg("row {row}: {problem}", row=str(problem.row), problem=problem.message)
    return msg(
        "row {row}, column {column}: {problem}",
        row=str(problem.row),
        column=table.layout.heading_of(problem.field),
        problem=problem.message,
    )


def unplaced_words(unplaced: Unplaced) -> Message:
    """Return why an organisation stands on no map, with its row."""
    return msg(
        "row {row}, {name}: {reason}", row=str(unplaced.entry.number), name=unplaced.entry.name, reason=unplaced.reason
    )


def question_words(question: TownQuestion) -> tuple[Message, Message]:
    """Return a question for a town as a label, and what is known of it as half a line of help."""
    rows = plural("{n} row", "{n} rows", n=len(question.rows))
    label = msg("{town} ({rows})", town=question.town, rows=rows)
    if question.country is None:
        return label, msg("no country is given")
    if question.is_known:
        return label, msg("there are several in {country}", country=Country(question.country))
    if question.candidates:
        return label, msg("not known in {country}; these look alike", country=Country(question.country))
    return label, msg(
        "not known in {country}; give latitude and longitude in the table", country=Country(question.country)
    )


def questions_html(questions: Sequence[TownQuestion], shown: int, language: Language) -> Markup:
    """Return what stands above the questions: how many there are, and what an answer does."""
    if not questions:
        return element("p", words(msg("All towns were found."), language), "exx-text")
    text = plural(
        "{n} town name needs your choice, which then holds for every row with that name.",
        "{n} town names need your choice, which then holds for every row with that name; {shown} are shown.",
        n=len(questions),
        shown=shown,
    )
    return element("p", words(text, language), "exx-text")


def report_html(table: OrganisationTable | None, located: Located, language: Language) -> Markup:
    """Return what was read of a table: counts, notes, problems by row and column, and who is not on the map.

    Args:
        table: The table; None before there is one.
        located: Its organisations by their places.
        language: Language of the words.
    """
    if table is None:
        text = msg("One row is one organisation. Columns: {columns}.", columns=Listing(tuple(_KNOWN)))
        return element("p", words(text, language), "exx-text exx-muted")
    parts = [element("p", words(count_words(table, located), language), "exx-text", role="status")]
    parts += [element("p", words(note, language), "exx-advice") for note in table.notes]
    total = len(table.problems) + table.further_problems
    if total:
        title = plural(
            "{n} cell can\N{RIGHT SINGLE QUOTATION MARK}t be used",
            "{n} cells can\N{RIGHT SINGLE QUOTATION MARK}t be used",
            n=total,
        )
        lines = [problem_words(problem, table) for problem in table.problems]
        parts.append(_folded("problems", title, lines, total, language))
    if located.unplaced:
        title = plural(
            "{n} organisation is not on the map", "{n} organisations are not on the map", n=len(located.unplaced)
        )
        lines = [unplaced_words(one) for one in located.unplaced[:MOST_ROWS_SHOWN]]
        parts.append(_folded("unplaced", title, lines, len(located.unplaced), language))
    return join(parts)


_KNOWN = ("name", "role", "type", "country", "town", "lat", "lon", "sector", "site", "membership", "languages")


def _folded(key: str, title: Message, lines: Sequence[Message], total: int, language: Language) -> Markup:
    shown = [element("li", words(line, language)) for line in lines[:MOST_ROWS_SHOWN]]
    content = element("ul", join(shown), "exx-rows")
    if total > len(shown):
        more = element("p", words(msg("and {n} more", n=total - len(shown)), language), "exx-text exx-muted")
        content = join([content, more])
    return fold(key, words(title, language), content)


def verdicts_html(verdicts: Sequence[Verdict | None], missing: Sequence[Message], language: Language) -> Markup:
    """Return how many organisations have which answer, or what is still needed."""
    if missing:
        text = msg("No sums yet. Still needed: {what}.", what=Listing(tuple(missing)))
        return element("p", words(text, language), "exx-text", role="status")
    counts = Counter(standing(verdict) for verdict in verdicts if verdict is not None)
    if not counts:
        return Markup("")
    parts = [
        join(
            [
                element("span", escape(SIGNS[kind]), f"exx-map-sign exx-{kind}", aria_hidden="true"),
                words(SIGN_WORDS[kind], language),
                escape(language.number(counts[kind])),
            ],
            " ",
        )
        for kind in SIGNS
        if counts[kind]
    ]
    return element("p", join(parts, " \N{MIDDLE DOT} "), "exx-text", role="status")
