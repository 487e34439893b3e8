# SPDX-License-Identifier: BSD-3-Clause
"""The register of decisions and of source conflicts, as chapters of the rule book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import msg
from exxtra_kit.parameters import VOCABULARY, conflicts, decisions, load_programme, programme_ids
from exxtra_kit.render.book import Chapter, English, Item, Link, Listed, Paragraph, Section, Strong
from exxtra_kit.render.rulebook_values import DOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.language import Language
    from exxtra_kit.parameters import Conflict, Decision, Side
    from exxtra_kit.render.book import Block, Line


def register_chapters(language: Language) -> tuple[Chapter, Chapter]:
    """Return every decision and every source conflict, each with both sources and the choice."""
    return (
        Chapter(
            "decisions",
            language.text(msg("Decisions")),
            language.text(msg("Where sources disagree, are silent or leave room, somebody has to choose.")),
            tuple(_decision(one, language) for one in decisions()),
        ),
        Chapter(
            "conflicts",
            language.text(msg("Where sources contradict each other")),
            language.text(msg("Each contradiction with both sides, and what was chosen.")),
            tuple(_conflict(one, language) for one in conflicts()),
        ),
    )


def _decision(one: Decision, language: Language) -> Section:
    blocks: list[Block] = [_sides(one.sides, language)] if one.sides else []
    blocks.append(_labelled(language.text(msg("Choice:")), language.text(one.choice)))
    if one.consequence is not None:
        blocks.append(_labelled(language.text(msg("Consequence:")), language.text(one.consequence)))
    blocks.append(Paragraph((language.text(msg("Decided on {day}.", day=one.decided)),)))
    if one.conflicts:
        blocks.append(_links(language.text(msg("It settles:")), one.conflicts))
    rules = rules_of_decision(one.id)
    if rules:
        blocks.append(_links(language.text(msg("It is used in:")), rules))
    return Section(one.id.lower(), f"{one.id}{DOT}{language.text(one.question)}", tuple(blocks))


def _conflict(one: Conflict, language: Language) -> Section:
    blocks: list[Block] = [
        _sides(one.sides, language),
        _labelled(language.text(msg("Choice:")), language.text(one.choice)),
    ]
    if one.decisions:
        blocks.append(_links(language.text(msg("Decided in:")), one.decisions))
    return Section(one.id.lower(), f"{one.id}{DOT}{language.text(one.subject)}", tuple(blocks))


def rules_of_decision(number: str) -> tuple[str, ...]:
    """Return the rules of the scheme with a value that rests on a decision, in order."""
    found = {
        VOCABULARY[name].rule
        for programme in programme_ids()
        for name, parameter in load_programme(programme).parameters.items()
        if any(entry.decision == number for entry in parameter.values)
    }
    return tuple(sorted(found, key=lambda rule: int(rule.removeprefix("R"))))


def _sides(sides: Iterable[Side], language: Language) -> Listed:
    return Listed(
        tuple(
            Item(
                (Link(side.source.source, side.source.url), DOT, language.text(side.says)),
                ((English(side.source.title),),),
            )
            for side in sides
        )
    )


def _labelled(label: str, text: str) -> Paragraph:
    return Paragraph((Strong(label), " ", text))


def _links(label: str, numbers: Iterable[str]) -> Paragraph:
    line: Line = (Strong(label),)
    for number in numbers:
        line = (*line, " ", Link(number, f"#{number.lower()}"))
    return Paragraph(line)
