# SPDX-License-Identifier: BSD-3-Clause
"""EX2xx: may this exchange be made? PR3xx: does it have priority?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.days import DayKind, StayDays, is_covered, is_split, last_day_of_stay
from exxtra_kit.messages import Country, DaySpan, Kilometres, Listing, Message, Value, msg, plural
from exxtra_kit.models import Outcome
from exxtra_kit.rules.core import Answer, Rule, Situation, missing

if TYPE_CHECKING:
    from exxtra_kit.parameters import Law


def different_countries(situation: Situation, law: Law) -> Answer:
    """R11: visitor and host reside in different countries."""
    visiting, host = situation.case.visiting.country, situation.case.host.country
    if visiting is None or host is None:
        return missing(msg("One of the two countries is not stated."))
    facts = {"visiting.country": visiting, "host.country": host}
    if visiting != host or not law.flag("different_countries"):
        return Answer(
            Outcome.MET,
            msg("{visiting} and {host} are different countries.", visiting=Country(visiting), host=Country(host)),
            facts,
        )
    return Answer(
        Outcome.NOT_MET,
        msg("Visitor and host reside in the same country, {country}. They must not.", country=Country(host)),
        facts,
    )


def programme_period(situation: Situation, law: Law) -> Answer:
    """R24: the partnership pays, so the stay must fall within the time in which there is one (decision D-09)."""
    exchange = situation.case.exchange
    first, last = law.day_of("first_day"), law.day_of("last_day")
    period = DaySpan(first, last)
    if exchange.start is None or exchange.end is None:
        return missing(msg("The days of the exchange are not stated."))
    facts = {"exchange.start": exchange.start, "exchange.end": exchange.end}
    if first <= exchange.start and exchange.end <= last:
        return Answer(
            Outcome.MET, msg("The exchange falls within the programme's period, {period}.", period=period), facts
        )
    return Answer(
        Outcome.UNDECIDED,
        msg(
            "The exchange falls outside the programme's period as far as it is known, {period}. "
            "Ask your partnership whether the scheme is open.",
            period=period,
        ),
        facts,
    )


def minimum_stay(situation: Situation, law: Law) -> Answer:
    """R13: at least three full working days at the host, travel not counted."""
    least = law.number("minimum_working_days")
    days = situation.days
    unknown = unknown_days(situation)
    if days is None or unknown:
        return missing(unknown or msg("The working days can't be counted."))
    working = days.working_days
    if working is None:
        return missing(regional_days(days))
    facts: dict[str, object] = {
        "working_days": working,
        "host.country": days.country,
        "host_region": days.region,
        "holidays": {day.day.isoformat(): day.holiday for day in days.of_kind(DayKind.HOLIDAY)},
    }
    counted = plural("{n} working day at the host", "{n} working days at the host", n=working)
    lost = lost_days(days)
    if working >= least:
        reason = (
            msg("{counted}; at least {least} are needed. Not counted: {lost}.", counted=counted, least=least, lost=lost)
            if lost
            else msg("{counted}; at least {least} are needed.", counted=counted, least=least)
        )
        return Answer(Outcome.MET, reason, facts, day_notes(days))
    reason = (
        msg(
            "Only {counted}; at least {least} are needed. Not counted: {lost}.",
            counted=counted,
            least=least,
            lost=lost,
        )
        if lost
        else msg("Only {counted}; at least {least} are needed.", counted=counted, least=least)
    )
    return Answer(Outcome.NOT_MET, reason, facts, day_notes(days))


def unknown_days(situation: Situation) -> Message | None:
    """Return why the working days can't be counted, or None if they can."""
    case = situation.case
    if case.exchange.start is None or case.exchange.end is None:
        return msg("The first or the last day of the exchange is not stated.")
    if case.host.country is None:
        return msg("The host's country, whose holidays count, is not stated.")
    if not is_covered(case.host.country):
        return msg("The public holidays of {country} are not known.", country=Country(case.host.country))
    return None


def regional_days(days: StayDays) -> Message:
    """Return why the number of working days depends on the host's region."""
    counts = sorted(set(days.regional_counts.values()))
    return msg(
        "The working days depend on the regional holidays at the host: {counts} days. Say in which town or region of "
        "{country} the host is.",
        counts=Listing(tuple(counts), any_of=True),
        country=Country(days.country),
    )


def lost_days(days: StayDays) -> Listing | None:
    """Return the days that don't count and why, weekends left out; None if there are none."""
    lost: list[Value] = []
    for day in days.of_kind(DayKind.HOLIDAY, DayKind.TRAVEL, DayKind.CLOSED):
        match day.kind:
            case DayKind.HOLIDAY if day.holiday:
                lost.append(msg("{day} ({holiday})", day=day.day, holiday=day.holiday))
            case DayKind.HOLIDAY:
                lost.append(msg("{day} (day off)", day=day.day))
            case DayKind.TRAVEL:
                lost.append(msg("{day} (travel)", day=day.day))
            case _:
                lost.append(msg("{day} (host closed)", day=day.day))
    return Listing(tuple(lost)) if lost else None


def day_notes(days: StayDays) -> Message | None:
    """Return a caution about the days: half days, estimates, suspended holidays; None if there is none."""
    halves = tuple(msg("{day} ({holiday})", day=day.day, holiday=day.holiday) for day in days.days if day.is_half_day)
    if halves:
        return msg("Counted as a working day although it is a half-day holiday: {days}.", days=Listing(halves))
    estimated = tuple(day.day for day in days.days if day.is_estimated)
    if estimated:
        return msg("The date of a holiday is an estimate: {days}. Ask the host.", days=Listing(estimated))
    if days.holidays_suspended:
        return msg("Public holidays are suspended in {country} at that time.", country=Country(days.country))
    return None


