# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra compare`: one case in several variants, or several cases, side by side."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.catalogue import find_cluster, load_clusters
from exxtra_kit.cli.common import language_of, print_json, read_case_argument
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.fields import Fields, shortened
from exxtra_kit.messages import Listing, msg
from exxtra_kit.parameters import programme_ids
from exxtra_kit.render.comparison import comparison_as_dict, comparison_as_text
from exxtra_kit.rules.compare import compare
from exxtra_kit.rules.variants import variants

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from datetime import date

    from exxtra_kit.catalogue import Cluster
    from exxtra_kit.cli.common import Commands
    from exxtra_kit.messages import Message

_EVERY_HOST = "all"
_STANDARD_INPUT = "-"


def register(commands: Commands, language: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "compare",
        parents=[language],
        help="cases side by side: several hosts, days, programmes or laws, differences first",
    )
    parser.add_argument("cases", metavar="CASE", nargs="+", help="a case file, or - for standard input")
    parser.add_argument(
        "--host",
        action="append",
        default=[],
        metavar="NAME",
        help="a partner cluster as the host, by id, name or alias; all for every one; may be repeated",
    )
    parser.add_argument(
        "--start",
        action="append",
        default=[],
        metavar="DAY",
        help="another first day, the stay as long as before; may be repeated",
    )
    parser.add_argument("--programme", action="append", default=[], metavar="ID", help="a programme; may be repeated")
    parser.add_argument(
        "--on", action="append", default=[], metavar="DAY", help="day whose law applies; may be repeated"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object for other programs")
    parser.set_defaults(run=_compare)


def _compare(arguments: argparse.Namespace) -> int:
    language = language_of(arguments)
    if arguments.cases.count(_STANDARD_INPUT) > 1:
        raise InputError((Problem(_STANDARD_INPUT, msg("Standard input can be read only once: name a file.")),))
    hosts = [cluster for name in arguments.host for cluster in _hosts(name)]
    starts, days = days_given("--start", arguments.start), days_given("--on", arguments.on)
    programmes = [known_programme(name, "--programme") for name in arguments.programme]
    columns = [
        variant
        for name, label in zip(arguments.cases, _labels(arguments.cases), strict=True)
        for variant in variants(
            read_case_argument(name),
            hosts=hosts,
            starts=starts,
            programmes=programmes,
            days=days,
            label=label,
        )
    ]
    if len(columns) == 1:
        message = msg(
            "There is nothing to compare this case with. Name a second case, or --host, --start, --programme or --on."
        )
        raise InputError((Problem("", message),))
    comparison = compare(columns)
    if arguments.json:
        print_json(comparison_as_dict(comparison, language))
    else:
        sys.stdout.write(comparison_as_text(comparison, language) + "\n")
    return 0


def _labels(names: list[str]) -> list[Message | None]:
    """Return what to call the cases: by the names of their files, where there are several; with folders if need be."""
    short = [Path(name).name for name in names]
    shown = short if len(set(short)) == len(short) else names
    return [msg("{value}", value=shortened(name)) for name in shown] if len(names) > 1 else [None]


def _hosts(name: str) -> tuple[Cluster, ...]:
    if name == _EVERY_HOST:
        return load_clusters()
    found = find_cluster(name)
    if found is None:
        known = Listing((*(cluster.id for cluster in load_clusters()), _EVERY_HOST))
        problem = msg("There is no partner cluster of that name. Known: {known}.", known=known)
        raise InputError((Problem(f"--host {shortened(name)}", problem),))
    return (found,)


def days_given(option: str, texts: Iterable[str]) -> list[date]:
    """Return days as they were given.

    Raises:
        InputError: One of them is no day; every one that isn't is named.
    """
    problems: list[Problem] = []
    found = [Fields({option: text or "-"}, "", problems).day(option) for text in texts]
    if problems:
        raise InputError(tuple(problems))
    return [day for day in found if day is not None]


def known_programme(name: str, option: str) -> str:
    """Return the id of a programme as it was given.

    Raises:
        InputError: There is no such programme; the message names those that there are.
    """
    problems: list[Problem] = []
    found = Fields({option: name or "-"}, "", problems).choice_of(option, programme_ids())
    if found is None:
        raise InputError(tuple(problems))
    return found
