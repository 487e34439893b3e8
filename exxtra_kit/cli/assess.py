# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra assess`: the verdict on one case."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from exxtra_kit.cli.common import STATUS, language_of, print_json, read_case_argument
from exxtra_kit.parameters import Law
from exxtra_kit.render.plain import verdict_as_dict, verdict_as_text
from exxtra_kit.rules import assess_exchange

if TYPE_CHECKING:
    import argparse

    from exxtra_kit.cli.common import Commands


def register(commands: Commands, language: argparse.ArgumentParser) -> None:
    """Add the command."""
    assess = commands.add_parser("assess", parents=[language], help="the verdict on one case, with reasons and sources")
    assess.add_argument(
        "case", metavar="CASE", help="a case file (TOML or JSON), an exchange file, or - for standard input"
    )
    assess.add_argument("--json", action="store_true", help="one JSON object for other programs")
    assess.set_defaults(run=_assess)


def _assess(arguments: argparse.Namespace) -> int:
    language = language_of(arguments)
    case = read_case_argument(arguments.case)
    verdict = assess_exchange(case, Law.at(case.on, case.programme))
    if arguments.json:
        print_json(verdict_as_dict(verdict, language))
    else:
        sys.stdout.write(verdict_as_text(verdict, language) + "\n")
    return STATUS[verdict.eligibility]
