# SPDX-License-Identifier: BSD-3-Clause
"""The exchange file: one exchange, from the first idea to its end, as versioned JSON.

    {"format": "exxtra-exchange", "version": 2,
     "case": {the case file's keys},
     "profiles": {"visiting": {"about", "offers", "looks_for", "sectors", "languages", "free", ...}, "host": {...}},
     "weights": {criterion of the matching: whole number},
     "confirmations": {"visiting_organisation": {"confirmed": true, "on": "2021-06-01"}, ...},
     "objectives": [{"title"}],
     "agenda": [{"day", "start", "end", "title", "kind", "place", "objective"}],
     "visitors": [{the further visitors of a group, with the keys of the case file's section}],
     "checklist": [{"id", "done", "on"}],
     "signatures": {"visiting_organisation": {"signed": true, "on": "2021-06-14"}, ...},
     "closing": {"start", "end", "done", "results", "next_steps", "feedback", "completed", "paid_eur", ...},
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
from exxtra_kit.documents.exchange_sections import (
    Document,
    items,
    read_model,
    read_models,
    read_progress,
    read_weights,
    section,
    written_checklist,
    written_parties,
)
from exxtra_kit.documents.safe_json import read_json_object
from exxtra_kit.errors import ExchangeFileError
from exxtra_kit.messages import msg
from exxtra_kit.models import Role
from exxtra_kit.planning import (
    SIGNATORIES,
    Activity,
    Closing,
    Objective,
    Party,
    Profile,
    Progress,
    in_order,
)
from exxtra_kit.planning.texts import TEXT_LIMIT, one_line

FORMAT = EXCHANGE_FILE_FORMAT
VERSION = 2
ACTIVITIES_LIMIT = 300
OBJECTIVES_LIMIT = 30
VISITORS_LIMIT = 60

_MATCHED = (Party.VISITING_ORGANISATION, Party.HOST_ORGANISATION)
Migration = Callable[[Document], Document]


def _from_1_to_2(document: Document) -> Document:
    """Version 1 had objectives only as words of activities, and one tick for the two confirmations of a match."""
    titles = dict.fromkeys(
        one_line(title)
        for item in items(document, "agenda")
        if isinstance(title := item.get("objective"), str) and title.strip() and len(title) <= TEXT_LIMIT
    )
    is_matched = any(
        item.get("id") == "match_confirmed" and item.get("done") is True for item in items(document, "checklist")
    )
    return {
        **document,
        "objectives": [{"title": title} for title in list(titles)[:OBJECTIVES_LIMIT]],
        **({"confirmations": {party.value: {"confirmed": True} for party in _MATCHED}} if is_matched else {}),
    }


# What turns a file of a version into one of the next. Each entry comes with a kept file of its version in the tests.
MIGRATIONS: Mapping[int, Migration] = MappingProxyType({1: _from_1_to_2})


@dataclass(frozen=True)
class ExchangeFile:
    """What an exchange file holds.

    Attributes:
        case: The case, with the case file's keys; not validated here (see `exxtra_kit.casefile`).
        agenda: The activities, by day and time.
        progress: What of the checklist is done, who has confirmed and signed, and when.
        verdict: The verdict as computed when the file was written; None if there was none.
        profile: What the visiting organisation says of itself.
        host_profile: What the host says of itself.
        weights: Weights of the matching by criterion, where they differ from the usual ones.
        objectives: What the exchange is to reach.
        visitors: The further visitors of a group, each with the keys of the case's section; the first is the case's.
        closing: What is said of the exchange once it is over.
        document: The file as it was read, brought to the current version: where unknown fields are kept.
    """

    case: Mapping[str, object] = field(default_factory=dict)
    agenda: tuple[Activity, ...] = ()
    progress: Progress = field(default_factory=Progress)
    verdict: Mapping[str, object] | None = None
    profile: Profile = field(default_factory=Profile)
    host_profile: Profile = field(default_factory=Profile)
    weights: Mapping[str, int] = field(default_factory=dict)
    objectives: tuple[Objective, ...] = ()
    visitors: tuple[Mapping[str, object], ...] = ()
    closing: Closing = field(default_factory=Closing)
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
    verdict = section(document, "verdict") if document.get("verdict") is not None else None
    case = section(document, "case")
    for name in ("visiting", "host", "exchange"):
        section(case, name, "case.")
    profiles = section(document, "profiles")
    return ExchangeFile(
        case=case,
        agenda=_read_agenda(document),
        progress=read_progress(document),
        verdict=verdict,
        profile=_read_profile(profiles, Role.VISITING),
        host_profile=_read_profile(profiles, Role.HOST),
        weights=read_weights(document),
        objectives=read_models(Objective, document, "objectives", OBJECTIVES_LIMIT),
        visitors=tuple(items(document, "visitors", VISITORS_LIMIT)),
        closing=read_model(Closing, section(document, "closing"), "closing"),
        document=document,
    )


def _read_profile(profiles: Mapping[str, object], role: Role) -> Profile:
    return read_model(Profile, section(profiles, role, "profiles."), f"profiles.{role}")


def dump_exchange(file: ExchangeFile) -> str:
    """Return the content of an exchange file of the current version, ending in a line end."""
    document: Document = {"format": FORMAT, "version": VERSION}
    document |= {name: copy.deepcopy(value) for name, value in file.document.items() if name not in document}
    document["case"] = copy.deepcopy(dict(file.case))
    document["profiles"] = {
        **copy.deepcopy(dict(section(file.document, "profiles"))),
        Role.VISITING.value: file.profile.model_dump(mode="json"),
        Role.HOST.value: file.host_profile.model_dump(mode="json"),
    }
    document["weights"] = dict(file.weights)
    document["confirmations"] = written_parties(file.document, "confirmations", "confirmed", _MATCHED, file.progress)
    document["objectives"] = [objective.model_dump(mode="json") for objective in file.objectives]
    document["agenda"] = [activity.model_dump(mode="json") for activity in in_order(file.agenda)]
    document["visitors"] = copy.deepcopy([dict(visitor) for visitor in file.visitors])
    document["checklist"] = written_checklist(file.document, file.progress)
    document["signatures"] = written_parties(file.document, "signatures", "signed", SIGNATORIES, file.progress)
    document["closing"] = file.closing.model_dump(mode="json")
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
    return section(_migrated(dict(data)), "case") if "format" in data else data


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


def _read_agenda(document: Document) -> tuple[Activity, ...]:
    listed = items(document, "agenda")
    if len(listed) > ACTIVITIES_LIMIT:
        raise ExchangeFileError(
            msg(
                "The agenda has too many activities ({found}). At most {limit} can be opened.",
                found=len(listed),
                limit=ACTIVITIES_LIMIT,
            )
        )
    activities = []
    for number, item in enumerate(listed, start=1):
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
