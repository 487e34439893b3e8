# SPDX-License-Identifier: BSD-3-Clause
"""What the table and the files say of each host: one column for each thing, the same on the page and in a spreadsheet.

A value keeps its type (a number, a day, words without a language) until somebody writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from exxtra_kit.catalogue import OUT_OF_COVERAGE, source
from exxtra_kit.matching.spoken import official_languages
from exxtra_kit.matching.weeks import holidays_of
from exxtra_kit.messages import Country, Kilometres, Listing, Message, msg, plural
from exxtra_kit.models import Outcome
from exxtra_kit.render.cluster_words import WORDS, fact_confidence, value_words
from exxtra_kit.render.findings import CONFIDENCE
from exxtra_kit.render.offers import SIGN_WORDS, SIGNS, place_words, reasons, sum_words
from exxtra_kit.render.verdict import sureness

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exxtra_kit.language import Language
    from exxtra_kit.render.offers import Offer

Value = Message | tuple[str, ...] | str | int | float | date | None
"""A tuple is codes of languages."""
Kind = Literal["text", "number", "address"]
NOTHING = msg("\N{EN DASH}")
"""What stands in the table where there is nothing to say."""
_ORDER = {"met": 0, "half": 1, "undecided": 2, "not_met": 3}
# What a card says and a reader may want to trace: these facts' sources and how sure they are.
_TRACED = ("town", "region_category", "ris_2017", "eis_2018", "members", "strength", "website")


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is said of each host.

    Attributes:
        key: Its name for other programs ("distance_km").
        title: Its heading.
        value: What it is; None if it is not known, or not yet.
        shown: The same as the page shows it, where that is more than the value.
        kind: How it is sorted and written.
        rank: What it is sorted by, where that is not its value.
        highest_first: Whether whoever sorts by it wants the highest first.
    """

    key: str
    title: Message
    value: Callable[[Offer], Value]
    shown: Callable[[Offer], Message | str | None] | None = None
    kind: Kind = "text"
    rank: Callable[[Offer], float | None] | None = None
    highest_first: bool = False


def written(value: Value, language: Language) -> str | int | float | date | None:
    """Return a value as a file holds it: words in a language, numbers and days as they are."""
    if isinstance(value, Message):
        return language.text(value)
    if isinstance(value, tuple):
        return language.listing([language.language_name(code) for code in value])
    return value


def _holidays(offer: Offer) -> Mapping[date, str] | None:
    """Return the public holidays that cost working days, by day; None as long as working days are not known."""
    if offer.verdict is None or offer.verdict.working_days is None:
        return None
    return holidays_of(offer.verdict)


def _lost(offer: Offer) -> int | None:
    lost = _holidays(offer)
    return None if lost is None else len(lost)


def _lost_words(offer: Offer) -> Message | None:
    lost = _holidays(offer)
    if not lost:
        return None if lost is None else msg("none")
    days = Listing(tuple(msg("{day} ({holiday})", day=day, holiday=name) for day, name in lost.items()))
    return plural("{n}: {days}", "{n}: {days}", n=len(lost), days=days)


def _distance(offer: Offer) -> float | None:
    return None if offer.verdict is None else offer.verdict.distance_km


def _distance_words(offer: Offer) -> Message | None:
    far = _distance(offer)
    return None if far is None else msg("{distance}", distance=Kilometres(far))


def _working_days(offer: Offer) -> int | None:
    return None if offer.verdict is None else offer.verdict.working_days


def _answer(offer: Offer) -> Message | None:
    return None if offer.standing is None else SIGN_WORDS[offer.standing]


def _answer_words(offer: Offer) -> Message | None:
    if offer.standing is None:
        return None
    return msg("{sign} {answer}", sign=SIGNS[offer.standing], answer=SIGN_WORDS[offer.standing])


def _answer_rank(offer: Offer) -> float | None:
    return None if offer.standing is None else _ORDER[offer.standing]


def _sum_rank(offer: Offer) -> float | None:
    return None if offer.standing in {None, "not_met"} else offer.sum_eur


def _how_sure(offer: Offer) -> Message | None:
    return None if offer.verdict is None else sureness(offer.verdict)


def _rating(offer: Offer) -> Message:
    """Return the region's rating; where the presentation writes "o.o.c." for it, the country's."""
    is_national = offer.cluster.fact("ris_2017").value == OUT_OF_COVERAGE
    rating = value_words(offer.cluster, "eis_2018" if is_national else "ris_2017")
    if is_national:
        return msg("{rating} (country, 2018)", rating=rating)
    return msg("{rating} (region, 2017)", rating=rating)


def _members(offer: Offer) -> int | None:
    known = offer.cluster.values("members")
    return int(known[0]) if known and known[0].isdecimal() else None


def _members_words(offer: Offer) -> Message | None:
    count = _members(offer)
    if count is None:
        return msg("not found")
    years = offer.cluster.values("members_year")
    return msg("{members} ({year})", members=count, year=years[0] if years else msg("year not found"))


def _strengths(offer: Offer) -> Message | None:
    words = WORDS["strength"]
    known = offer.cluster.values("strength")
    return msg("{value}", value=Listing(tuple(words.get(one, one) for one in known))) if known else None


def _why(offer: Offer) -> Message | None:
    said = reasons(offer)
    return _sentences(said) if said else None


