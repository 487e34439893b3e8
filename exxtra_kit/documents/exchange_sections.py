# SPDX-License-Identifier: BSD-3-Clause
"""The sections of an exchange file, read with a message for what is damaged, and written back with all they held."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from exxtra_kit.errors import ExchangeFileError
from exxtra_kit.messages import Message, msg
from exxtra_kit.planning import SIGNATORIES, TASKS, Party, Progress

Document = dict[str, object]
WEIGHTS_LIMIT = 40
LARGEST_WEIGHT = 100
_Model = TypeVar("_Model", bound=BaseModel)
_ON = "on"


def section(parent: Mapping[str, object], name: str, path: str = "") -> Mapping[str, object]:
    """Return a group of named fields; an empty one where there is none."""
    value = parent.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise ExchangeFileError(not_a(path + name, msg("a group of named fields")))
    return value


def items(parent: Mapping[str, object], name: str, limit: int | None = None) -> list[Mapping[str, object]]:
    """Return a list of groups; an empty one where there is none."""
    value = parent.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise ExchangeFileError(not_a(name, msg("a list of groups of named fields")))
    if limit is not None and len(value) > limit:
        raise ExchangeFileError(
            msg(
                "The list {field} is too long ({found}). At most {limit} entries can be opened.",
                field=name,
                found=len(value),
                limit=limit,
            )
        )
    return value


def not_a(field_name: str, expected: Message) -> Message:
    """Say that a field of the file is not what it must be."""
    return msg(
        "The file is damaged: the field {field} must be {expected}. Use a sound copy.",
        field=field_name,
        expected=expected,
    )


def read_model(kind: type[_Model], data: Mapping[str, object], path: str) -> _Model:
    """Return a part of the plan from its section."""
    try:
        return kind.model_validate(dict(data))
    except ValidationError as error:
        fields = sorted({str(part["loc"][0]) for part in error.errors() if part["loc"]}) or [path]
        raise ExchangeFileError(
            msg(
                "The file is damaged: in {section}, the field {field} can't be read. Use a sound copy.",
                section=path,
                field=", ".join(fields),
            )
        ) from None


def read_models(kind: type[_Model], parent: Mapping[str, object], name: str, limit: int) -> tuple[_Model, ...]:
    """Return the parts of the plan in a list."""
    return tuple(
        read_model(kind, item, f"{name}[{number}]") for number, item in enumerate(items(parent, name, limit), start=1)
    )


def read_weights(document: Mapping[str, object]) -> dict[str, int]:
    """Return the weights of the matching, by criterion."""
    weights = section(document, "weights")
    if len(weights) > WEIGHTS_LIMIT or not all(
        type(weight) is int and 0 <= weight <= LARGEST_WEIGHT for weight in weights.values()
    ):
        raise ExchangeFileError(not_a("weights", msg("whole numbers from 0 to {most}", most=LARGEST_WEIGHT)))
    return {name: int(str(weight)) for name, weight in weights.items()}


def read_progress(document: Mapping[str, object]) -> Progress:
    """Return what is ticked, signed and confirmed, and since when."""
    done, days = set(), {}
    for item in items(document, "checklist"):
        if not isinstance(item.get("id"), str) or not isinstance(item.get("done"), bool):
            raise ExchangeFileError(
                not_a("checklist", msg("a list of groups with {id} and {done}", id="id", done="done"))
            )
        if item["done"]:
            done.add(str(item["id"]))
            days[str(item["id"])] = _day(item, "checklist")
    signed, signed_on = _read_parties(document, "signatures", "signed")
    confirmed, confirmed_on = _read_parties(document, "confirmations", "confirmed")
    known = {key: day for key, day in (days | signed_on | confirmed_on).items() if day is not None}
    return Progress(frozenset(done), signed, confirmed, known)


def _read_parties(
    document: Mapping[str, object], name: str, what: str
) -> tuple[frozenset[Party], dict[str, date | None]]:
    """Return for which parties a section says yes, and since when."""
    group = section(document, name)
    said = {party: section(group, party.value, f"{name}.") for party in SIGNATORIES}
    yes = frozenset(party for party, entry in said.items() if entry.get(what) is True)
    return yes, {f"{what}:{party}": _day(said[party], name) for party in yes}


def _day(entry: Mapping[str, object], path: str) -> date | None:
    value = entry.get(_ON)
    if value is None:
        return None
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ExchangeFileError(not_a(f"{path}.{_ON}", msg("a day like 2021-09-13"))) from None


def written_checklist(document: Mapping[str, object], progress: Progress) -> list[Document]:
    """Return the checklist; entries that this version doesn't know stay."""
    before = {item["id"]: item for item in items(document, "checklist")}
    ours = {task.key: {"id": task.key, "done": progress.is_done(task), **_on(progress, task.key)} for task in TASKS}
    known = [{**_without_day(before.get(key, {})), **item} for key, item in ours.items()]
    return known + [dict(item) for key, item in before.items() if key not in ours]


def written_parties(
    document: Mapping[str, object], name: str, what: str, parties: Iterable[Party], progress: Progress
) -> Document:
    """Return who has signed or confirmed; entries that this version doesn't know stay."""
    before = section(document, name)
    yes = progress.signed if what == "signed" else progress.confirmed
    ours = {
        party.value: {
            **_without_day(section(before, party.value)),
            what: party in yes,
            **(_on(progress, f"{what}:{party}") if party in yes else {}),
        }
        for party in parties
    }
    return {**copy.deepcopy(dict(before)), **ours}


def _on(progress: Progress, key: str) -> Document:
    day = progress.days.get(key)
    return {} if day is None else {_ON: day.isoformat()}


def _without_day(entry: Mapping[str, object]) -> Document:
    return {key: copy.deepcopy(value) for key, value in entry.items() if key != _ON}
