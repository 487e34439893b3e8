# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra papers` makes the papers of an exchange: Word, PDF, the agenda for a calendar."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from exxtra_kit.casefile import EXCHANGE_FILE_FORMAT
from exxtra_kit.cli.common import language_of, read_case_data, write_whole
from exxtra_kit.documents.exchange_file import ExchangeFile, open_exchange
from exxtra_kit.documents.papers import PaperError
from exxtra_kit.errors import ExchangeFileError, InputError, Problem
from exxtra_kit.language import DEFAULT_LANGUAGE, paper_languages
from exxtra_kit.messages import Listing, msg, plural
from exxtra_kit.render.papers import PaperKind
from exxtra_kit.widgets.planner.files import PaperFormat, make_files

if TYPE_CHECKING:
    import argparse

    from exxtra_kit.cli.common import Commands

_Name = TypeVar("_Name", bound=StrEnum)
_USUAL_FORMATS = (PaperFormat.DOCX, PaperFormat.PDF, PaperFormat.ICS)


def register(commands: Commands, _language: argparse.ArgumentParser) -> None:
    """Add the command; its papers speak more languages than its messages do."""
    parser = commands.add_parser(
        "papers", help="the papers of an exchange (Word, PDF, calendar) in one language or in two side by side"
    )
    parser.add_argument("exchange", metavar="EXCHANGE", help="an exchange file, a case file, or - for standard input")
    parser.add_argument("-o", "--output", metavar="FOLDER", required=True, help="where the papers go; made if missing")
    parser.add_argument("--lang", choices=paper_languages(), default=DEFAULT_LANGUAGE, help="language of the papers")
    parser.add_argument("--with", dest="second", choices=paper_languages(), help="a second language beside it")
    parser.add_argument("--only", metavar="PAPERS", help=f"some of: {','.join(PaperKind)} (default: all)")
    parser.add_argument(
        "--format", metavar="FORMATS", help=f"some of: {','.join(PaperFormat)} (default: {','.join(_USUAL_FORMATS)})"
    )
    parser.add_argument("--templates", metavar="DIR", type=Path, help="a folder with templates of your own")
    parser.set_defaults(run=_papers)


def _papers(arguments: argparse.Namespace) -> int:
    kinds = _chosen(arguments.only, PaperKind, tuple(PaperKind), "only")
    formats = _chosen(arguments.format, PaperFormat, _USUAL_FORMATS, "format")
    languages = [arguments.lang, *([arguments.second] if arguments.second else [])]
    folder = Path(arguments.output)
    # All of them are made before the first is written: a broken template leaves no half set of papers behind.
    try:
        made = list(make_files(_opened(arguments.exchange), kinds, languages, formats, arguments.templates))
    except PaperError as error:
        if arguments.templates is None:
            raise
        raise InputError((Problem("templates", error.message),)) from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = msg("The folder {folder} can't be made: {reason}.", folder=str(folder), reason=reason)
        raise InputError((Problem("output", problem),)) from error
    for file in made:
        write_whole(folder / file.name, file.content)
    told = plural("{n} file written to {folder}.", "{n} files written to {folder}.", n=len(made), folder=str(folder))
    sys.stdout.write(f"{language_of(arguments).text(told)}\n")
    return 0


def _opened(name: str) -> ExchangeFile:
    """Return the exchange file that is named, or one that holds the case of a case file.

    Raises:
        InputError: It can't be read.
    """
    data = read_case_data(name)
    if data.get("format") != EXCHANGE_FILE_FORMAT:
        return ExchangeFile(case=data)
    try:
        return open_exchange(json.dumps(data, default=str))  # standard input can't be read twice
    except ExchangeFileError as error:
        raise InputError((Problem("", error.message),)) from error


def _chosen(text: str | None, kind: type[_Name], usual: tuple[_Name, ...], field: str) -> tuple[_Name, ...]:
    """Return the names of a list with commas.

    Raises:
        InputError: One of them is none.
    """
    if text is None:
        return usual
    names = [part.strip().replace("-", "_") for part in text.split(",") if part.strip()]
    unknown = [name for name in names if name not in tuple(kind)]
    if unknown or not names:
        found = msg(
            "{found} is not known here. Choose from: {known}.",
            found=", ".join(unknown) or text,
            known=Listing(tuple(kind)),
        )
        raise InputError((Problem(field, found),))
    return tuple(kind(name) for name in names)
