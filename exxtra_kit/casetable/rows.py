# SPDX-License-Identifier: BSD-3-Clause
"""From the rows of a table to cases, each through the one door; sections that were read once are remembered.

A table of registrations names the same towns, hosts and weeks again and again. A section is read by the
door's own functions, once for the same cells; its problems are remembered with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from exxtra_kit.casefile import make_case, read_head, read_section, read_stay
from exxtra_kit.casetable.cells import read_cell
from exxtra_kit.casetable.columns import CLUSTER, EXCHANGE, HEAD, HOST, VISITING, Layout
from exxtra_kit.catalogue import find_cluster, load_clusters
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.fields import LONGEST_TEXT, Fields
from exxtra_kit.memory import Memo
from exxtra_kit.messages import Listing, msg
from exxtra_kit.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from exxtra_kit.models import Case, Exchange

Cells = tuple[object, ...]
Problems = tuple[Problem, ...]
_PLACE = ("country", "town", "lat", "lon")
_NAME = "name"
_ALIKE = (True, False)
_REGION = "exchange.host_region"
_NOBODY = Organisation()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of cases.

    Attributes:
        number: Its number in the spreadsheet, the first row being 1.
        cells: Its cells under the headings, as they came.
        case: The case, without the names of the two organisations; None if something in it can't be used.
        problems: What can't be used.
    """

    number: int
    cells: Cells
    case: Case | None
    problems: Problems = ()


class CaseReader:
    """Reads rows that all have the same columns.

    What doesn't depend on each other is remembered apart: a table has few kinds of organisations and some
    hundred towns, but every visitor is another pair of the two.
    """

    def __init__(self, layout: Layout) -> None:
        """Make a reader for these headings."""
        self._width = len(layout.headings)
        self._head = _Section(layout, HEAD, lambda _key: True)
        self._visiting = _OrganisationReader(layout, VISITING)
        self._host = _OrganisationReader(layout, HOST)
        self._stay = _Section(layout, EXCHANGE, lambda _key: True)
        self._has_region = any(column.field == _REGION for column in layout.columns.values())
        self._heads: Memo[tuple[tuple[str, date | None], Problems]] = Memo()
        self._stays: Memo[tuple[Exchange, Problems]] = Memo()
        self._in_regions: Memo[tuple[Exchange, Exchange]] = Memo()

    def read_rows(self, rows: Iterable[tuple[int, Cells]]) -> Iterator[Row]:
        """Yield each row with its case or its problems; empty rows are left out.

        Args:
            rows: The numbers and the cells of the rows.
        """
        width = self._width
        for number, cells in rows:
            found, beyond = cells[:width], cells[width:]
            if len(found) < width:
                found += (None,) * (width - len(found))
            stray = sum(cell is not None and cell != "" for cell in beyond) if beyond else 0
            if stray:
                yield Row(number, found, None, (_too_wide(stray),))
            elif any(cell is not None and cell != "" for cell in found):
                yield self._row(number, found)

    def _row(self, number: int, cells: Cells) -> Row:
        asked = _told_apart(cells)
        question = self._head.question(asked)
        head, head_problems = self._heads.recall(question) or self._heads.get(question, self._read_head, cells)
        visiting, visiting_problems = self._visiting.read(cells, asked)
        host, host_problems = self._host.read(cells, asked)
        stay, stay_problems = self._read_stay(cells, asked, host)
        problems = (*head_problems, *visiting_problems, *host_problems, *stay_problems)
        try:
            return Row(number, cells, make_case(head, visiting, host, stay, problems))
        except InputError as error:
            return Row(number, cells, None, error.problems)

    def _read_head(self, cells: Cells) -> tuple[tuple[str, date | None], Problems]:
        problems: list[Problem] = []
        return read_head(Fields(self._head.data(cells), "", problems)), tuple(problems)

    def _read_stay(self, cells: Cells, asked: Cells, host: Organisation) -> tuple[Exchange, Problems]:
        """Return the stay; the host matters only for the region, so without that column it is added afterwards."""
        question, region = self._stay.question(asked), host.place and host.place.region
        if self._has_region:
            return self._stays.get((question, host.country, region), self._read_stay_at, cells, host)
        found = self._stays.recall(question) or self._stays.get(question, self._read_stay_at, cells, _NOBODY)
        stay, problems = found
        if region is None:
            return stay, problems
        question = (id(stay), region)  # the stay is kept with the answer, so no other gets its id
        return (self._in_regions.recall(question) or self._in_regions.get(question, _in_region, stay, region))[
            0
        ], problems

    def _read_stay_at(self, cells: Cells, host: Organisation) -> tuple[Exchange, Problems]:
        problems: list[Problem] = []
        return read_stay(Fields(self._stay.data(cells), EXCHANGE, problems), host), tuple(problems)


