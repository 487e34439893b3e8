# SPDX-License-Identifier: BSD-3-Clause
"""Where the facts of the world are: the data folder of a wheel, or that of the repository.

The wheel carries the repository's `data/` inside the package; an editable install reads the
folder itself, so that a maintainer's change is seen at once.
"""

from __future__ import annotations

import csv
from pathlib import Path

from exxtra_kit.errors import DataError, DataNotFoundError
from exxtra_kit.messages import Listing, Message, msg

_PACKAGE = Path(__file__).resolve().parent

DATA_FOLDERS: tuple[Path, ...] = (_PACKAGE / "data", _PACKAGE.parent / "data")
"""Folders that may hold the data, in the order they are tried."""

CASE_FOLDERS: tuple[Path, ...] = (_PACKAGE / "cases", _PACKAGE.parent / "tests" / "rules" / "cases")
"""Folders that may hold the cases by which the rules are tested, in the order they are tried."""

_LANDMARK = "sources.toml"  # any folder may be called "data": ours has the register of sources in it


def data_folder() -> Path:
    """Return the folder that holds the reference data.

    Raises:
        DataNotFoundError: If neither folder is there.
    """
    for folder in DATA_FOLDERS:
        if (folder / _LANDMARK).is_file():
            return folder
    raise DataNotFoundError(
        msg(
            "The reference data was not found. It was sought in {folders}. "
            "Install the package again, or run it from a complete copy of the repository.",
            folders=Listing(tuple(str(folder) for folder in DATA_FOLDERS)),
        )
    )


def data_path(name: str) -> Path:
    """Return the path of one file of the reference data.

    Args:
        name: Name of the file ("cluster_facts.csv").

    Raises:
        DataNotFoundError: If the folder or the file is missing.
    """
    path = data_folder() / name
    if not path.is_file():
        raise DataNotFoundError(
            msg(
                "The file {name} of the reference data was not found in {folder}. "
                "Install the package again, or run it from a complete copy of the repository.",
                name=name,
                folder=str(path.parent),
            )
        )
    return path


def case_paths() -> tuple[Path, ...]:
    """Return the files of the cases by which the rules are tested, in the order of their names.

    Raises:
        DataNotFoundError: If none is there.
    """
    for folder in CASE_FOLDERS:
        found = tuple(sorted(folder.glob("*.toml")))
        if found:
            return found
    raise DataNotFoundError(
        msg(
            "The example cases were not found. They were sought in {folders}. "
            "Install the package again, or run it from a complete copy of the repository.",
            folders=Listing(tuple(str(folder) for folder in CASE_FOLDERS)),
        )
    )


def example_path(name: str) -> Path | None:
    """Return the path of an example that stands beside the documentation; None in an installed package.

    Args:
        name: Name of the file ("organisations.csv").
    """
    path = _PACKAGE.parent / "docs" / "examples" / name
    return path if path.is_file() else None


def read_table(name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Read a table (CSV, UTF-8) whose first line names exactly these columns.

    Args:
        name: Name of the file.
        columns: The columns, in order.

    Returns:
        One dictionary per row, in the order of the file; blank cells are empty strings.

    Raises:
        DataNotFoundError: If the file is missing.
        DataError: If it can't be read as such a table; names file, row, and what is allowed.
    """
    try:
        with data_path(name).open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise broken(name, 0, "", msg("it can't be read as a table in UTF-8 ({reason})", reason=str(error))) from error
    if not lines or tuple(lines[0]) != columns:
        found, expected = ", ".join(lines[0]) if lines else "", ", ".join(columns)
        what = msg("the first row names the columns {found}; expected {expected}", found=found, expected=expected)
        raise broken(name, 1, "", what)
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(columns):
            what = msg("it has {found} cells; expected {expected}", found=len(line), expected=len(columns))
            raise broken(name, number, "", what)
    return tuple(dict(zip(columns, line, strict=True)) for line in lines[1:])


def broken(name: str, row: int, column: str, what: Message) -> DataError:
    """Make the error for a broken file of reference data.

    Args:
        name: Name of the file.
        row: Row in the file, the header being 1; 0 for the whole file.
        column: Name of the column; empty for the whole row.
        what: What was found and what is allowed.
    """
    if column:
        message = msg("{file}, row {row}, column {column}: {what}.", file=name, row=row, column=column, what=what)
    elif row:
        message = msg("{file}, row {row}: {what}.", file=name, row=row, what=what)
    else:
        message = msg("{file}: {what}.", file=name, what=what)
    return DataError(message)
