# SPDX-License-Identifier: BSD-3-Clause
"""The command `exxtra`: the same engine as the apps, for a terminal and for other programs.

Each command is a module with a function `register`. Exit status of `exxtra assess`: 0 eligible,
1 not eligible, 2 undecided, 3 the input was wrong.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

from exxtra_kit import __version__
from exxtra_kit.cli import (
    assess,
    assess_table,
    clusters,
    compare,
    match,
    organisations,
    papers,
    programmes,
    rules,
    serve,
    sheet,
)
from exxtra_kit.cli import map as map_command
from exxtra_kit.cli.common import FAILED, INPUT_WAS_WRONG, Parser, language_of
from exxtra_kit.errors import ExxtraError, InputError
from exxtra_kit.language import DEFAULT_LANGUAGE, available_languages

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

COMMANDS = (
    assess,
    assess_table,
    compare,
    match,
    papers,
    sheet,
    map_command,
    organisations,
    rules,
    programmes,
    clusters,
    serve,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: Arguments without the program's name; None for those of this process.

    Returns:
        The exit status.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the euro sign is no reason to crash
    arguments = None
    try:
        arguments = _parser().parse_args(argv)
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads our output has had enough, as in "exxtra rules | head -1"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except InputError as error:
        sys.stderr.write(f"{error.describe(language_of(arguments))}\n")
        return INPUT_WAS_WRONG
    except ExxtraError as error:
        sys.stderr.write(f"{language_of(arguments).text(error.message)}\n")
        return FAILED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="exxtra", description="ClusterXchange exchanges: who may take part, what is paid, and why.")
    parser.add_argument("--version", action="version", version=f"exxtra_kit {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    language = Parser(add_help=False)
    language.add_argument(
        "--lang", choices=available_languages(), default=DEFAULT_LANGUAGE, help="language of the sentences"
    )
    for command in COMMANDS:
        command.register(commands, language)
    return parser
