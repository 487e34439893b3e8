# SPDX-License-Identifier: BSD-3-Clause
"""The spreadsheet of cases that staff edit: read like any table of cases, with what each row expects beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.casetable import column_of, open_table
from exxtra_kit.errors import InputError

if TYPE_CHECKING:
    from exxtra_kit.casetable import Row
    from exxtra_kit.models import Case

STAFF_CASES = Path(__file__).parent / "cases" / "staff-cases.xlsx"
SHEET = "cases"
NAME, SOURCE = "case", "source"
EXPECTED = {
    "expected verdict": "verdict",
    "expected lump sum": "lump_sum_eur",
    "expected working days": "working_days",
    "expected halved": "halved",
    "expected priority": "has_priority",
}
_YES_OR_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class StaffCase:
    """One row.

    Attributes:
        id: The file, the row and the case's name.
        name: The case's name.
        source: Where the answer comes from.
        case: The question.
        expected: The answer, with the keys that a case in TOML has.
    """

    id: str
    name: str
    source: str
    case: Case
    expected: dict[str, object]


def read_staff_cases(path: Path = STAFF_CASES) -> tuple[StaffCase, ...]:
    """Return the rows of the spreadsheet; empty rows are passed over.

    Raises:
        InputError: The file can't be read as a table.
        ValueError: A column or a row can't be used; the message names it.
    """
    with open_table(path, SHEET) as table:
        headings = table.layout.headings
        for heading in headings:
            if heading not in (NAME, SOURCE, *EXPECTED) and column_of(heading) is None:
                message = f"{path.name}: the column '{heading}' is not known; see the sheet 'help'"
                raise ValueError(message)
        return tuple(_staff_case(path.name, headings, row) for row in table.rows)


def _staff_case(file: str, headings: tuple[str, ...], row: Row) -> StaffCase:
    cells = dict(zip(headings, row.cells, strict=True))
    where = f"{file} row {row.number}"
    if row.case is None:
        message = f"{where} can't be used: {InputError(row.problems)}"
        raise ValueError(message)
    expected: dict[str, object] = {}
    for heading, key in EXPECTED.items():
        cell = cells.get(heading)
        if cell in ("", None):
            continue
        if key in ("halved", "has_priority") and cell not in _YES_OR_NO:
            message = f"{where}, column '{heading}': write yes or no, not '{cell}'"
            raise ValueError(message)
        expected[key] = _YES_OR_NO.get(str(cell), cell)
    name = str(cells.get(NAME) or "")
    return StaffCase(f"{where}: {name}", name, str(cells.get(SOURCE) or ""), row.case, expected)
