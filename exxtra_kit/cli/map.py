# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra map` writes the map for a case as a file: where this visitor can go, and for how much.

Every host is judged; the case's own host may be missing. If it is one of ours, it is the one that is chosen on the map.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.cli.common import language_of, read_case_data, write_whole
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.messages import Listing, msg
from exxtra_kit.widgets.partner_map.files import MAP_FILES, snapshot_of

if TYPE_CHECKING:
    import argparse

    from exxtra_kit.cli.common import Commands


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
        what = msg("{file}: the map is written to a file that ends in {known}.", file=target.name, known=known)
        raise InputError((Problem("output", what),))
    snapshot = snapshot_of(read_case_data(arguments.case), date.today())  # noqa: DTZ011 (the day where the file is made)
    write_whole(target, kind.make(snapshot, language_of(arguments)))
    return 0
