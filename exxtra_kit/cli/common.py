# SPDX-License-Identifier: BSD-3-Clause
"""What every command shares: exit statuses, the parser, the language, reading a case, writing JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from exxtra_kit.casefile import LARGEST_FILE_BYTES, decode_case, load_case, parse_case_text, read_case
from exxtra_kit.language import DEFAULT_LANGUAGE, Language
from exxtra_kit.models import Eligibility

if TYPE_CHECKING:
    from exxtra_kit.models import Case

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (argparse gives it no public name)

INPUT_WAS_WRONG = 3
FAILED = 4
STATUS = {Eligibility.ELIGIBLE: 0, Eligibility.NOT_ELIGIBLE: 1, Eligibility.UNDECIDED: 2}
"""Exit status of `exxtra assess`; 4 is a failure of the installation, so that nobody takes it for an answer."""


class Parser(argparse.ArgumentParser):
    """A parser whose usage errors have the status of wrong input: 2 means "undecided" here."""

    def error(self, message: str) -> NoReturn:
        """Print how to use the command, and end."""
        self.print_usage(sys.stderr)
        self.exit(INPUT_WAS_WRONG, f"{self.prog}: {message}\n")


def language_of(arguments: argparse.Namespace | None) -> Language:
    """Return the language that was asked for; English where the question could not even be read."""
    return Language.load(getattr(arguments, "lang", None) or getattr(arguments, "language", None) or DEFAULT_LANGUAGE)


def print_json(data: object) -> None:
    """Write data as JSON that this terminal can show."""
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=(sys.stdout.encoding or "").lower() != "utf-8") + "\n")


def read_case_argument(name: str) -> Case:
    """Read the case that an argument names; `-` is standard input.

    Raises:
        InputError: It can't be read or holds something wrong.
    """
    if name != "-":
        return load_case(Path(name))
    # Bytes, because a case is UTF-8 whatever this terminal speaks.
    return read_case(parse_case_text(decode_case(sys.stdin.buffer.read(LARGEST_FILE_BYTES + 1), "-")))
