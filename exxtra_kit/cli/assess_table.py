# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra assess-table`: a decision on each row of a spreadsheet.

Exit status: 0 every row was decided, 3 some rows can't be used (the others are decided, and the table is written)
or the table itself can't be read, 4 the decisions can't be written.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from exxtra_kit.casetable import open_table
from exxtra_kit.cli.common import INPUT_WAS_WRONG, language_of
from exxtra_kit.documents.decisions_file import writing
from exxtra_kit.documents.decisions_table import WRONG_INPUT, Desk
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.memory import without_collector
from exxtra_kit.messages import msg, plural
from exxtra_kit.models import Eligibility
from exxtra_kit.render.verdict import eligibility_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from exxtra_kit.cli.common import Commands
    from exxtra_kit.documents.decisions_table import Decided
    from exxtra_kit.language import Language

INTERRUPTED = 130
MOST_PROBLEMS_SHOWN = 20
_ON_A_TERMINAL_SECONDS, _IN_A_LOG_SECONDS = 0.5, 15.0
_LOOK_AT_THE_CLOCK_EVERY = 100


def register(commands: Commands, language: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "assess-table", parents=[language], help="a decision on each row of a spreadsheet or a CSV file"
    )
    parser.add_argument("table", metavar="TABLE", type=Path, help="an .xlsx workbook or a CSV file, one row one case")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help="where to write: .xlsx, .csv or .tsv"
    )
    parser.add_argument(
        "--sheet", metavar="NAME", help="sheet of the workbook; the first with known headings if not given"
    )
    parser.set_defaults(run=_assess_table)


def _assess_table(arguments: argparse.Namespace) -> int:
    language = language_of(arguments)
    source, target = arguments.table, arguments.output
    if target.exists() and source.exists() and target.samefile(source):
        problem = msg("{file} would be written over the table that is read. Name another file.", file=str(target))
        raise InputError((Problem("", problem),))
    started = monotonic()
    try:
        with without_collector(), open_table(source, arguments.sheet) as table:
            for note in table.notes:
                _say(language.text(note))
            desk = Desk(table.layout, language, eligibility_words)
            progress = _Progress(language)
            with writing(target, desk.headings, table.delimiter or ",") as sheet:
                for decided in progress.watch(desk.decide(table.rows)):
                    sheet.write(decided.cells)
                    if decided.ruling is None:
                        _say_problems(decided, desk, language)
                progress.end()
                if not desk.counts:
                    nothing = msg("{file} has headings, but no rows under them.", file=source.name)
                    raise InputError((Problem("", nothing),))
    except KeyboardInterrupt:
        _say(language.text(msg("Stopped. Nothing was written.")))
        return INTERRUPTED
    _say_summary(desk, monotonic() - started, target, language)
    return INPUT_WAS_WRONG if desk.counts[WRONG_INPUT] else 0


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _say_problems(decided: Decided, desk: Desk, language: Language) -> None:
    shown = desk.counts[WRONG_INPUT]
    if shown > MOST_PROBLEMS_SHOWN:
        return
    for problem in decided.row.problems:
        what = msg("row {row}, {problem}", row=str(decided.row.number), problem=desk.problem_words(problem))
        _say(language.text(what))
    if shown == MOST_PROBLEMS_SHOWN:
        _say(language.text(msg("Further rows with wrong input are only named in the table, under its reasons.")))


def _say_summary(desk: Desk, seconds: float, target: Path, language: Language) -> None:
    counts, rows = desk.counts, desk.counts.total()
    _say(
        language.text(
            plural(
                "{n} row in {seconds} s ({speed} a second): {eligible} eligible, {not_eligible} not eligible, "
                "{undecided} undecided, {wrong} with wrong input. Written: {file}",
                "{n} rows in {seconds} s ({speed} a second): {eligible} eligible, {not_eligible} not eligible, "
                "{undecided} undecided, {wrong} with wrong input. Written: {file}",
                n=rows,
                seconds=round(seconds, 1),
                speed=round(rows / seconds),
                eligible=counts[Eligibility.ELIGIBLE],
                not_eligible=counts[Eligibility.NOT_ELIGIBLE],
                undecided=counts[Eligibility.UNDECIDED],
                wrong=counts[WRONG_INPUT],
                file=str(target),
            )
        )
    )


class _Progress:
    """Says on standard error how far it is: in place on a terminal, now and then in a log."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._is_terminal = sys.stderr.isatty()
        self._every = _ON_A_TERMINAL_SECONDS if self._is_terminal else _IN_A_LOG_SECONDS
        self._said = monotonic()
        self._is_line_open = False

    def watch(self, rows: Iterable[Decided]) -> Iterator[Decided]:
        """Yield the rows, and say now and then how many there were."""
        for number, row in enumerate(rows, start=1):
            if number % _LOOK_AT_THE_CLOCK_EVERY == 0 and monotonic() - self._said >= self._every:
                self._say(self._language.text(plural("{n} row decided ...", "{n} rows decided ...", n=number)))
            if row.ruling is None:
                self.end()
            yield row

    def _say(self, text: str) -> None:
        self._said = monotonic()
        sys.stderr.write(f"\r{text}" if self._is_terminal else f"{text}\n")
        sys.stderr.flush()
        self._is_line_open = self._is_terminal

    def end(self) -> None:
        """Finish a line that was begun."""
        if self._is_line_open:
            sys.stderr.write("\n")
            self._is_line_open = False
