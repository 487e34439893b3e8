# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra organisations`: a spreadsheet of hosts or visitors as a map that opens without a network.

Exit status: 0 every row is on the map as it stands; 3 some rows or cells can't be used, or a town has to be asked
back (the map is written with the others), or the table itself can't be read; 4 a file can't be written.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.casefile import read_case
from exxtra_kit.cli.common import INPUT_WAS_WRONG, language_of, read_case_data, write_whole
from exxtra_kit.documents.decisions_file import writing
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.matching.many import judge_hosts
from exxtra_kit.messages import msg, plural
from exxtra_kit.organisations import choices_in, locate, question_rows, read_organisations
from exxtra_kit.organisations.questions import COLUMNS
from exxtra_kit.render.organisation_report import count_words, problem_words, unplaced_words
from exxtra_kit.render.organisations import layer_answers, layer_data

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from exxtra_kit.cli.common import Commands
    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message
    from exxtra_kit.organisations import Entry, Located

MOST_LINES_SHOWN = 20
_PAGES = frozenset({".html", ".htm"})


def register(commands: Commands, language: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "organisations", parents=[language], help="a spreadsheet of hosts or visitors as a map that needs no network"
    )
    parser.add_argument(
        "table", metavar="TABLE", type=Path, help="an .xlsx workbook or a CSV file, one row one organisation"
    )
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True, help="the page to write: .html")
    parser.add_argument(
        "--case",
        metavar="CASE",
        help="a visitor and days (a case file whose host does not count): every host gets its answer",
    )
    parser.add_argument(
        "--questions", metavar="FILE", type=Path, help="where to write which towns are to be asked back: .csv or .xlsx"
    )
    parser.add_argument(
        "--choices", metavar="FILE", type=Path, help="that table again, with an x under 'use' in the right lines"
    )
    parser.add_argument(
        "--sheet", metavar="NAME", help="sheet of the workbook; the first with known headings if not given"
    )
    parser.set_defaults(run=_organisations)


def _organisations(arguments: argparse.Namespace) -> int:
    language = language_of(arguments)
    _check_target(arguments.output, [arguments.table, arguments.choices, arguments.questions])
    table = read_organisations(arguments.table, arguments.sheet)
    located = locate(table.entries, choices_in(arguments.choices) if arguments.choices else None)
    answers = _answers(arguments.case, located.placed, language) if arguments.case else None
    _say_all(table.notes, language)
    _say_some([problem_words(problem, table) for problem in table.problems], language)
    _say_some([unplaced_words(one) for one in located.unplaced], language)
    if arguments.questions:
        with writing(arguments.questions, COLUMNS) as sheet:
            for row in question_rows(located.questions, language):
                sheet.write(row)
    write_whole(arguments.output, _page(located.placed, answers, language))
    _say(language.text(count_words(table, located)))
    _say_questions(located, arguments.questions, language)
    return INPUT_WAS_WRONG if table.problems or located.unplaced else 0


def _check_target(target: Path, sources: Sequence[Path | None]) -> None:
    """Refuse a name that is no page's, and one that would take the place of what is read."""
    if target.suffix.lower() not in _PAGES:
        problem = msg("{file}: the map is written to a file that ends in {known}.", file=target.name, known=".html")
        raise InputError((Problem("output", problem),))
    for source in sources:
        if source is not None and target.exists() and source.exists() and target.samefile(source):
            problem = msg("{file} would be written over the table that is read. Name another file.", file=str(target))
            raise InputError((Problem("output", problem),))


def _page(placed: Sequence[Entry], answers: Mapping[str, object] | None, language: Language) -> bytes:
    from exxtra_kit.render.organisation_layer import organisation_page  # noqa: PLC0415 (folium: most of a second)

    return organisation_page(language, layer_data(placed, language), answers).encode("utf-8", "replace")


def _answers(name: str, placed: Sequence[Entry], language: Language) -> Mapping[str, object]:
    """Return what the rules say of each host for the visitor and the days of a case."""
    question = read_case({**read_case_data(name), "host": {}})
    return layer_answers(judge_hosts(question, placed), language)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _say_all(messages: Sequence[Message], language: Language) -> None:
    for message in messages:
        _say(language.text(message))


def _say_some(messages: Sequence[Message], language: Language) -> None:
    _say_all(messages[:MOST_LINES_SHOWN], language)
    if len(messages) > MOST_LINES_SHOWN:
        _say(language.text(msg("and {n} more", n=len(messages) - MOST_LINES_SHOWN)))


def _say_questions(located: Located, written: Path | None, language: Language) -> None:
    if not located.questions:
        return
    text = plural("{n} town name needs your choice.", "{n} town names need your choice.", n=len(located.questions))
    how = (
        msg(
            "Put an x under {column} in the right lines of {file}, and give it with --choices.",
            column="use",
            file=str(written),
        )
        if written
        else msg("--questions FILE writes them with the towns that each could mean, for you to mark.")
    )
    _say(f"{language.text(text)} {language.text(how)}")
