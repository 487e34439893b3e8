# SPDX-License-Identifier: BSD-3-Clause
"""The programmes as a list: who they are, how long they last, what they build on."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from exxtra_kit.messages import DaySpan, Listing, Message, msg, plural
from exxtra_kit.parameters import Law
from exxtra_kit.parameters.changes import days_of_change, provision
from exxtra_kit.render.changes import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.language import Language
    from exxtra_kit.parameters import Programme, ValueInForce

_SHORT_HASH = 12


def programme_as_text(programme: Programme, language: Language) -> str:
    """Return what a programme is, for a terminal: id, version and the beginning of its fingerprint, title, dates."""
    head = programme.programme
    own = plural("{n} value of its own", "{n} values of its own", n=len(programme.stated_here))
    facts: list[Message] = [_period(programme), own]
    if head.builds_on:
        facts.append(msg("builds on {programme}", programme=head.builds_on))
    days = msg("values change on {days}", days=Listing(days_of_change(programme)))
    return "\n".join(
        [
            f"{head.id}  {head.version}  {programme.content_hash[:_SHORT_HASH]}",
            *wrapped(language.text(head.title), "  "),
            *wrapped(" \N{MIDDLE DOT} ".join(language.text(fact) for fact in facts), "  "),
            *wrapped(language.text(days), "  "),
        ]
    )


def parameters_as_toml(programme: Programme, names: Iterable[str]) -> str:
    """Return parameters of a programme as entries that can be copied into a file that builds on it."""
    return "\n".join(
        f"[[parameters.{name}.values]]\n{_entry(entry)}\n"
        for name in names
        for entry in programme.parameters[name].values
    )


def _entry(entry: ValueInForce) -> str:
    data = entry.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    return "\n".join(f"{key} = {_toml(value)}" for key, value in data.items())


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case dict():
            return f"{{ {', '.join(f'{key} = {_toml(item)}' for key, item in value.items())} }}"
        case tuple() | list():
            return f"[{', '.join(_toml(item) for item in value)}]"
        case str():
            return json.dumps(value, ensure_ascii=False)  # a JSON text is a TOML text
        case _:
            return str(value)


def programme_as_dict(programme: Programme) -> dict[str, object]:
    """Return what a programme is as plain data that JSON can hold."""
    head = programme.programme
    first, last = _ends(programme)
    return {
        "id": head.id,
        "title": head.title,
        "version": head.version,
        "hash": programme.content_hash,
        "description": head.description,
        "builds_on": head.builds_on,
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
        "stated_here": [name for name in programme.parameters if name in programme.stated_here],
        "days_of_change": [day.isoformat() for day in days_of_change(programme)],
    }


def _ends(programme: Programme) -> tuple[date | None, date | None]:
    """Return first and last day by the newest law; None where there is none or it is not known."""
    newest = max(entry.since for parameter in programme.parameters.values() for entry in parameter.values)
    law = Law(programme, newest)
    first, last = (provision(law, name).value for name in ("first_day", "last_day"))
    return first if isinstance(first, date) else None, last if isinstance(last, date) else None


def _period(programme: Programme) -> Message:
    first, last = _ends(programme)
    if first and last:
        return msg("{value}", value=DaySpan(first, last))
    if first:
        return msg("since {day}", day=first)
    return msg("until {day}", day=last) if last else msg("no period stated")
