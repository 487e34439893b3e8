# SPDX-License-Identifier: BSD-3-Clause
"""One row of a table of `data/` on its way into an object, and the register of sources that every row names."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from exxtra_kit.catalogue.entries import Confidence, Fact, Source, SourceKind
from exxtra_kit.datafiles import broken, data_path, read_table
from exxtra_kit.messages import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from exxtra_kit.errors import DataError

SOURCES_FILE = "sources.toml"

_PROVENANCE = ("source", "confidence", "last_checked", "note")

T = TypeVar("T")


class Row:
    """One row of a table on its way into an object; knows where it stands."""

    def __init__(self, file: str, number: int, cells: Mapping[str, str]) -> None:
        self.file, self.number, self.cells = file, number, cells

    def __getitem__(self, column: str) -> str:
        """Return the text of a cell."""
        return self.cells[column]

    def wrong(self, column: str, allowed: str) -> DataError:
        """Make the error for a cell."""
        what = msg("found {found}; allowed is {allowed}", found=repr(self.cells[column]), allowed=allowed)
        return broken(self.file, self.number, column, what)

    def read(self, column: str, reader: Callable[[str], T], allowed: str) -> T:
        """Read a cell that must be filled."""
        try:
            return reader(self.cells[column])
        except ValueError as error:
            raise self.wrong(column, allowed) from error

    def number_or_none(self, column: str) -> int | None:
        """Read a whole number, or None from a blank."""
        return self.read(column, int, "a whole number or nothing") if self.cells[column] else None

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """Read a cell that must be one of these."""
        if self.cells[column] not in (choices := tuple(allowed)):
            raise self.wrong(column, ", ".join(choice or "nothing" for choice in choices))
        return self.cells[column]

    def provenance(self, value: str) -> Fact:
        """Read where the row comes from, and check that the source is in the register."""
        confidence = cast("Confidence", self.one_of("confidence", get_args(Confidence)))
        origin = self.one_of("source", ("", *load_sources())) if self["source"] else ""
        if bool(origin) != bool(confidence):
            raise self.wrong("confidence", "a mark where there is a source, nothing where there is none")
        if value and not origin:
            raise self.wrong("source", "the id of a source, because there is a value")
        day = self.read("last_checked", date.fromisoformat, "a day such as 2026-11-22")
        return Fact(value, origin, confidence, day, self["note"])


def read_rows(file: str, columns: str) -> tuple[Row, ...]:
    """Read a table that has these columns and, after them, those that say where a row comes from.

    Args:
        file: Name of the table ("waves.csv").
        columns: Names of its own columns, with spaces between them.

    Raises:
        DataNotFoundError: If it is missing.
        DataError: If it has other columns or can't be read.
    """
    table = read_table(file, (*columns.split(), *_PROVENANCE))
    return tuple(Row(file, number, cells) for number, cells in enumerate(table, start=2))


@lru_cache(maxsize=1)
def load_sources() -> Mapping[str, Source]:
    """Return the register of sources by id.

    Raises:
        DataNotFoundError: If it is missing.
        DataError: If it is broken.
    """
    try:
        register = tomllib.loads(data_path(SOURCES_FILE).read_text(encoding="utf-8"))
    except ValueError as error:
        raise broken(SOURCES_FILE, 0, "", msg("it can't be read as TOML ({reason})", reason=str(error))) from error
    return MappingProxyType({key: _source(key, entry) for key, entry in register.items()})


def source(identifier: str) -> Source:
    """Return one source ("ABOUT").

    Raises:
        KeyError: If the register has no such id.
    """
    return load_sources()[identifier]


def _source(key: str, entry: object) -> Source:
    wanted = ("title", "url", "kind", "note")
    if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str) for name in wanted):
        lacking = msg("the source {key} must have the texts {wanted}", key=key, wanted=", ".join(wanted))
        raise broken(SOURCES_FILE, 0, "", lacking)
    if entry["kind"] not in get_args(SourceKind):
        allowed = ", ".join(get_args(SourceKind))
        what = msg(
            "{key} is of the kind {found}; allowed is {allowed}", key=key, found=repr(entry["kind"]), allowed=allowed
        )
        raise broken(SOURCES_FILE, 0, "", what)
    return Source(key, entry["title"], entry["url"], entry["kind"], entry["note"])
