# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra rules`: every rule with its value and source, or the whole rule book as one page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from exxtra_kit.cli.common import language_of
from exxtra_kit.parameters import DEFAULT_PROGRAMME, Law, programme_ids
from exxtra_kit.render.book_html import book_as_page
from exxtra_kit.render.rulebook import rules_as_markdown, rules_as_text
from exxtra_kit.render.rulebook_content import rule_book

if TYPE_CHECKING:
    import argparse

    from exxtra_kit.cli.common import Commands


def register(commands: Commands, language: argparse.ArgumentParser) -> None:
    """Add the command."""
    rules = commands.add_parser("rules", parents=[language], help="every rule with its value and source")
    rules.add_argument(
        "--programme",
        choices=programme_ids(),
        help=f"the programme (default {DEFAULT_PROGRAMME}; with --html all of them)",
    )
    shape = rules.add_mutually_exclusive_group()
    shape.add_argument("--markdown", action="store_true", help="as a Markdown table")
    shape.add_argument(
        "--html",
        action="store_true",
        help="the whole rule book as one web page: values by day, decisions, source conflicts, example cases",
    )
    rules.set_defaults(run=_rules)


def _rules(arguments: argparse.Namespace) -> int:
    language, programme = language_of(arguments), arguments.programme
    if arguments.html:
        programmes = (programme,) if programme else programme_ids()
        sys.stdout.write(book_as_page(rule_book(programmes, language), language))
        return 0
    law = Law.newest(programme or DEFAULT_PROGRAMME)
    text = rules_as_markdown(law, language) if arguments.markdown else rules_as_text(law, language)
    sys.stdout.write(text + "\n")
    return 0
