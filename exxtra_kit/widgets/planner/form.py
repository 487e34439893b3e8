# SPDX-License-Identifier: BSD-3-Clause
"""Between the planner's form and the case file's keys, both ways; plain data only.

The form knows fewer fields than a case. What it doesn't know stays as the opened file had it,
unless the form says something that makes it wrong (coordinates of another town, a travel day
that is no longer inside the stay).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from exxtra_kit.days import FIRST_YEAR, LAST_YEAR
from exxtra_kit.models import ExchangeForm

TEXT_LIMIT = 200
_PLACES = {"visiting": "town", "host": "host_town"}


@dataclass(frozen=True, slots=True)
class Form:
    """What the planner asks, as text; empty means not answered.

    Attributes:
        name: Name of the visiting organisation.
        type: Its type.
        country: Its country, ISO 3166-1 alpha-2.
        town: Its town.
        membership: What it is a member of.
        visits: Physical exchanges already made as visitor, in digits.
        host_name: Name of the host organisation.
        host_type: Its type.
        host_country: Its country.
        host_town: Its town.
        host_membership: What it is a member of.
        start: First day at the host.
        end: Last day at the host.
        form: Physical or virtual.
    """

    name: str = ""
    type: str = ""
    country: str = ""
    town: str = ""
    membership: str = ""
    visits: str = ""
    host_name: str = ""
    host_type: str = ""
    host_country: str = ""
    host_town: str = ""
    host_membership: str = ""
    start: date | None = None
    end: date | None = None
    form: str = ExchangeForm.PHYSICAL

    @classmethod
    def of_case(cls, case: Mapping[str, object]) -> Form:
        """Fill the form from a case; what a form can't hold (a text for a date) stays empty."""
        found = {}
        for name, (section, key) in _FIELDS.items():
            inner = case.get(section)
            value = inner.get(key) if isinstance(inner, Mapping) else None
            found[name] = value
        return cls.of_values(found)

    @classmethod
    def of_values(cls, values: Mapping[str, object]) -> Form:
        """Fill the form from values of outside by the form's names, cleaned the same way."""
        clean: dict[str, object] = {}
        for name, (_, key) in _FIELDS.items():
            value = values.get(name)
            if key in {"start", "end"}:
                clean[name] = _day(value)
            elif key == "previous_visits":
                clean[name] = _count(value)
            else:
                clean[name] = value.strip()[:TEXT_LIMIT] if isinstance(value, str) else ""
        clean["form"] = clean["form"] or ExchangeForm.PHYSICAL.value
        return replace(cls(), **clean)  # type: ignore[arg-type]  # every name of _FIELDS has its kind above

    def changes(self, before: Mapping[str, object]) -> dict[str, object]:
        """Return what this form changes in a case, for `ExchangeFile.with_case`.

        Args:
            before: The case as it was opened; empty for a new one.

        Returns:
            The sections with their values; None takes a value out.
        """
        sections: dict[str, dict[str, object]] = {"visiting": {}, "host": {}, "exchange": {}}
        for name, (section, key) in _FIELDS.items():
            value = getattr(self, name)
            if isinstance(value, date):
                value = value.isoformat()
            elif key == "previous_visits" and value:
                value = int(value)
            sections[section][key] = None if value in {"", None} else value
        opened = Form.of_case(before)
        for section, town in _PLACES.items():
            if getattr(self, town) != getattr(opened, town):
                sections[section] |= {"lat": None, "lon": None}
        if self.host_country != opened.host_country or self.host_town != opened.host_town:
            sections["exchange"]["host_region"] = None
        if (self.host_name, self.host_country) != (opened.host_name, opened.host_country):
            sections["host"] |= dict.fromkeys(_not_asked(before.get("host")))
        changes: dict[str, object] = dict(sections)
        if (self.start, self.end) != (opened.start, opened.end):
            changes["on"] = None
            sections["exchange"] |= self._days_inside(before.get("exchange"))
        return changes

    def _days_inside(self, stay: object) -> dict[str, object]:
        """Return the opened case's single days as far as they lie inside the stay now; it is one block again."""
        if not isinstance(stay, Mapping):
            return {}
        kept: dict[str, object] = {"slots": None}
        for key in ("travel_days", "closed_days", "half_days"):
            days = stay.get(key)
            if isinstance(days, list):
                kept[key] = [day for day in days if self._is_inside(_day(day))]
        return kept

    def _is_inside(self, day: date | None) -> bool:
        return day is not None and self.start is not None and self.end is not None and self.start <= day <= self.end


_FIELDS: Mapping[str, tuple[str, str]] = {
    "name": ("visiting", "name"),
    "type": ("visiting", "type"),
    "country": ("visiting", "country"),
    "town": ("visiting", "town"),
    "membership": ("visiting", "membership"),
    "visits": ("visiting", "previous_visits"),
    "host_name": ("host", "name"),
    "host_type": ("host", "type"),
    "host_country": ("host", "country"),
    "host_town": ("host", "town"),
    "host_membership": ("host", "membership"),
    "start": ("exchange", "start"),
    "end": ("exchange", "end"),
    "form": ("exchange", "form"),
}
ASKED = frozenset(f"{section}.{key}" for section, key in _FIELDS.values())
"""Dotted fields of the case file that the form asks for."""
FORM_FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Form))


def _not_asked(section: object) -> list[str]:
    """Return the keys of an organisation that the form doesn't ask for, its place left out."""
    asked = {key for _, key in _FIELDS.values()} | {"lat", "lon"}
    return [key for key in section if key not in asked] if isinstance(section, Mapping) else []


def _day(value: object) -> date | None:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) and FIRST_YEAR <= value.year <= LAST_YEAR else None


def _count(value: object) -> str:
    text = value.strip() if isinstance(value, str) else str(value) if type(value) is int else ""
    return text if text.isascii() and text.isdigit() and len(text) < len("1000") else ""
