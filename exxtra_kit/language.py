# SPDX-License-Identifier: BSD-3-Clause
"""From a `Message` to a sentence: gettext for words, babel for numbers, days and countries."""

from __future__ import annotations

import gettext
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from exxtra_kit.messages import Country, DaySpan, Euro, Kilometres, LanguageName, Listing, Message, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DOMAIN = "exxtra_kit"
PAPERS_DOMAIN = "exxtra_papers"
"""The texts of the papers of an exchange, in languages that the site doesn't speak yet."""
LOCALE_FOLDER = Path(__file__).parent / "locale"
DEFAULT_LANGUAGE = "en"

# The project's eight languages with the regional form that fits the seven clusters.
# A language is offered once its catalogue is complete (see `available_languages`).
_LOCALES = {
    "en": "en_GB",
    "it": "it_IT",
    "da": "da_DK",
    "de": "de_DE",
    "fr": "fr_FR",
    "es": "es_ES",
    "ca": "ca_ES",
    "tr": "tr_TR",
}
LANGUAGES = tuple(_LOCALES)
"""Codes of the project's languages, complete or still to come."""
# The tables of names hold, beside countries, unions, pseudo-locales and oceans.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_BELOW_THIS_ONE_DECIMAL_KM = 1000


@cache
def country_names(language: str = DEFAULT_LANGUAGE) -> Mapping[str, str]:
    """Return the names of all countries in a language, by ISO 3166-1 alpha-2 code (XK for Kosovo)."""
    names: Mapping[str, str] = Locale.parse(_LOCALES[language]).territories
    return {
        code: name
        for code, name in names.items()
        if len(code) == len("XK") and code.isalpha() and code not in _NO_COUNTRIES
    }


