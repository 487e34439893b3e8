# SPDX-License-Identifier: BSD-3-Clause
"""The law in force on a day."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from exxtra_kit.errors import ParameterError, ParameterNotFoundError
from exxtra_kit.messages import Listing, msg
from exxtra_kit.models import ParameterUse, Reference
from exxtra_kit.parameters.schema import Parameter, Programme, ValueInForce

DEFAULT_PROGRAMME = "clusterxchange-2020"
_FOLDER = Path(__file__).parent
_SOURCES = "sources.toml"
_T = TypeVar("_T")


@lru_cache(maxsize=1)
def programme_ids() -> tuple[str, ...]:
    """Return the ids of all programmes that this package knows, in order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml") if path.name != _SOURCES))


def read_programme(path: Path) -> Programme:
    """Read one programme file.

    Raises:
        ParameterError: The file is broken; the message names file, key, what is wrong.
    """
    try:
        return Programme.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ParameterError(
            msg("{file}: this is not valid TOML: {detail}", file=path.name, detail=str(error))
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "file"
        raise ParameterError(
            msg("{file}: {key}: {detail}", file=path.name, key=key, detail=str(first["msg"]))
        ) from error


@cache
def load_programme(programme: str) -> Programme:
    """Return the programme with this id.

    Raises:
        ParameterNotFoundError: There is no such programme.
        ParameterError: Its file is broken.
    """
    if programme not in programme_ids():
        raise ParameterNotFoundError(
            msg(
                "There is no programme \N{LEFT DOUBLE QUOTATION MARK}{programme}\N{RIGHT DOUBLE QUOTATION MARK}. "
                "Known: {known}.",
                programme=programme,
                known=Listing(programme_ids()),
            )
        )
    loaded = read_programme(_FOLDER / f"{programme}.toml")
    sources = _sources()
    for name, parameter in loaded.parameters.items():
        for entry in parameter.values:
            if entry.reference not in sources:
                raise ParameterError(
                    msg(
                        "{file}: {key}: the source {source} is not in {sources}. Known: {known}.",
                        file=f"{programme}.toml",
                        key=f"parameters.{name}.values.reference",
                        source=entry.reference,
                        sources=_SOURCES,
                        known=Listing(tuple(sorted(sources))),
                    )
                )
    return loaded


@lru_cache(maxsize=1)
def _sources() -> dict[str, Reference]:
    with (_FOLDER / _SOURCES).open("rb") as file:
        table = tomllib.load(file)
    return {key: Reference(key, entry["title"], entry["url"]) for key, entry in table.items()}


class Law:
    """A programme's values in force on one day. The day is always an argument, never "today"."""

    def __init__(self, programme: Programme, day: date) -> None:
        """Make the law of `programme` on `day`; most callers use `Law.at`."""
        self.programme = programme
        self.day = day

    @classmethod
    def at(cls, day: date, programme: str = DEFAULT_PROGRAMME) -> Law:
        """Return the law of a programme on a day.

        Raises:
            ParameterNotFoundError: There is no such programme.
        """
        return cls(load_programme(programme), day)

    @classmethod
    def newest(cls, programme: str = DEFAULT_PROGRAMME) -> Law:
        """Return the law of a programme on the day of its latest change."""
        loaded = load_programme(programme)
        days = [entry.since for parameter in loaded.parameters.values() for entry in parameter.values]
        return cls(loaded, max(days))

    @property
    def programme_id(self) -> str:
        """Id of the programme."""
        return self.programme.programme.id

    def parameter(self, name: str) -> Parameter:
        """Return a parameter with all its values.

        Raises:
            ParameterNotFoundError: The programme has no such parameter.
        """
        if name not in self.programme.parameters:
            raise ParameterNotFoundError(
                msg(
                    "The programme {programme} has no parameter {name}. Known: {known}.",
                    programme=self.programme_id,
                    name=name,
                    known=Listing(tuple(sorted(self.programme.parameters))),
                )
            )
        return self.programme.parameters[name]

    def entry(self, name: str) -> ValueInForce:
        """Return the value in force with its source.

        Raises:
            ParameterNotFoundError: No value of it is in force on this day.
        """
        in_force = [entry for entry in self.parameter(name).values if entry.since <= self.day]
        if not in_force or in_force[-1].value is None:
            raise ParameterNotFoundError(
                msg(
                    "The programme states nothing for {day} on this: {what}.",
                    day=self.day,
                    what=self.parameter(name).description,
                )
            )
        return in_force[-1]

    def use(self, name: str) -> ParameterUse:
        """Return the value in force as a finding quotes it."""
        entry = self.entry(name)
        return ParameterUse(name, entry.value, self.parameter(name).unit, entry.since)

    def source(self, name: str) -> ValueInForce:
        """Return the entry that says where the parameter stands: the one in force, else its first one."""
        try:
            return self.entry(name)
        except ParameterNotFoundError:
            return self.parameter(name).values[0]

    def reference(self, name: str) -> Reference:
        """Return where the parameter stands."""
        entry = self.source(name)
        source = _sources()[entry.reference]
        return Reference(source.source, source.title, source.url, entry.place)

    def number(self, name: str) -> int:
        """Return a whole number of the law (days, euro, months, km)."""
        return self._typed(name, int)

    def share(self, name: str) -> float:
        """Return a share between 0 and 1."""
        return self._typed(name, float)

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return self._typed(name, bool)

    def day_of(self, name: str) -> date:
        """Return a day."""
        return self._typed(name, date)

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of codes or names."""
        return self._typed(name, tuple)

    def table(self, name: str) -> dict[str, int]:
        """Return a table of whole numbers by code."""
        return self._typed(name, dict)

    def _typed(self, name: str, kind: type[_T]) -> _T:
        value = self.entry(name).value
        if type(value) is not kind:
            raise ParameterError(
                msg(
                    "{file}: {key}: a value of type {expected} is needed here, found {found}.",
                    file=f"{self.programme_id}.toml",
                    key=f"parameters.{name}",
                    expected=kind.__name__,
                    found=type(value).__name__,
                )
            )
        return value
