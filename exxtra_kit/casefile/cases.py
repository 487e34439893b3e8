# SPDX-License-Identifier: BSD-3-Clause
"""A case of plain data with the keys of a case file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.casefile.sections import SECTION_KEYS, TOP_KEYS, make_case, read_head, read_section, read_stay
from exxtra_kit.fields import Fields
from exxtra_kit.models import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.errors import Problem
    from exxtra_kit.models import Case

EXCHANGE_FILE_FORMAT = "exxtra-exchange"


def read_case(data: Mapping[str, object]) -> Case:
    """Make a case of plain data with the keys of a case file.

    Days may be dates or ISO text ("2021-09-13"); empty text counts as not given. An exchange
    file is taken by the case inside it. Towns are looked up offline.

    Args:
        data: Nested mappings, as TOML or JSON gives them.

    Raises:
        InputError: Something can't be used; carries one problem per field.
    """
    inner = data.get("case")
    if data.get("format") == EXCHANGE_FILE_FORMAT and isinstance(inner, dict):
        data = known_case(inner)
    problems: list[Problem] = []
    top = Fields(data, "", problems)
    head = read_head(top)
    visiting = read_section(top.section(Role.VISITING))
    host = read_section(top.section(Role.HOST))
    exchange = read_stay(top.section("exchange"), host)
    return make_case(head, visiting, host, exchange, problems)


def with_changes(data: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """Return the plain data of a case with some fields changed, as a fix proposes.

    Args:
        data: The case as it came in; an exchange file is changed in the case inside it.
        changes: Dotted fields ("host.town", "on") and their new values; None takes a field away.

    Examples:
        >>> with_changes({"host": {"town": "Ankara", "lat": 39.9}}, {"host.town": "Bilbao", "host.lat": None})
        {'host': {'town': 'Bilbao'}}
    """
    inner = data.get("case")
    if data.get("format") == EXCHANGE_FILE_FORMAT and isinstance(inner, dict):
        return {**data, "case": with_changes(inner, changes)}
    changed: dict[str, object] = dict(data)
    for name, value in changes.items():
        section, _, key = name.rpartition(".")
        old = changed.get(section) if section else changed
        table = {**old} if isinstance(old, dict) else {}
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
        changed = {**changed, section: table} if section else table
    return changed


def known_case(case: Mapping[str, object]) -> dict[str, object]:
    """Return the part of an exchange file's case that this version knows.

    In a case file written by hand an unknown field is a typing mistake and refused. In an exchange
    file it may come from a newer version: it is kept there, but can't be judged.

    Args:
        case: The case of an exchange file.
    """
    known = {key: value for key, value in case.items() if key in TOP_KEYS}
    for name, keys in SECTION_KEYS.items():
        section = known.get(name)
        if isinstance(section, dict):
            known[name] = {key: value for key, value in section.items() if key in keys}
    return known
