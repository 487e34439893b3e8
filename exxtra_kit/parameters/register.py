# SPDX-License-Identifier: BSD-3-Clause
"""The register of decisions and of source conflicts: numbered, with what each source says, and what we chose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.messages import Listing, Message, msg
from exxtra_kit.models import Reference
from exxtra_kit.parameters.files import programme_ids, shared_register, shared_sources, usable_programmes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from exxtra_kit.parameters.schema import DecisionEntry, SideEntry, SourceEntry


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says.

    Attributes:
        source: The source.
        says: What it says, in our words.
    """

    source: Reference
    says: Message


@dataclass(frozen=True, slots=True)
class Decision:
    """A question that the sources leave open, and how we answered it.

    Attributes:
        id: Its number, never reused ("D-02").
        question: The question.
        sides: What the sources say.
        choice: What we chose.
        consequence: What follows from it; None if nothing more than the choice itself.
        decided: Day of the decision.
        conflicts: Numbers of the source conflicts that it settles.
    """

    id: str
    question: Message
    sides: tuple[Side, ...]
    choice: Message
    consequence: Message | None
    decided: date
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that contradict each other.

    Attributes:
        id: Its number, never reused ("C2").
        subject: What it is about.
        sides: What each source says.
        choice: Which one we follow, and why.
        decisions: Numbers of the decisions that settle it.
    """

    id: str
    subject: Message
    sides: tuple[Side, ...]
    choice: Message
    decisions: tuple[str, ...]


def decisions() -> tuple[Decision, ...]:
    """Return every decision, in order; those that a programme file brings along too."""
    return _decisions(programme_ids())


@lru_cache(maxsize=8)
def _decisions(_programmes: tuple[str, ...]) -> tuple[Decision, ...]:
    """Return them for the programmes at hand: a sheet asks for the same ones many times."""
    entries = dict(shared_register().decisions)
    sources = dict(shared_sources())
    for programme in usable_programmes():
        entries |= programme.decisions
        sources |= programme.sources
    return tuple(_decision(number, entries[number], sources) for number in sorted(entries))


def decision(number: str) -> Decision:
    """Return one decision.

    Raises:
        ParameterNotFoundError: There is none of this number.
    """
    found = {one.id: one for one in decisions()}
    if number not in found:
        raise ParameterNotFoundError(
            msg("There is no decision {number}. Known: {known}.", number=number, known=Listing(tuple(found)))
        )
    return found[number]


@cache
def conflicts() -> tuple[Conflict, ...]:
    """Return every source conflict, in order."""
    entries, sources = shared_register().conflicts, shared_sources()
    return tuple(
        Conflict(
            id=number,
            subject=_text(entries[number].subject),
            sides=_sides(entries[number].sides, sources),
            choice=_text(entries[number].choice),
            decisions=entries[number].decisions,
        )
        for number in sorted(entries, key=lambda number: int(number.removeprefix("C")))
    )


def conflicts_of(number: str) -> tuple[Conflict, ...]:
    """Return the source conflicts that a decision settles."""
    return tuple(conflict for conflict in conflicts() if number in conflict.decisions)


def _decision(number: str, entry: DecisionEntry, sources: Mapping[str, SourceEntry]) -> Decision:
    return Decision(
        id=number,
        question=_text(entry.question),
        sides=_sides(entry.sides, sources),
        choice=_text(entry.choice),
        consequence=_text(entry.consequence) if entry.consequence else None,
        decided=entry.decided,
        conflicts=entry.conflicts,
    )


def _sides(entries: Iterable[SideEntry], sources: Mapping[str, SourceEntry]) -> tuple[Side, ...]:
    return tuple(Side(_reference(entry.source, sources), _text(entry.says)) for entry in entries)


def _reference(source: str, sources: Mapping[str, SourceEntry]) -> Reference:
    entry = sources.get(source)
    return Reference(source, entry.title, entry.url) if entry else Reference(source, source)


def _text(text: str) -> Message:
    """Return a text of the register as a message: its English words are the key of its translation."""
    return Message(text)
