# SPDX-License-Identifier: BSD-3-Clause
"""Reading one table of text from outside: each reader returns a clean value or notes a problem.

A missing or empty field is None and no problem. A wrong one is None and one problem that says
what was found, what was expected and what to do.
"""

from __future__ import annotations

import difflib
from datetime import date, datetime
from typing import TYPE_CHECKING

from exxtra_kit.days import FIRST_YEAR, LAST_YEAR, holiday_regions, is_covered
from exxtra_kit.errors import Problem
from exxtra_kit.language import LANGUAGES, country_names
from exxtra_kit.messages import Country, Listing, Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_TEXT = 200
MOST_DAYS = 100
MOST_UNKNOWN_FIELDS = 20
LARGEST_COUNT = 1000
LONGEST_LIST = 50
# The EU writes these two countries with codes of its own.
_EU_CODES = {"EL": "GR", "UK": "GB"}
_SHOWN = 60
# Names that people go on using and CLDR no longer lists.
_FORMER_NAMES = {"turkey": "TR", "czech republic": "CZ", "macedonia": "MK", "great britain": "GB"}


class Fields:
    """One table of outside text and the problems found in it so far."""

    def __init__(self, data: object, path: str, problems: list[Problem]) -> None:
        """Read `data`, found at the dotted `path`; problems are appended to the shared list."""
        self._data: Mapping[str, object] = data if isinstance(data, dict) else {}
        self._path = path
        self._problems = problems

    def problem(self, key: str, message: Message, suggestions: tuple[str, ...] = ()) -> None:
        """Note what is wrong with one field."""
        self._problems.append(Problem(self._name(key), message, suggestions))

    def _name(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _get(self, key: str) -> object:
        value = self._data.get(key)
        return None if isinstance(value, str) and not value.strip() else value

    def has(self, key: str) -> bool:
        """Say whether the field was given, right or wrong."""
        return self._get(key) is not None

    def section(self, key: str) -> Fields:
        """Return a table inside this one; a missing one, or one that is no table, is a problem."""
        value = self._data.get(key)
        if not isinstance(value, dict):
            self.problem(
                key,
                msg("The section [{section}] is missing. A case needs [visiting], [host] and [exchange].", section=key)
                if value is None
                else msg(
                    "[{section}] must be a section with fields, found: {found}", section=key, found=shortened(value)
                ),
            )
        return Fields(value, self._name(key), self._problems)

    def refuse_unknown(self, known: Sequence[str]) -> None:
        """Note each field that a case doesn't have, with the one probably meant."""
        for key in [key for key in self._data if key not in known][:MOST_UNKNOWN_FIELDS]:
            meant = tuple(difflib.get_close_matches(shortened(key), known, n=1))
            message = (
                msg("There is no such field. Did you mean {known}?", known=meant[0])
                if meant
                else msg("There is no such field. Known: {known}.", known=Listing(tuple(known)))
            )
            self.problem(shortened(key), message, meant)

    def text(self, key: str) -> str | None:
        """Return a short text on one line."""
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.problem(key, msg("A text is expected here, found: {found}", found=shortened(value)))
            return None
        if len(value) > LONGEST_TEXT:
            self.problem(key, msg("This text is too long: at most {limit} characters.", limit=LONGEST_TEXT))
            return None
        return _one_line(value)

    def choice_of(self, key: str, allowed: Sequence[str]) -> str | None:
        """Return one of the allowed words."""
        value = self._get(key)
        if value is None:
            return None
        if isinstance(value, str) and value.strip() in allowed:
            return value.strip()
        meant = tuple(difflib.get_close_matches(shortened(value), allowed, n=1))
        self.problem(
            key,
            msg(
                "\N{LEFT DOUBLE QUOTATION MARK}{found}\N{RIGHT DOUBLE QUOTATION MARK} is not known here. "
                "Allowed: {allowed}.",
                found=shortened(value),
                allowed=Listing(tuple(str(word) for word in allowed), any_of=True),
            ),
            meant,
        )
        return None

    def choices_of(self, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Return a list of some of the allowed words, each once."""
        return tuple(word for item in self._items(key) if (word := item.choice_of(key, allowed)) is not None)

    def countries(self, key: str) -> tuple[str, ...]:
        """Return a list of countries by their codes, each once."""
        return tuple(dict.fromkeys(code for item in self._items(key) if (code := item.country(key)) is not None))

    def _items(self, key: str) -> tuple[Fields, ...]:
        """Return each item of a short list as a table with only this key, so that it is read like a single one."""
        value = self._get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple) or len(value) > LONGEST_LIST:
            self.problem(
                key,
                msg(
                    "A list of at most {limit} words is expected here, found: {found}",
                    limit=LONGEST_LIST,
                    found=shortened(value),
                ),
            )
            return ()
        return tuple(Fields({key: item}, self._path, self._problems) for item in dict.fromkeys(map(_hashable, value)))

    def flag(self, key: str) -> bool | None:
        """Return a yes or no."""
        value = self._get(key)
        if value is None or isinstance(value, bool):
            return value
        self.problem(key, msg("Yes or no is expected here (true or false), found: {found}", found=shortened(value)))
        return None

    def tables(self, key: str) -> tuple[Fields, ...]:
        """Return a list of tables, such as the slots of a stay."""
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or len(value) > LONGEST_LIST:
            self.problem(
                key,
                msg(
                    "A list of at most {limit} sections is expected here, found: {found}",
                    limit=LONGEST_LIST,
                    found=shortened(value),
                ),
            )
            return ()
        for item in value:
            if not isinstance(item, dict):
                self.problem(key, msg("Each item must be a section with fields, found: {found}", found=shortened(item)))
                return ()
        return tuple(Fields(item, self._name(f"{key}.{number}"), self._problems) for number, item in enumerate(value))

    def country(self, key: str) -> str | None:
        """Return a country's ISO 3166-1 alpha-2 code; EL and UK are taken for GR and GB."""
        value = self._get(key)
        if value is None:
            return None
        found = shortened(value)
        code = found.upper()
        code = _EU_CODES.get(code, code)
        if isinstance(value, str) and code in country_names():
            return code
        meant = _codes_of(found)
        message = (
            msg(
                "Countries are given by their two-letter code. For {country} write {code}.",
                country=Country(meant[0]),
                code=meant[0],
            )
            if meant
            else msg(
                "There is no country \N{LEFT DOUBLE QUOTATION MARK}{found}\N{RIGHT DOUBLE QUOTATION MARK}. "
                "Give its two-letter code (ISO 3166-1), like IT or TR; Kosovo is XK.",
                found=found,
            )
        )
        self.problem(key, message, meant)
        return None

    def day(self, key: str) -> date | None:
        """Return a day between the years 2000 and 2100."""
        return self._as_day(key, self._get(key))

    def days(self, key: str) -> tuple[date, ...]:
        """Return a list of days, in order, each once."""
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or len(value) > MOST_DAYS:
            self.problem(
                key,
                msg(
                    "A list of at most {limit} days is expected here, like [2021-09-13], found: {found}",
                    limit=MOST_DAYS,
                    found=shortened(value),
                ),
            )
            return ()
        found = [self._as_day(key, item) for item in value]
        return tuple(sorted({day for day in found if day is not None}))

    def _as_day(self, key: str, value: object) -> date | None:
        if value is None:
            return None
        day: date | None = None
        if isinstance(value, date) and not isinstance(value, datetime):
            day = value
        elif isinstance(value, str):
            try:
                day = date.fromisoformat(value.strip())
            except ValueError:
                day = None
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.problem(
                key,
                msg(
                    "\N{LEFT DOUBLE QUOTATION MARK}{found}\N{RIGHT DOUBLE QUOTATION MARK} is not a day that can be "
                    "used. Give year, month and day like 2021-09-13, between the years {first} and {last}.",
                    found=shortened(value),
                    first=str(FIRST_YEAR),
                    last=str(LAST_YEAR),
                ),
            )
            return None
        return day

    def count(self, key: str, least: int = 0, most: int = LARGEST_COUNT) -> int | None:
        """Return a whole number from 0 (or `least`) to a limit that no true count reaches."""
        value = self._get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.problem(
            key,
            msg(
                "A whole number from {least} to {limit} is expected here, found: {found}",
                least=least,
                limit=most,
                found=shortened(value),
            ),
        )
        return None

    def number_between(self, key: str, least: float, most: float) -> float | None:
        """Return a number in a range, in degrees for coordinates."""
        value = self._get(key)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:  # NaN is not
            return float(value)
        self.problem(
            key,
            msg(
                "A number from {least} to {most} is expected here, found: {found}",
                least=least,
                most=most,
                found=shortened(value),
            ),
        )
        return None

    def region(self, key: str, country: str | None) -> str | None:
        """Return the ISO 3166-2 code of a region of `country` that has holidays of its own."""
        value = self.text(key)
        if value is None:
            return None
        code = value.upper()
        if country is None or not is_covered(country):
            return None
        allowed = holiday_regions(country)
        if code in allowed:
            return code
        self.problem(
            key,
            msg(
                "There is no region \N{LEFT DOUBLE QUOTATION MARK}{found}\N{RIGHT DOUBLE QUOTATION MARK} with holidays "
                "of its own in {country}. Known: {known}. Leave it empty if unsure.",
                found=shortened(value),
                country=Country(country),
                known=Listing(allowed) if allowed else "\N{EN DASH}",
            ),
            tuple(difflib.get_close_matches(code, allowed, n=1)),
        )
        return None


def _hashable(value: object) -> object:
    """Return an item of a list as something that can be compared with the others."""
    return value if isinstance(value, str | int | float | bool) else shortened(value)


def _one_line(text: str) -> str:
    """Return text on one line, without control characters, which a terminal would obey."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _codes_of(name: str) -> tuple[str, ...]:
    """Return the codes of the country that is called so in one of the project's languages."""
    wanted = name.casefold()
    if wanted in _FORMER_NAMES:
        return (_FORMER_NAMES[wanted],)
    codes = {
        code for language in LANGUAGES for code, own in country_names(language).items() if own.casefold() == wanted
    }
    return tuple(sorted(codes))


def shortened(value: object) -> str:
    """Return anything from outside as text that is short enough for a message."""
    if isinstance(value, dict | list | tuple):  # may be huge, or thousands deep
        return type(value).__name__
    try:
        text = _one_line(str(value)[:LONGEST_TEXT])
    except ValueError:  # a number of thousands of digits
        text = type(value).__name__
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}\N{HORIZONTAL ELLIPSIS}"
