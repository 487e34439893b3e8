# SPDX-License-Identifier: BSD-3-Clause
"""EX2xx on the stay: is it long enough, short enough, in one block?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.days import DayKind, StayDays, end_after, is_covered, is_split, last_day_of_stay, weeks_of
from exxtra_kit.messages import Country, Listing, Message, Value, msg, plural
from exxtra_kit.models import Outcome
from exxtra_kit.rules.core import DAYS_READ, Answer, Rule, Situation, missing
from exxtra_kit.rules.keys import days_key

if TYPE_CHECKING:
    from exxtra_kit.parameters import Law


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
    for day in days.of_kind(DayKind.HOLIDAY, DayKind.TRAVEL, DayKind.CLOSED, DayKind.WORKING):
        match day.kind:
            case DayKind.WORKING if day.is_half_used:
                if not days.half_days_per_day:
                    lost.append(msg("{day} (only half of it used)", day=day.day))
            case DayKind.WORKING:
                pass
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
    if situation.case.exchange.slots:  # the slots follow each other as if nothing lay between them
        end = end_after(start, situation.length_days or 1)
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
    if not is_split(situation.days.days):
        return Answer(Outcome.MET, msg("The stay is one block."), facts)
    if not law.flag("consecutive"):
        return Answer(Outcome.MET, msg("The stay is split, and it may be."), facts)
    if situation.case.exchange.slots:
        return Answer(Outcome.NOT_MET, msg("The stay is split into slots. It must be one block."), facts)
    return Answer(
        Outcome.NOT_MET,
        msg("A travel day lies between working days, so the stay is split. It must be one block."),
        facts,
    )


def minimum_weeks(situation: Situation, law: Law) -> Answer:
    """R13, where a programme counts weeks: all days of the stay together."""
    length = situation.length_days
    if length is None:
        return missing(msg("The first or the last day of the exchange is not stated."))
    weeks, least = weeks_of(length), law.number("minimum_weeks")
    facts = {"length_days": length, "weeks": weeks}
    counted = plural("{n} whole week in all", "{n} whole weeks in all", n=weeks)
    if weeks >= least:
        return Answer(Outcome.MET, msg("{counted}; at least {least} are needed.", counted=counted, least=least), facts)
    return Answer(
        Outcome.NOT_MET, msg("Only {counted}; at least {least} are needed.", counted=counted, least=least), facts
    )


def slots(situation: Situation, law: Law) -> Answer:
    """R15, where a stay may be split: no slot too short, all of them within the time allowed."""
    exchange = situation.case.exchange
    if not exchange.slots or exchange.start is None or exchange.end is None:
        return Answer(Outcome.NOT_APPLICABLE, msg("The stay is not split into slots."))
    least, months = law.number("slot_minimum_days"), law.number("slots_within_months")
    latest = last_day_of_stay(exchange.start, months)
    shortest = min((slot.end - slot.start).days + 1 for slot in exchange.slots)
    facts = {"slots": len(exchange.slots), "shortest_slot_days": shortest, "latest_end": latest}
    if shortest < least:
        return Answer(
            Outcome.NOT_MET,
            plural(
                "The shortest slot has {n} day; each needs at least {least}.",
                "The shortest slot has {n} days; each needs at least {least}.",
                n=shortest,
                least=least,
            ),
            facts,
        )
    if exchange.end > latest:
        return Answer(
            Outcome.NOT_MET,
            plural(
                "The slots must lie within {n} month: until {latest}, not until {end}.",
                "The slots must lie within {n} months: until {latest}, not until {end}.",
                n=months,
                latest=latest,
                end=exchange.end,
            ),
            facts,
            parameter="slots_within_months",
        )
    return Answer(
        Outcome.MET,
        msg("No slot is shorter than {least} days, and all lie before {latest}.", least=least, latest=latest),
        facts,
    )


_DATES = ("exchange.start", "exchange.end")
_USUAL = frozenset({Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED})
RULES = (
    Rule(
        "EX203",
        "R13",
        msg("Is the stay long enough, travel not counted?"),
        "minimum_working_days",
        minimum_stay,
        reads=DAYS_READ,
        key=days_key,
        affects=(
            "exchange.start",
            "exchange.end",
            "exchange.travel_days",
            "exchange.closed_days",
            "exchange.half_days",
            "exchange.host_region",
            "host.country",
        ),
        outcomes=_USUAL,
    ),
    Rule(
        "EX204",
        "R14",
        msg("Is the stay short enough?"),
        "maximum_months",
        maximum_stay,
        reads=(*_DATES, "exchange.slots"),
        affects=_DATES,
        outcomes=_USUAL,
    ),
    Rule(
        "EX205",
        "R15",
        msg("Is the stay one block?"),
        "consecutive",
        one_block,
        reads=DAYS_READ,
        key=days_key,
        affects=("exchange.travel_days", "exchange.form"),
    ),
    Rule(
        "EX212",
        "R13",
        msg("Does the stay last enough weeks?"),
        "minimum_weeks",
        minimum_weeks,
        reads=(*_DATES, "exchange.slots"),
        affects=_DATES,
    ),
    Rule(
        "EX213",
        "R15",
        msg("Are the slots long enough and near enough to each other?"),
        "slot_minimum_days",
        slots,
        reads=(*_DATES, "exchange.slots"),
        affects=("exchange.slots",),
    ),
)
