# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra programmes`: which programmes there are, whether a file is one, and what differs between two."""

from __future__ import annotations

import difflib
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.cli.common import INPUT_WAS_WRONG, language_of, print_json
from exxtra_kit.cli.compare import days_given, known_programme
from exxtra_kit.errors import InputError, ParameterError, Problem
from exxtra_kit.fields import shortened
from exxtra_kit.messages import msg
from exxtra_kit.parameters import Law, cautions, load_programme, programme_ids, read_programme
from exxtra_kit.parameters.changes import changes_between
from exxtra_kit.render.changes import change_as_dict, changes_as_text
from exxtra_kit.render.programmes import parameters_as_toml, programme_as_dict, programme_as_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from exxtra_kit.cli.common import Commands
    from exxtra_kit.language import Language
    from exxtra_kit.parameters import Programme

_PAIR = 2


def register(commands: Commands, language: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "programmes", parents=[language], help="the programmes, whether a file is one, what differs between two"
    )
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--check", nargs="+", metavar="FILE", help="read programme files and say whether they hold")
    task.add_argument(
        "--changes", nargs="+", metavar="ID", help="what differs between two programmes, or two days of one"
    )
    task.add_argument(
        "--show", nargs="+", metavar="ID", help="a programme's entries as TOML, to copy: its id, then parameters"
    )
    parser.add_argument(
        "--on", nargs="+", default=[], metavar="DAY", help="with --changes: a day whose law applies, or one for each"
    )
    parser.add_argument("--json", action="store_true", help="JSON for other programs")
    parser.set_defaults(run=_programmes)


def _programmes(arguments: argparse.Namespace) -> int:
    language = language_of(arguments)
    if arguments.changes:
        return _changes(*_two_laws(arguments.changes, arguments.on), language, as_json=arguments.json)
    if arguments.on:
        raise InputError(
            (Problem("--on", msg("A day belongs to --changes: name the programme or the two programmes.")),)
        )
    if arguments.show:
        return _show(*arguments.show)
    if arguments.check:
        return _each(arguments.check, _checked, language, as_json=arguments.json)
    return _each(programme_ids(), load_programme, language, as_json=arguments.json)


def _checked(name: str) -> Programme:
    return read_programme(Path(name))


def _each(names: Iterable[str], read: Callable[[str], Programme], language: Language, *, as_json: bool) -> int:
    """Show each programme; one that can't be read is said on standard error, and the others are shown all the same."""
    programmes, are_all_right = {}, True
    for name in names:
        try:
            programmes[name] = read(name)
        except ParameterError as error:
            sys.stderr.write(f"{language.text(error.message)}\n")
            are_all_right = False
    if as_json:
        print_json([programme_as_dict(programme) for programme in programmes.values()])
    for name, programme in () if as_json else programmes.items():
        if read is _checked:
            sys.stdout.write(
                language.text(msg("{file}: nothing is wrong with it.", file=shortened(Path(name).name))) + "\n"
            )
        sys.stdout.write(f"{programme_as_text(programme, language)}\n")
        for caution in cautions(programme, date.today()) if read is _checked else ():  # noqa: DTZ011 (the user's day)
            sys.stdout.write(f"  ! {language.text(caution)}\n")
    return 0 if are_all_right else INPUT_WAS_WRONG


def _show(name: str, *wanted: str) -> int:
    programme = load_programme(known_programme(name, "--show"))
    for parameter in wanted:
        if parameter not in programme.parameters:
            close = tuple(difflib.get_close_matches(parameter, programme.parameters, n=1))
            message = msg("There is no parameter of this name: see docs/programmes.md, or leave it out to see all.")
            raise InputError((Problem(shortened(parameter), message, close),))
    sys.stdout.write(parameters_as_toml(programme, wanted or programme.parameters))
    return 0


def _two_laws(names: list[str], texts: list[str]) -> tuple[Law, Law]:
    """Return the two laws that are meant: of two programmes, or of one on two days."""
    programmes = [known_programme(name, "--changes") for name in names]
    days = days_given("--on", texts)
    if len(programmes) == 1 and len(days) == _PAIR:
        programmes *= _PAIR
    if len(programmes) == _PAIR and len(days) == 1:
        days *= _PAIR
    if len(programmes) != _PAIR or len(days) not in (0, _PAIR):
        message = msg("Name two programmes, or one programme and two days with --on.")
        raise InputError((Problem("--changes", message),))
    if not days:
        return Law.newest(programmes[0]), Law.newest(programmes[1])
    return Law.at(days[0], programmes[0]), Law.at(days[1], programmes[1])


def _changes(before: Law, after: Law, language: Language, *, as_json: bool) -> int:
    if as_json:
        changes = [change_as_dict(change, language) for change in changes_between(before, after)]
        print_json({"before": _law_as_dict(before), "after": _law_as_dict(after), "changes": changes})
    else:
        sys.stdout.write(changes_as_text(before, after, language) + "\n")
    return 0


def _law_as_dict(law: Law) -> dict[str, object]:
    data = programme_as_dict(law.programme)
    data["on"] = law.day.isoformat()
    return data
