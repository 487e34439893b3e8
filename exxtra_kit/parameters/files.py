# SPDX-License-Identifier: BSD-3-Clause
"""Programme files: where they are, how they are read, how one builds on another, what is wrong with a broken one."""

from __future__ import annotations

import os
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from exxtra_kit.errors import ParameterError, ParameterNotFoundError
from exxtra_kit.messages import Listing, msg
from exxtra_kit.parameters.faults import explained, fault, not_toml, unknown_parameter, unknown_source
from exxtra_kit.parameters.schema import (
    DecisionEntry,
    Parameter,
    Programme,
    ProgrammeFile,
    Register,
    SourceEntry,
)
from exxtra_kit.parameters.values import shown, wrong_value
from exxtra_kit.parameters.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exxtra_kit.messages import Message

OWN_PROGRAMMES = "EXXTRA_PROGRAMMES"
"""Environment variable: a folder with further programme files."""

_FOLDER = Path(__file__).parent
_SOURCES, _DECISIONS = "sources.toml", "decisions.toml"
_NOT_PROGRAMMES = frozenset({_SOURCES, _DECISIONS})
_T = TypeVar("_T", bound=BaseModel)


def _programme_paths() -> dict[str, Path]:
    """Return the files of all programmes by id; a file of ours can't be replaced by one of the same name."""
    own = os.environ.get(OWN_PROGRAMMES)
    folders = [Path(own)] if own else []
    if own and not Path(own).is_dir():
        raise ParameterError(
            msg(
                "{variable} names the folder {folder}, which is not there. Make it, or name another.",
                variable=OWN_PROGRAMMES,
                folder=own,
            )
        )
    paths = {path.stem: path for folder in (*folders, _FOLDER) for path in sorted(folder.glob("*.toml"))}
    return {name: path for name, path in paths.items() if path.name not in _NOT_PROGRAMMES}


def programme_ids() -> tuple[str, ...]:
    """Return the ids of all programmes, ours and those in the folder that `EXXTRA_PROGRAMMES` names, in order."""
    return tuple(sorted(_programme_paths()))


@cache
def load_programme(programme: str) -> Programme:
    """Return the programme with this id.

    Raises:
        ParameterNotFoundError: There is no such programme.
        ParameterError: Its file is broken.
    """
    paths = _programme_paths()
    if programme not in paths:
        raise ParameterNotFoundError(
            msg(
                "There is no programme \N{LEFT DOUBLE QUOTATION MARK}{programme}\N{RIGHT DOUBLE QUOTATION MARK}. "
                "Known: {known}.",
                programme=programme,
                known=Listing(tuple(sorted(paths))),
            )
        )
    return read_programme(paths[programme])


def usable_programmes() -> tuple[Programme, ...]:
    """Return every programme whose file can be read, in order of ids.

    A broken file of somebody's own must not take the others with it; `broken_programmes` says what is wrong.
    """
    return tuple(found for found in _readable() if not isinstance(found, ParameterError))


def broken_programmes() -> tuple[Message, ...]:
    """Return what is wrong with each programme file that can't be used."""
    return tuple(found.message for found in _readable() if isinstance(found, ParameterError))


def _readable() -> Iterator[Programme | ParameterError]:
    for name in programme_ids():
        try:
            yield load_programme(name)
        except ParameterError as error:
            yield error


def read_programme(path: Path, built_by: tuple[str, ...] = ()) -> Programme:
    """Read one programme file, with what it builds on.

    Args:
        path: The file.
        built_by: Ids of the programmes that build on this one.

    Raises:
        ParameterError: The file is broken; the message names file, key, what is wrong, what is allowed.
    """
    file = _read(path, ProgrammeFile)
    head = file.programme
    if head.id != path.stem:
        what = msg("the id {id} must be the name of the file, {stem}", id=head.id, stem=shown(path.stem))
        raise fault(path, "programme.id", what)
    if path.parent.resolve() != _FOLDER.resolve() and (_FOLDER / path.name).exists():
        raise fault(path, "programme.id", msg("the id {id} is taken by a programme of this package", id=head.id))
    base = _base(path, head.builds_on, (*built_by, head.id))
    known_sources = {**shared_sources(), **(base.sources if base else {})}
    known_decisions = {**shared_register().decisions, **(base.decisions if base else {})}
    _check_new(path, "sources", file.sources, known_sources)
    _check_new(path, "decisions", file.decisions, known_decisions)
    known_sources |= file.sources
    for number, decision in file.decisions.items():
        for index, side in enumerate(decision.sides):
            _check_source(path, f"decisions.{number}.sides.{index}.source", side.source, known_sources)
    for name, parameter in file.parameters.items():
        _check(path, name, parameter, known_sources, {**known_decisions, **file.decisions})
    parameters = {**(base.parameters if base else {}), **file.parameters}
    missing = tuple(name for name in VOCABULARY if name not in parameters)
    if missing:
        raise fault(
            path,
            "parameters",
            msg(
                "these are stated neither here nor in a programme it builds on: {missing}. "
                "Name a programme that it builds on (builds_on), or state each, if need be as not_asked = true",
                missing=Listing(missing),
            ),
        )
    ordered = {name: parameters[name] for name in VOCABULARY}
    return Programme(
        programme=head,
        parameters=ordered,
        stated_here=frozenset(file.parameters),
        sources={**(base.sources if base else {}), **file.sources},
        decisions={**(base.decisions if base else {}), **file.decisions},
    )


