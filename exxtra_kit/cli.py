# SPDX-License-Identifier: BSD-3-Clause
"""The command `exxtra`: the same engine as the apps, for a terminal and for other programs.

Exit status of `exxtra assess`: 0 eligible, 1 not eligible, 2 undecided, 3 the input was wrong.
4 is a failure of the installation (a missing data file), so that nobody takes it for an answer.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from exxtra_kit import __version__
from exxtra_kit.casefile import LARGEST_FILE_BYTES, decode_case, load_case, parse_case_text, read_case
from exxtra_kit.catalogue import find_cluster, load_clusters
from exxtra_kit.errors import ExxtraError, InputError, Problem
from exxtra_kit.language import DEFAULT_LANGUAGE, Language, available_languages
from exxtra_kit.messages import Listing, msg
from exxtra_kit.models import Eligibility
from exxtra_kit.parameters import DEFAULT_PROGRAMME, Law, programme_ids
from exxtra_kit.render.cluster_text import cluster_as_dict, clusters_as_text
from exxtra_kit.render.plain import verdict_as_dict, verdict_as_text
from exxtra_kit.render.rulebook import rules_as_markdown, rules_as_text
from exxtra_kit.rules import assess_exchange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exxtra_kit.catalogue import Cluster
    from exxtra_kit.models import Case

INPUT_WAS_WRONG = 3
FAILED = 4
STATUS = {Eligibility.ELIGIBLE: 0, Eligibility.NOT_ELIGIBLE: 1, Eligibility.UNDECIDED: 2}


class _Parser(argparse.ArgumentParser):
    """A parser whose usage errors have the status of wrong input: 2 means "undecided" here."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(INPUT_WAS_WRONG, f"{self.prog}: {message}\n")


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
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads our output has had enough, as in "exxtra rules | head -1"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except InputError as error:
        sys.stderr.write(f"{error.describe(_language(arguments))}\n")
        return INPUT_WAS_WRONG
    except ExxtraError as error:
        sys.stderr.write(f"{_language(arguments).text(error.message)}\n")
        return FAILED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="exxtra", description="ClusterXchange exchanges: who may take part, what is paid, and why.")
    parser.add_argument("--version", action="version", version=f"exxtra_kit {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    language = _Parser(add_help=False)
    language.add_argument(
        "--lang", choices=available_languages(), default=DEFAULT_LANGUAGE, help="language of the sentences"
    )

    assess = commands.add_parser("assess", parents=[language], help="the verdict on one case, with reasons and sources")
    assess.add_argument(
        "case", metavar="CASE", help="a case file (TOML or JSON), an exchange file, or - for standard input"
    )
    assess.add_argument("--json", action="store_true", help="one JSON object for other programs")
    assess.set_defaults(run=_assess)

    rules = commands.add_parser("rules", parents=[language], help="every rule with its value and source")
    rules.add_argument("--programme", choices=programme_ids(), default=DEFAULT_PROGRAMME)
    rules.add_argument("--markdown", action="store_true", help="as a Markdown table")
    rules.set_defaults(run=_rules)

    clusters = commands.add_parser(
        "clusters", parents=[language], help="the partner clusters and what is known of them"
    )
    clusters.add_argument("name", nargs="?", help="one cluster, by its id, name or an alias")
    clusters.add_argument("--json", action="store_true", help="JSON for other programs")
    clusters.set_defaults(run=_clusters)

    serve = commands.add_parser("serve", help="serve the apps for participants on this machine")
    serve.add_argument("--port", type=int, help="port to listen on (default 8866; 0 for any free one)")
    serve.add_argument("--ip", help="address to listen on (default 127.0.0.1: this machine only)")
    serve.add_argument(
        "--lang", dest="language", choices=available_languages(), help="language of pages that name none"
    )
    serve.add_argument("--check", action="store_true", help="print what strangers can reach, and stop")
    serve.set_defaults(run=_serve)
    return parser


def _language(arguments: argparse.Namespace) -> Language:
    return Language.load(getattr(arguments, "lang", None) or getattr(arguments, "language", None) or DEFAULT_LANGUAGE)


def _print_json(data: object) -> None:
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=(sys.stdout.encoding or "").lower() != "utf-8") + "\n")


def _case(name: str) -> Case:
    if name != "-":
        return load_case(Path(name))
    # Bytes, because a case is UTF-8 whatever this terminal speaks.
    return read_case(parse_case_text(decode_case(sys.stdin.buffer.read(LARGEST_FILE_BYTES + 1), "-")))


def _assess(arguments: argparse.Namespace) -> int:
    language = _language(arguments)
    case = _case(arguments.case)
    verdict = assess_exchange(case, Law.at(case.on, case.programme))
    if arguments.json:
        _print_json(verdict_as_dict(verdict, language))
    else:
        sys.stdout.write(verdict_as_text(verdict, language) + "\n")
    return STATUS[verdict.eligibility]


def _rules(arguments: argparse.Namespace) -> int:
    law, language = Law.newest(arguments.programme), _language(arguments)
    text = rules_as_markdown(law, language) if arguments.markdown else rules_as_text(law, language)
    sys.stdout.write(text + "\n")
    return 0


def _cluster(name: str) -> Cluster:
    found = find_cluster(name)
    if found is None:
        known = Listing(tuple(cluster.id for cluster in load_clusters()))
        problem = msg("There is no partner cluster of that name. Known: {known}.", known=known)
        raise InputError((Problem(name, problem),))
    return found


def _clusters(arguments: argparse.Namespace) -> int:
    chosen = load_clusters() if arguments.name is None else (_cluster(arguments.name),)
    if arguments.json:
        _print_json([cluster_as_dict(cluster) for cluster in chosen])
    else:
        sys.stdout.write(clusters_as_text(chosen, _language(arguments)) + "\n")
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from exxtra_kit.serving import Settings, describe_exposure, serve  # noqa: PLC0415 (needs the extra "apps")

    settings = Settings.read(port=arguments.port, ip=arguments.ip, language=arguments.language)
    if arguments.check:
        sys.stdout.write(describe_exposure(settings) + "\n")
        return 0
    return serve(settings)


if __name__ == "__main__":
    sys.exit(main())
