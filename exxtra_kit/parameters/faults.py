# SPDX-License-Identifier: BSD-3-Clause
"""What is wrong with a programme file, for the person who wrote it: file, key, what is wrong, what is needed."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, get_args

from exxtra_kit.errors import ParameterError
from exxtra_kit.messages import Listing, msg
from exxtra_kit.parameters.schema import (
    INFERENCE_WITHOUT_DECISION,
    VALUE_AND_NOT_ASKED,
    VALUES_OUT_OF_ORDER,
    Confidence,
    ConflictEntry,
    DecisionEntry,
    Parameter,
    ProgrammeHead,
    SideEntry,
    SourceEntry,
    SourceKind,
    ValueInForce,
)
from exxtra_kit.parameters.values import needed, quoted, shown, wrong_value
from exxtra_kit.parameters.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic import BaseModel, ValidationError

    from exxtra_kit.messages import Message

_DAY = msg("a day without quotation marks, like 2027-01-31")
_TEXT = msg("a text in quotation marks, without braces, not empty")
_NEEDED: Mapping[str, Message] = {
    "programme": msg("a table [programme] with id, title, version and description"),
    "id": msg("small letters, digits and hyphens, as in the name of the file, like rail-2027"),
    "version": msg("three numbers with points between them, like 1.0.0"),
    "builds_on": msg("the id of another programme, like clusterxchange-2020"),
    "parameters": msg("an entry [[parameters.NAME.values]] for each value"),
    "values": msg("at least one entry [[parameters.NAME.values]] with from, value and where it stands"),
    "from": _DAY,
    "last_checked": _DAY,
    "decided": _DAY,
    "not_asked": msg("true, or leave it out"),
    "confidence": msg("one of {known}", known=Listing(get_args(Confidence), any_of=True)),
    "reference": msg("the id of a source, in quotation marks"),
    "source": msg("the id of a source, in quotation marks"),
    "decision": msg("the number of a decision, like D-90"),
    "decisions": msg("a number for each decision, like [decisions.D-90]"),
    "sources": msg("a table for each source, like [sources.CALL], with title, url and kind"),
    "sides": msg("at least one entry [[decisions.D-90.sides]] with source and says"),
    "url": msg('an address that begins with https:// or http://, or "" if there is none'),
    "kind": msg("one of {known}", known=Listing(get_args(SourceKind), any_of=True)),
    "conflicts": msg('a list of numbers, like ["C2"]'),
}
_TWO_BRACKETS = msg("an entry [[parameters.NAME.values]], with two brackets on either side")
_OURS: Mapping[str, Message] = {
    INFERENCE_WITHOUT_DECISION: msg('an inferred value (confidence "I") must name a decision, like decision = "D-90"'),
    VALUE_AND_NOT_ASKED: msg("an entry has a value, or not_asked = true, or neither; not both"),
    VALUES_OUT_OF_ORDER: msg("the entries must stand in order of their first day (from), each day once"),
}
_ENTRIES: Mapping[str, type[BaseModel]] = {
    "parameters": Parameter,
    "sources": SourceEntry,
    "decisions": DecisionEntry,
    "conflicts": ConflictEntry,
}


def fault(path: Path, key: str, what: Message) -> ParameterError:
    """Make the error for one key of a file."""
    return ParameterError(msg("{file}: {key}: {what}.", file=path.name, key=key, what=what))


def unknown_parameter(path: Path, name: str) -> ParameterError:
    """Make the error for a parameter that the vocabulary doesn't have."""
    what = _unknown(name, tuple(VOCABULARY), msg("there is no such parameter"))
    return fault(path, f"parameters.{shown(name)}", what)


