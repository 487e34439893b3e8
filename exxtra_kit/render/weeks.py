# SPDX-License-Identifier: BSD-3-Clause
"""Which week is best, for the card of a host: one sentence, and a small calendar of the season.

The calendar is the same whichever of its weeks is chosen, so that a page that changes only its week needs no new one;
where it is drawn, the chosen one is marked. It has a place of its own in the card, `data-part="weeks"`.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from exxtra_kit.matching.finding import sum_eur
from exxtra_kit.matching.weeks import best_weeks, nearest_best
from exxtra_kit.messages import DaySpan, Euro, Listing, Message, msg, plural
from exxtra_kit.render.html import Markup, element, escape, join, words
from exxtra_kit.render.offers import SIGN_WORDS, SIGNS
from exxtra_kit.render.verdict import standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exxtra_kit.language import Language
    from exxtra_kit.matching.weeks import Week

_EXCEPTIONS_NAMED = 4


def season_html(season: Sequence[Week], start: date, language: Language) -> Markup:
    """Return the part of a card that says which week is best, with an empty place for the calendar.

    Said are the number of the best weeks and those that are not; there is a button for the nearest best one.

    Args:
        season: The same stay in each week, see `exxtra_kit.matching.weeks`.
        start: First day of the stay that is chosen.
        language: Language of the words.
    """
    said = join((words(one, language) for one in _sentences(season, start, language)), " ")
    parts = [
        element("h4", words(msg("Which week is best?"), language), "exx-map-ask"),
        element("p", said, "exx-text exx-small"),
    ]
    nearest = nearest_best(season, start)
    if nearest is not None and standing(nearest.verdict) != "not_met" and start not in _starts(best_weeks(season)):
        taken = element(
            "button",
            words(msg("Use {span}", span=DaySpan(nearest.start, nearest.end)), language),
            "exx-button exx-take",
            type="button",
            data_week=nearest.start.isoformat(),
        )
        parts.append(element("div", taken, "exx-buttons"))
    if _is_possible(season):
        title = element("summary", words(msg("Each week of {year}", year=str(start.year)), language))
        place = element("div", Markup(""), data_part="weeks")
        parts.append(element("details", join([title, place]), "exx-details", data_key="weeks", open="open"))
    return element("div", join(parts), "exx-map-season")


def _is_possible(season: Sequence[Week]) -> bool:
    return any(standing(week.verdict) != "not_met" for week in season)


def _sentences(season: Sequence[Week], start: date, language: Language) -> tuple[Message, ...]:
    best = best_weeks(season)
    if not best:
        return (msg("The programme does not run in {year}, as far as is known.", year=str(start.year)),)
    if standing(best[0].verdict) == "not_met":
        return (msg("Not possible in any week of {year}.", year=str(start.year)),)
    answer = answer_words(best[0])
    if len(best) == len(season):
        return (msg("In every week: {answer}.", answer=answer),)
    many, all_ = len(best), len(season)
    most = (
        msg("Best: {answer}, in {n} of {all} weeks, yours among them.", answer=answer, n=many, all=all_)
        if start in _starts(best)
        else msg("Best: {answer}, in {n} of {all} weeks, not in yours.", answer=answer, n=many, all=all_)
    )
    return most, _less(season, best, start, language)


def _less(season: Sequence[Week], best: Sequence[Week], start: date, language: Language) -> Message:
    """Return which weeks are not among the best, the nearest named, with the holidays in them."""
    others = [week for week in season if week not in best]
    nearest = sorted(others, key=lambda week: abs(week.start - start))[:_EXCEPTIONS_NAMED]
    named = Listing(tuple(_named(week, language) for week in sorted(nearest, key=lambda week: week.start)))
    all_named = len(others) == len(nearest)
    if all(standing(week.verdict) != "not_met" for week in others):
        if all_named:
            return plural("Less in the week of {weeks}.", "Less in the weeks of {weeks}.", n=len(others), weeks=named)
        return msg("Less in {n} weeks, among them those of {weeks}.", n=len(others), weeks=named)
    if all_named:
        return plural(
            "A lower sum or none in the week of {weeks}.",
            "A lower sum or none in the weeks of {weeks}.",
            n=len(others),
            weeks=named,
        )
    return msg("A lower sum or none in {n} weeks, among them those of {weeks}.", n=len(others), weeks=named)


def _named(week: Week, language: Language) -> Message | str:
    day, holidays = language.day_and_month(week.start), tuple(dict.fromkeys(week.holidays.values()))
    return msg("{day} ({holiday})", day=day, holiday=Listing(holidays)) if holidays else day


def _starts(season: Sequence[Week]) -> set[date]:
    return {week.start for week in season}


def answer_words(week: Week) -> Message:
    """Return what the rules say of a week in few words: full or half, and the sum."""
    kind, amount = standing(week.verdict), sum_eur(week.verdict)
    if kind == "not_met":
        return SIGN_WORDS[kind]
    if amount is None:
        return msg("{answer}, sum not known", answer=SIGN_WORDS[kind])
    if kind == "undecided":
        return msg("{sum} if confirmed", sum=Euro(amount))
    return msg("{answer}, {sum}", answer=SIGN_WORDS[kind], sum=Euro(amount))


def calendar_html(season: Sequence[Week], language: Language) -> Markup:
    """Return the season as a table, a row a month and a button a week; empty where no week is possible.

    Each button carries the first day of its week as `data-week`.

    Args:
        season: The same stay in each week.
        language: Language of the words.
    """
    if not _is_possible(season):
        return Markup("")
    best = _starts(best_weeks(season))
    rows = []
    for _, of_month in groupby(season, key=lambda week: week.start.month):
        month = tuple(of_month)
        head = element("th", escape(language.month(month[0].start)), scope="row")
        cells = (element("td", _button(week, language, is_best=week.start in best)) for week in month)
        rows.append(element("tr", join([head, *cells])))
    kinds = {standing(week.verdict) for week in season}
    signs = (escape(f"{SIGNS[kind]} {language.text(SIGN_WORDS[kind])}") for kind in SIGNS if kind in kinds)
    said = words(msg("Each date is the first day of the same stay in that week."), language)
    caption = element("caption", join([said, join(signs, " \N{MIDDLE DOT} ")], " "))
    return element("table", join([caption, element("tbody", join(rows))]), "exx-map-weeks")


def _button(week: Week, language: Language, *, is_best: bool) -> Markup:
    verdict, kind = week.verdict, standing(week.verdict)
    shown = SIGNS[kind]
    if kind == "undecided" and verdict.halved:  # open, and half of it at most
        shown += SIGNS["half"]
    mark = element("span", escape(shown), "exx-map-sign", aria_hidden="true")
    return element(
        "button",
        join([escape(str(week.start.day)), mark], " "),
        f"exx-map-week exx-{kind}{' exx-map-best' if is_best else ''}",
        type="button",
        data_week=week.start.isoformat(),
        aria_label=_spoken(week, language),
    )


def _spoken(week: Week, language: Language) -> str:
    """Return all that is to be said of a week, for those who can't see its sign."""
    heard = [answer_words(week)]
    if week.verdict.working_days is not None:
        heard.append(plural("{n} working day", "{n} working days", n=week.verdict.working_days))
    facts = [language.text(one) for one in heard] + list(dict.fromkeys(week.holidays.values()))
    return f"{language.span(week.start, week.end)}: {', '.join(facts)}"