def _base(path: Path, builds_on: str | None, chain: tuple[str, ...]) -> Programme | None:
    if builds_on is None:
        return None
    if builds_on in chain:
        raise fault(
            path,
            "programme.builds_on",
            msg("programmes build on each other in a circle: {chain}", chain=" > ".join((*chain, builds_on))),
        )
    paths = _programme_paths()
    beside = path.parent / f"{builds_on}.toml"  # a new file may lie beside its base before it is installed
    found = paths.get(builds_on) or (beside if beside.is_file() else None)
    if found is None:
        known = Listing(tuple(sorted(paths)))
        raise fault(
            path, "programme.builds_on", msg("there is no programme {id}. Known: {known}", id=builds_on, known=known)
        )
    return read_programme(found, chain)


def _read(path: Path, kind: type[_T]) -> _T:
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ParameterError(msg("{file} can't be read: {reason}.", file=str(path), reason=reason)) from error
    except UnicodeDecodeError as error:
        what = msg("this is not text in UTF-8, from its byte {n} on. Save it as UTF-8.", n=error.start + 1)
        raise ParameterError(msg("{file}: {what}", file=path.name, what=what)) from error
    except tomllib.TOMLDecodeError as error:
        raise not_toml(path, error, text) from error
    except (ValueError, RecursionError) as error:
        what = msg("this is not TOML that can be read: a number is too long, or brackets are nested too deep.")
        raise ParameterError(msg("{file}: {what}", file=path.name, what=what)) from error
    try:
        return kind.model_validate(table)
    except ValidationError as error:
        raise explained(path, error, kind) from error


def _check_new(path: Path, table: str, stated: Mapping[str, object], known: Mapping[str, object]) -> None:
    """An id means the same in every programme, so a file can't give it another meaning."""
    for name in stated:
        if name in known:
            others = msg("this id is taken; choose another")
            numbers = msg("this id is taken; numbers of your own begin with D-50")
            raise fault(path, f"{table}.{shown(name)}", numbers if table == "decisions" else others)


def _check_source(path: Path, key: str, source: str, known: Mapping[str, SourceEntry]) -> None:
    if source not in known:
        raise unknown_source(path, key, source, tuple(sorted(known)), _SOURCES)


def _check(
    path: Path,
    name: str,
    parameter: Parameter,
    sources: Mapping[str, SourceEntry],
    decisions: Mapping[str, DecisionEntry],
) -> None:
    """Check one parameter against the vocabulary and the registers."""
    if name not in VOCABULARY:
        raise unknown_parameter(path, name)
    for number, entry in enumerate(parameter.values):
        key = f"parameters.{name}.values.{number}"
        _check_source(path, f"{key}.reference", entry.reference, sources)
        if entry.decision is not None and entry.decision not in decisions:
            what = msg(
                "the decision {decision} is neither in {decisions} nor in this file. "
                "Write it down as [decisions.{decision}]",
                decision=entry.decision,
                decisions=_DECISIONS,
            )
            raise fault(path, f"{key}.decision", what)
        wrong = None if entry.value is None else wrong_value(VOCABULARY[name].kind, entry.value)
        if wrong is not None:
            raise fault(path, f"{key}.value", wrong)


@lru_cache(maxsize=1)
def shared_sources() -> dict[str, SourceEntry]:
    """Return the register of sources.

    Raises:
        ParameterError: It is broken.
    """
    path = _FOLDER / _SOURCES
    with path.open("rb") as file:
        table = tomllib.load(file)
    return {key: SourceEntry.model_validate(entry) for key, entry in table.items()}


@lru_cache(maxsize=1)
def shared_register() -> Register:
    """Return the register of decisions and conflicts.

    Raises:
        ParameterError: It is broken.
    """
    return _read(_FOLDER / _DECISIONS, Register)
