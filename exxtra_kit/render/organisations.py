# SPDX-License-Identifier: BSD-3-Clause
"""A staff member's organisations as plain data for the layer of the map: what each is, and what the rules say of it.

Ten thousand of them travel to a page, so what many share is sent once, and each has the number of its value. All
text goes as JSON, and the page sets it as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from exxtra_kit.matching.finding import sum_eur
from exxtra_kit.messages import Country, Euro, Message, msg, plural
from exxtra_kit.models import Outcome
from exxtra_kit.render.html import SIGNS as FINDING_SIGNS
from exxtra_kit.render.offers import SIGN_WORDS, SIGNS
from exxtra_kit.render.verdict import standing
from exxtra_kit.rules.words import MEMBERSHIP_NAMES, TYPE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.models import Finding, Verdict
    from exxtra_kit.organisations import Entry

STEPS_PER_DEGREE = 10_000
_WITHOUT_SCHEME = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?:[/?#]\S*)?", re.ASCII | re.IGNORECASE)
_ROLES: dict[str, Message] = {
    "host": msg("can host"),
    "visitor": msg("wants to visit"),
    "both": msg("can host, wants to visit"),
}


def site_address(text: str) -> str:
    """Return the address that a site's text can be linked to; empty where it is no web address.

    Examples:
        >>> site_address("www.exxtra.example/rail"), site_address("javascript:alert(1)"), site_address("none")
        ('https://www.exxtra.example/rail', '', '')
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme.lower() in {"http", "https"}:
        return text if parts.hostname and not re.search(r"[\s\"<>\\`]", text) else ""
    return f"https://{text}" if _WITHOUT_SCHEME.fullmatch(text) else ""


def layer_data(entries: Sequence[Entry], language: Language) -> dict[str, object]:
    """Return the organisations as the page takes them.

    Args:
        entries: Organisations that have a place.
        language: Language of the words.
    """
    say = language.text
    columns: tuple[tuple[str, Message, Callable[[Entry], Hashable], Callable[[Any], str]], ...] = (
        ("type", msg("Type"), lambda one: one.type, lambda kind: say(TYPE_NAMES[kind]) if kind else ""),
        ("where", msg("Where"), lambda one: (_town(one), one.country), lambda where: _where(where, language)),
        ("sector", msg("Sector"), lambda one: one.sector, str),
        ("role", msg("Role"), lambda one: one.role, lambda role: say(_ROLES[role]) if role else ""),
        (
            "membership",
            msg("Membership"),
            lambda one: one.membership,
            lambda kind: say(MEMBERSHIP_NAMES[kind]) if kind else "",
        ),
        ("languages", msg("Languages"), lambda one: one.languages, ", ".join),
    )
    return {
        "names": [entry.name for entry in entries],
        "places": [round(degrees * STEPS_PER_DEGREE) for entry in entries for degrees in _point(entry)],
        "sites": [entry.site for entry in entries],
        "links": [_link(entry.site) for entry in entries],
        "rows": [entry.number for entry in entries],
        # A column in which nothing stands is not sent.
        "columns": [
            {"key": key, "label": say(label), **coded}
            for key, label, value, shown in columns
            if any((coded := _coded([value(entry) for entry in entries], shown))["values"])
        ],
    }


def _point(entry: Entry) -> tuple[float, float]:
    if entry.place is None:
        raise ValueError(entry.name)
    return entry.place.lat, entry.place.lon


def _link(site: str) -> int | str:
    """Return the address of a site as far as it isn't its text: 1 the same, 0 none, else the address."""
    address = site_address(site) if site else ""
    return 0 if not address else 1 if address == site else address


def _town(entry: Entry) -> str:
    return (entry.place.town if entry.place else None) or entry.town


def _where(where: tuple[str, str | None], language: Language) -> str:
    town, code = where
    if code is None:
        return town
    return language.text(msg("{town}, {country}", town=town, country=Country(code))) if town else language.country(code)


def _coded(values: Sequence[Hashable], shown: Callable[[Any], str]) -> dict[str, list[Any]]:
    """Return values as numbers of the texts that they are shown by."""
    number = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return {"values": [shown(value) for value in number], "of": [number[value] for value in values]}


