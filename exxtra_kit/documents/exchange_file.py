# SPDX-License-Identifier: BSD-3-Clause
"""The exchange file: one exchange, from the first idea to its end, as versioned JSON.

    {"format": "exxtra-exchange", "version": 1,
     "case": {the case file's keys},
     "agenda": [{"day", "start", "end", "title", "kind", "place", "objective"}],
     "checklist": [{"id", "done"}],
     "signatures": {"visiting_organisation": {"signed": true}, ...},
     "verdict": {as computed when the file was written, with programme and day}}

A field that this version doesn't know, on any level, is kept and written back.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from pydantic import ValidationError

from exxtra_kit.casefile import EXCHANGE_FILE_FORMAT
from exxtra_kit.documents.safe_json import read_json_object
from exxtra_kit.errors import ExchangeFileError
from exxtra_kit.messages import Message, msg
from exxtra_kit.planning import SIGNATORIES, TASKS, Activity, Party, Progress, in_order

FORMAT = EXCHANGE_FILE_FORMAT
VERSION = 1
ACTIVITIES_LIMIT = 300

Document = dict[str, object]
Migration = Callable[[Document], Document]

# What turns a file of a version into one of the next: {1: from_1_to_2, ...}. Each entry comes with a kept
# file of its version in the tests. Version 1 is the first, so there is nothing to do yet.
MIGRATIONS: Mapping[int, Migration] = MappingProxyType({})


@dataclass(frozen=True)
class ExchangeFile:
    """What an exchange file holds.

    Attributes:
        case: The case, with the case file's keys; not validated here (see `exxtra_kit.casefile`).
        agenda: The activities, by day and time.
        progress: What of the checklist is done, and who has signed.
        verdict: The verdict as computed when the file was written; None if there was none.
        document: The file as it was read, brought to the current version: where unknown fields are kept.
    """

    case: Mapping[str, object] = field(default_factory=dict)
    agenda: tuple[Activity, ...] = ()
    progress: Progress = field(default_factory=Progress)
    verdict: Mapping[str, object] | None = None
    document: Mapping[str, object] = field(default_factory=dict)

    def with_case(self, changes: Mapping[str, object]) -> ExchangeFile:
        """Return the file with other values in its case.

        Args:
            changes: Sections with values, or single values; None takes a value out, what isn't named stays.
        """
        return replace(self, case=_merged(self.case, changes))


def open_exchange(content: str | bytes) -> ExchangeFile:
    """Open an exchange file of this or an older version.

    Args:
        content: The file's content.

    Returns:
        What it holds.

    Raises:
        ExchangeFileError: Damaged, hostile, not one of ours, or written by a newer version.
    """
    document = _migrated(read_json_object(content))
    verdict = _section(document, "verdict") if document.get("verdict") is not None else None
    case = _section(document, "case")
    for name in ("visiting", "host", "exchange"):
        _section(case, name, "case.")
    return ExchangeFile(
        case=case,
        agenda=_read_agenda(document),
        progress=Progress(_read_done(document), _read_signed(document)),
        verdict=verdict,
        document=document,
    )


def dump_exchange(file: ExchangeFile) -> str:
    """Return the content of an exchange file of the current version, ending in a line end."""
    document: Document = {"format": FORMAT, "version": VERSION}
    document |= {name: copy.deepcopy(value) for name, value in file.document.items() if name not in document}
    document["case"] = copy.deepcopy(dict(file.case))
    document["agenda"] = [activity.model_dump(mode="json") for activity in in_order(file.agenda)]
    document["checklist"] = _written_checklist(file)
    document["signatures"] = _written_signatures(file)
    document["verdict"] = None if file.verdict is None else copy.deepcopy(dict(file.verdict))
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str, allow_nan=False)
    # What a browser sends may hold half a character; it must not make the file unreadable.
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def case_mapping(content: str | bytes | Mapping[str, object]) -> Mapping[str, object]:
    """Return the case in an exchange file, or the mapping itself if it is a plain case.

    Args:
        content: JSON text of either kind, or what was read from it.

    Raises:
        ExchangeFileError: The text is not JSON, or the exchange file can't be opened.
    """
    data = read_json_object(content) if isinstance(content, str | bytes) else content
    return _section(_migrated(dict(data)), "case") if "format" in data else data


def migrate(document: Document, migrations: Mapping[int, Migration], target: int) -> Document:
    """Bring a document to version `target`, one version after the other.

    Args:
        document: The document, with a whole number as `version`, at least 1 and at most `target`.
        migrations: For each version, what makes the next of it.
        target: The version wanted.
    """
    version = document["version"]
    while isinstance(version, int) and version < target:
        document = {**migrations[version](document), "version": version + 1}
        version += 1
    return document


def _migrated(document: Document) -> Document:
    if document.get("format") != FORMAT:
        raise ExchangeFileError(
            msg(
                "This is not an exchange file: the field {field} must be {expected}. "
                "Choose the .json file that the planner gave you.",
                field="format",
                expected=FORMAT,
            )
        )
    version = document.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ExchangeFileError(
            msg("The file is damaged: the field {field} must be a whole number, 1 or more.", field="version")
        )
    if version > VERSION:
        raise ExchangeFileError(
            msg(
                "The file was written by a newer version of the planner (file version {found}; this one reads up to "
                "{known}). Open it there, or ask for an update.",
                found=version,
                known=VERSION,
            )
        )
    return migrate(document, MIGRATIONS, VERSION)


def _section(parent: Mapping[str, object], name: str, path: str = "") -> Mapping[str, object]:
    value = parent.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise ExchangeFileError(_not_a(path + name, msg("a group of named fields")))
    return value


def _items(document: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    value = document.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise ExchangeFileError(_not_a(name, msg("a list of groups of named fields")))
    return value


def _not_a(field_name: str, expected: Message) -> Message:
    return msg(
        "The file is damaged: the field {field} must be {expected}. Use a sound copy.",
        field=field_name,
        expected=expected,
    )


def _read_agenda(document: Document) -> tuple[Activity, ...]:
    items = _items(document, "agenda")
    if len(items) > ACTIVITIES_LIMIT:
        raise ExchangeFileError(
            msg(
                "The agenda has too many activities ({found}). At most {limit} can be opened.",
                found=len(items),
                limit=ACTIVITIES_LIMIT,
            )
        )
    activities = []
    for number, item in enumerate(items, start=1):
        try:
            activities.append(Activity.model_validate(dict(item)))
        except ValidationError as error:
            raise ExchangeFileError(
                msg(
                    "The file is damaged: activity {number} of the agenda can't be read (field {field}). "
                    "Use a sound copy.",
                    number=number,
                    field=", ".join(sorted({str(part["loc"][0]) for part in error.errors() if part["loc"]})),
                )
            ) from None
    return in_order(activities)


def _read_done(document: Document) -> frozenset[str]:
    done = set()
    for item in _items(document, "checklist"):
        if not isinstance(item.get("id"), str) or not isinstance(item.get("done"), bool):
            raise ExchangeFileError(
                _not_a("checklist", msg("a list of groups with {id} and {done}", id="id", done="done"))
            )
        if item["done"]:
            done.add(str(item["id"]))
    return frozenset(done)


def _read_signed(document: Document) -> frozenset[Party]:
    signatures = _section(document, "signatures")
    return frozenset(
        party for party in SIGNATORIES if _section(signatures, party.value, "signatures.").get("signed") is True
    )


def _written_checklist(file: ExchangeFile) -> list[Document]:
    before = {item["id"]: item for item in _items(file.document, "checklist")}
    ours = {task.key: {"id": task.key, "done": file.progress.is_done(task)} for task in TASKS}
    known = [{**before.get(key, {}), **item} for key, item in ours.items()]
    return known + [dict(item) for key, item in before.items() if key not in ours]


def _written_signatures(file: ExchangeFile) -> Document:
    before = _section(file.document, "signatures")
    ours = {
        party.value: {**_section(before, party.value), "signed": party in file.progress.signed} for party in SIGNATORIES
    }
    return {**copy.deepcopy(dict(before)), **ours}


def _merged(before: Mapping[str, object], changes: Mapping[str, object]) -> Document:
    merged: Document = dict(before)
    for name, value in changes.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, Mapping):
            inner = merged.get(name)
            merged[name] = _merged(inner if isinstance(inner, Mapping) else {}, value)
        else:
            merged[name] = value
    return merged
