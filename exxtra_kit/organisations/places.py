# SPDX-License-Identifier: BSD-3-Clause
"""From the town of a row to its place, offline; what could mean several places is asked back, once a spelling."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exxtra_kit.errors import UnknownTownError
from exxtra_kit.geo import Town, find_town, fold, suggest_towns
from exxtra_kit.memory import Memo
from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exxtra_kit.organisations.rows import Entry

MOST_CANDIDATES = 12
TownKey = tuple[str, str]
"""A spelling of a town, folded, and the country it stands in; empty where that is not said."""
Choice = int | Place
"""The GeoNames number of the candidate that is meant, or a place of one's own."""
_NOWHERE = msg("neither a town nor latitude and longitude are given")


@dataclass(frozen=True, slots=True)
class TownQuestion:
    """A spelling of a town that somebody has to decide on.

    Attributes:
        key: What an answer is kept under.
        town: The town as the first such row writes it.
        country: ISO code of the country of these rows; None where they don't say.
        rows: Numbers of the rows that wait for the answer.
        candidates: The towns that could be meant, best first; empty where nothing looks like it.
        is_known: Whether a town of that name exists; else the candidates only look alike.
    """

    key: TownKey
    town: str
    country: str | None
    rows: tuple[int, ...]
    candidates: tuple[Town, ...]
    is_known: bool


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An organisation that stands on no map.

    Attributes:
        entry: The organisation.
        reason: Why.
    """

    entry: Entry
    reason: Message


@dataclass(frozen=True, slots=True)
class Located:
    """The organisations of a table by what is known of their places.

    Attributes:
        placed: Those with a place, in the order of the table.
        unplaced: The others.
        questions: What would place them, the question with most rows first.
    """

    placed: tuple[Entry, ...]
    unplaced: tuple[Unplaced, ...]
    questions: tuple[TownQuestion, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the gazetteer says of a spelling."""

    place: Place | None
    candidates: tuple[Town, ...]
    is_known: bool


_FOUND: Memo[_Found] = Memo()


def locate(entries: Iterable[Entry], choices: Mapping[TownKey, Choice] | None = None) -> Located:
    """Find the place of each organisation.

    Args:
        entries: The organisations.
        choices: What was answered to earlier questions.
    """
    choices = choices or {}
    placed: list[Entry] = []
    unplaced: list[Unplaced] = []
    asked: dict[TownKey, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.place is not None:
            placed.append(_with_region(entry))
        elif not entry.town:
            unplaced.append(Unplaced(entry, _NOWHERE))
        else:
            key = (fold(entry.town), entry.country or "")
            found = _found(entry.town, entry.country)
            place = _chosen(choices.get(key), found, entry) or found.place
            if place is not None:
                placed.append(replace(entry, place=place, country=entry.country or place.country))
            else:
                asked[key].append(entry)
                unplaced.append(Unplaced(entry, _why(entry.town, found)))
    questions = [_question(key, waiting) for key, waiting in asked.items()]
    questions.sort(key=lambda question: -len(question.rows))
    return Located(tuple(placed), tuple(unplaced), tuple(questions))


def _question(key: TownKey, waiting: list[Entry]) -> TownQuestion:
    first = waiting[0]
    found = _found(first.town, first.country)
    return TownQuestion(
        key=key,
        town=first.town,
        country=first.country,
        rows=tuple(entry.number for entry in waiting),
        candidates=found.candidates,
        is_known=found.is_known,
    )


def _found(town: str, country: str | None) -> _Found:
    return _FOUND.get((town.casefold(), country), _look_up, town, country)


def _with_region(entry: Entry) -> Entry:
    """Return an organisation with coordinates in the region of the town beside them, as the door of a case does."""
    if not entry.town or entry.country is None or entry.place is None:
        return entry
    found = _found(entry.town, entry.country)
    region = found.candidates[0].place.region if found.is_known else None
    return replace(entry, place=entry.place.model_copy(update={"region": region})) if region else entry


def _look_up(town: str, country: str | None) -> _Found:
    """Return what is known of a town. One without a country is never certain, however rare its name."""
    if country is None:
        named = suggest_towns(town, None, MOST_CANDIDATES)
        exact = tuple(one for one in named if fold(one.name) == fold(town))
        return _Found(None, named, is_known=bool(exact))
    try:
        match = find_town(town, country)
    except UnknownTownError:
        return _Found(None, suggest_towns(town, country, MOST_CANDIDATES), is_known=False)
    if match.is_ambiguous:
        return _Found(None, match.candidates[:MOST_CANDIDATES], is_known=True)
    return _Found(match.place, match.candidates[:MOST_CANDIDATES], is_known=True)


def _chosen(choice: Choice | None, found: _Found, entry: Entry) -> Place | None:
    """Return the place that was chosen; a number that is none of the candidates chooses nothing."""
    if isinstance(choice, Place):
        return choice if choice.town else choice.model_copy(update={"town": entry.town})
    return next((town.place for town in found.candidates if town.id == choice), None)


def _why(town: str, found: _Found) -> Message:
    if found.is_known:
        return msg("there are several towns that could be meant by {town}", town=town)
    return msg("no town {town} is known in this country", town=town)