def layer_answers(verdicts: Sequence[Verdict | None], language: Language) -> dict[str, object]:
    """Return what the rules say of each organisation as the page takes it.

    Args:
        verdicts: A verdict for each organisation of `layer_data`, in the same order; None for one that only visits.
        language: Language of the words.
    """
    sentences = _Sentences(language)
    known: dict[Hashable, int] = {}
    answers: list[dict[str, object] | None] = []
    of: list[int] = []
    for verdict in verdicts:
        key = (
            None if verdict is None else (standing(verdict), sum_eur(verdict), verdict.working_days, _telling(verdict))
        )
        if key not in known:
            known[key] = len(answers)
            answers.append(None if verdict is None else _answer(verdict, sentences, language))
        of.append(known[key])
    return {
        "answers": answers,
        "of": of,
        "km": [None if verdict is None else verdict.distance_km for verdict in verdicts],
    }


def _telling(verdict: Verdict) -> tuple[int, ...]:
    """Return what tells the reasons of a verdict apart: a bench gives the same findings to cases that are alike."""
    return tuple(id(finding) for finding in _reasons(verdict))


def _reasons(verdict: Verdict) -> list[Finding]:
    """Return the findings that say why it is less than the full sum."""
    match standing(verdict):
        case "not_met":
            return [one for one in verdict.with_outcome(Outcome.NOT_MET) if one.code.startswith(("OR", "EX"))]
        case "undecided":
            return list(verdict.with_outcome(Outcome.UNDECIDED))
        case "half":
            return [one for one in verdict.with_outcome(Outcome.NOT_MET) if one.code.startswith("LS")]
        case _:
            return []


class _Sentences:
    """The reasons of findings in one language, each made once; the finding is kept, so that no other gets its id."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._made: dict[int, tuple[Finding, str]] = {}

    def of(self, finding: Finding) -> str:
        """Return the reason of a finding."""
        if id(finding) not in self._made:
            self._made[id(finding)] = (finding, self._language.text(finding.reason))
        return self._made[id(finding)][1]


def _answer(verdict: Verdict, sentences: _Sentences, language: Language) -> dict[str, object]:
    kind, eur = standing(verdict), sum_eur(verdict)
    amount = said = ""
    if kind != "not_met":
        amount = said = language.text(msg("sum not known")) if eur is None else language.euro(eur)
    if kind == "undecided" and eur is not None:  # on the map its sign says so, in words it is said
        said = language.text(msg("{sum} if confirmed", sum=Euro(eur)))
    days = verdict.working_days
    return {
        "tone": kind,
        "sum": eur if kind != "not_met" else None,
        "amount": amount,
        "said": said,
        "reasons": [sentences.of(one) for one in _reasons(verdict)],
        "days": "" if days is None else language.text(plural("{n} working day", "{n} working days", n=days)),
    }


def layer_words(language: Language) -> dict[str, object]:
    """Return every word that the page itself says; `{n}` and other names in braces are filled in there."""
    say = language.text
    return {
        "language": language.code,
        "signs": dict(SIGNS),
        "tones": {kind: say(words) for kind, words in SIGN_WORDS.items()},
        "cross": FINDING_SIGNS["not_met"],
        **{name: say(message) for name, message in _WORDS.items()},
        **{name: _both(one, many, language) for name, (one, many) in _COUNTED.items()},
    }


def _both(one: Message, many: Message, language: Language) -> list[str]:
    return [language.text(one), language.text(many)]


def _blank(name: str) -> str:
    """Return a name in braces as a value, so that it is still there for the page to fill in."""
    return f"{{{name}}}"


_WORDS: dict[str, Message] = {
    "filters": msg("Show only"),
    "search": msg("Name, town or sector"),
    "any": msg("all"),
    "notSaid": msg("not said"),
    "type": msg("Type"),
    "sector": msg("Sector"),
    "answer": msg("Answer"),
    "notAsked": msg("visitor only: no answer"),
    "reset": msg("Show all"),
    "fit": msg("Zoom to these"),
    "list": msg("Organisations"),
    "listed": msg(
        "The first {n} of {all} are listed. Use the filters above to see fewer.", n=_blank("n"), all=_blank("all")
    ),
    "shown": msg("{n} of {all} organisations", n=_blank("n"), all=_blank("all")),
    "none": msg("No match. Show all, or remove a filter."),
    "empty": msg("No organisations yet."),
    "site": msg("Site"),
    "row": msg("Row {row} of the table", row=_blank("row")),
    "close": msg("Close"),
    "closer": msg("press to zoom in"),
    "open": msg("press for a list"),
    "more": msg("and {n} more", n=_blank("n")),
    "skip": msg("Skip the map"),
    "legend": msg(
        "A circle with a number stands for several organisations; its ring shows how many have which answer."
    ),
}
_COUNTED: dict[str, tuple[Message, Message]] = {
    "organisations": (
        msg("{n} organisation", n=_blank("n")),
        msg("{n} organisations", n=_blank("n")),
    ),
}
