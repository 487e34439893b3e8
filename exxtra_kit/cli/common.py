# SPDX-License-Identifier: BSD-3-Clause
"""What every command shares: exit statuses, the parser, the language, reading a case, writing JSON."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from exxtra_kit.casefile import LARGEST_FILE_BYTES, decode_case, load_case, parse_case_text, read_case
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.language import DEFAULT_LANGUAGE, Language
from exxtra_kit.messages import msg
from exxtra_kit.models import Eligibility

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def read_case_data(name: str) -> Mapping[str, object]:
    """Return the plain data of the case that an argument names, unchecked; `-` is standard input.

    Raises:
        InputError: It can't be read.
    """
    path = Path(name)
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST_FILE_BYTES + 1)
        else:
            with path.open("rb") as file:
                content = file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = msg("{file} can't be read: {reason}.", file=name, reason=reason)
        raise InputError((Problem("", problem),)) from error
    is_json = True if path.suffix.lower() == ".json" else None
    return parse_case_text(decode_case(content, path.name), is_json=is_json)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file whole or not at all: what stood there before stays if the disk is full.

    Raises:
        InputError: It can't be written there.
    """
    place = Path(os.path.realpath(target))  # a link stays a link
    try:
        if place.exists() and not place.is_file():
            place.write_bytes(content)  # a pipe; a folder says so
            return
        # In the same folder, so that the last step is one renaming.
        with tempfile.TemporaryDirectory(prefix=f".{place.stem[:40]}-", dir=place.parent) as folder:
            unfinished = Path(folder, "unfinished")
            unfinished.write_bytes(content)
            if place.exists():
                shutil.copymode(place, unfinished)
            unfinished.replace(place)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = msg("{file} can't be written: {reason}. Nothing was changed.", file=str(target), reason=reason)
        raise InputError((Problem("output", problem),)) from error
