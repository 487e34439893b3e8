# SPDX-License-Identifier: BSD-3-Clause
"""Questions about towns as a table: written for somebody to mark the right lines, and read back.

Each candidate is a line; an `x` under `use` chooses it. Who knows better writes latitude and longitude into the
line that is there for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.casetable.cells import read_cell
from exxtra_kit.casetable.columns import Kind
from exxtra_kit.casetable.sheets import open_sheet
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.fields import Fields
from exxtra_kit.geo import Town, fold
from exxtra_kit.messages import Country, Listing, Message, msg, plural
from exxtra_kit.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from exxtra_kit.language import Language
    from exxtra_kit.organisations.places import Choice, TownKey, TownQuestion

COLUMNS = ("town", "country", "rows", "use", "candidate", "lat", "lon", "geonames_id")
"""The columns of the table of questions; their names are the same in every language."""
MOST_LINES = 100_000
_FEWEST_KNOWN = 4
_NO = frozenset({"", "no", "n", "0", "false"})


def town_label(town: Town) -> Message:
    """Return what tells a town from its namesakes: province, country, size, and where it lies."""
    name = f"{town.name} ({town.admin2})" if town.admin2 else town.name
    north, east = f"{abs(town.lat):.2f}\N{DEGREE SIGN}", f"{abs(town.lon):.2f}\N{DEGREE SIGN}"
    where = f"{north} {'N' if town.lat >= 0 else 'S'} {east} {'E' if town.lon >= 0 else 'W'}"
    if not town.population:
        return msg("{town}, {country}, {where}", town=name, country=Country(town.country), where=where)
    size = plural("{n} inhabitant", "{n} inhabitants", n=town.population)
    return msg("{town}, {country}, {size}, {where}", town=name, country=Country(town.country), size=size, where=where)


def question_rows(questions: Iterable[TownQuestion], language: Language) -> Iterator[tuple[object, ...]]:
    """Yield the lines of the table of questions, without its headings.

    Args:
        questions: What is to be asked.
        language: Language of the candidates' words.
    """
    for question in questions:
        head = (question.town, question.country or "", len(question.rows))
        for town in question.candidates:
            yield (*head, "", language.text(town_label(town)), town.lat, town.lon, town.id)
        own = language.text(msg("another place: give its latitude and longitude"))
        yield (*head, "", own, "", "", "")


def choices_in(path: Path) -> dict[TownKey, Choice]:
    """Read the answers from a table of questions.

    Args:
        path: The table, as `question_rows` fills it, with an `x` under `use` in the lines that are right.

    Raises:
        InputError: It can't be read, or a line that is marked can't be used.
    """
    choices: dict[TownKey, Choice] = {}
    problems: list[Problem] = []
    with open_sheet(path, None, _known) as raw:
        columns: dict[str, int] = {}
        for number, cells in raw.rows:
            if number > MOST_LINES:
                problems.append(Problem("", msg("At most {limit} lines can be read.", limit=MOST_LINES)))
                break
            if not columns:
                columns = _columns(cells) if _known(cells) >= _FEWEST_KNOWN else {}
                continue
            said = {name: cells[place] for name, place in columns.items() if place < len(cells)}
            if str(said.get("use") or "").strip().lower() not in _NO:
                _take(number, said, choices, problems)
        if not columns:
            problems.append(
                Problem(
                    "",
                    msg(
                        "{file} is no table of questions: it needs the columns {columns}.",
                        file=path.name,
                        columns=Listing(COLUMNS),
                    ),
                )
            )
    if problems:
        raise InputError(tuple(problems))
    return choices


def _known(cells: Iterable[object]) -> int:
    return len({cell for cell in cells if isinstance(cell, str) and cell.strip().lower() in COLUMNS})


def _columns(cells: Iterable[object]) -> dict[str, int]:
    named = {str(cell).strip().lower(): place for place, cell in enumerate(cells)}
    return {name: named[name] for name in COLUMNS if name in named}


def _take(number: int, said: dict[str, object], choices: dict[TownKey, Choice], problems: list[Problem]) -> None:
    """Take a marked line as an answer, or note what is wrong with it."""
    town, country = str(said.get("town") or ""), str(said.get("country") or "").strip().upper()
    key = (fold(town), country)
    chosen = read_cell(said.get("geonames_id"), Kind.WHOLE)
    answer: Choice | None = chosen if isinstance(chosen, int) else None
    if answer is None:
        found: list[Problem] = []
        degrees = {name: read_cell(said.get(name), Kind.DEGREES) for name in ("lat", "lon")}
        fields = Fields(degrees, "", found)
        lat, lon = fields.number_between("lat", -90, 90), fields.number_between("lon", -180, 180)
        if lat is not None and lon is not None:
            answer = Place(lat=lat, lon=lon, country=country or None)
    if answer is None:
        wrong = msg(
            "Line {line} is marked, but names no place. Mark a candidate, or give latitude and longitude.",
            line=str(number),
        )
        problems.append(Problem("", wrong))
    elif choices.get(key, answer) != answer:
        twice = msg("Line {line}: two places are marked for {town}. Mark one of them.", line=str(number), town=town)
        problems.append(Problem("", twice))
    else:
        choices[key] = answer
