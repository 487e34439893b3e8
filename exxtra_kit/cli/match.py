# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra match`: the hosts of the catalogue ranked for one visitor, each score taken apart; or a request to one."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from pydantic import ValidationError

from exxtra_kit.casefile import EXCHANGE_FILE_FORMAT, read_case
from exxtra_kit.catalogue import find_cluster, load_clusters, sectors_of
from exxtra_kit.cli.common import language_of, print_json, read_case_data
from exxtra_kit.documents.exchange_file import ExchangeFile, open_exchange
from exxtra_kit.errors import ExchangeFileError, InputError, Problem
from exxtra_kit.fields import shortened
from exxtra_kit.language import Language, available_languages
from exxtra_kit.matching.criteria import LARGEST_WEIGHT, Criterion
from exxtra_kit.matching.names import SECTORS
from exxtra_kit.matching.ranking import Excluded, rank_hosts
from exxtra_kit.messages import Listing, Message, msg
from exxtra_kit.planning import ActivityKind, Profile
from exxtra_kit.render.ranking_text import host_lines, ranking_as_dict, ranking_as_text, why_not_lines
from exxtra_kit.render.request import request_text
from exxtra_kit.rules.variants import variants

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Iterable, Mapping

    from exxtra_kit.catalogue import Cluster
    from exxtra_kit.cli.common import Commands
    from exxtra_kit.matching.ranking import Ranking
    from exxtra_kit.models import Case


