# SPDX-License-Identifier: BSD-3-Clause
"""What differs between two laws: two programmes, or one programme on two days."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from exxtra_kit.parameters.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from datetime import date

    from exxtra_kit.models import Reference
    from exxtra_kit.parameters.law import Law
    from exxtra_kit.parameters.schema import Parameter, Programme, ValueInForce


_NOT_VERIFIED = "M"


class State(StrEnum):
    """What a law says on a parameter: a value, one that nobody could verify and so isn't applied, or none."""

    STATED = "stated"
    UNVERIFIED = "unverified"
    NOT_ASKED = "not_asked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Provision:
    """What one law says on one parameter.

    Attributes:
        state: Whether there is a value.
        value: The value, as TOML has it; None without one.
        since: First day on which this holds; None before the first entry of the parameter.
        reference: Where it stands.
        confidence: How sure the source is.
        decision: Number of our decision; None if none was needed.
    """

    state: State
    value: object
    since: date | None
    reference: Reference
    confidence: str
    decision: str | None

    def says_the_same(self, other: Provision) -> bool:
        """Say whether both give the same value, wherever it stands."""
        return self.state is other.state and self.value == other.value

    def stands_alike(self, other: Provision) -> bool:
        """Say whether both rest on the same place, equally sure, by the same decision."""
        return (self.reference, self.confidence, self.decision) == (other.reference, other.confidence, other.decision)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a table that differs; None where a side has no such row."""

    key: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """One parameter on which two laws differ.

    Attributes:
        name: Name of the parameter in the vocabulary.
        before: What the first law says.
        after: What the second law says.
        rows: The rows that differ, by key, if both give a table; empty otherwise.
        added: What the second list has and the first has not, if both give a list; empty otherwise.
        removed: What the first list has and the second has not, likewise.
    """

    name: str
    before: Provision
    after: Provision
    rows: tuple[RowChange, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def is_of_value(self) -> bool:
        """Whether the value differs, and not only where it stands or how sure it is."""
        return not self.before.says_the_same(self.after)


def provision(law: Law, name: str) -> Provision:
    """Return what a law says on a parameter.

    Raises:
        ParameterNotFoundError: There is no such parameter.
    """
    entry, shown = entry_in_force(law.parameter(name), law.day), law.source(name)
    return Provision(
        state=_state(entry),
        value=entry.value if entry else None,
        since=entry.since if entry else None,
        reference=law.reference(name),
        confidence=shown.confidence,
        decision=shown.decision,
    )


def entry_in_force(parameter: Parameter, day: date) -> ValueInForce | None:
    """Return the entry that holds on a day, with a value or without; None before the first one."""
    return max((entry for entry in parameter.values if entry.since <= day), key=lambda entry: entry.since, default=None)


def changes_between(before: Law, after: Law) -> tuple[ParameterChange, ...]:
    """Return every parameter on which two laws differ, in the vocabulary's order.

    A parameter differs by its value, or with the same value by its source, by how sure that is or by
    our decision; `ParameterChange.is_of_value` tells the two apart.
    """
    found = (_change(name, provision(before, name), provision(after, name)) for name in VOCABULARY)
    return tuple(change for change in found if change.is_of_value or not change.before.stands_alike(change.after))


def days_of_change(programme: Programme) -> tuple[date, ...]:
    """Return every day on which a value of the programme begins, ends or becomes another, in order."""
    days = set()
    for parameter in programme.parameters.values():
        earlier: tuple[State, object] = (State.UNKNOWN, None)
        for entry in parameter.values:
            said = (_state(entry), entry.value)
            if said != earlier:
                days.add(entry.since)
            earlier = said
    return tuple(sorted(days))


def _state(entry: ValueInForce | None) -> State:
    if entry is not None and entry.confidence == _NOT_VERIFIED:
        return State.UNVERIFIED
    if entry is not None and entry.not_asked:
        return State.NOT_ASKED
    return State.UNKNOWN if entry is None or entry.value is None else State.STATED


def _change(name: str, before: Provision, after: Provision) -> ParameterChange:
    match before.value, after.value:
        case dict() as first, dict() as second:
            keys = sorted(key for key in {*first, *second} if first.get(key) != second.get(key))
            rows = tuple(RowChange(key, first.get(key), second.get(key)) for key in keys)
            return ParameterChange(name, before, after, rows=rows)
        case tuple() as first, tuple() as second:
            added = tuple(item for item in second if item not in first)
            removed = tuple(item for item in first if item not in second)
            return ParameterChange(name, before, after, added=added, removed=removed)
        case _:
            return ParameterChange(name, before, after)
