# SPDX-License-Identifier: BSD-3-Clause
"""From a row of the table to an organisation; what can't be used is said by row and column, the rest is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from exxtra_kit.casetable.cells import read_cell
from exxtra_kit.fields import LONGEST_TEXT, Fields, shortened
from exxtra_kit.messages import msg
from exxtra_kit.models import Membership, OrganisationType, Place
from exxtra_kit.organisations.columns import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exxtra_kit.errors import Problem
    from exxtra_kit.messages import Message
    from exxtra_kit.organisations.columns import Layout

LONGEST_SITE = 400
_SEVERAL = re.compile(r"[;,/|\n]+")
_MOST_LANGUAGES = 10
_OTHER_ROLES = {"ho": "host", "vo": "visitor", "hosting": "host", "visiting": "visitor", "host_and_visitor": "both"}
_PLACES_OF_DEGREES = 6


class Role(StrEnum):
    """Which side an organisation takes."""

    HOST = "host"
    VISITOR = "visitor"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A cell, or a row, that can't be used.

    Attributes:
        row: Number of the row in the spreadsheet, the first being 1.
        field: Field of the cell ("town"); empty for the whole row.
        message: What was found, what was expected, what to do.
    """

    row: int
    field: str
    message: Message


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation of the table.

    Attributes:
        number: Its row in the spreadsheet.
        name: Its name.
        role: Which side it takes; None where the table doesn't say.
        type: What it is; None if not known.
        country: ISO 3166-1 alpha-2 code; None if not known.
        town: The town as written; empty if none was.
        place: Where it is; None as long as that is not known.
        sector: What it works in, as written.
        site: Address of its site, as written.
        membership: What it is a member of; None if not known.
        languages: The languages it names, as written.
    """

    number: int
    name: str
    role: Role | None = None
    type: OrganisationType | None = None
    country: str | None = None
    town: str = ""
    place: Place | None = None
    sector: str = ""
    site: str = ""
    membership: Membership | None = None
    languages: tuple[str, ...] = ()

    @property
    def can_host(self) -> bool:
        """Whether it may be asked about as a host: unless the table says that it only visits."""
        return self.role is not Role.VISITOR


class RowReader:
    """Reads rows that all have the same columns."""

    def __init__(self, layout: Layout) -> None:
        """Make a reader for these headings."""
        self._columns = [(field, place, HEADINGS[field]) for field, place in layout.columns.items()]

    def read(self, number: int, cells: Sequence[object]) -> tuple[Entry | None, list[RowProblem]]:
        """Return the organisation, None if it has no name, and what can't be used.

        A cell that can't be used counts as empty. Text that is too long is cut, and that is said.

        Args:
            number: Number of the row.
            cells: Its cells.
        """
        data = {
            field: value
            for field, place, kind in self._columns
            if place < len(cells) and (value := read_cell(cells[place], kind)) is not None
        }
        problems: list[Problem] = []
        fields = Fields(_cut(data, problems), "", problems)
        name = fields.text("name")
        if not name and not any(problem.field == "name" for problem in problems):  # nor a sign that can be read
            fields.problem("name", msg("The name is missing; the row is left out."))
        kind = fields.choice_of("type", tuple(OrganisationType))
        membership = fields.choice_of("membership", tuple(Membership))
        country = _country(data, problems)
        place = _place(fields, country)
        entry = name and Entry(
            number=number,
            name=name,
            role=_role(data, problems),
            type=OrganisationType(kind) if kind else None,
            country=country,
            town=fields.text("town") or "",
            place=place,
            sector=fields.text("sector") or "",
            site=str(data.get("site", "")).strip()[:LONGEST_SITE],
            membership=Membership(membership) if membership else None,
            languages=_languages(str(data.get("languages", ""))),
        )
        return entry or None, [RowProblem(number, problem.field, problem.message) for problem in problems]


def _cut(data: dict[str, object], problems: list[Problem]) -> dict[str, object]:
    """Return the cells with long text cut where a field ends, and note it."""
    cut = dict(data)
    for field in ("name", "town", "sector"):
        value = cut.get(field)
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            cut[field] = f"{value[: LONGEST_TEXT - 1]}\N{HORIZONTAL ELLIPSIS}"
            message = msg("This text was cut: only its first {limit} characters are kept.", limit=LONGEST_TEXT)
            Fields({}, "", problems).problem(field, message)
    return cut


def _country(data: dict[str, object], problems: list[Problem]) -> str | None:
    """Return the country by its code, or by its name in any language of the kit, which can't mean another one."""
    found: list[Problem] = []
    code = Fields(data, "", found).country("country")
    if found and len(found[0].suggestions) == 1:
        return found[0].suggestions[0]
    problems += found
    return code


def _role(data: dict[str, object], problems: list[Problem]) -> Role | None:
    said = data.get("role")
    word = str(said) if said is not None else ""
    role = Fields({"role": _OTHER_ROLES.get(word, word)}, "", problems).choice_of("role", tuple(Role))
    return Role(role) if role else None


def _place(fields: Fields, country: str | None) -> Place | None:
    """Return the place that latitude and longitude give, if they are given."""
    lat, lon = fields.number_between("lat", -90, 90), fields.number_between("lon", -180, 180)
    if fields.has("lat") != fields.has("lon"):
        missing = "lon" if fields.has("lat") else "lat"
        fields.problem(missing, msg("Latitude and longitude belong together: this one is missing."))
    if lat is None or lon is None:
        return None
    return Place(lat=round(lat, _PLACES_OF_DEGREES), lon=round(lon, _PLACES_OF_DEGREES), country=country)


def _languages(text: str) -> tuple[str, ...]:
    parts = (shortened(part.strip()) for part in _SEVERAL.split(text[:LONGEST_TEXT]) if part.strip())
    return tuple(dict.fromkeys(parts))[:_MOST_LANGUAGES]