def register(commands: Commands, language: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "match", parents=[language], help="the hosts ranked for one visitor, each with its score taken apart"
    )
    parser.add_argument(
        "case",
        metavar="CASE",
        help="a case file (its host need not be there), an exchange file, or - for standard input",
    )
    parser.add_argument(
        "--weight",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help=f"weight of a criterion, 0 to {LARGEST_WEIGHT}: {', '.join(Criterion)}; may be repeated",
    )
    parser.add_argument(
        "--looks-for",
        action="append",
        default=[],
        metavar="KIND",
        help=f"what is looked for: {', '.join(ActivityKind)}",
    )
    parser.add_argument(
        "--sector", action="append", default=[], metavar="SECTOR", help=f"the visitor's sector: {', '.join(SECTORS)}"
    )
    parser.add_argument(
        "--speaks", action="append", default=[], metavar="CODE", help="a language the visitor can work in, such as it"
    )
    parser.add_argument(
        "--free", action="append", default=[], metavar="DAY..DAY", help="days on which the visitor could go"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--why-not", metavar="HOST", help="what the rules and the score say of one host")
    what.add_argument("--request", metavar="HOST", help="a request to one host, to be copied")
    what.add_argument("--json", action="store_true", help="one JSON object for other programs")
    parser.add_argument(
        "--with",
        dest="second",
        choices=available_languages(),
        help="second language of the request, after that of --lang",
    )
    parser.set_defaults(run=_match)


def _match(arguments: argparse.Namespace) -> int:
    language = language_of(arguments)
    file = _read(arguments.case)
    case = read_case({**file.case, "host": file.case.get("host") or {}})
    profile = _profile(file.profile, arguments)
    weights = {**file.weights, **_weights(arguments.weight)}
    if arguments.request is not None:
        there = _at(case, _cluster("--request", arguments.request))
        languages = [language, *([Language.load(arguments.second)] if arguments.second else [])]
        sys.stdout.write(request_text(there, profile, file.objectives, languages))
        return 0
    named = find_cluster(case.host.name) if case.host.name else None
    said = {named.id: file.host_profile} if named else {}
    ranking = rank_hosts(case, profile, load_clusters(), weights, said)
    if arguments.why_not is not None:
        sys.stdout.write("\n".join(_why_not(ranking, _cluster("--why-not", arguments.why_not), language)) + "\n")
    elif arguments.json:
        print_json(ranking_as_dict(ranking, language))
    else:
        sys.stdout.write(ranking_as_text(ranking, case, language) + "\n")
    return 0


def _read(name: str) -> ExchangeFile:
    """Return what is planned: an exchange file as it is, a case as one in which nothing else is said."""
    data = read_case_data(name)
    if data.get("format") != EXCHANGE_FILE_FORMAT:
        return ExchangeFile(case=data)
    try:
        return open_exchange(json.dumps(data, default=str))
    except ExchangeFileError as error:
        raise InputError((Problem(name, error.message),)) from error


def _profile(known: Profile, arguments: argparse.Namespace) -> Profile:
    """Return the profile with what the options say in place of what it says."""
    said: dict[str, object] = {
        "looks_for": arguments.looks_for,
        "sectors": arguments.sector,
        "languages": arguments.speaks,
        "free": [dict(zip(("start", "end"), text.split(".."), strict=False)) for text in arguments.free],
    }
    given = {name: values for name, values in said.items() if values}
    _check("--sector", arguments.sector, [*SECTORS, *(code for host in load_clusters() for code in sectors_of(host))])
    _check("--speaks", arguments.speaks, Language.load().locale.languages)
    try:
        return Profile.model_validate({**known.model_dump(), **given})
    except ValidationError as error:
        names = {"looks_for": "--looks-for", "sectors": "--sector", "languages": "--speaks", "free": "--free"}
        wrong = dict.fromkeys(names[str(part["loc"][0])] for part in error.errors())
        raise InputError(tuple(Problem(option, _EXPECTED[option]) for option in wrong)) from error


def _check(option: str, given: Iterable[str], known: Collection[str]) -> None:
    """Refuse a code that no host could ever share, because it is a slip of the pen."""
    for code in given:
        if code not in known:
            raise InputError((Problem(f"{option} {shortened(code)}", _EXPECTED[option]),))


_EXPECTED: Mapping[str, Message] = {
    "--looks-for": msg("Known: {known}.", known=Listing(tuple(kind.value for kind in ActivityKind))),
    "--sector": msg("Known: {known}.", known=Listing(tuple(SECTORS))),
    "--speaks": msg("A code such as {example} is expected.", example="it"),
    "--free": msg("Two days such as {example} are expected.", example="2021-10-04..2021-12-17"),
}


def _weights(texts: list[str]) -> dict[str, int]:
    """Return the weights that were given.

    Raises:
        InputError: One of them can't be read.
    """
    found = {}
    for text in texts:
        name, _, number = text.partition("=")
        if name not in tuple(Criterion):
            known = Listing(tuple(Criterion))
            raise _wrong(text, msg("There is no such criterion. Known: {known}.", known=known))
        if not (number.isascii() and number.isdigit() and len(number) <= len(str(LARGEST_WEIGHT))) or (
            int(number) > LARGEST_WEIGHT
        ):
            raise _wrong(text, msg("A whole number from 0 to {most} is expected.", most=LARGEST_WEIGHT))
        found[name] = int(number)
    return found


def _wrong(text: str, message: Message) -> InputError:
    return InputError((Problem(f"--weight {shortened(text)}", message),))


def _cluster(option: str, name: str) -> Cluster:
    found = find_cluster(name)
    if found is None:
        known = Listing(tuple(cluster.id for cluster in load_clusters()))
        problem = msg("There is no partner cluster of that name. Known: {known}.", known=known)
        raise InputError((Problem(f"{option} {shortened(name)}", problem),))
    return found


def _at(case: Case, cluster: Cluster) -> Case:
    """Return the case at a host; as it stands if it names that host itself."""
    if (case.host.name, case.host.country) == (cluster.name, cluster.country):
        return case
    return variants(case, hosts=[cluster])[-1].case


def _why_not(ranking: Ranking, cluster: Cluster, language: Language) -> list[str]:
    found = ranking.host(cluster.id)
    if found is None:
        return []
    if isinstance(found, Excluded):
        return why_not_lines(found, language)
    place = ranking.ranked.index(found) + 1
    ranked = msg(
        "{host} is not out: of {n} possible hosts it is number {place}.",
        host=cluster.name,
        n=len(ranking.ranked),
        place=place,
    )
    return [language.text(ranked), *host_lines(found, place, language)]