def maximum_stay(situation: Situation, law: Law) -> Answer:
    """R14: at most one calendar month."""
    start, end = situation.case.exchange.start, situation.case.exchange.end
    if start is None or end is None:
        return missing(msg("The first or the last day of the exchange is not stated."))
    months = law.number("maximum_months")
    latest = last_day_of_stay(start, months)
    facts = {"exchange.start": start, "exchange.end": end, "latest_end": latest}
    if end <= latest:
        return Answer(
            Outcome.MET,
            plural(
                "The stay is not longer than {n} month: it could last until {latest}.",
                "The stay is not longer than {n} months: it could last until {latest}.",
                n=months,
                latest=latest,
            ),
            facts,
        )
    return Answer(
        Outcome.NOT_MET,
        plural(
            "The stay is longer than {n} month: it may last until {latest}, not until {end}.",
            "The stay is longer than {n} months: it may last until {latest}, not until {end}.",
            n=months,
            latest=latest,
            end=end,
        ),
        facts,
    )


def one_block(situation: Situation, law: Law) -> Answer:
    """R15: a physical stay is one block of consecutive days."""
    if situation.is_virtual:
        return Answer(Outcome.NOT_APPLICABLE, msg("A virtual exchange may be spread over several days."))
    if situation.days is None:
        return missing(unknown_days(situation) or msg("The days can't be counted."))
    facts = {"exchange.travel_days": situation.case.exchange.travel_days}
    if law.flag("consecutive") and is_split(situation.days.days):
        return Answer(
            Outcome.NOT_MET,
            msg("A travel day lies between working days, so the stay is split. It must be one block."),
            facts,
        )
    return Answer(Outcome.MET, msg("The stay is one block."), facts)


def once_only(situation: Situation, law: Law) -> Answer:
    """R16: an organisation visits once; a virtual exchange doesn't use that up."""
    visits = situation.case.visiting.previous_visits
    if situation.is_virtual and not law.flag("virtual_uses_up_the_visit"):
        return Answer(
            Outcome.NOT_APPLICABLE,
            msg("A virtual exchange is not counted as the one visit."),
            parameter="virtual_uses_up_the_visit",
        )
    if visits is None:
        return missing(msg("It is not stated whether the visitor has made a ClusterXchange visit before."))
    facts = {"visiting.previous_visits": visits}
    if visits <= law.number("maximum_previous_visits"):
        return Answer(Outcome.MET, msg("The visitor has not made a ClusterXchange visit before."), facts)
    return Answer(
        Outcome.NOT_MET,
        plural(
            "The visitor has already made {n} visit. An organisation visits once in the whole scheme.",
            "The visitor has already made {n} visits. An organisation visits once in the whole scheme.",
            n=visits,
        ),
        facts,
    )


def priority(situation: Situation, law: Law) -> Answer:
    """R12: exchanges over a long distance have priority; that is not a condition."""
    if situation.is_virtual:
        return Answer(
            Outcome.NOT_APPLICABLE, msg("Nobody travels to a virtual exchange, so distance gives no priority.")
        )
    distance = situation.distance_km
    if distance is None:
        return missing(msg("It is not stated where both organisations are."))
    threshold = law.number("priority_above_km")
    values: dict[str, Value] = {"distance": Kilometres(distance), "threshold": Kilometres(threshold)}
    facts = {"distance_km": distance}
    note = near_threshold(situation, law, threshold)
    if distance > threshold:
        return Answer(Outcome.MET, msg("{distance} is more than {threshold}: priority.", **values), facts, note)
    return Answer(
        Outcome.NOT_MET,
        msg("{distance} is not more than {threshold}: no priority. The exchange is possible all the same.", **values),
        facts,
        note,
    )


def near_threshold(situation: Situation, law: Law, threshold: int) -> Message | None:
    """Return a caution where town centres are too coarse to be sure on which side of a threshold one is."""
    distance = situation.distance_km
    if distance is None or not situation.is_measured_between_towns:
        return None
    if abs(distance - threshold) > law.number("town_uncertainty_km"):
        return None
    return msg(
        "Measured between town centres and close to {threshold}: the two addresses decide. "
        "Give latitude and longitude to be sure.",
        threshold=Kilometres(threshold),
    )


EXCHANGE_RULES = (
    Rule(
        "EX201",
        "R11",
        msg("Do visitor and host reside in different countries?"),
        "different_countries",
        different_countries,
        ("visiting.country", "host.country"),
    ),
    Rule(
        "EX202",
        "R24",
        msg("Was the programme open on these days?"),
        "last_day",
        programme_period,
        ("exchange.start", "exchange.end"),
    ),
    Rule(
        "EX203",
        "R13",
        msg("Is the stay long enough, travel not counted?"),
        "minimum_working_days",
        minimum_stay,
        (
            "exchange.start",
            "exchange.end",
            "exchange.travel_days",
            "exchange.closed_days",
            "exchange.host_region",
            "host.country",
        ),
    ),
    Rule(
        "EX204",
        "R14",
        msg("Is the stay short enough?"),
        "maximum_months",
        maximum_stay,
        ("exchange.start", "exchange.end"),
    ),
    Rule(
        "EX205",
        "R15",
        msg("Is the stay one block?"),
        "consecutive",
        one_block,
        ("exchange.travel_days", "exchange.form"),
    ),
    Rule(
        "EX206",
        "R16",
        msg("Is it the visitor's first visit?"),
        "maximum_previous_visits",
        once_only,
        ("visiting.previous_visits", "exchange.form"),
    ),
)
PRIORITY_RULES = (
    Rule(
        "PR301",
        "R12",
        msg("Does the distance give priority?"),
        "priority_above_km",
        priority,
        ("visiting.town", "host.town"),
    ),
)
