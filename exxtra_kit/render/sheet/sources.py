# SPDX-License-Identifier: BSD-3-Clause
"""The numbered sources and the decisions that a sheet rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Listing, msg
from exxtra_kit.parameters import conflicts_of, decision
from exxtra_kit.render.sheet.blocks import Column, Line, Section, Table, cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.language import Language
    from exxtra_kit.models import Finding, Reference


class Sources:
    """The sources and decisions of a verdict, numbered in the order in which findings name them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Number the sources and gather the decisions of these findings."""
        self._references: dict[tuple[str, str], Reference] = {}
        decisions = set()
        for finding in findings:
            reference = finding.reference
            self._references.setdefault((reference.source, reference.url), reference)
            if finding.decision:
                decisions.add(finding.decision)
        self._numbers = {key: number for number, key in enumerate(self._references, start=1)}
        self._decisions = tuple(sorted(decisions))

    def number(self, reference: Reference) -> str:
        """Return the number of a source, in square brackets."""
        return f"[{self._numbers[reference.source, reference.url]}]"

    def sources_section(self, number: int, language: Language) -> Section:
        """Return the sources with their addresses."""
        columns = (
            Column(language.text(msg("No.")), 1),
            Column(language.text(msg("Source")), 11),
            Column(language.text(msg("Address")), 12),
        )
        rows = tuple(
            (
                cell(self.number(reference)),
                cell(reference.title or reference.source),
                cell(Line(reference.url, "link"))
                if reference.url
                else cell(Line(language.text(msg("a document without a public address")), "quiet")),
            )
            for reference in self._references.values()
        )
        return Section(
            language.text(msg("{number}. Sources", number=number)),
            tables=(Table("", columns, rows),),
        )

    def decisions_section(self, number: int, language: Language) -> Section:
        """Return the decisions: where sources disagree or are silent, what was chosen."""
        title = language.text(msg("{number}. Decisions", number=number))
        if not self._decisions:
            return Section(title, text=(language.text(msg("No decision of ours was needed.")),))
        columns = (
            Column(language.text(msg("No.")), 2),
            Column(language.text(msg("Question")), 8),
            Column(language.text(msg("What was chosen")), 24),
        )
        rows = []
        for identifier in self._decisions:
            entry = decision(identifier)
            conflicts = tuple(conflict.id for conflict in conflicts_of(identifier))
            settled = msg("sources disagree: {conflicts}", conflicts=Listing(conflicts))
            rows.append(
                (
                    cell(identifier),
                    cell(
                        language.text(entry.question), Line(language.text(settled), "quiet") if conflicts else Line("")
                    ),
                    cell(language.text(entry.choice)),
                )
            )
        text = msg(
            "Where sources disagree or say nothing, somebody had to choose. Your partnership may choose otherwise."
        )
        return Section(title, text=(language.text(text),), tables=(Table("", columns, tuple(rows)),))