def _sentences(said: tuple[Message, ...]) -> Message:
    return said[0] if len(said) == 1 else msg("{one} {others}", one=said[0], others=_sentences(said[1:]))


def _programme(offer: Offer) -> str | None:
    return None if offer.verdict is None else f"{offer.verdict.programme} {offer.verdict.programme_version}"


def _source_of_sum(offer: Offer) -> str | None:
    if offer.verdict is None:
        return None
    rests_on = [one for one in offer.verdict.findings if one.code.startswith("LS") and one.parameter is not None]
    asked = [one for one in rests_on if one.outcome is not Outcome.NOT_APPLICABLE]
    return "; ".join(dict.fromkeys(str(one.reference) for one in asked)) or None


def _sources_of_facts(offer: Offer) -> str | None:
    found = dict.fromkeys(fact.source for name in _TRACED for fact in offer.cluster.facts.get(name, ()) if fact.source)
    return "; ".join(str(source(identifier).reference()) for identifier in found) or None


def _weakest_fact(offer: Offer) -> Message | None:
    marks = [fact.confidence for name in _TRACED for fact in offer.cluster.facts.get(name, ()) if fact.is_known]
    known = [mark for mark in marks if mark in CONFIDENCE]
    return fact_confidence(max(known, key=list(CONFIDENCE).index)) if known else None


def _last_checked(offer: Offer) -> date:
    """Return the day since which no fact was looked at again: the oldest of them."""
    return min(fact.last_checked for name in _TRACED for fact in offer.cluster.facts.get(name, ()))


HOST = Column("host", msg("Host"), lambda offer: offer.cluster.name)
_WHERE = Column("where", msg("Where"), lambda offer: place_words(offer.cluster))
_DISTANCE = Column("distance_km", msg("Distance"), _distance, _distance_words, "number")
_DAYS = Column("working_days", msg("Working days"), _working_days, kind="number", highest_first=True)
_LOST = Column("days_lost", msg("Lost to public holidays"), _lost, _lost_words, "number")
_ANSWER = Column("answer", msg("Answer"), _answer, _answer_words, "number", _answer_rank)
_HOW_SURE = Column("how_sure", msg("How sure the sum is"), _how_sure)
_RATING = Column("innovation_rating", msg("Innovation rating"), _rating)
_CATEGORY = Column(
    "region_category",
    msg("Category of region 2014\N{EN DASH}2020"),
    lambda offer: value_words(offer.cluster, "region_category"),
)
_MEMBERS = Column("members", msg("Members"), _members, _members_words, "number", highest_first=True)
_STRENGTHS = Column("strengths", msg("Strengths"), _strengths)
_LANGUAGES = Column(
    "official_languages",
    msg("Official languages there"),
    lambda offer: official_languages(offer.cluster.country, offer.cluster.host_region),
)
_SITE = Column("site", msg("Site"), lambda offer: offer.cluster.site, kind="address")

ON_PAGE: tuple[Column, ...] = (
    HOST,
    _ANSWER,
    Column("sum", msg("Sum"), lambda offer: offer.sum_eur, sum_words, "number", _sum_rank, highest_first=True),
    _WHERE,
    _DISTANCE,
    _DAYS,
    _LOST,
    _HOW_SURE,
    _RATING,
    _CATEGORY,
    _MEMBERS,
    _STRENGTHS,
    _LANGUAGES,
    _SITE,
)
"""What the table on the page says; the first column names the row."""

IN_FILES: tuple[Column, ...] = (
    HOST,
    Column("country", msg("Country"), lambda offer: msg("{country}", country=Country(offer.cluster.country))),
    _WHERE,
    Column("town", msg("Town"), lambda offer: offer.cluster.town),
    Column("latitude", msg("Latitude"), lambda offer: offer.cluster.place.lat, kind="number"),
    Column("longitude", msg("Longitude"), lambda offer: offer.cluster.place.lon, kind="number"),
    Column("distance_km", msg("distance (km)"), _distance, kind="number"),
    _DAYS,
    _LOST,
    Column("holidays", msg("Public holidays"), _lost_words),
    _ANSWER,
    Column(
        "sum_eur",
        msg("lump sum (euro)"),
        lambda offer: offer.verdict.lump_sum_eur if offer.verdict else None,
        kind="number",
    ),
    Column(
        "sum_if_confirmed_eur",
        msg("sum if confirmed (euro)"),
        lambda offer: offer.verdict.lump_sum_if_confirmed_eur if offer.verdict else None,
        kind="number",
    ),
    _HOW_SURE,
    Column("reasons", msg("reasons"), _why),
    Column("source_of_sum", msg("Source of the sum"), _source_of_sum),
    _RATING,
    _CATEGORY,
    _MEMBERS,
    Column("members_year", msg("Members: year"), lambda offer: next(iter(offer.cluster.values("members_year")), None)),
    _STRENGTHS,
    _LANGUAGES,
    _SITE,
    Column("source_of_facts", msg("Sources of the facts"), _sources_of_facts),
    Column("how_sure_facts", msg("Least sure fact"), _weakest_fact),
    Column("last_checked", msg("Facts last checked"), _last_checked),
    Column("programme", msg("programme"), _programme),
)
"""What the files say: everything of the page in columns of its own, with sources."""
