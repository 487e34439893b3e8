# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra map` writes the map for a case as a file: where this visitor can go, and for how much.

Every host is judged; the case's own host may be missing. If it is one of ours, it is the one that is chosen on the map.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.casefile import LARGEST_FILE_BYTES, decode_case, parse_case_text
from exxtra_kit.cli.common import language_of
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.messages import Listing, Message, msg
from exxtra_kit.widgets.partner_map.files import MAP_FILES, snapshot_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from exxtra_kit.cli.common import Commands

_STANDARD_INPUT = "-"


def register(commands: Commands, language: argparse.ArgumentParser) -> None:
    """Add the command."""
    drawn = commands.add_parser(
        "map", parents=[language], help="where a visitor can go, and for how much: the map as a file"
    )
    drawn.add_argument(
        "case",
        metavar="CASE",
        help="a case file (TOML or JSON) whose host may be missing, an exchange file, or - for standard input",
    )
    drawn.add_argument(
        "-o", "--output", metavar="FILE", required=True, help=f"the file; its name ends in {', '.join(MAP_FILES)}"
    )
    drawn.set_defaults(run=_map)


def _map(arguments: argparse.Namespace) -> int:
    target = Path(arguments.output)
    kind = MAP_FILES.get(target.suffix.lower())
    if kind is None:
        known = Listing(tuple(MAP_FILES), any_of=True)
        raise _wrong(
            "output", msg("{file}: a map is written to a file that ends in {known}.", file=target.name, known=known)
        )
    snapshot = snapshot_of(_given(arguments.case), date.today())  # noqa: DTZ011 (the day where the file is made)
    _write(target, kind.make(snapshot, language_of(arguments)))
    return 0


def _given(name: str) -> Mapping[str, object]:
    """Return the plain data of a case; `-` is standard input."""
    path = Path(name)
    try:
        if name == _STANDARD_INPUT:
            content = sys.stdin.buffer.read(LARGEST_FILE_BYTES + 1)
        else:
            with path.open("rb") as file:
                content = file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise _wrong("", msg("{file} can't be read: {reason}.", file=name, reason=_of(error))) from error
    is_json = True if path.suffix.lower() == ".json" else None
    return parse_case_text(decode_case(content, path.name), is_json=is_json)


def _write(target: Path, content: bytes) -> None:
    """Write the file whole or not at all: what stood there before stays if the disk is full."""
    place = Path(os.path.realpath(target))  # a link stays a link
    try:
        if place.exists() and not place.is_file():
            place.write_bytes(content)  # a pipe; a folder says so
            return
        # In the same folder, so that the last step is one renaming.
        with tempfile.TemporaryDirectory(prefix=f".{place.stem[:40]}-", dir=place.parent) as folder:
            unfinished = Path(folder, "map")
            unfinished.write_bytes(content)
            if place.exists():
                shutil.copymode(place, unfinished)
            unfinished.replace(place)
    except OSError as error:
        message = msg("{file} can't be written: {reason}. Nothing was changed.", file=str(target), reason=_of(error))
        raise _wrong("output", message) from error


def _of(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _wrong(field: str, message: Message) -> InputError:
    return InputError((Problem(field, message),))
