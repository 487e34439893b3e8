# SPDX-License-Identifier: BSD-3-Clause
"""Why a finding says what it says: the value of the law, since when, and how we decided where sources disagree."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from exxtra_kit.errors import ExxtraError
from exxtra_kit.messages import Country, msg, plural
from exxtra_kit.parameters import Kind, conflicts_of, decision, meaning
from exxtra_kit.render.html import Markup, element, escape, fold, join, outside_link, words
from exxtra_kit.rules.words import MEMBERSHIP_NAMES, PURPOSE_NAMES, SUPPORT_KIND_NAMES, TYPE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message, Value
    from exxtra_kit.models import Finding, ParameterUse
    from exxtra_kit.parameters import Conflict, Decision, Side

_SHORT_LIST = 8
_PER_CENT = 100
_EUR, _KM = "EUR", "km"  # units that a language writes in its own way
_SUMS_OF = "host.country"
_WORDS: Mapping[Kind, Mapping[str, Message]] = {
    Kind.TYPES: {str(code): word for code, word in TYPE_NAMES.items()},
    Kind.MEMBERSHIPS: {str(code): word for code, word in MEMBERSHIP_NAMES.items()},
    Kind.SUPPORT_KINDS: {str(code): word for code, word in SUPPORT_KIND_NAMES.items()},
    Kind.PURPOSES: {str(code): word for code, word in PURPOSE_NAMES.items()},
}


def value_words(use: ParameterUse, facts: Mapping[str, object], language: Language) -> str:  # noqa: PLR0911 (one line per kind of value)
    """Return the value of the law that a finding rests on, with its unit; empty where it has none to show.

    Args:
        use: The parameter and its value.
        facts: The finding's facts: of a table by country, only the host's sum is shown.
        language: Language of the words.
    """
    means, value = meaning(use.name), use.value
    match value:
        case bool():
            return language.text(msg("yes") if value else msg("no"))
        case int():
            return _number(value, means.unit, language)
        case float():
            return f"{language.number(value * _PER_CENT)}\N{NO-BREAK SPACE}%"
        case date():
            return language.day(value)
        case dict():
            amount = value.get(str(facts.get(_SUMS_OF)))
            return language.euro(amount) if amount is not None else ""
        case tuple():
            return _list(value, means.kind, language)
        case _:
            return ""


def _number(value: int, unit: Message, language: Language) -> str:
    if unit.text == _EUR:
        return language.euro(value)
    if unit.text == _KM:
        return language.kilometres(value)
    if value == 1:  # a unit is a word for several
        return f"{language.text(unit)}: {language.number(value)}"
    return f"{language.number(value)}\N{NO-BREAK SPACE}{language.text(unit)}"


def _list(codes: tuple[str, ...], kind: Kind, language: Language) -> str:
    if not codes:
        return language.text(msg("none"))
    if kind is Kind.COUNTRIES and len(codes) > _SHORT_LIST:
        return language.text(plural("{n} country", "{n} countries", n=len(codes)))
    words_for = _WORDS.get(kind, {})
    shown: list[Value] = [Country(code) if kind is Kind.COUNTRIES else words_for.get(code, code) for code in codes]
    return language.listing(shown)


def law_html(finding: Finding, language: Language) -> Markup:
    """Return the threshold or sum that a finding rests on; nothing for a list or a yes, which its reason says."""
    use = finding.parameter
    if use is None or isinstance(use.value, bool | tuple):
        return Markup("")
    value = value_words(use, finding.facts, language)
    if not value:  # the programme doesn't ask, or has no sum for that country: the reason says so
        return Markup("")
    shown = msg("{what}: {value}", what=meaning(use.name).description, value=value)
    return element("p", words(shown, language), "exx-law")


def since_words(finding: Finding) -> Message | None:
    """Return since when the value that a finding rests on is in force; None where it rests on none."""
    use = finding.parameter
    return None if use is None else msg("in force since {day}", day=use.in_force_since)


def decision_html(number: str, language: Language, *, key: str) -> Markup:
    """Return a decision, folded: the question, what each source says, what was chosen, what follows.

    Args:
        number: Its number ("D-02").
        language: Language of the words.
        key: Name under which a page remembers that it is unfolded.
    """
    found = _look_up(number)
    if found is None:
        return element("p", words(msg("Decision {number}", number=number), language), "exx-law")
    one, disputes = found
    parts = [
        _sides(one.sides, language),
        _said(msg("Chosen:"), one.choice, language),
        _said(msg("What follows:"), one.consequence, language) if one.consequence else Markup(""),
        *(_conflict(conflict, language) for conflict in disputes),
        element("p", words(msg("Decided on {day}.", day=one.decided), language), "exx-law"),
    ]
    title = msg("Decision {number}: {question}", number=one.id, question=one.question)
    return fold(key, words(title, language), element("div", join(parts), "exx-decision"), "exx-small")


@lru_cache(maxsize=256)
def _look_up(number: str) -> tuple[Decision, tuple[Conflict, ...]] | None:
    """Return a decision with its source conflicts; None if the register can't be read, which is no visitor's fault."""
    try:
        return decision(number), conflicts_of(number)
    except ExxtraError:
        return None


def _conflict(conflict: Conflict, language: Language) -> Markup:
    title = msg("Sources disagree ({number}): {subject}", number=conflict.id, subject=conflict.subject)
    return join(
        [
            element("p", words(title, language), "exx-subheading exx-small"),
            _sides(conflict.sides, language),
            _said(msg("Followed:"), conflict.choice, language),
        ]
    )


def _sides(sides: Iterable[Side], language: Language) -> Markup:
    items = [
        element(
            "li",
            join(
                [
                    outside_link(escape(side.source.title or side.source.source), side.source.url),
                    words(side.says, language),
                ],
                ": ",
            ),
        )
        for side in sides
    ]
    return element("ul", join(items), "exx-list") if items else Markup("")


def _said(lead: Message, text: Message, language: Language) -> Markup:
    return element("p", join([element("strong", words(lead, language)), words(text, language)], " "))