def explained(path: Path, error: ValidationError, kind: type[BaseModel]) -> ParameterError:
    """Say in our words the first thing that doesn't fit the schema."""
    first = error.errors(include_url=False)[0]
    where = [part for part in first["loc"] if part != "[key]"]  # a name that is wrong, rather than what it names
    if len(where) > 1 and where[0] == "parameters" and where[1] not in VOCABULARY:
        return unknown_parameter(path, str(where[1]))
    if "value" in where:  # pydantic goes on with the shapes that a value can have
        where = where[: where.index("value") + 1]
    key = ".".join(shown(part) for part in where)
    kind_of_error, last = str(first["type"]), next((str(part) for part in reversed(where) if isinstance(part, str)), "")
    if kind_of_error in _OURS:
        return fault(path, key, _OURS[kind_of_error])
    if kind_of_error == "extra_forbidden":
        return fault(path, key, _unknown(last, _keys_beside(where, kind), msg("there is no such key here")))
    if last == "value":
        meant = VOCABULARY[str(where[1])].kind
        return fault(path, key, wrong_value(meant, first["input"]) or needed(meant))
    what = _NEEDED.get(_described_by(where), _TEXT)
    if last == "values" and kind_of_error != "missing" and isinstance(first["input"], dict):
        what = _TWO_BRACKETS
    elif last == "sides" and where[0] == "decisions":
        what = msg("at least one entry [[decisions.{number}.sides]] with source and says", number=shown(where[1]))
    if kind_of_error == "missing":
        return fault(path, key, msg("this is missing. Needed: {needed}", needed=what))
    found = quoted(first["input"])
    return fault(path, key, msg("{found} can't be used here. Needed: {needed}", found=found, needed=what))


def _described_by(where: list[str | int]) -> str:
    """Return the key that says what is needed: an entry of a table is described by its table."""
    names = [str(part) for part in where if isinstance(part, str)]
    is_entry = len(where) == len(("parameters", "NAME")) and where[0] in _ENTRIES
    if is_entry:
        return "values" if where[0] == "parameters" else str(where[0])
    return names[-1] if names else "programme"


def _keys_beside(where: list[str | int], kind: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys that may stand where an unknown one stands."""
    parents = where[:-1]
    if not parents:
        model = kind
    elif parents[0] == "programme":
        model = ProgrammeHead
    elif "values" in parents:
        model = ValueInForce
    elif "sides" in parents:
        model = SideEntry
    else:
        model = _ENTRIES[str(parents[0])]
    return tuple(field.alias or name for name, field in model.model_fields.items())


def unknown_source(path: Path, key: str, name: str, known: tuple[str, ...], register: str) -> ParameterError:
    """Make the error for a source that stands nowhere.

    Args:
        path: The programme file.
        key: Where in it the source is named.
        name: The id that is unknown.
        known: The ids of all known sources.
        register: Name of the file with the sources of all programmes.
    """
    what = msg("the source {name} is neither in {register} nor in this file", name=shown(name), register=register)
    longer = [source for source in known if name and source.startswith(name)]
    return fault(path, key, _unknown(longer[0] if len(longer) == 1 else name, known, what))


# What people write who know prices and dates rather than TOML, and what they should have written.
_NOT_TOML: tuple[tuple[re.Pattern[str], Message], ...] = (
    (re.compile("[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]"), msg('Quotation marks must be straight: "like this".')),
    (re.compile(r"=\s*\d{1,2}\.\d{1,2}\.\d{2,4}"), msg("A day is written like this: 2027-01-31.")),
    (re.compile(r"=\s*\d{1,3}[,'\u00a0\u202f ]\d{3}"), msg("A number is written without separators: 1200.")),
    (re.compile(r"=\s*[\d.,]+\s*[A-Za-z%\u20ac]"), msg("A number is written without its unit: 150.")),
)


def not_toml(path: Path, error: ValueError, text: str) -> ParameterError:
    """Make the error for a file that is not TOML: where, and what was probably meant.

    Args:
        path: The file.
        error: What the reader of TOML says; it names the line.
        text: What the file holds.
    """
    place = re.search(r"at line (\d+)", str(error))
    lines = text.splitlines()
    number = int(place[1]) if place else 0
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    written = line.partition("#")[0]
    usual = msg("Look at quotation marks and brackets there.")
    if "overwrite a value" in str(error):
        usual = msg("A key can stand once in an entry: is [[parameters.NAME.values]] missing above it?")
    hint = next((hint for slip, hint in _NOT_TOML if slip.search(written)), usual)
    what = msg("this is not TOML: {detail}. {hint}", detail=str(error), hint=hint)
    return ParameterError(msg("{file}: {what}", file=path.name, what=what))


def _unknown(name: str, known: tuple[str, ...], what: Message) -> Message:
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return msg("{what}. Probably meant: {meant}", what=what, meant=close[0])
    return msg("{what}. Known: {known}", what=what, known=Listing(known))
