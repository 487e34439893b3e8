# SPDX-License-Identifier: BSD-3-Clause
"""The exchanges that are known to have happened, on a time line: an ordered list, each entry with a scaled bar.

What each shows about the rules is said beside what the rules themselves say of it (`past_verdicts.py`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exxtra_kit.catalogue import load_exchanges, load_partnerships, source
from exxtra_kit.messages import DaySpan, Euro, Listing, msg, plural
from exxtra_kit.render.cluster_words import fact_confidence
from exxtra_kit.render.html import Markup, element, escape, join, outside_link, sign, words
from exxtra_kit.render.past_verdicts import compare
from exxtra_kit.render.timeline_words import FIELDS, TOLD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exxtra_kit.catalogue import PastExchange
    from exxtra_kit.language import Language

_WIDTH, _LEAST = 600, 6  # the bar's own units
_DOT = " \N{MIDDLE DOT} "
_FORMS = {"physical": msg("physical"), "virtual": msg("virtual")}


def timeline_html(language: Language) -> Markup:
    """Return the time line, the earliest first, and the figures that partnerships published below it."""
    found = sorted(load_exchanges(), key=lambda one: (one.start, one.end))
    happened = [one for one in found if one.kind == "exchange"]
    figures = [one for one in found if one.kind == "figure"]
    years = (happened[0].start.year, max(one.end for one in happened).year + 1)
    lead = msg(
        "Those that are publicly known, a small part of all. What is not published stays open, and nothing is made up."
    )
    return join(
        [
            element("p", words(lead, language), "exx-text exx-muted"),
            _list(happened, years, language),
            element("h3", words(msg("Sums that partnerships published"), language), "exx-subheading"),
            _list(figures, None, language),
        ]
    )


def _list(exchanges: Sequence[PastExchange], years: tuple[int, int] | None, language: Language) -> Markup:
    return element(
        "ol", join(element("li", _entry(one, years, language)) for one in exchanges), "exx-happened", role="list"
    )


def _entry(exchange: PastExchange, years: tuple[int, int] | None, language: Language) -> Markup:
    told = TOLD.get(exchange.id)
    title = words(told.title, language) if told else escape(exchange.title)
    parts = [element("h4", title, "exx-subheading"), element("p", _when(exchange, language), "exx-text exx-small")]
    if years is not None:
        parts.append(_bar(exchange, years))
    who = _who(exchange, language)
    if who:
        parts.append(element("p", who, "exx-text exx-small exx-muted"))
    if told and told.agenda:
        parts.append(element("p", words(told.agenda, language), "exx-text"))
    if told:
        shows = [
            element("strong", words(msg("What it shows:"), language)),
            words(told.shows, language),
            _rests_on(told.rules + told.decisions),
        ]
        parts.append(element("p", join(shows, " "), "exx-text exx-shows"))
    compared = compare(exchange)
    if compared is not None:
        parts.append(
            element(
                "p",
                join([sign(compared.agreement), words(compared.words, language)], " "),
                f"exx-text exx-{compared.agreement}",
            )
        )
    parts.append(_origin(exchange, language))
    return join(parts)


def _rests_on(codes: Sequence[str]) -> Markup:
    return element("span", escape(f"({', '.join(codes)})"), "exx-muted exx-small")


def _when(exchange: PastExchange, language: Language) -> Markup:
    """Return the days, the form and how many working days; of a figure only the latter."""
    said: list[Markup] = []
    if exchange.kind == "exchange":
        days = language.text(msg("{days}", days=DaySpan(exchange.start, exchange.end)))
        said.append(element("time", escape(days), datetime=exchange.start.isoformat()))
        said.append(words(_FORMS[exchange.form], language))
    if exchange.working_days is not None:
        said.append(words(plural("{n} working day", "{n} working days", n=exchange.working_days), language))
    if exchange.lump_sum_eur is not None:
        said.append(words(msg("published: {sum}", sum=Euro(exchange.lump_sum_eur)), language))
    return join(said, _DOT)


def _who(exchange: PastExchange, language: Language) -> Markup:
    """Return who visited whom, and with which partnership, as far as that is known."""
    names = {one.id: one.name for one in load_partnerships()}
    said = []
    visitor, host = _side(exchange.visiting, language), _side(exchange.host, language)
    if visitor:
        said.append(words(msg("visitor: {name}", name=visitor), language))
    if host:
        said.append(words(msg("host: {name}", name=host), language))
    if exchange.partnership:
        said.append(words(msg("partnership: {name}", name=names[exchange.partnership]), language))
    return join(said, _DOT)


def _side(side: Mapping[str, str], language: Language) -> str:
    """Return name, town and country of one side, as far as they are known."""
    country = [language.country(side["country"])] if side["country"] else []
    return ", ".join([*(side[key] for key in ("name", "town") if side[key]), *country])


def _bar(exchange: PastExchange, years: tuple[int, int]) -> Markup:
    """Return where the days lie on the axis of all years: a picture beside the words, hidden from who hears them."""
    begin, end = date(years[0], 1, 1), date(years[1], 1, 1)

    def at(day: date) -> float:
        return (day - begin).days / (end - begin).days * _WIDTH

    ticks = [
        element(
            "line",
            Markup(""),
            "exx-axis",
            x1=f"{at(date(year, 1, 1)):.0f}",
            x2=f"{at(date(year, 1, 1)):.0f}",
            y1="10",
            y2="16",
        )
        for year in range(years[0], years[1] + 1)
    ]
    labels = [
        element("text", escape(str(year)), "exx-tick", x=f"{at(date(year, 7, 1)):.0f}", y="25", text_anchor="middle")
        for year in range(*years)
    ]
    long = max(at(exchange.end) - at(exchange.start), _LEAST)
    look = "exx-span exx-span-virtual" if exchange.form == "virtual" else "exx-span"
    span = element(
        "rect", Markup(""), look, x=f"{at(exchange.start):.1f}", y="3", width=f"{long:.1f}", height="9", rx="2"
    )
    axis = element("line", Markup(""), "exx-axis", x1="0", x2=str(_WIDTH), y1="13", y2="13")
    return Markup(
        f'<svg viewBox="0 0 {_WIDTH} 28" preserveAspectRatio="xMinYMid meet" aria-hidden="true" focusable="false">'
        + join([axis, *ticks, *labels, span])
        + "</svg>"
    )


def _origin(exchange: PastExchange, language: Language) -> Markup:
    """Return what is inferred, the note of the catalogue (in English), the source and how sure it is."""
    said = []
    if exchange.inferred:
        fields = Listing(tuple(FIELDS[name] for name in exchange.inferred))
        said.append(words(msg("We inferred: {what}.", what=fields), language))
    fact = exchange.provenance
    if fact.note:
        said.append(element("span", escape(fact.note), lang="en"))
    found = source(fact.source)
    parts = [
        outside_link(escape(found.title), found.url),
        words(fact_confidence(fact.confidence), language),
        words(msg("checked on {day}", day=fact.last_checked), language),
    ]
    said.append(join(parts, _DOT))
    return element("p", join(said, " "), "exx-source")
