# SPDX-License-Identifier: BSD-3-Clause
"""Values of the law in words, and where they stand, for the rule book."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from exxtra_kit.messages import Country, Listing, msg
from exxtra_kit.models import Membership
from exxtra_kit.parameters import VOCABULARY, Kind, Law, load_programme
from exxtra_kit.parameters.files import shared_sources
from exxtra_kit.render.book import English, Heading, Item, Link, Listed, Strong
from exxtra_kit.render.findings import confidence_words
from exxtra_kit.rules.words import MEMBERSHIP_NAMES, purpose_name, support_kind_name, type_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.language import Language
    from exxtra_kit.messages import Value
    from exxtra_kit.parameters import Meaning, ValueInForce
    from exxtra_kit.render.book import Block, Line, Part

DOT = " \N{MIDDLE DOT} "
_EUR = "EUR"
_STRONG_UP_TO = 80
_NUMBERED = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
_DECISION = re.compile(r"D-\d\d")


def value_words(meaning: Meaning, value: object, language: Language) -> str:  # noqa: PLR0911 (one line per kind of value is the clearest)
    """Return the value of a parameter in words, with its unit; countries by their names."""
    match value:
        case bool():
            return language.text(msg("yes") if value else msg("no"))
        case tuple():
            named = [language.value(_word(meaning.kind, code)) for code in value]
            in_order = sorted(named, key=str.casefold) if meaning.kind is Kind.COUNTRIES else named
            return language.listing(in_order) if named else language.text(msg("none"))
        case dict():
            rows = sorted((language.country(code), language.euro(amount)) for code, amount in value.items())
            return ", ".join(f"{country}\N{NO-BREAK SPACE}{amount}" for country, amount in rows)
        case date():
            return language.day(value)
        case int() if meaning.unit.text == _EUR:
            return language.euro(value)
        case 1:  # a unit is a word for several
            return f"{language.text(meaning.unit)}: {language.number(value)}"
        case int() | float():
            return f"{language.number(value)} {language.text(meaning.unit)}"
        case _:
            return ""


def _word(kind: Kind, code: str) -> Value:
    match kind:
        case Kind.MEMBERSHIPS:
            return MEMBERSHIP_NAMES[Membership(code)]
        case Kind.SUPPORT_KINDS:
            return support_kind_name(code)
        case Kind.PURPOSES:
            return purpose_name(code)
        case Kind.COUNTRIES:
            return Country(code)
        case _:
            return type_name(code)


def parameter_blocks(name: str, programmes: tuple[str, ...], language: Language) -> Iterator[Block]:
    """Yield a parameter with every value it has, by programme and day."""
    meaning = VOCABULARY[name]
    heading = msg("{description} ({name})", description=meaning.description, name=name)
    yield Heading((language.text(heading),))
    items: list[Item] = []
    same: dict[str, list[str]] = {}
    for programme in programmes:
        loaded = load_programme(programme)
        base = loaded.programme.builds_on
        if base in programmes and name not in loaded.stated_here:
            same.setdefault(base, []).append(loaded.programme.title)
        else:
            items += [_value(name, programme, entry, language) for entry in loaded.parameters[name].values]
    for base, titles in same.items():
        inherited = msg(
            "{programmes}: as in {base}.",
            programmes=Listing(tuple(language.text(title) for title in titles)),
            base=language.text(load_programme(base).programme.title),
        )
        items.append(Item((language.text(inherited),)))
    yield Listed(tuple(items))


def _value(name: str, programme: str, entry: ValueInForce, language: Language) -> Item:
    """Return one dated value with where it stands and how sure that is."""
    loaded = load_programme(programme)
    reference = Law(loaded, entry.since).reference(name)
    since = language.text(msg("from {day}", day=entry.since))
    if entry.not_asked:
        words = language.text(msg("not asked"))
    elif entry.value is None:
        words = language.text(msg("no value is known"))
    else:
        words = value_words(VOCABULARY[name], entry.value, language)
    source: list[Part] = [Link(reference.title, reference.url)]
    if reference.place:
        source += [", ", English(reference.place)]
    source += [DOT, language.text(confidence_words(entry.confidence))]
    source += [DOT, language.text(msg("checked on {day}", day=entry.last_checked))]
    if entry.decision:
        source += [DOT, Link(entry.decision, f"#{entry.decision.lower()}")]
    title = language.text(loaded.programme.title)
    value: Part = Strong(words) if len(words) <= _STRONG_UP_TO else words
    return Item((title, DOT, since), ((value,), tuple(source)))


def source_words(source: str) -> Line:
    """Return the source of a case with each id of a source, and each number of a decision, as a link."""
    parts: list[Part] = []
    done = 0
    known = shared_sources()
    for found in _NUMBERED.finditer(source):
        word = found.group()
        entry = known.get(word)
        target = entry.url if entry else f"#{word.lower()}" if _DECISION.fullmatch(word) else ""
        if target:
            parts += [English(source[done : found.start()]), Link(word, target)]
            done = found.end()
    parts.append(English(source[done:]))
    return tuple(part for part in parts if not isinstance(part, English) or part.text)