def available_languages() -> tuple[str, ...]:
    """Return the codes of the languages that can be shown, the source language first."""
    return tuple(
        code
        for code in _LOCALES
        if code == DEFAULT_LANGUAGE or (LOCALE_FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.mo").is_file()
    )


def paper_languages() -> tuple[str, ...]:
    """Return the codes of the languages in which papers can be made, the source language first."""
    site = available_languages()
    return tuple(
        code
        for code in _LOCALES
        if code in site or (LOCALE_FOLDER / code / "LC_MESSAGES" / f"{PAPERS_DOMAIN}.mo").is_file()
    )


def choose_language(*wishes: str | None) -> str:
    """Return the first wish that can be shown ("it", "it-IT", "IT"), else English."""
    offered = available_languages()
    for wish in wishes:
        code = (wish or "").replace("_", "-").split("-")[0].strip().lower()
        if code in offered:
            return code
    return DEFAULT_LANGUAGE


class Language:
    """One language: turns messages and typed values into text.

    Text made here is plain, never HTML: who shows it in a page escapes it there.

    Examples:
        >>> Language.load("en").euro(1100)
        '€1,100'
    """

    def __init__(self, code: str) -> None:
        """Make the language `code`; one without a catalogue shows the English words."""
        self.code = code
        self.locale = Locale.parse(_LOCALES.get(code, _LOCALES[DEFAULT_LANGUAGE]))
        self._words = gettext.translation(DOMAIN, LOCALE_FOLDER, [code], fallback=True)
        self._words.add_fallback(gettext.translation(PAPERS_DOMAIN, LOCALE_FOLDER, [code], fallback=True))

    @staticmethod
    @cache
    def load(code: str = DEFAULT_LANGUAGE) -> Language:
        """Return the language `code`, made once."""
        return Language(code)

    @property
    def name(self) -> str:
        """The language's name for itself ("Italiano"), for a language switch."""
        own: str = self.locale.languages.get(self.code, self.code)
        return own[:1].upper() + own[1:]

    def text(self, message: Message | str) -> str:
        """Return the sentence of `message` (or the translation of a marked string)."""
        if isinstance(message, str):
            return self._words.gettext(message) if message else ""
        if message.plural is None or message.count is None:
            template = self._words.gettext(message.text) if message.text else ""
        else:
            template = self._words.ngettext(message.text, message.plural, message.count)
        return template.format_map({name: self.value(value) for name, value in message.values.items()})

    def value(self, value: Value) -> str:  # noqa: PLR0911 (one line per kind of value is the clearest)
        """Return one value of a message as this language writes it."""
        match value:
            case Message():
                return self.text(value)
            case Kilometres():
                return self.kilometres(value.value)
            case Euro():
                return self.euro(value.value)
            case Country():
                return self.country(value.code)
            case LanguageName():
                return self.language_name(value.code)
            case DaySpan():
                return self.span(value.start, value.end)
            case Listing():
                return self.listing(value.items, any_of=value.any_of)
            case date():
                return self.day(value)
            case str():
                return value
            case _:
                return self.number(value)

    def number(self, value: float) -> str:
        """Return a number with the language's separators."""
        return format_decimal(value, locale=self.locale)

    def kilometres(self, value: float | int) -> str:  # noqa: PYI041 (the two mean different things here)
        """Return a distance with its unit: a measured one (float) below 1,000 km with one decimal."""
        measured = isinstance(value, float) and value < _BELOW_THIS_ONE_DECIMAL_KM
        digits = "#,##0.0" if measured else "#,##0"
        return f"{format_decimal(value, format=digits, locale=self.locale)}\N{NO-BREAK SPACE}km"

    def euro(self, value: int) -> str:
        """Return a sum in whole euro."""
        whole = self.locale.currency_formats["standard"].pattern.replace(".00", "")
        return format_currency(value, "EUR", format=whole, locale=self.locale, currency_digits=False)

    def country(self, code: str) -> str:
        """Return a country's name; an unknown code is returned as it came."""
        name: str = self.locale.territories.get(code, code)
        return name

    def day(self, value: date) -> str:
        """Return a day in words, without the weekday."""
        return format_date(value, "long", locale=self.locale)

    def weekday(self, value: date) -> str:
        """Return a day in short words with its weekday ("Mon 13 Sept")."""
        return format_date(value, "EEE d MMM", locale=self.locale)

    def full_day(self, value: date) -> str:
        """Return a day in words, with its weekday ("Monday 13 September 2021")."""
        return format_date(value, "full", locale=self.locale)

    def day_and_month(self, value: date) -> str:
        """Return a day without its year ("13 September")."""
        text: str = format_skeleton("MMMMd", value, locale=self.locale)
        return text

    def month(self, value: date) -> str:
        """Return the month of a day in short, as it stands alone in a calendar ("Sept")."""
        return format_date(value, "LLL", locale=self.locale)

    def language_name(self, code: str) -> str:
        """Return a language's name as it stands in a list ("Catalan"); of an unknown one its code."""
        name: str = self.locale.languages.get(code, code)
        return name[:1].upper() + name[1:]

    def span(self, start: date, end: date) -> str:
        """Return a span of days, saying what both days share only once: "13\N{EN DASH}17 September 2021"."""
        if start == end:
            return self.day(start)
        if start.year != end.year:
            return f"{self.day(start)} \N{EN DASH} {self.day(end)}"
        if start.month != end.month:
            return f"{format_skeleton('MMMMd', start, locale=self.locale)} \N{EN DASH} {self.day(end)}"
        # CLDR has no interval of long dates for most of our languages. All of them write the day first.
        pattern: str = self.locale.date_formats["long"].pattern
        day = re.match(r"d\.?", pattern)
        mark = day.group().removeprefix("d") if day else ""
        return f"{start.day}{mark}\N{EN DASH}{self.day(end)}"

    def listing(self, items: Iterable[Value], *, any_of: bool = False) -> str:
        """Return several values as one list in words: "a, b and c", or with `any_of` "a, b or c"."""
        style: Literal["or", "standard"] = "or" if any_of else "standard"
        return format_list([self.value(item) for item in items], style=style, locale=self.locale)