def _in_region(stay: Exchange, region: str) -> tuple[Exchange, Exchange]:
    """Return a stay with the region of its host, and the stay itself."""
    return stay.model_copy(update={"host_region": region}), stay


class _OrganisationReader:
    """Reads the columns of one side: what it is, and where it is, each remembered.

    Its name is only checked: hardly two rows share one, and no rule reads it.
    """

    def __init__(self, layout: Layout, section: str) -> None:
        self._section = section
        self._whole = _Section(layout, section, lambda _key: True)
        self._name = _Section(layout, section, lambda key: key == _NAME)
        self._kind = _Section(layout, section, lambda key: key not in {_NAME, *_PLACE})
        self._place = _Section(layout, section, lambda key: key in _PLACE)
        self._with_cluster = section == HOST and CLUSTER in layout.columns.values()
        self._kinds: Memo[tuple[Organisation, Problems]] = Memo()
        self._places: Memo[tuple[Organisation, Problems]] = Memo()
        self._wholes: Memo[tuple[Organisation, Problems]] = Memo()

    def read(self, cells: Cells, asked: Cells) -> tuple[Organisation, Problems]:
        """Return the organisation, without its name, and what is wrong with it.

        Args:
            cells: The row.
            asked: The row as what is remembered.
        """
        if self._name_is_wrong(cells):
            return self._read_all(cells, with_name=True)  # whole, for the problems in their order
        kind, place = self._kind.question(asked), self._place.question(asked)
        both = kind, place
        return self._wholes.recall(both) or self._wholes.get(both, self._join, cells, kind, place)

    def _name_is_wrong(self, cells: Cells) -> bool:
        """Say whether the door refuses the name; only a long one takes the way through it."""
        for place in self._name.places:
            cell = cells[place]
            if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
                return bool(self._read(self._name.data(cells))[1])
        return False

    def _join(self, cells: Cells, kind: Cells, place: Cells) -> tuple[Organisation, Problems]:
        """Put together what it is and where it is, which don't depend on each other unless a cluster is named."""
        if not self._with_cluster:
            found, problems = self._kinds.get(kind, lambda: self._read(self._kind.data(cells)))
            there, problems_there = self._places.get(place, lambda: self._read(self._place.data(cells)))
            if not (problems or problems_there):
                return found.model_copy(update={"country": there.country, "place": there.place}), ()
        return self._read_all(cells, with_name=False)

    def _read(self, data: dict[str, object]) -> tuple[Organisation, Problems]:
        problems: list[Problem] = []
        return read_section(Fields(data, self._section, problems)), tuple(problems)

    def _read_all(self, cells: Cells, *, with_name: bool) -> tuple[Organisation, Problems]:
        """Return the organisation: a partner cluster, if one is named, with what the other columns say instead."""
        data = self._whole.data(cells)
        if not with_name:
            data.pop(_NAME, None)
        name = data.pop(CLUSTER.key, None)
        if name is None:
            return self._read(data)
        cluster = find_cluster(str(name))
        if cluster is None:
            problem = msg(
                "There is no partner cluster of that name. Known: {known}. For another host leave this empty and "
                "fill host type, host country and host town.",
                known=Listing(tuple(cluster.id for cluster in load_clusters())),
            )
            found, problems = self._read(data)
            return found, (Problem(CLUSTER.field, problem), *problems)
        own: dict[str, object] = {
            "type": str(cluster.type),
            "membership": str(cluster.membership),
        }
        if not any(key in data for key in _PLACE):
            own |= {"country": cluster.country, "town": cluster.town}
        elif "country" not in data:
            own |= {"country": cluster.country}
        return self._read({**own, **data})


class _Section:
    """The columns of one section.

    Attributes:
        places: Where they are in a row.
        question: Returns the cells of the section in a row, as what is remembered.
    """

    def __init__(self, layout: Layout, section: str, belongs: Callable[[str], bool]) -> None:
        self._columns = tuple(
            (place, column)
            for place, column in layout.columns.items()
            if column.section == section and belongs(column.key)
        )
        self.places = tuple(place for place, _ in self._columns)
        self.question: Callable[[Cells], Any] = itemgetter(*self.places) if self.places else lambda _cells: ()

    def data(self, cells: Cells) -> dict[str, object]:
        """Return the cells of the section by their fields; empty ones are left out."""
        found = ((column.key, read_cell(cells[place], column.kind)) for place, column in self._columns)
        return {key: value for key, value in found if value is not None}


def _told_apart(cells: Cells) -> Cells:
    """Return a row as what is remembered; to Python 1 and yes are the same, here they aren't."""
    if True in cells or False in cells:
        return tuple((type(cell), cell) if cell in _ALIKE else cell for cell in cells)
    return cells


def _too_wide(stray: int) -> Problem:
    return Problem(
        "",
        msg(
            "The row goes on beyond the last heading ({n} more). In a text file, a text that holds the separator "
            "stands in quotes.",
            n=stray,
        ),
    )
