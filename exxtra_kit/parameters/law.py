# SPDX-License-Identifier: BSD-3-Clause
"""The law in force on a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.messages import Listing, msg
from exxtra_kit.models import ParameterUse, Reference
from exxtra_kit.parameters.files import load_programme, shared_sources
from exxtra_kit.parameters.vocabulary import VOCABULARY, Meaning

if TYPE_CHECKING:
    from exxtra_kit.parameters.schema import Parameter, Programme, ValueInForce

DEFAULT_PROGRAMME = "clusterxchange-2020"
_T = TypeVar("_T")


def meaning(name: str) -> Meaning:
    """Return what a parameter means."""
    return VOCABULARY[name]


class Law:
    """A programme's values in force on one day. The day is always an argument, never "today"."""

    def __init__(self, programme: Programme, day: date) -> None:
        """Make the law of `programme` on `day`; most callers use `Law.at`."""
        self.programme = programme
        self.day = day
        self._entry = lru_cache(maxsize=None)(self._in_force)
        self._source = lru_cache(maxsize=None)(self._find_source)
        self._reference = lru_cache(maxsize=None)(self._find_reference)
        self._number_if_asked = lru_cache(maxsize=None)(self._find_number_if_asked)
        self._use = lru_cache(maxsize=None)(self._make_use)

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
        """Return the entry in force, with its source.

        Raises:
            ParameterNotFoundError: No value of it is in force on this day, or nobody could verify it.
        """
        return self._entry(name)

    def _in_force(self, name: str) -> ValueInForce:
        found = [entry for entry in self.parameter(name).values if entry.since <= self.day]
        if not found or (found[-1].value is None and not found[-1].not_asked):
            raise ParameterNotFoundError(
                msg(
                    "The programme states nothing for {day} on this: {what}.",
                    day=self.day,
                    what=meaning(name).description,
                )
            )
        if found[-1].confidence == "M":
            raise ParameterNotFoundError(
                msg("What is known of this is not verified: {what}.", what=meaning(name).description)
            )
        return found[-1]

    def is_asked(self, name: str) -> bool:
        """Say whether the programme asks this; where no value is known it may, so the answer is yes."""
        try:
            return not self.entry(name).not_asked
        except ParameterNotFoundError:
            return True

    def is_stated(self, name: str) -> bool:
        """Say whether the programme states anything on this for the day, if only that it doesn't ask it."""
        try:
            self.entry(name)
        except ParameterNotFoundError:
            return False
        return True

    def use(self, name: str) -> ParameterUse:
        """Return the value in force as a finding quotes it."""
        return self._use(name)

    def _make_use(self, name: str) -> ParameterUse:
        entry = self.entry(name)
        return ParameterUse(name, entry.value, meaning(name).unit.text, entry.since)

    def source(self, name: str) -> ValueInForce:
        """Return the entry that says where the parameter stands: the one in force, else its first one."""
        return self._source(name)

    def _find_source(self, name: str) -> ValueInForce:
        found = [entry for entry in self.parameter(name).values if entry.since <= self.day]
        return found[-1] if found else self.parameter(name).values[0]

    def reference(self, name: str) -> Reference:
        """Return where the parameter stands."""
        return self._reference(name)

    def _find_reference(self, name: str) -> Reference:
        entry = self.source(name)
        source = self.programme.sources.get(entry.reference) or shared_sources()[entry.reference]
        return Reference(entry.reference, source.title, source.url, entry.place)

    def number(self, name: str) -> int:
        """Return a whole number of the law (days, euro, months, km)."""
        return self._typed(name, int)

    def number_if_asked(self, name: str) -> int | None:
        """Return a whole number of the law, or None where the programme doesn't ask this."""
        return self._number_if_asked(name)

    def _find_number_if_asked(self, name: str) -> int | None:
        return self.number(name) if self.is_asked(name) else None

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
        if not isinstance(value, kind):  # not asked; the vocabulary has seen to the kind
            raise ParameterNotFoundError(
                msg("The programme does not ask this: {what}.", what=meaning(name).description)
            )
        return value
